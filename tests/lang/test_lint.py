"""Every kind of fault is planted once, and its clean neighbour passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marsad.errors import DataError
from marsad.lang.ar import lint
from marsad.lang.ar.lint import Row, Table

CLEAN = """# Words.

[[word]]
lemma = "أكد"
plural = ["أكدوا", "أكدت"]

[[word]]
lemma = "بحث"
plural = []
"""


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("ﻟيبيا", "presentation form"),
        ("ليبيـا", "tatweel"),
        ("لي\u200fبيا", "invisible mark"),
        ("عُمان", "vowel mark"),
        ("ليبیا", "Persian"),
        ("گازا", "Persian"),
        ("بني\u00a0وليد", "odd space"),
        ("بني  وليد", "single spaces"),
        (" بنغازي", "single spaces"),
        ("ا\u0653ل", "NFC"),
    ],
)
def test_unclean_arabic(text: str, advice: str) -> None:
    assert any(advice in given for _, given in lint.text_faults(text))


@pytest.mark.parametrize("text", ["", "آل ثاني", "إيران (طهران)، ٢٠٢٠", "café  noir", "فرانس 24", "قال: «نعم»"])
def test_clean_arabic(text: str) -> None:
    assert lint.text_faults(text) == []


@pytest.mark.parametrize("head", ["", 'words = ["بحث", "أكد"]\n', "[limits]\nwords = 8\n"])
def test_clean_file_has_no_faults(head: str) -> None:
    assert lint.file_faults("words.toml", head + CLEAN) == []


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ('"أكدت"]', '"أكدت", "اكدوا"]', "اكدوا"),
        ("plural = []", 'id = "x"\nfrom = "2015-13"', "2015-13"),
        ("plural = []", 'id = "x"\nfrom = 2015', "2015"),
        ("plural = []", 'id = "x"\nfrom = "2016"\nto = "2015-12"', "2016 to 2015-12"),
        ('lemma = "بحث"', 'lemma = "آثر"', "أكد"),
        ('lemma = "بحث"', 'lemma = "بحّث"', "بحّث (U+0651)"),
    ],
)
def test_planted_fault(before: str, after: str, value: str) -> None:
    faults = lint.file_faults("words.toml", CLEAN.replace(before, after))
    assert [fault.value for fault in faults] == [value]
    assert faults[0].file == "words.toml"


def test_names_and_short_forms_are_one_list() -> None:
    row = {"id": "x", "name_ar": "خالد بن سالم", "names": ["خالد سالم"], "short": ["خالد سالم"]}
    assert [f.value for f in lint.row_faults(Table("f", "person", [row]))] == ["خالد سالم"]
    state = {"id": "XX", "name_ar": "بلاد", "names": [], "capital": {"id": "c", "name_ar": "إربد", "names": ["اربد"]}}
    assert [f.value for f in lint.row_faults(Table("f", "state", [state]))] == ["اربد"]


def test_coarse_end_may_meet_its_start() -> None:
    row = {"id": "x", "offices": [{"from": "2015-03", "to": "2015"}]}
    assert list(lint.row_faults(Table("f", "person", [row]))) == []


def test_fixer_sorts_and_keeps_comments() -> None:
    mixed = '# Words.\n\n[[word]]\nlemma = "ب"\n\n# on this row\n[[word]]\nlemma = "ا"\nyes = ["[[x]] ا"]\n\n[[other]]\nlemma = "ا"\n'
    expected = '# Words.\n\n# on this row\n[[word]]\nlemma = "ا"\nyes = ["[[x]] ا"]\n\n[[word]]\nlemma = "ب"\n\n[[other]]\nlemma = "ا"\n'
    assert lint.in_order(mixed) == expected
    assert lint.in_order(expected) == expected
    assert lint.in_order(CLEAN) == CLEAN
    assert lint.in_order("# nothing\n") == "# nothing\n"


def test_numbers_are_sorted_by_size() -> None:
    months = "[[month]]\nnumber = 9\n\n[[month]]\nnumber = 10\n"
    assert lint.file_faults("months.toml", months) == []
    assert lint.in_order(months) == months


def test_command_fixes_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "words.toml"
    file.write_text('[[word]]\nlemma = "ب"\n\n[[word]]\nlemma = "ا"\n', encoding="utf-8")
    assert lint.main([str(file)]) == 1
    assert "run with --fix" in capsys.readouterr().out
    assert lint.main(["--fix", str(file)]) == 0
    assert lint.main([str(file)]) == 0


def test_broken_toml_names_the_file() -> None:
    with pytest.raises(DataError, match=r"words\.toml: not valid TOML"):
        lint.file_faults("words.toml", "[[word")


STATES: list[Row] = [{"id": "LY", "name_ar": "ليبيا", "capital": {"id": "tripoli", "name_ar": "طرابلس"}}]


def faults(*persons: dict[str, Any]) -> list[str]:
    """The values at fault in a knowledge base of these persons and one state."""
    rows: list[Row] = [{"name_ar": row["id"], "country": "LY", **row} for row in persons]
    return [
        f.value for f in lint.knowledge_faults([Table("states", "state", STATES), Table("persons", "person", rows)])
    ]


def term(since: str | None, until: str | None, **more: str) -> dict[str, Any]:
    """One term of office as a foreign minister of Libya."""
    dates = {key: value for key, value in (("from", since), ("to", until)) if value}
    return {"office": "foreign_minister", "of": "LY", **dates, **more}


def test_ids_and_references() -> None:
    assert faults({"id": "a"}) == []
    assert faults({"id": "tripoli"}) == ["states"]
    assert faults({"id": "a", "country": "LX"}) == ["LX"]
    assert faults({"id": "a", "acts_for": ["gnu"]}) == ["gnu"]
    assert faults({"id": "a", "offices": [{"office": "king", "of": "LY"}]}) == ["king"]
    assert faults({"id": "a", "offices": [term(None, None, of="gnu")]}) == ["gnu"]
    assert faults({"id": "a", "offices": [{"office": "envoy", "of": "LY", "for": "UN"}]}) == ["UN"]


def test_one_actor_twice() -> None:
    twins = ({"id": "a", "name_ar": "سالم الأحمد"}, {"id": "b", "names": ["سالم الاحمد"]})
    assert faults(*twins) == ["سالم الاحمد"]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("2014", "2016"), ("2016", "2018"), False),
        (("2014", "2016-05"), ("2016-05", None), False),
        (("2014", "2016-05-03"), ("2016-05-03", None), False),
        (("2014", "2016"), ("2016-05", None), False),
        (("2014", "2016-06"), ("2016-05", None), True),
        (("2014", None), ("2016", None), True),
        ((None, "2012"), ("2012", None), False),
        (("2014", "2018"), ("2015", "2016"), True),
    ],
)
def test_one_holder_at_a_time(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], *, overlap: bool
) -> None:
    for first, second in ((one, other), (other, one)):
        found = faults({"id": "a", "offices": [term(*first)]}, {"id": "b", "offices": [term(*second)]})
        assert bool(found) is overlap


def test_shared_offices_may_overlap() -> None:
    rival = term("2015", None, shared="rival governments")
    assert faults({"id": "a", "offices": [term("2014", None)]}, {"id": "b", "offices": [rival]}) == []
