"""Two articles made by hand, with what the ledger has of them, so that the gate is tested without a reader or a database; and a ledger of some sample articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
import pytest

from marsad import dossiers, flow
from marsad.ledger import Ledger
from marsad.ledger.articles import Stored
from marsad.model import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Shift, Side
from marsad.views.answers import Name
from marsad.views.brief.evidence import Called, Evidence, Telling
from marsad.views.brief.gate import Gate
from marsad.views.brief.labels import Labels, Lang
from marsad.views.brief.sentences import Writer
from marsad.views.desk import Desk

A = (
    "هدنة في سرت\n\nقال الوزير سامي الدرة أمس إن بلاده توقع الهدنة. وهاجمت تركيا مواقع مصرية في طرابلس يوم ٣ آذار ٢٠٢٠، وقتل ١٢ جنديا. "
    "ولم تنف كتيبة السهل الأمر، وقال المندوب هاني الصواف إن القصف مستمر. وأكد الوزير رفض الهدنة لاحقا.\n"
)
B = "قصف في طرابلس\n\nقتل سبعة جنود في هجوم للقوات التركية قرب طرابلس، ونفت أنقرة ذلك.\n"
DURRA, SAWWAF, SAHL = "found/سامي-الدره", "found/هاني-الصواف", "unnamed/a/كتيبة-السهل"


_STORIES = ("laurenta", "kayali-yanfi", "irini-tughadir", "2019-11-12")


def noon() -> datetime:
    """A moment that stays."""
    return datetime(2021, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A ledger of some sample articles."""
    folder = tmp_path_factory.mktemp("brief")
    chosen = [path for path in dossiers.articles("libya") if any(word in path for word in _STORIES)]
    ledger = flow.init(folder / "libya", dossier="libya", clock=noon)
    assert len(list(flow.add_paths(ledger, chosen))) == len(chosen) >= 5
    flow.weave(ledger)
    yield Desk(ledger)
    ledger.close()


class Dossier:
    """Stands for a ledger: the evidence asks it only for its dossier, everything else is kept by hand."""

    dossier = "libya"


def at(words: str, text: str = A) -> Span:
    """Where words stand first in a text."""
    return Span(text.index(words), text.index(words) + len(words))


def _mention(words: str, type_: str, actor: str, text: str = A, *, nominal: bool = False) -> dict[str, Any]:
    span = at(words, text)
    return {"start": span.start, "end": span.end, "type": type_, "actor": actor, "nominal": nominal}


def _reading(text: str, mentions: list[dict[str, Any]], times: list[dict[str, Any]]) -> Telling:
    return msgspec.convert({"text": text, "mentions": mentions, "times": times}, Telling)


def _naming(local: str, name: str, actor: str, roles: tuple[str, ...] = ()) -> Called:
    return Called(actor, local, msgspec.json.encode({"name": name, "names": [name], "roles": roles}))


def _article(id_: str, publisher: str) -> Stored:
    return Stored(id=id_, thread=id_, title=f"عنوان {id_}", day="2020-03-05", captured="", recorded="", source="", language="ar",
                  publisher=publisher, url=f"https://{id_}.example/1", published="2020-03-05")  # fmt: skip


REPORT = msgspec.convert(
    {"id": "a.e0", "article": "a", "day": "2020-03-05", "publisher": "صحيفة المرفأ", "actors": ["TR"], "recipients": ["EG"],
     "event": {"type": "ASSAULT", "mode": "aerial", "contexts": [], "actors": ["TR"], "recipients": ["EG"], "trigger": at("وهاجمت"),
               "date": "2020-03-03", "place": "tripoli-libya", "status": "happened", "rule": "assault/هاجم",
               "evidence": at("وهاجمت تركيا مواقع مصرية في طرابلس يوم ٣ آذار ٢٠٢٠، وقتل ١٢ جنديا")}},
    Report, from_attributes=True,
)  # fmt: skip
SAID = msgspec.convert(
    {"id": "a.s0", "article": "a", "day": "2020-03-05", "said": "2020-03-04", "publisher": "صحيفة المرفأ", "text": "بلاده توقع الهدنة",
     "speaker": DURRA,
     "statement": {"start": at("بلاده توقع الهدنة").start, "end": at("بلاده توقع الهدنة").end, "kind": "indirect", "cue": at("قال الوزير"),
                   "force": "say", "speaker": "durra", "speaker_mention": at("سامي الدرة"),
                   "stances": [{"issue": "ceasefire", "polarity": "+", "cue": at("الهدنة. ")}]}},
    Said, from_attributes=True,
)  # fmt: skip
LATER = msgspec.structs.replace(
    SAID,
    id="a.s1",
    statement=msgspec.convert(
        {"start": at("رفض الهدنة").start, "end": at("رفض الهدنة").end, "kind": "indirect", "cue": at("وأكد"), "force": "affirm",
         "speaker": "durra", "speaker_mention": None, "stances": [{"issue": "ceasefire", "polarity": "-", "cue": at("رفض")}]},
        type(SAID.statement), from_attributes=True,
    ),
)  # fmt: skip
DISPUTE = Disagreement(
    id="dispute-1", about="story-a", matter="number", unit="dead", rule="toll", confidence=0.6,
    left=Side(value="12", records=("a",), publishers=("صحيفة المرفأ",), article="a", evidence=at("١٢ جنديا")),
    right=Side(value="7", records=("b",), publishers=("وكالة الميناء",), article="b", evidence=at("سبعة جنود", B)),
)  # fmt: skip
SHIFT = Shift(id="shift-1", actor=DURRA, issue="ceasefire", day="2020-03-05", before="+", after="-", evidence_before="a.s0",
              evidence_after="a.s1", rule="balance", confidence=0.7)  # fmt: skip


@pytest.fixture
def evidence() -> Evidence:
    """The two articles, their records, and who is who in them."""
    found = Evidence(cast(Ledger, Dossier()))
    third = at("٣ آذار ٢٠٢٠")
    found.keep(
        _article("a", "صحيفة المرفأ"),
        _reading(
            A,
            [_mention("سامي الدرة", "PER", "durra"), _mention("تركيا", "GPE", "TR"), _mention("مصرية", "GPE", "EG"),
             _mention("طرابلس", "GPE", "tripoli-libya"), _mention("كتيبة السهل", "ORG", "unnamed/كتيبة-السهل", nominal=True),
             _mention("هاني الصواف", "PER", "sawwaf")],
            [{"start": at("أمس").start, "end": at("أمس").end, "value": "2020-03-04", "precision": "day"},
             {"start": third.start, "end": third.end, "value": "2020-03-03", "precision": "day"}],
        ),
        [_naming("durra", "سامي الدرة", DURRA, ("الوزير",)), _naming("sawwaf", "هاني الصواف", SAWWAF),
         _naming("TR", "تركيا", "TR"), _naming("EG", "مصر", "EG"), _naming("tripoli-libya", "طرابلس", "tripoli-libya")],
    )  # fmt: skip
    found.keep(
        _article("b", "وكالة الميناء"),
        _reading(B, [_mention("التركية", "GPE", "TR", B)], []),
        [_naming("TR", "تركيا", "TR")],
    )
    found.records.update({r.id: r for r in (REPORT, SAID, LATER, DISPUTE, SHIFT)})
    found.names.update({DURRA: Name("سامي الدرة"), SAWWAF: Name("هاني الصواف"), SAHL: Name("كتيبة السهل"), "TR": Name("تركيا", "Turkey"),
                        "EG": Name("مصر", "Egypt"), "LY": Name("ليبيا", "Libya"), "tripoli-libya": Name("طرابلس", "Tripoli")})  # fmt: skip
    return found


@pytest.fixture(params=["ar", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    """Both languages."""
    return cast(Lang, request.param)


@pytest.fixture
def labels(lang: Lang) -> Labels:
    """The labels of the language."""
    return Labels(lang)


@pytest.fixture
def writer(evidence: Evidence, labels: Labels) -> Writer:
    """Writes sentences from the records."""
    return Writer(evidence, labels)


@pytest.fixture
def gate(evidence: Evidence, labels: Labels) -> Gate:
    """The gate over the evidence."""
    return Gate(evidence, labels)
