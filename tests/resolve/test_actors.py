"""The online resolver: who is joined, who is kept apart, what people decided, and that a run cut in two is the whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.model import Reader, Reading
from marsad.model.reading import ReadActor
from marsad.model.woven import Judgement, Naming
from marsad.resolve.actors import Actors
from marsad.resolve.knowledge import Knowledge, knowledge
from marsad.resolve.namings import namings


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return knowledge()


def naming(name: str, article: str, day: str = "2019-03-01", **more: object) -> Naming:
    """A naming as the reader gives it, of a person unless `type` says otherwise."""
    local = str(more.pop("local", "found/" + name.replace(" ", "-")))
    return Naming(id=f"{article}/{local}", article=article, local=local, name=name, day=day,
                  **{"type": "PER", "names": (name,), **more})  # type: ignore[arg-type]  # fmt: skip


def resolve(kb: Knowledge, *rows: Naming, decisions: tuple[Judgement, ...] = ()) -> list[str]:
    actors = Actors(kb, decisions)
    return [actors.add(row)[0] for row in rows]


def test_known_actors_stay_themselves(kb: Knowledge) -> None:
    haftar = naming("خليفة حفتر", "a1", local="haftar-khalifa", country="LY", names=("حفتر",))
    state = naming("ليبيا", "a1", local="LY", type="GPE", names=("ليبيا",))
    assert resolve(kb, haftar, state) == ["haftar-khalifa", "LY"]
    assert Actors(kb).add(haftar)[1] == []


def test_descriptions_keep_an_id_of_their_article(kb: Knowledge) -> None:
    source = naming("مصادر مطلعة", "a1", local="unnamed/مصادر-مطلعه", type="ORG")
    assert resolve(kb, source) == ["a1/unnamed/مصادر-مطلعه"]


def test_one_man_of_many_spellings(kb: Knowledge) -> None:
    rows = [
        naming(n, f"a{i}", f"2019-03-{i + 1:02}")
        for i, n in enumerate(("دانيال زونكر", "دانيال زونكير", "دانيل زنكر", "دانيال زاكر"))
    ]
    first, second, third, other = resolve(kb, *rows)
    assert first == second == third == "found/دانيال-زونكر"
    assert other == "found/دانيال-زاكر"


def test_a_spelling_of_a_known_name_is_the_known_actor(kb: Knowledge) -> None:
    actors = Actors(kb)
    actor, judged = actors.add(
        naming("مارتين جريفث", "a1", "2018-07-02", company=("YE", "GB", "houthis"), country="GB")
    )
    assert actor == "griffiths-martin"
    assert [(j.verdict, j.rule, j.left) for j in judged] == [("same", "resolve/spelling", "a1/found/مارتين-جريفث")]
    assert judged[0].score > 0.9
    assert "مارتين is written مارتن" in judged[0].because


def test_common_given_names_alone_never_join(kb: Knowledge) -> None:
    bare = [naming("محمد", f"a{i}", company=("LY", "haftar-khalifa")) for i in range(4)]
    assert len(set(resolve(kb, *bare))) == 4
    pair = resolve(
        kb, naming("محمد علي", "a1", "2010-01-01", company=("SY",)), naming("محمد علي", "a2", company=("MA",))
    )
    assert pair[0] == "found/محمد-علي"
    assert pair[1].startswith("found/محمد-علي~")


def test_a_single_name_needs_context(kb: Knowledge) -> None:
    full = naming("إدريس الزغواني", "a1", company=("LY", "haftar-khalifa", "tripoli-libya"), country="LY")
    near = naming("الزغواني", "a2", company=("LY", "haftar-khalifa", "tripoli-libya"), country="LY")
    far = naming("الزغواني", "a3", "2026-01-01", company=("SE",))
    first, second, third = resolve(kb, full, near, far)
    assert first == second
    assert third != first


def test_two_bearers_of_one_family_name(kb: Knowledge) -> None:
    rows = [
        naming(n, f"a{i}", company=("IT", "rome"), country="IT")
        for i, n in enumerate(("ساندرو كالزوني", "ماورو كالزوني", "كالزوني"))
    ]
    one, two, either = resolve(kb, *rows)
    assert len({one, two, either}) == 3
    actors = Actors(kb)
    *_, (_, judged) = [actors.add(row) for row in rows]
    assert judged[0].verdict == "unsure"
    assert "fits nearly as well" in judged[0].because


def test_a_father_is_not_a_grandfather(kb: Knowledge) -> None:
    one, two = resolve(
        kb,
        naming("فيصل بن تركي بن ناصر", "a1", company=("SA", "riyadh"), country="SA"),
        naming("فيصل بن ناصر", "a2", company=("SA", "riyadh"), country="SA"),
    )
    assert one != two


def test_offices_of_another_country_speak_against(kb: Knowledge) -> None:
    one = naming("يوسف كرمان", "a1", roles=("وزير الداخلية التونسي",), company=("TN",))
    same = naming("يوسف كرمان", "a2", "2019-03-09", roles=("وزير الداخلية التونسي",), company=("TN",))
    other = naming("يوسف كرمان", "a3", "2019-03-09", roles=("وزير الداخلية الأردني",), company=("JO",))
    ids = resolve(kb, one, same, other)
    assert ids[0] == ids[1] != ids[2]


def test_a_minister_of_another_day_is_not_the_known_one(kb: Knowledge) -> None:
    def row(article: str, day: str) -> Naming:
        return naming("سامح شكرى", article, day, roles=("وزير الخارجية المصري",), company=("EG", "cairo"), country="EG")

    assert resolve(kb, row("a1", "2019-03-01")) == ["shoukry-sameh"]
    actors = Actors(kb)
    actor, judged = actors.add(row("a2", "2010-03-01"))
    assert actor == "found/سامح-شكرى"
    assert judged[0].verdict in ("unsure", "different")
    assert "aboul-gheit-ahmed was in that office on that day" in judged[0].because


def test_a_known_actor_with_the_office_of_another_is_doubted(kb: Knowledge) -> None:
    row = naming(
        "سامح شكري", "a1", "2010-03-01", local="shoukry-sameh", names=("سامح شكري",), roles=("وزير الخارجية المصري",)
    )
    actor, judged = Actors(kb).add(row)
    assert actor == "shoukry-sameh"
    assert [(j.verdict, j.rule) for j in judged] == [("unsure", "resolve/office-of-another")]


def test_a_name_that_is_not_his_is_taken_from_a_known_actor(kb: Knowledge) -> None:
    row = naming("محمد سيالة", "a1", local="siala-mohamed", names=("محمد صلاح", "صلاح"), country="LY", roles=("وزير",))
    actors = Actors(kb)
    actor, judged = actors.add(row)
    assert actor == "found/محمد-صلاح"
    assert judged[0] == Judgement(left=row.id, right="siala-mohamed", verdict="different", rule="resolve/not-his-name", score=0.05,
                                  because=judged[0].because)  # fmt: skip
    assert actors.find("محمد صلاح")[0][0] == "found/محمد-صلاح"


def test_every_country_has_its_ministry(kb: Knowledge) -> None:
    def ministry(article: str, country: str | None, *company: str) -> Naming:
        return naming("وزارة الداخلية", article, type="ORG", country=country, company=company)

    one, two, three, nowhere = resolve(
        kb,
        ministry("a1", "TN", "TN"),
        ministry("a2", "DZ", "DZ"),
        ministry("a3", "TN", "TN", "FR"),
        ministry("a4", None),
    )
    assert one == three
    assert len({one, two, nowhere}) == 3


def test_people_and_bodies_of_one_name_are_two(kb: Knowledge) -> None:
    person, body = resolve(kb, naming("زلنفار", "a1", country="FR"), naming("زلنفار", "a2", type="ORG", country="FR"))
    assert person != body


def test_empty_names_are_actors_of_their_own(kb: Knowledge) -> None:
    one, two = resolve(kb, naming("؟؟", "a1", local="found/", names=()), naming("؟؟", "a2", local="found/", names=()))
    assert one != two


ONE, TWO = (
    naming("رامي السلوقي", "a1", "2012-01-01", company=("MA",)),
    naming("رامي السلوقي", "a2", "2019-03-01", company=("SE",)),
)


def decided(left: str, right: str, verdict: str, by: str = "salma") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, rule="decision", score=1.0, by=by)  # type: ignore[arg-type]


def test_people_split_and_merge(kb: Knowledge) -> None:
    assert len(set(resolve(kb, ONE, TWO))) == 1
    split = resolve(kb, ONE, TWO, decisions=(decided(TWO.id, "found/رامي-السلوقي", "different"),))
    assert split[0] == "found/رامي-السلوقي" != split[1]
    namings_apart = resolve(kb, ONE, TWO, decisions=(decided(ONE.id, TWO.id, "different"),))
    assert len(set(namings_apart)) == 2
    merged = resolve(kb, ONE, TWO, decisions=(decided("found/رامي-السلوقي", "haftar-khalifa", "same"),))
    assert merged == ["haftar-khalifa"] * 2
    one_moved = resolve(kb, ONE, TWO, decisions=(decided(TWO.id, "haftar-khalifa", "same"),))
    assert one_moved == ["found/رامي-السلوقي", "haftar-khalifa"]


def test_people_join_namings_in_either_order(kb: Knowledge) -> None:
    other = naming("قيس الطرمال", "a3")
    for pair in ((ONE.id, other.id), (other.id, ONE.id)):
        first, second = resolve(kb, ONE, other, decisions=(decided(*pair, "same"),))
        assert first == second == "found/رامي-السلوقي"


def test_people_take_a_naming_from_a_known_actor(kb: Knowledge) -> None:
    haftar = naming("خليفة حفتر", "a1", local="haftar-khalifa", names=("خليفة حفتر",))
    assert resolve(kb, haftar, decisions=(decided(haftar.id, "haftar-khalifa", "different"),)) == ["found/خليفه-حفتر"]


def test_own_judgements_decide_nothing_and_the_last_decision_wins(kb: Knowledge) -> None:
    apart = decided(ONE.id, TWO.id, "different")
    assert len(set(resolve(kb, ONE, TWO, decisions=(decided(ONE.id, TWO.id, "different", by="marsad"),)))) == 1
    assert len(set(resolve(kb, ONE, TWO, decisions=(apart, decided(TWO.id, ONE.id, "same"))))) == 1
    assert len(set(resolve(kb, ONE, TWO, decisions=(decided(TWO.id, ONE.id, "same"), apart)))) == 2


@pytest.mark.parametrize(
    ("typed", "actor"),
    [("Haftar", "haftar-khalifa"), ("Khalifa Haftar", "haftar-khalifa"), ("حفتر", "haftar-khalifa"), ("Erdogan", "erdogan-recep-tayyip"),
     ("Erdoğan", "erdogan-recep-tayyip"), ("اردوجان", "erdogan-recep-tayyip"), ("de Mistura", "de-mistura-staffan"), ("ديمستورا", "de-mistura-staffan"),
     ("نتيناهو", "netanyahu-benjamin"), ("Griffiths", "griffiths-martin"), ("غريفث", "griffiths-martin"), ("ريك مشار", "machar-riek"),
     ("Benghazi", "benghazi"), ("شنكر", "schenker-david")],
)  # fmt: skip
def test_any_spelling_is_found(kb: Knowledge, typed: str, actor: str) -> None:
    found = Actors(kb).find(typed)
    assert found[0][0] == actor
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(0 < score <= 1 for _, score in found)


def test_found_actors_are_found_in_latin_too(kb: Knowledge) -> None:
    actors = Actors(kb)
    actor, _ = actors.add(naming("غونزالو فيرادي", "a1"))
    assert actors.find("Gonzalo Ferradi")[0][0] == actor
    assert actors.find("") == actors.find("؟") == []
    assert len(actors.find("محمد", most=3)) == 3


def test_namings_of_a_reading() -> None:
    roles = {"found/سعد-كريم": ["وزير"], "haftar-khalifa": ["القائد العام"]}
    actors = {
        a: ReadActor(name=a, names=[a], type="PER", roles=roles.get(a, []))
        for a in ("found/سعد-كريم", "haftar-khalifa", "LY")
    }
    actors["unnamed/مصدر"] = ReadActor(name="مصدر", unnamed=True)
    reading = Reading(id="r1", given_id=None, source="x", text="", language="ar", title=None, body=[], lines=[], published=None, credits=[],
                      publisher=None, url=None, actors=actors, mentions=[], statements=[], events=[], times=[], places=[],
                      reader=Reader(name="marsad", version="0", digests={}))  # fmt: skip
    rows = {n.local: n for n in namings(reading, "a1", "2020-01-02")}
    assert set(rows) == {"found/سعد-كريم", "haftar-khalifa", "LY"}
    assert rows["found/سعد-كريم"].roles == ("وزير",)
    assert rows["haftar-khalifa"].roles == ()
    assert rows["haftar-khalifa"].company == ("LY",)
    assert rows["LY"].id == "a1/LY"


GIVEN, FAMILY = ("سالم", "دانيال", "محمد", "رياك"), ("زونكر", "زونكير", "الطرمال", "علي", "بن ناصر")
PEOPLE = st.builds(
    lambda first, last, article, day, company, country, type_: naming(
        " ".join(filter(None, (first, last))), f"a{article}", f"2019-0{day}-01", company=company, country=country, type=type_
    ),
    st.sampled_from(GIVEN), st.sampled_from(("", *FAMILY)), st.integers(0, 9), st.integers(1, 9),
    st.sampled_from(((), ("LY",), ("LY", "haftar-khalifa"), ("SS", "machar-riek", "juba"))), st.sampled_from((None, "LY", "SS")),
    st.sampled_from(("PER", "PER", "ORG")),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(PEOPLE, max_size=25), share=st.floats(0, 1))
def test_a_run_cut_in_two_is_the_whole(kb: Knowledge, rows: list[Naming], share: float) -> None:
    rows = sorted(rows, key=lambda n: (n.day, n.article, n.local))
    whole = Actors(kb)
    expected = [whole.add(row) for row in rows]
    cut = round(share * len(rows))
    rest = Actors(kb)
    for row, (actor, _) in zip(rows[:cut], expected, strict=False):
        rest.remember(row, actor)
    assert [rest.add(row) for row in rows[cut:]] == expected[cut:]
    assert rest.find("زونكر") == whole.find("زونكر")
