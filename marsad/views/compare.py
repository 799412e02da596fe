"""A story source by source: what each article says, what it leaves out, what it words differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.filters import Filter
from marsad.ledger.woven import decoded, linked
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
    """Compares the articles of a story. Raises InputError for an id that is no story's, LedgerError for an unknown one."""
    kind, record = queries.record(ledger, story, known_on=known_on)
    if not isinstance(record, Story):
        raise InputError(f"{story}: is no story but of kind {kind}; see: marsad stories")
    asked = Filter(story=story, known_on=known_on)
    events = queries.events(ledger, asked).rows
    said = queries.statements(ledger, asked).rows
    disagreements = queries.disagreements(ledger, asked).rows
    with ledger.reading() as connection:
        held = linked(connection, "article", record.articles, ("quotation", "copy"), known_on=codec.known_by(known_on))
        articles = stored(connection, record.articles)
        texts = {id_: reading.text for id_, reading in readings(connection, record.articles)}
        named = names_of(connection, queries.mentioned([*events, *said, *disagreements]))
    quotations = _quotations(said, decoded(held, "quotation", Quotation).values())
    told = {e.id: {r.partition(".")[0] for r in e.reports} for e in events}
    told |= {q.id: {s.partition(".")[0] for s in q.statements} for q in quotations}
    pairs = [c for c in decoded(held, "copy", Copy).values() if c.original in articles]
    copies = {c.copy: c for c in sorted(pairs, key=lambda c: (c.jaccard, c.original))}  # the one it is most like
    days = {id_: article.day for id_, article in articles.items()}
    voices = tuple(_voice(articles[a], copies.get(a), record, told, texts=texts, days=days) for a in record.articles)
    words = {q.id: next(s.text for s in said if s.id in q.statements) for q in quotations}
    return Comparison(
        story=record,
        voices=voices,
        events=events,
        quotations=quotations,
        words=words,
        disagreements=disagreements,
        names=named,
    )


def _quotations(said: Sequence[Said], found: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """Those of the quotations that report one of the statements, the most told first."""
    ids = {s.id for s in said}
    told = (q for q in found if not ids.isdisjoint(q.statements))
    return tuple(sorted(told, key=lambda q: (-len(q.statements), q.said, q.id)))


def _voice(
    article: Stored,
    copy: Copy | None,
    story: Story,
    told: dict[str, set[str]],
    *,
    texts: dict[str, str],
    days: dict[str, str],
) -> Voice:
    own = {id_ for id_, by in told.items() if article.id in by}
    known = {a for a in story.origins if a != article.id and days[a] <= article.day}
    others = {id_ for id_, by in told.items() if by & known}
    return Voice(
        article=article,
        copies=copy,
        events=tuple(i for i in told if i in own and i.startswith("event-")),
        quotations=tuple(i for i in told if i in own and i.startswith("quotation-")),
        left_out=tuple(i for i in told if i in others - own),
        alone=tuple(i for i in told if i in own and len(told[i]) == 1),
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
