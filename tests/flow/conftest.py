"""Ledgers that grow: the sample articles, generated ones over months, a clock that the tests turn, and what is live in a ledger."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from marsad import dossiers, flow, sources
from marsad.flow import adding
from marsad.ledger import Ledger, tables
from marsad.ledger.woven import live
from marsad.model import Reading, Record, Refusal
from marsad.views.desk import Desk
from tests.ledger.conftest import cluster, place  # noqa: F401 - fixtures

SAMPLES = Path("marsad/dossiers/libya/articles")
START = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
Rows = dict[tuple[str, ...], tuple[Any, ...]]
Init = Callable[..., Ledger]


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> str:
        """Turns it on and returns the day it was."""
        before = self.at.date().isoformat()
        self.at += timedelta(**by)
        return before


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _readings() -> dict[tuple[object, ...], Reading | Refusal]:
    """What was read so far in the tests of this folder."""
    return {}


@pytest.fixture(autouse=True, scope="module")
def _read_once(_readings: dict[tuple[object, ...], Reading | Refusal]) -> Iterator[None]:
    """Each record is read once: ledgers are made of the same articles many times. Other folders' tests read for themselves."""
    real, known = adding._read, _readings

    def read(dossier: str, record: Record) -> Reading | Refusal:
        key = (record.source, record.text, record.data, record.title, record.url, record.captured)
        if key not in known:
            known[key] = real("libya", record)
        return known[key]

    issues = dossiers.issues("libya")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "_read", read)
        patch.setattr(dossiers, "issues", lambda name: issues)  # each ledger's own copy says the same
        yield


@pytest.fixture
def new(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Init]:
    """Makes ledgers in SQLite, one beside the other."""
    monkeypatch.delenv("MARSAD_DB", raising=False)
    made: list[Ledger] = []

    def init() -> Ledger:
        made.append(flow.init(tmp_path / f"desk{len(made)}", dossier="libya", clock=clock))
        return made[-1]

    yield init
    for each in made:
        each.close()


@pytest.fixture
def ledger(place: Path, clock: Clock) -> Iterator[Ledger]:  # noqa: F811
    """An empty ledger, on each database."""
    made = flow.init(place, dossier="libya", clock=clock)
    yield made
    made.close()


@pytest.fixture
def desk(new: Init) -> Desk:
    """A desk on an empty ledger in SQLite."""
    return Desk(new())


@pytest.fixture(scope="session")
def samples() -> list[Record]:
    """The articles of the sample dossier in the order of their days."""
    found = [r for r in sources.records([str(SAMPLES)]) if isinstance(r, Record)]
    return sorted(found, key=lambda r: (r.source.rpartition("/")[2].partition("20")[2], r.source))


def put(ledger: Ledger, *records: Record | Refusal) -> list[str]:
    """Adds records, weaves, and returns what became of each."""
    kept = [k if isinstance(k, Refusal) else k.as_ for k in flow.add(ledger, records, by="tester")]
    flow.weave(ledger)
    return [k.code if isinstance(k, Refusal) else k for k in kept]


def grown(ledger: Ledger, lumps: Iterable[Sequence[Record]]) -> Rows:
    """What is live in a ledger after lumps of records were added and woven one after the other."""
    for lump in lumps:
        put(ledger, *lump)
    return rows(ledger)


def rows(ledger: Ledger) -> Rows:
    """All that is derived and live: woven records with their links, namings, judgements."""
    found: Rows = {}
    with ledger.reading() as connection:
        links: dict[int, set[tuple[str, str]]] = {}
        for row in connection.execute(select(tables.link)):
            links.setdefault(row.woven, set()).add((row.role, row.target))
        for row in connection.execute(select(tables.woven).where(live(tables.woven))):
            assert (row.kind, row.id) not in found, f"{row.kind} {row.id} is live twice"
            found[row.kind, row.id] = row.data, row.day, row.type, row.confidence, frozenset(links.get(row.seq, ()))
        for row in connection.execute(select(tables.naming).where(live(tables.naming))):
            found["naming", row.article, row.local] = row.actor, row.day, row.mentions, row.data
        for row in connection.execute(select(tables.judgement).where(live(tables.judgement))):
            key = "judgement", row.article, row.left, row.right
            found[key] = row.verdict, row.rule, row.score, row.because, row.by
    return found


def differing(one: Rows, other: Rows) -> list[str]:
    """The records that two ledgers do not have alike; empty where they are the same."""
    return sorted(" ".join(key) for key in one.keys() | other.keys() if one.get(key) != other.get(key))


_TOWNS = ("طرابلس", "بنغازي", "سرت", "مصراتة", "طبرق", "درنة", "سبها", "غدامس")
_KNOWN = ("خليفة حفتر", "فايز السراج", "عقيلة صالح", "غسان سلامة", "خالد المشري")
_FOUND = (("سالم", "الورشفاني"), ("منصف", "البكوشي"), ("جمعة", "التاورغي"), ("ربيع", "الشكشوكي"))
_OUTLETS = ("منبر الساحل", "بوابة الجنوب", "صحيفة الميناء", "موقع القوافل")
_AGENCY = "وكالة بحر الوسط للأنباء"
_MATTERS = ("وقف إطلاق النار", "حل الميليشيات", "توزيع عائدات النفط", "فتح الطريق الساحلي", "إجراء الانتخابات")
_DEEDS = (
    "قتل {n} مدنيين في قصف مدفعي شنته قوات {known} على حي سكني في {town}.",
    "أعلنت قوات {known} انسحابها من {town} بعد اشتباكات استمرت {n} أيام.",
    "اعتقلت قوات {known} {n} صحفيين في {town} واقتادتهم إلى جهة مجهولة.",
    "التقى {known} وفدا من {town} لبحث {matter} بحضور {n} من أعضاء البرلمان.",
)
_SAID = (
    "وقال {first} {last} المتحدث باسم البلدية إن «المدينة ترفض {matter} ما لم تتوقف الاعتداءات على الأهالي فورا».",
    "وأكد {known} تمسكه بقرار {matter} مشيرا إلى أن اللجنة ستجتمع في {town} خلال {n} أيام.",
    "ودعا {last} جميع الأطراف في {town} إلى القبول بمبادرة {matter} من دون شروط مسبقة أو ضغوط خارجية.",
    "من جهته طالب {known} الأمم المتحدة بإرسال مراقبين إلى {town} لمتابعة {matter} ونشر تقرير مفصل عن الخسائر.",
)


def happening(number: int, day: date, seed: random.Random) -> Iterator[Record]:
    """Five articles on one happening: an agency's, a copy that credits it, a cut copy, one in other words, a later one."""
    first, last = seed.choice(_FOUND)
    facts = {
        "known": seed.choice(_KNOWN),
        "town": seed.choice(_TOWNS),
        "matter": seed.choice(_MATTERS),
        "first": first,
        "last": last,
    }
    facts["n"] = str(seed.randint(3, 40))
    deed, *said = (line.format(**facts) for line in (seed.choice(_DEEDS), *seed.sample(_SAID, 3)))
    other = facts | {"n": str(int(facts["n"]) + seed.choice((0, 4)))}
    retold = seed.choice(_DEEDS).format(**other)
    texts = (
        (_AGENCY, 0, " ".join((deed, *said))),
        (_OUTLETS[number % 4], seed.choice((0, 1)), " ".join((deed, *said, f"نقلا عن {_AGENCY}."))),
        (_OUTLETS[(number + 1) % 4], seed.choice((-1, 0, 1)), " ".join((deed, *said[:2]))),
        (_OUTLETS[(number + 2) % 4], 1, f"في {facts['town']} أمس {retold} {said[0]}"),
        (_OUTLETS[(number + 3) % 4], seed.choice((3, 12, 33)), f"عودة إلى أحداث {facts['town']}: {retold} {said[-1]}"),
    )
    for at, (publisher, later, text) in enumerate(texts):
        published = (day + timedelta(days=later)).isoformat()
        yield Record(source=f"wire/{number}-{at}.json", title=f"{facts['town']}: {deed[:40]}", text=text, publisher=publisher,
                     published=published, url=f"https://example.org/{number}/{at}", captured=f"{published}T{6 + at:02}:00:00Z")  # fmt: skip


@pytest.fixture(scope="session")
def wire() -> list[Record]:
    """Sixty short articles over five months: copies, credits, retellings, follow-ups after the window of stories."""
    seed = random.Random(7)  # noqa: S311 - the same articles each time
    found = [r for n in range(12) for r in happening(n, date(2020, 1, 5) + timedelta(days=12 * n), seed)]
    return sorted(found, key=lambda r: (r.published or "", r.captured or "", r.source))


@pytest.fixture(scope="session")
def whole(wire: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What is live where all generated articles were woven at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MARSAD_DB", raising=False)
        made = flow.init(tmp_path_factory.mktemp("whole"), dossier="libya", clock=Clock())
    found = grown(made, [wire])
    made.close()
    return found
