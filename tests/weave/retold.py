"""Tellings with events and statements, made of own sentences, and the demo's articles as the ledger hands them over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from marsad.flow import read
from marsad.model import Event, Mention, ReadActor, Reader, Reading, Refusal, Span, Statement, Time
from marsad.model.reading import StatementKind
from marsad.model.telling import Report, Said, Telling

READER = Reader(name="marsad", version="0", digests={})
ACTORS = {
    "army": "الجيش", "council": "المجلس", "envoy": "المبعوث", "mission": "البعثة", "north": "الشمال", "port": "المرفأ",
    "minister": "الوزير", "red-hills": "التلال", "omar": "عمر", "salma": "سلمى",
}  # fmt: skip


class Deed(NamedTuple):
    """An event as a test tells it: the sentence, the word that tells it, and what the reader found."""

    sentence: str
    trigger: str
    type: str = "ASSAULT"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    day: str | None = None
    more: Mapping[str, Any] = {}


class Speech(NamedTuple):
    """A statement as a test tells it: its words stand somewhere in the article."""

    text: str
    speaker: str | None = None
    force: str = "say"
    kind: StatementKind = "direct"


def retold(
    article: str,
    deeds: Sequence[Deed] = (),
    speeches: Sequence[Speech] = (),
    *,
    day: str = "2021-02-07",
    publisher: str | None = None,
    text: str = "",
    times: Sequence[tuple[str, str]] = (),
) -> Telling:
    """An article made of the sentences of its deeds and speeches, and of `text`; names of `ACTORS` are its mentions."""
    stretches = dict.fromkeys([*(d.sentence for d in deeds), *(s.text for s in speeches if s.text not in text)])
    whole = "\n".join([*stretches, *([text] if text else [])])
    mentions = [
        Mention(start=at, end=at + len(name), type="GPE" if key in ("north", "port", "red-hills") else "PER", actor=key)
        for key, name in ACTORS.items()
        for at in range(len(whole))
        if whole.startswith(name, at)
    ]
    reading = Reading(
        id=article, given_id=article, source="test", text=whole, language="ar", url=None, publisher=publisher, title=None,
        body=[Span(0, len(whole))], lines=[], published=None, credits=[], events=[_event(whole, d) for d in deeds],
        actors={key: ReadActor(name=key, name_ar=name, type="PER") for key, name in ACTORS.items()},
        mentions=sorted(mentions, key=lambda m: m.start), statements=[_statement(whole, s) for s in speeches], places=[],
        times=[Time(start=whole.index(w), end=whole.index(w) + len(w), value=value) for w, value in times], reader=READER,
    )  # fmt: skip
    return telling(reading, article, day=day, publisher=publisher)


def _event(text: str, deed: Deed) -> Event:
    start = text.index(deed.sentence)
    at = text.index(deed.trigger, start)
    found: dict[str, Any] = {
        "type": deed.type, "mode": None, "contexts": [], "actors": list(deed.actors), "recipients": list(deed.recipients),
        "trigger": Span(at, at + len(deed.trigger)), "date": deed.day, "place": None, "status": "happened",
        "evidence": Span(start, start + len(deed.sentence)), "rule": f"{deed.type.lower()}/{deed.trigger}", "confidence": 0.9,
    }  # fmt: skip
    return Event(**{**found, **deed.more})


def _statement(text: str, speech: Speech) -> Statement:
    at = text.index(speech.text)
    return Statement(
        start=at, end=at + len(speech.text), kind=speech.kind, cue=None, force=speech.force, speaker=speech.speaker,
        speaker_mention=None,
    )  # fmt: skip


def telling(reading: Reading, article: str, *, day: str, publisher: str | None) -> Telling:
    """A reading as the ledger hands it over: unnamed parties stay their article's own."""
    known = {local: f"unnamed/{article}/{local}" if actor.unnamed else local for local, actor in reading.actors.items()}
    reports = tuple(
        Report(id=f"{article}.e{i}", article=article, day=day, publisher=publisher, event=event,
               actors=tuple(known.get(a, a) for a in event.actors), recipients=tuple(known.get(a, a) for a in event.recipients))
        for i, event in enumerate(reading.events)
    )  # fmt: skip
    said = tuple(
        Said(id=f"{article}.s{i}", article=article, day=day, said=day, publisher=publisher, statement=s,
             text=reading.text[s.start : s.end], speaker=known.get(s.speaker) if s.speaker else None)
        for i, s in enumerate(reading.statements)
    )  # fmt: skip
    return Telling(article=article, reading=reading, day=day, captured="", publisher=publisher, actors=known,
                   reports=reports, said=said)  # fmt: skip


class Demo(NamedTuple):
    """The demo's articles in time order, the story of each, and the root of each copy."""

    tellings: tuple[Telling, ...]
    stories: dict[str, str]
    roots: dict[str, str]


@cache
def demo() -> Demo:
    """The bundled articles, read once a process."""
    folder = files("marsad.dossiers") / "libya"
    rows = {
        row["file"]: row for row in tomllib.loads((folder / "articles.toml").read_text(encoding="utf-8"))["article"]
    }
    tellings = []
    for reading in read([str(Path(str(folder)) / "articles")], dossier="libya"):
        assert not isinstance(reading, Refusal)
        row = rows[Path(reading.source).name]
        tellings.append(telling(reading, Path(reading.source).stem, day=row["published"], publisher=row["outlet"]))
    return Demo(
        tuple(sorted(tellings, key=lambda t: t.order)),
        {Path(file).stem: row["story"] for file, row in rows.items()},
        {Path(file).stem: Path(row["of"]).stem for file, row in rows.items() if "of" in row},
    )
