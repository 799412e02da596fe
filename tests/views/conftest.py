"""Readings made by hand, so that the views are tested without a reader."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, BinaryIO

import msgspec
import pytest

import marsad
from marsad.model import Reading, Refusal

TEXT = "هدنة في سرت\n\nقال الوزير سامي الدرة أمس إن بلاده توقع الهدنة. =1+1 ورفضت كتيبة السهل الاتفاق.\n"
Flow = Callable[[Sequence[Any]], ModuleType]


EMPTY: dict[str, Any] = {
    "id": "0123abcd",
    "given_id": None,
    "source": "news/sirte.txt",
    "language": "ar",
    "published": {"date": "2021-03-04", "basis": "stated"},
    "publisher": "صحيفة المرفأ",
    "url": None,
    "actors": {
        "durra": {"name": "Sami al-Durra", "name_ar": "سامي الدرة", "type": "PER"},
        "unnamed/كتيبة-السهل": {"name": "كتيبة السهل", "name_ar": "كتيبة السهل", "type": "ORG", "unnamed": True},
    },
    "reader": {"name": "marsad", "version": "0", "digests": {}},
} | {key: [] for key in ("body", "lines", "credits", "mentions", "statements", "events", "times", "places")}


def at(words: str) -> dict[str, Any]:
    """Where `words` stand in `TEXT`."""
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def found() -> dict[str, Any]:
    """What there is to find in `TEXT`."""
    stances = [{"issue": "truce", "polarity": "+", "cue": at("الهدنة")}]
    said: dict[str, Any] = {
        "kind": "indirect",
        "cue": at("قال"),
        "force": "say",
        "speaker": "durra",
        "rule": "reporting/قال",
    }
    done: dict[str, Any] = {
        "type": "REJECT",
        "mode": None,
        "contexts": [],
        "actors": ["unnamed/كتيبة-السهل"],
        "recipients": [],
    }
    done |= {"trigger": at("ورفضت"), "date": "2021-03-03", "place": None, "status": "happened", "rule": "reject/رفض"}
    return {
        "statements": [said | at("بلاده توقع الهدنة") | {"speaker_mention": at("سامي الدرة"), "stances": stances}],
        "events": [done | {"evidence": at("=1+1 ورفضت كتيبة السهل الاتفاق"), "confidence": 0.8}],
        "mentions": [at("سامي الدرة") | {"type": "PER", "actor": "durra"}],
        "times": [at("أمس") | {"value": "2021-03-03", "precision": "day"}],
    }


def make(text: str = TEXT, **changes: Any) -> Reading:
    """A reading of `text`, by default with all there is to find in it; `changes` are keys of its JSON."""
    title = {"start": 0, "end": text.index("\n")} if "\n" in text else None
    reading = EMPTY | {"text": text, "title": title} | (found() if text == TEXT else {})
    return msgspec.convert(reading | changes, Reading)


REFUSED = Refusal(source="news/empty.txt", code="empty", reason="the file holds no text", line=3)


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch) -> Flow:
    """Puts a flow in place of Marsad's own that yields given results; an exception among them is raised."""

    def put(results: Sequence[Any]) -> ModuleType:
        module = ModuleType("marsad.flow")

        def read(
            paths: Sequence[str],
            *,
            dossier: str | None = None,
            min_confidence: float = 0.0,
            stdin: BinaryIO | None = None,
        ) -> Iterator[Any]:
            module.called = (list(paths), dossier, min_confidence, stdin)  # type: ignore[attr-defined]
            for result in results:
                if isinstance(result, BaseException):
                    raise result
                yield result

        module.read = read  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "marsad.flow", module)
        monkeypatch.setattr(marsad, "flow", module, raising=False)
        return module

    return put
