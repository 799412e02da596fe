"""A story source by source: what each article says, what it leaves out, what it words differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger
from marsad.ledger.articles import Stored, read_of, stored
from marsad.ledger.filters import Filter
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import led
from marsad.model.telling import Said
from marsad.model.woven import Copy, Difference, Disagreement, Quotation, Story, WovenEvent
from marsad.views import queries
from marsad.views.answers import Name
from marsad.views.names import called, names_of, who
from marsad.views.shown import cut, shown
from marsad.views.table import Ruled, cell, console

_LONG = 160  # characters of what is told
_SHOWN = 4  # lines of what an article tells alone or leaves out


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One article of a story. `copies` is the article that it repeats, `differing` how it departs from that one.

    `events` and `quotations` are ids of what it tells; `left_out` are those that another origin had told by its day and it
    does not; `alone` are those that nobody else tells.
    """

    article: Stored
    copies: Copy | None
    events: tuple[str, ...]
    quotations: tuple[str, ...]
    left_out: tuple[str, ...]
    alone: tuple[str, ...]
    differing: tuple[Difference, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its voices, oldest first, the events and quotations they tell, and where they contradict each other."""

    story: Story
    voices: tuple[Voice, ...]
    events: tuple[WovenEvent, ...]
    quotations: tuple[Quotation, ...]
    words: dict[str, str]
    disagreements: tuple[Disagreement, ...]
    names: dict[str, Name]


def compare(ledger: Ledger, story: str, *, known_on: str | None = None) -> Comparison:
    """Compares the articles of a story. Raises InputError for an id that is no story's, or unknown."""
    with ledger.reading() as connection:
        at = as_of(connection, known_on)
        return remembered(
            connection, "comparison", (story, at), lambda: _compared(connection, story, known_on), keep=16
        )


def _compared(connection: Connection, story: str, known_on: str | None) -> Comparison:
    kind, record = queries.kept(connection, story, known_on=known_on)
    if not isinstance(record, Story):
        raise InputError(f"{story}: is no story but of kind {kind}; see: marsad stories")
    asked = Filter(story=story, known_on=known_on)
    events = queries.listed(connection, "event", WovenEvent, asked).rows
    said = queries.listed(connection, "statement", Said, asked).rows
    disagreements = queries.listed(connection, "disagreement", Disagreement, asked).rows
    held = {
        kind: led(connection, kind, "article", record.articles, known_on=known_on) for kind in ("quotation", "copy")
    }
    articles = stored(connection, record.articles)
    pairs = [c for data in held["copy"] if (c := msgspec.json.decode(data, type=Copy)).original in articles]
    changed = sorted({a for c in pairs if c.changes for a in (c.copy, c.original)})
    texts = {id_: read.text for id_, read in read_of(connection, changed, _Text)}
    named = names_of(connection, queries.mentioned([record, *events, *said, *disagreements]))
    quotations = _quotations(said, (msgspec.json.decode(data, type=Quotation) for data in held["quotation"]))
    told = {e.id: {r.partition(".")[0] for r in e.reports} for e in events}
    told |= {q.id: {s.partition(".")[0] for s in q.statements} for q in quotations}
    copies = {c.copy: c for c in sorted(pairs, key=lambda c: (c.jaccard, c.original))}  # the one it is most like
    first = _first(told, record, articles)
    voices = tuple(_voice(articles[a], copies.get(a), told, first, texts) for a in record.articles)
    place = {s.id: i for i, s in enumerate(said)}
    words = {q.id: said[min(place[s] for s in q.statements if s in place)].text for q in quotations}
    return Comparison(
        story=record,
        voices=voices,
        events=events,
        quotations=quotations,
        words=words,
        disagreements=disagreements,
        names=named,
    )


class _Text(msgspec.Struct):
    """As much of a reading as its differences are cut from."""

    text: str


def _quotations(said: Sequence[Said], found: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """Those of the quotations that report one of the statements, the most told first."""
    ids = {s.id for s in said}
    told = (q for q in found if not ids.isdisjoint(q.statements))
    return tuple(sorted(told, key=lambda q: (-len(q.statements), q.said, q.id)))


def _first(told: Mapping[str, set[str]], story: Story, articles: Mapping[str, Stored]) -> dict[str, str]:
    """The day on which an origin of the story first tells each thing; what none tells is left out."""
    origins = set(story.origins)
    return {id_: min(articles[a].day for a in among) for id_, by in told.items() if (among := by & origins)}


def _voice(
    article: Stored,
    copy: Copy | None,
    told: dict[str, set[str]],
    first: dict[str, str],
    texts: dict[str, str],
) -> Voice:
    own = [id_ for id_, by in told.items() if article.id in by]
    return Voice(
        article=article,
        copies=copy,
        events=tuple(i for i in own if i.startswith("event-")),
        quotations=tuple(i for i in own if i.startswith("quotation-")),
        left_out=tuple(i for i, day in first.items() if day <= article.day and article.id not in told[i]),
        alone=tuple(i for i in own if len(told[i]) == 1),
        differing=tuple(flow.difference(change, texts[copy.copy], texts[copy.original]) for change in copy.changes)
        if copy
        else (),
    )


def write(found: Comparison, out: BinaryIO) -> None:
    """Writes a comparison for a terminal."""
    screen, text = console(out)
    try:
        story = found.story
        screen.print(cell(shown(story.headline), "bold"))
        screen.print(
            Text(
                f"{story.id}: {story.since} to {story.until}, {len(story.articles)} articles, {len(story.origins)} origins",
                "dim",
            )
        )
        _grid(found, screen)
        for number, voice in enumerate(found.voices, 1):
            _told(number, voice, found, screen)
        if found.disagreements:
            screen.print(Text("Disagreements", "bold"))
            for d in found.disagreements:
                sides = " ≠ ".join(
                    f"{called(s.value, found.names)} ({'، '.join(s.publishers) or s.article})"
                    for s in (d.left, d.right)
                )
                line = f"{d.matter} {d.unit or ''} {sides}"
                screen.print(Text(f"  {shown(line)}   {d.id}, {d.status}"), soft_wrap=True)
    finally:
        text.detach()


def _grid(found: Comparison, screen: Console) -> None:
    """What is told, line by line, and by which article."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("what is told")
    for number in range(1, len(found.voices) + 1):
        table.add_column(str(number), justify="center")
    shared = [
        i
        for i in (*(e.id for e in found.events), *(q.id for q in found.quotations))
        if sum(i in _all(v) for v in found.voices) > 1
    ]
    for id_ in shared:
        table.add_row(cell(_label(id_, found)), *("●" if id_ in _all(v) else "·" for v in found.voices))
    if shared:
        screen.print(Ruled(table))


def _told(number: int, voice: Voice, found: Comparison, screen: Console) -> None:
    a = voice.article
    origin = (
        f"{voice.copies.kind} of {voice.copies.original}, first by {voice.copies.direction}"
        if voice.copies
        else "origin"
    )
    screen.print(
        Text(f"{number}  ")
        .append(shown(a.publisher or a.source), "bold")
        .append(f"  {a.day}  {a.id}  {origin}", "dim"),
        soft_wrap=True,
    )
    screen.print(cell(f"   {cut(shown(a.title), _LONG)}"))
    for name, ids in (("only here", voice.alone), ("leaves out", voice.left_out)):
        for id_ in ids[:_SHOWN]:
            screen.print(Text(f"   {name}: {_label(id_, found)}"), soft_wrap=True)
        if len(ids) > _SHOWN:
            screen.print(Text(f"   {name}: {len(ids) - _SHOWN} more (--format json has all)", "dim"), soft_wrap=True)
    for d in voice.differing:
        words = " → ".join(f"«{cut(shown(w), _LONG)}»" for w in (d.theirs, d.ours) if w)
        screen.print(Text(f"   {d.kind}: {words}"), soft_wrap=True)


def _all(voice: Voice) -> tuple[str, ...]:
    return (*voice.events, *voice.quotations)


def _label(id_: str, found: Comparison) -> str:
    event = next((e for e in found.events if e.id == id_), None)
    if event is None:
        quotation = next(q for q in found.quotations if q.id == id_)
        return cut(shown(f"{who((quotation.speaker,), found.names)}: «{found.words[id_]}»"), _LONG)
    sides = " ← ".join(filter(None, (who(event.actors, found.names), who(event.recipients, found.names))))
    return cut(shown(f"{event.type} {sides} {event.day or ''}"), _LONG)
