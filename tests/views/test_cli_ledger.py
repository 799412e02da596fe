from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.views.ledger_fixture import HOSTILE, LISTS, OTHERS, fault, hostile, marsad, sample, table

FORMATS = ("table", "json", "jsonl", "csv")
PAGED = (*LISTS, "actors", "series", "refused")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [*LISTS, *OTHERS, "refused", "review"])
def test_every_list_in_every_format(name: str, form: str) -> None:
    limit = ["--limit", "2"] if name in (*PAGED, "review") else []
    done = marsad(name, "--format", form, *limit)
    assert done.exit_code == 0
    assert done.stdout or form == "jsonl"
    if form == "json":
        answer = json.loads(done.stdout)
        assert len(answer["rows"]) <= 2 or not limit
        assert answer["total"] >= len(answer["rows"])
    if name in PAGED and form in ("csv", "jsonl"):
        left = json.loads(marsad(name, "-f", "json", *limit).stdout)
        assert ("rows; the rest with: --limit 0" in done.stderr) == (left["total"] > len(left["rows"]))


@pytest.mark.parametrize(
    "name",
    [
        "init",
        "add",
        "watch",
        "weave",
        "verify",
        "export",
        "search",
        "actor",
        "compare",
        "why",
        "review",
        *LISTS,
        *OTHERS,
    ],
)
def test_help_has_an_example(name: str) -> None:
    done = marsad(name, "--help", ledger=None)
    assert done.exit_code == 0
    assert "Example" in done.stdout
    assert f"marsad {name}" in done.stdout


@pytest.mark.parametrize("name", [*LISTS, *OTHERS, "refused", "review", "verify", "weave"])
def test_without_a_ledger_it_says_how_to_make_one(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--ledger", "nowhere"]):
        said = fault(name, *more, ledger=None)
        assert "holds no ledger; make one with: marsad init" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["events", "--from", "yesterday"], "'yesterday' is no date; write it as YYYY-MM-DD"),
        (["events", "--as-known-on", "1/1/2020"], "'1/1/2020' is no date"),
        (["positions", "--on", "soon"], "'soon' is no date"),
        (["events", "--actor", "زززز"], "'زززز' names nobody in this ledger; near it: "),
        (
            ["events", "--issue", "foo"],
            "issue 'foo': is none of this ledger's dossier; there are: accountability, arms_embargo, ceasefire",
        ),
        (["events", "--type", "WAR"], "type 'WAR': is none; there are: ACCUSE"),
        (["events", "--quad", "war"], "quad class 'war': is none; there are: verbal_cooperation"),
        (["events", "--story", "foo"], "story 'foo': there is none of this id; see: marsad stories"),
        (["events", "--source", "foo"], "source 'foo': published nothing in this ledger; there are: "),
        (["events", "--after", "foo"], "cursor 'foo': is none"),
        (["events", "--from", "2020-02-01", "--to", "2020-01-01"], "the first day is after the last"),
        (["search", ""], "holds no word to search for"),
        (["search", "ليبيا", "--after", "foo"], "'foo' is no place to go on from"),
        (["series", "--every", "decade"], "--every decade: is no period; give one of: day, week, month, year"),
        (["actor", "foo bar baz"], "names nobody in this ledger"),
        (["why", "foo"], "foo: there is no such record"),
        (["compare", "foo"], "foo: there is no such record"),
        (
            ["compare", "x", "--format", "csv"],
            "--format csv: a comparison is no table of rows; give table, json or jsonl",
        ),
        (["why", "x", "--format", "csv"], "--format csv: reasons are no table of rows"),
        (["review", "--kind", "foo"], "kind 'foo': is none; there are: actor, disagreement, event"),
        (["review", "foo"], "'foo' is no decision; there are: same"),
        (["review", "merge", "haftar-khalifa"], "same haftar-khalifa: needs two actors; see: marsad review --help"),
        (["review", "correct"], "correct : needs an id and FIELD=VALUE"),
        (["review", "reject"], "reject : needs an id"),
        (["review", "undo", "x"], "undo x: there is no such decision; see: marsad review log"),
        (["review", "reject", "foo"], "foo: there is no such record"),
    ],
)
def test_a_bad_word_ends_in_one_line(words: list[str], says: str) -> None:
    assert says in fault(*words)


@pytest.mark.parametrize(
    "words", [["--format", "xml"], ["--limit", "-1"], ["--limit", "x"], ["--min-confidence", "2"], ["--foo"]]
)
def test_a_wrong_call_ends_with_2(words: list[str]) -> None:
    assert marsad("events", *words).exit_code == 2


def test_a_list_goes_on_where_its_last_page_ended() -> None:
    first = json.loads(marsad("reports", "-n", "40", "-f", "json").stdout)
    second = json.loads(marsad("reports", "-n", "0", "-f", "json", "--after", first["more"]).stdout)
    assert len(first["rows"]) == 40
    assert first["total"] == second["total"] == 40 + len(second["rows"])
    assert f"--after '{first['more']}'" in marsad("reports", "-n", "40").stdout


def test_a_filter_that_no_row_can_answer_to_is_said() -> None:
    done = marsad("copies", "--place", "tripoli-libya")
    assert done.exit_code == 0
    assert "copies have no place" in done.stderr
    assert "0 of 0" in done.stdout


def test_one_thing_in_every_format() -> None:
    story = next(row for row in sample().stories() if len(row.articles) > 1)
    for words in (
        ["actor", "حفتر"],
        ["actor", "Fayez al-Sarraj"],
        ["search", "طرابلس"],
        ["compare", story.id],
        ["why", story.id],
    ):
        for form in FORMATS:
            if form == "csv" and words[0] in ("compare", "why"):
                continue
            done = marsad(*words, "--format", form)
            assert done.exit_code == 0
            assert done.stdout
            if form == "json":
                assert json.loads(done.stdout)
    found = table(marsad("search", "طرابلس", "-f", "csv", "-n", "0").stdout)
    assert len(found) == json.loads(marsad("search", "طرابلس", "-f", "json", "-n", "0").stdout)["total"] > 3


def test_a_file_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert marsad("events", "-f", "csv", "-n", "0", "-o", str(out)).exit_code == 0
    assert len(table(out.read_bytes())) == sample().events().total
    assert "there is no folder" in fault("events", "-o", str(tmp_path / "a" / "b"))


@pytest.mark.parametrize(
    "words",
    [["articles"], ["actors"], ["statements"], ["quotations"], ["search", "الهدنة"], ["actor", "حفتر"], ["refused"]],
)
def test_hostile_text_reaches_no_terminal(words: list[str]) -> None:
    hostile()
    for form in FORMATS:
        done = marsad(*words, "--format", form, ledger=HOSTILE)
        assert done.exit_code == 0
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout
        if form == "table":
            assert "\u202e" not in done.stdout


def test_colour_is_for_terminals() -> None:
    environments: tuple[dict[str, str], ...] = ({}, {"NO_COLOR": "1"}, {"COLUMNS": "80"}, {"COLUMNS": "x"})
    for environment in environments:
        assert "\x1b" not in marsad("positions", environment=environment).stdout


def test_verify_holds_on_the_sample() -> None:
    done = marsad("verify")
    assert done.exit_code == 0
    assert "chain, bytes and spans hold" in done.stdout


def test_init_twice_is_refused(tmp_path: Path) -> None:
    assert marsad("init", str(tmp_path / "l"), ledger=None).exit_code == 0
    assert "there is a ledger already" in fault("init", str(tmp_path / "l"), ledger=None)
    assert "no dossier 'foo'" in fault("init", str(tmp_path / "m"), "--dossier", "foo", ledger=None)
    assert not (tmp_path / "m").exists()
    assert marsad("weave", ledger=tmp_path / "l").stdout == "nothing new to compare\n"
    assert marsad("events", ledger=tmp_path / "l").stdout.strip("\u200e\n") == "0 of 0"
    assert marsad("positions", ledger=tmp_path / "l").exit_code == 0
