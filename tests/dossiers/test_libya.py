"""The sample dossier: complete, clean, consistent, and written by ourselves."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from marsad import dossiers
from marsad.dossiers import Issue
from marsad.errors import DataError
from marsad.lang.ar.fold import fold
from marsad.plover import TYPES
from marsad.resolve import knowledge

ROOT = Path(dossiers.__file__).parent
FOLDER = ROOT / "libya"
STANCES = ROOT.parent / "lang" / "ar" / "lexicon" / "stances.toml"
KNOWLEDGE = Path(knowledge.__file__).parent / "kb"
GOLD = ROOT.parents[1].parent / "shared" / "bench" / "texts"
FOURTEEN = {
    "accountability", "arms_embargo", "ceasefire", "elections", "foreign_fighters", "foreign_intervention", "humanitarian",
    "militias", "offensive", "oil", "recognition", "sanctions", "talks", "wealth_sharing",
}  # fmt: skip
UNCLEAN = re.compile(
    r"[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufdff\ufe70-\ufeff\u06a9\u06cc\u06af\u067e\u06c1]"
)
ISSUES = dossiers.issues("libya")


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def key(phrase: str) -> tuple[str, ...]:
    """A phrase as it is matched: folded, without articles and the prepositions written onto a word."""
    return tuple(re.sub(r"^(?:[وبل]?ال|لل)(?=..)", "", word) for word in fold(phrase).split())


def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return any(longer[i : i + len(shorter)] == shorter for i in range(len(longer) - len(shorter) + 1))


class Page(HTMLParser):
    """The meta properties, links and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        if "property" in given:
            self.meta[given["property"]] = given["content"]

    def handle_data(self, data: str) -> None:
        self.text += data


MANIFEST: list[dict[str, str]] = table(FOLDER / "articles.toml")["article"]
SOURCES: dict[str, dict[str, Any]] = {row["id"]: row for row in table(FOLDER / "sources.toml")["source"]}


def source_text(row: dict[str, str]) -> str:
    return (FOLDER / "articles" / row["file"]).read_text(encoding="utf-8")


def test_names_and_articles_are_sorted() -> None:
    paths = dossiers.articles("libya")
    assert dossiers.names() == ["libya"]
    assert paths == sorted(paths)
    assert [Path(path).name for path in paths] == [row["file"] for row in MANIFEST]


def test_an_unknown_dossier_is_named_in_the_error() -> None:
    for question in (dossiers.articles, dossiers.issues):
        with pytest.raises(
            DataError, match=r"^no dossier 'atlantis'; there is: libya, or a folder with a dossier.toml in it\.$"
        ):
            question("atlantis")


def test_there_are_enough_articles_of_every_kind() -> None:
    stories = Counter(row["story"] for row in MANIFEST)
    assert len(MANIFEST) >= 26
    assert len(stories) == 5
    assert all(4 <= count <= 6 for count in stories.values())
    assert sum(row["file"].endswith(".txt") for row in MANIFEST) >= 8
    assert {row["relation"] for row in MANIFEST} == {"origin", "reprint", "cut", "retelling", "follow-up", "denial"}
    assert {row["outlet"] for row in MANIFEST} == set(SOURCES)
    assert Counter(card["kind"] for card in SOURCES.values()) == {"outlet": 6, "agency": 2}


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["file"])
def test_manifest_row_agrees_with_its_file(row: dict[str, str]) -> None:
    outlet, published = row["outlet"], row["published"]
    assert row["file"].startswith(f"{outlet}-{published}-")
    assert row["address"].startswith(f"https://{SOURCES[outlet]['domain']}/{published.replace('-', '/')}/")
    assert row["differs"]
    text = source_text(row)
    assert unicodedata.is_normalized("NFC", text)
    if row["file"].endswith(".txt"):
        assert row["title"] in text
    else:
        page = Page(text)
        assert page.meta["og:title"] == row["title"]
        assert page.meta["article:published_time"].startswith(f"{published}T")
        assert page.meta["og:url"] == row["address"]
        assert page.tags["h1"] or page.tags["h2"]
        assert not page.tags["script"]
        assert all(link.startswith("/") or link == row["address"] for link in page.links)


def test_copies_share_their_words_with_what_they_copy() -> None:
    by_file = {row["file"]: row for row in MANIFEST}
    copies = [row for row in MANIFEST if "of" in row]
    assert {row["relation"] for row in copies} == {"reprint", "cut"}
    for row in copies:
        original = by_file[row["of"]]
        assert original["story"] == row["story"]
        assert original["published"] <= row["published"]
        ours, theirs = runs(source_text(row), 5), runs(source_text(original), 5)
        assert len(ours & theirs) > 0.3 * min(len(ours), len(theirs))


def test_each_story_begins_with_its_origin() -> None:
    for story in {row["story"] for row in MANIFEST}:
        rows = [row for row in MANIFEST if row["story"] == story]
        origins = [row for row in rows if row["relation"] == "origin"]
        assert len(origins) == 1
        assert origins[0]["published"] == min(row["published"] for row in rows)


def test_the_issues_are_the_fourteen() -> None:
    assert {issue.id for issue in ISSUES} == FOURTEEN
    assert [issue.id for issue in ISSUES] == sorted(FOURTEEN)
    assert all(" + " in issue.definition and " - " in issue.definition for issue in ISSUES)


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.id)
def test_issue_words_are_found_once_and_agree(issue: Issue) -> None:
    senses: dict[tuple[str, ...], str] = {}
    for word in issue.words:
        assert key(word.form) not in senses, f"{word.form} stands twice"
        senses[key(word.form)] = word.sense
    assert set(senses.values()) == {"+", "-"}
    assert [(w.sense, w.form) for w in issue.words] == sorted((w.sense, w.form) for w in issue.words)
    for phrase in issue.unless:
        assert any(holds(key(phrase), word) for word in senses), f"{phrase} holds no word of {issue.id}"
        assert key(phrase) not in senses


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.id)
def test_acts_are_plovers_in_order_and_agree(issue: Issue) -> None:
    keys = [(act.type, act.mode or "", act.denied) for act in issue.acts]
    assert keys == sorted(set(keys)), "a row stands twice or out of order"
    for act in issue.acts:
        assert act.type in TYPES
        assert act.mode is None or act.mode in TYPES[act.type].modes
    for act in issue.acts:
        opposite = [
            other.sense
            for other in issue.acts
            if (other.type, other.mode) == (act.type, act.mode) and other.denied != act.denied
        ]
        assert act.sense not in opposite, f"{act.type}: done or refused, the same side"


def test_a_row_of_acts_that_does_not_hold_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "dossier.toml").write_text("")
    issue = '[[issue]]\nid = "truce"\nname = "T"\nname_ar = "ه"\ndefinition = "d"\nwords = []\nacts = [{ type = "AGREE", sens = "+" }]\n'
    (tmp_path / "mine" / "issues.toml").write_text(issue, encoding="utf-8")
    monkeypatch.setattr(dossiers, "files", lambda name: tmp_path)
    with pytest.raises(
        DataError, match=r"^dossiers/mine/issues\.toml: .*sens.* - at `\$\[0\]\.acts\[0\]`\. See docs/dossier\.md\.$"
    ):
        dossiers.issues("mine")


def test_the_articles_speak_of_every_issue() -> None:
    text = key(" ".join(re.findall(r"[^\W_]+", " ".join(source_text(row) for row in MANIFEST))))
    for issue in ISSUES:
        assert any(holds(text, key(word.form)) for word in issue.words), issue.id


@pytest.mark.parametrize("file", [*sorted(FOLDER.glob("*.toml")), STANCES], ids=lambda file: file.name)
def test_rows_are_clean(file: Path) -> None:
    for value in strings(table(file)):
        assert unicodedata.is_normalized("NFC", value), value
        assert not UNCLEAN.search(value), f"tatweel, vowel mark, invisible or Persian letter: {value!r}"
        assert value == " ".join(value.split()), f"spaces: {value!r}"


def test_stance_rows_prove_themselves() -> None:
    lexicon = table(STANCES)
    for kind, name in (("verb", "past"), ("noun", "lemma"), ("adjective", "lemma"), ("phrase", "form")):
        names = [row[name] for row in lexicon[kind]]
        assert names == sorted(set(names))
        for row in lexicon[kind]:
            assert row["polarity"] in {"+", "-"}
            assert row["yes"]
            assert row["no"]
    assert {row["reach"] for row in lexicon["negator"]} == {"clause", "next", "none"}
    words = [" ".join(key(word.form)) for issue in ISSUES for word in issue.words]
    for row in (row for kind in ("verb", "noun", "adjective", "phrase") for row in lexicon[kind]):
        for sentence in row["yes"]:
            assert any(word in " ".join(key(sentence)) for word in words), f"names no issue: {sentence}"


def test_actors_stand_in_the_knowledge_base() -> None:
    known = {row["id"] for file in KNOWLEDGE.rglob("*.toml") for rows in table(file).values() for row in rows}
    assert [actor for actor in table(FOLDER / "dossier.toml")["actors"] if actor not in known] == []


def test_owner_and_side_are_unknown_unless_evidence_says_otherwise() -> None:
    for card in SOURCES.values():
        assert "evidence" in card or (card["owner"], card["side"]) == ("unknown", "unknown")


def runs(text: str, length: int) -> set[str]:
    words = re.findall(r"\w+", text)
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_nothing_is_taken_from_the_texts_of_the_bench() -> None:
    if not GOLD.is_dir():
        pytest.skip("the bench's own articles are not beside this checkout")
    theirs = set().union(*(runs(file.read_text(encoding="utf-8"), 9) for file in GOLD.glob("*.txt")))
    for file in (*FOLDER.rglob("*.*"), STANCES):
        ours = file.read_text(encoding="utf-8")
        assert not runs(ours, 9) & theirs, file.name


def test_a_dossier_of_ones_own_is_a_folder(tmp_path: Path) -> None:
    dossiers.copy("libya", tmp_path / "own")
    assert dossiers.issues(str(tmp_path / "own")) == dossiers.issues("libya")
    assert dossiers.sources(str(tmp_path / "own")) == dossiers.sources("libya")
    (tmp_path / "own" / "sources.toml").unlink()
    assert dossiers.sources(str(tmp_path / "own")) == ()
    (tmp_path / "own" / "sources.toml").write_text('[[source]]\nid = "x"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"sources\.toml: .*docs/dossier\.md"):
        dossiers.sources(str(tmp_path / "own"))
