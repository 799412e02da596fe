"""The knowledge base as shipped: clean, whole, and its names mean whom they should."""

from __future__ import annotations

import gc
import re
from collections import Counter
from pathlib import Path

import pytest

from marsad.lang.ar import lint
from marsad.lang.ar.fold import fold
from marsad.model import KnownName
from marsad.resolve.knowledge import Knowledge, knowledge

FOLDER = Path(lint.__file__).parents[2] / "resolve" / "kb"
FILES = sorted(FOLDER.rglob("*.toml"))
PLACE_KINDS = frozenset(
    "region province city town district village camp base airport port oil_field oil_port crossing strait sea gulf river "
    "lake mountain desert island border venue prison continent dam canal".split()
)


@pytest.fixture(scope="module")
def tables() -> list[lint.Table]:
    return [
        table
        for file in FILES
        for table in lint.tables(str(file.relative_to(FOLDER)), file.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_clean(file: Path) -> None:
    faults = lint.file_faults(file.name, file.read_text(encoding="utf-8"))
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_the_whole_is_consistent(tables: list[lint.Table]) -> None:
    faults = lint.knowledge_faults(tables)
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_counts(tables: list[lint.Table]) -> None:
    rows: Counter[str] = Counter()
    for table in tables:
        rows[table.name] += len(table.rows)
    assert rows["person"] >= 500
    assert rows["organisation"] >= 300
    assert rows["state"] >= 235
    assert rows["place"] >= 330
    assert set(rows) == {"person", "organisation", "state", "place"}


MEMBERS = """AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO
CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ
IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW
MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST
SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW""".split()


def test_every_state_is_there(tables: list[lint.Table]) -> None:
    states = {row["id"]: row for table in tables if table.name == "state" for row in table.rows}
    assert len(MEMBERS) == 193
    assert not {*MEMBERS, "PS", "VA", "XK", "TW", "EH"} - set(states)
    assert not [code for code in MEMBERS if "wikidata" not in states[code]]
    assert [row["wikidata"] for row in states.values() if "wikidata" in row] == list(
        dict.fromkeys(row["wikidata"] for row in states.values() if "wikidata" in row)
    )


def test_a_wikidata_id_is_a_q_number_and_stands_once(tables: list[lint.Table]) -> None:
    actors = [
        actor
        for table in tables
        for row in table.rows
        for actor in (row, *([row["capital"]] if "capital" in row else []), *row.get("seats", []))
    ]
    ids = Counter(actor["wikidata"] for actor in actors if "wikidata" in actor)
    assert not [number for number in ids if not re.fullmatch(r"Q[1-9][0-9]*", number)]
    assert not {number: times for number, times in ids.items() if times > 1}


def test_places_lie_on_the_globe_and_have_a_kind(tables: list[lint.Table]) -> None:
    for table in tables:
        for row in table.rows:
            place = row.get("capital", row)
            if "latitude" in place:
                assert abs(place["latitude"]) <= 90, row["id"]
                assert abs(place["longitude"]) <= 180, row["id"]
            if table.name == "place":
                assert row["kind"] in PLACE_KINDS, row["id"]


def meanings(kb: Knowledge, name: str) -> list[KnownName]:
    """What a name may mean."""
    return kb.names.get(tuple(fold(name).split()))


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("أميركا", "US"),
        ("الولايات المتحدة الامريكية", "US"),
        ("كوت ديفوار", "CI"),
        ("إنكلترا", "GB"),
        ("واشنطن", "washington"),
        ("تل أبيب", "tel-aviv"),
        ("مصراته", "misrata"),
        ("معيتيقة", "mitiga-airport"),
        ("الصخيرات", "skhirat"),
        ("باب المندب", "bab-el-mandeb"),
        ("الشرق الأوسط", "middle-east"),
        ("المغرب العربي", "maghreb"),
        ("خليفة حفتر", "haftar-khalifa"),
    ],
)
def test_a_name_that_means_one_actor(kb: Knowledge, name: str, actor: str) -> None:
    assert [known for known in meanings(kb, name) if not (known.short or known.ordinary)] == [KnownName(actor)]


def test_names_that_need_company(kb: Knowledge) -> None:
    assert {known.actor for known in meanings(kb, "طرابلس")} == {"tripoli-libya", "tripoli-lebanon"}
    assert {known.actor for known in meanings(kb, "عمان")} == {"OM", "amman"}
    assert {known.actor for known in meanings(kb, "المملكة") if known.short} == {"SA", "MA", "JO", "BH"}
    assert meanings(kb, "مالي") == [KnownName("ML", ordinary=True)]


@pytest.mark.parametrize(
    ("word", "state"),
    [("الليبية", "LY"), ("أمريكيون", "US"), ("للأتراك", "TR"), ("الروس", "RU"), ("والمجرية", "HU"), ("مجرى", None)],
)
def test_adjectives_and_peoples(kb: Knowledge, word: str, state: str | None) -> None:
    assert kb.adjective(fold(word)) == state


@pytest.mark.parametrize(
    ("word", "people"), [("الليبيين", ("LY", 0)), ("والأتراك", ("TR", 1)), ("للروس", ("RU", 0)), ("ليبيين", None)]
)
def test_peoples_are_told_with_the_article(kb: Knowledge, word: str, people: tuple[str, int] | None) -> None:
    assert kb.people(fold(word)) == people


def test_no_collection_of_garbage_walks_through_what_is_loaded_once(kb: Knowledge) -> None:
    assert gc.get_freeze_count() > len(kb.actors)


@pytest.mark.parametrize("name", ["المدينة", "جامعة", "السجن", "بيان", "الصدر", "دورة"])
def test_everyday_words_are_no_towns(kb: Knowledge, name: str) -> None:
    assert not [known for known in meanings(kb, name) if known.actor.startswith("geo-")]


@pytest.mark.parametrize(
    ("name", "country"), [("سيدني", "AU"), ("أسيوط", "EG"), ("طنطا", "EG"), ("تورينو", "IT"), ("مستغانم", "DZ")]
)
def test_gazetteer_knows_towns(kb: Knowledge, name: str, country: str) -> None:
    towns = [kb.actors[known.actor] for known in meanings(kb, name) if not known.ordinary]
    assert max(towns, key=lambda town: town.population).country == country
    assert all(town.latitude and town.longitude for town in towns)
