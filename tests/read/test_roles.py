"""Who does it and to whom, where several parties of a sentence may."""

from __future__ import annotations

import pytest

from marsad.model import Reading
from tests.conftest import Read, same_actors


def event(reading: Reading, kind: str) -> tuple[list[str], list[str]]:
    """Actors and recipients of the only event of a type."""
    (found,) = [e for e in reading.events if e.type == kind]
    return found.actors, found.recipients


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("هاجمت قوات حفتر مقاتلي الحكومة جنوب طرابلس.", "ASSAULT", ["قوات حفتر"], ["مقاتلي الحكومة"]),
        ("طالبت ألمانيا روسيا بسحب مقاتليها من ليبيا.", "REQUEST", ["DE"], ["RU"]),
        ("قال وزير الخارجية المصري سامح شكري إن القاهرة تدين هجوم داعش.", "ACCUSE", ["القاهرة"], ["داعش"]),
        (
            "أجرى فايز السراج محادثات مع رجب طيب أردوغان في أنقرة.",
            "CONSULT",
            ["sarraj-fayez", "erdogan-recep-tayyip"],
            [],
        ),
    ],
)
def test_parts(read: Read, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    reading = read(text)
    found = event(reading, kind)
    assert same_actors(reading, found[0], actors), found
    assert same_actors(reading, found[1], recipients), found


def test_who_is_joined_by_and_is_on_one_side(read: Read) -> None:
    actors, recipients = event(read("نددت إيطاليا بتدخل من روسيا وتركيا والإمارات."), "ACCUSE")
    joined = {"RU", "TR", "AE"}
    assert not (joined & set(actors) and joined & set(recipients)), (actors, recipients)


def test_some_of_a_body_are_those_who_act_and_suffer(read: Read) -> None:
    reading = read("خطف مسلحون ثلاثة من موظفي الإغاثة قرب الحدود.")
    actors, recipients = event(reading, "ASSAULT")
    assert same_actors(reading, actors, ["مسلحون"])
    assert same_actors(reading, recipients, ["موظفي الإغاثة"])


def test_nobody_acts_on_himself(read: Read) -> None:
    for text in ("هاجمت قوات حفتر قوات حفتر.", "نددت فرنسا بموقف فرنسا."):
        for found in read(text).events:
            assert not set(found.actors) & set(found.recipients), text


def test_who_tells_of_an_attack_has_not_made_it(read: Read) -> None:
    reading = read("أعلنت وزارة الصحة مقتل أكثر من 20 جنديا في هجوم على الثكنة.")
    assert event(reading, "ASSAULT")[0] == []


def test_a_passive_verb_tells_no_doer(read: Read) -> None:
    reading = read("قتل ثلاثة مدنيين قرب حاجز للشرطة في طرابلس.")
    assert event(reading, "ASSAULT")[0] == []


def test_where_it_happens_is_not_to_whom(read: Read) -> None:
    reading = read("احتجزت إيران ناقلة كورية في الخليج.")
    assert event(reading, "COERCE")[1] == []


def test_a_state_told_by_its_adjective_is_written_with_its_name(read: Read) -> None:
    reading = read("شنت مقاتلات غارات روسية على ريف إدلب.")
    assert "RU" in reading.actors
