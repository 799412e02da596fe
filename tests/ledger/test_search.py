"""Search: known answers in articles of the tests' own, snippets and marks, pages of answers; on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marsad.flow import add
from marsad.ledger import Ledger
from marsad.ledger import fulltext as module
from marsad.model import Record
from tests.ledger.searching import ask, names, opened

KNOWN = {
    # the examples of the issue
    "قوات": {"withdraw", "own"},
    "طرابلس": {"visit"},
    "2020": {"year"},
    "حفتر": {"latin", "arabic"},
    "Haftar": {"latin", "arabic"},
    # clitics, both ways
    "القوات": {"withdraw", "own"},
    "والقوات": {"withdraw", "own"},
    "وطرابلس": {"visit"},
    "بطرابلس": {"visit"},
    "اجتماعا": {"own"},
    "وزير": {"minister", "lavrov"},
    "الوزير": {"minister", "lavrov"},
    "زير": {"jar"},
    "شكل": {"minister"},
    "لافروف": {"lavrov"},
    "ولافروف": {"lavrov"},
    # folding
    "٢٠٢٠": {"year"},
    "إتفاق": {"vowels"},
    "الاتّفاق": {"vowels"},
    "الشهود": {"vowels"},
    "الصخيرات": {"vowels"},
    "موتمر": {"year"},
    "بعثة": {"hidden"},
    "بعثه": {"hidden"},
    "كتاب": {"persian"},
    "Erdogan": {"turkish"},
    "ERDOĞAN": {"turkish"},
    "khalifa haftar": {"latin", "arabic"},
    # several words, phrases, OR, minus, beginnings
    "مجلس أمن": {"council", "guards"},
    '"مجلس الأمن"': {"council"},
    "“أمن المجلس”": {"guards"},
    '"خليفة حفتر"': {"latin", "arabic"},
    '"Khalifa Haftar"': {"latin", "arabic"},
    '"حفتر خليفة"': set(),
    '"وقف إطلاق النار"': {"hashtag"},
    "#وقف_إطلاق_النار": {"hashtag"},
    "إطلاق": {"hashtag"},
    "زير OR لافروف": {"jar", "lavrov"},
    "زير | لافروف": {"jar", "lavrov"},
    "مجلس (زير OR مغلقة)": {"council"},
    "وزير -الحدود": {"lavrov"},
    "وزير NOT لافروف": {"minister"},
    'مجلس -"مجلس الأمن"': {"guards"},
    "وزير AND الحدود": {"minister"},
    "الصخي*": {"vowels"},
    "صخير*": {"vowels"},
    "haf*": {"latin", "arabic"},
    '"مجلس الأم"*': {"council"},
    # what is hostile is blanks
    "حفتر'; DROP TABLE fulltext; --": set(),
    "title:زير": set(),
    "زير\x00": {"jar"},
    "((زير": {"jar"},
    '"زير': {"jar"},
    "زير)) & | !": {"jar"},
    "NEAR(زير ماء)": set(),
    "كلمةلاتوجد": set(),
}  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger of all pages, on each database."""
    yield from opened(request, tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(("typed", "found"), KNOWN.items())
def test_known_answers(desk: Ledger, typed: str, found: set[str]) -> None:
    hits = ask(desk, typed)
    assert set(names(hits)) == found
    assert (hits.total, hits.exact, hits.more) == (len(found), True, None)
    assert bool(hits.because) == (not found)


def test_what_is_marked_is_what_was_asked_for(desk: Ledger) -> None:
    for typed, marked in [
        ("قوات", {"القوات", "قواته"}),
        ("شكل", {"بشكل"}),
        ("2020", {"٢٠٢٠"}),
        ("Erdogan", {"Erdoğan"}),
        ("اتفاق", {"الاِتِّفَاقُ"}),
        ('"مجلس الأمن"', {"مجلس الأمن"}),
        ("طرابلس", {"وطرابلس"}),
        ("إطلاق", {"إطلاق"}),
        ("كتا*", {"کتاب"}),
        ("حفتر", {"حفتر", "Khalifa Haftar"}),  # where his name is spelt otherwise, the mention of him
        ("Haftar", {"Haftar", "خليفة حفتر"}),
    ]:
        found = set()
        for hit in ask(desk, typed).hits:
            assert hit.marks
            text = hit.snippet
            assert all(hit.span.holds(mark) for mark in hit.marks)
            found |= {text[m.start - hit.span.start : m.end - hit.span.start] for m in hit.marks}
        assert found == marked


def test_a_word_of_the_title_is_marked_there_and_counts_most(desk: Ledger) -> None:
    (hit,) = ask(desk, "برلين").hits
    assert hit.title_span is not None
    assert [hit.title[m.start - hit.title_span.start : m.end - hit.title_span.start] for m in hit.title_marks] == [
        "برلين"
    ]
    assert hit.marks == ()
    assert hit.snippet.startswith("انعقد المؤتمر")
    assert names(ask(desk, "أعيان"))[0] == "arabic"  # in its title; of `own` only in the body


def test_the_snippet_of_a_long_body_is_where_the_words_are(ledger: Ledger) -> None:
    filler = " ".join(f"وأضاف أن الجلسة رقم {n} انتهت من دون نتيجة." for n in range(100))
    told = f"قال مسؤول كبير إن اللجنة اجتمعت. {filler} وتحدث المندوب عن سفينة في المرفأ. {filler}"
    list(add(ledger, [Record(source="p", title="جلسات", text=told, published="2020-01-01")], by="tester"))
    (hit,) = ask(ledger, "سفينة المرفأ").hits
    assert "سفينة في المرفأ" in hit.snippet
    assert len(hit.marks) == 2
    assert len(hit.snippet) <= 240
    assert hit.snippet.strip() == hit.snippet


@pytest.mark.parametrize("many", [module.MANY, 3])
def test_pages_follow_each_other_without_loss(desk: Ledger, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", many)
    whole = ask(desk, "في")
    assert whole.total >= 8
    assert whole.exact
    found, after = [], None
    for _ in range(20):
        page = ask(desk, "في", limit=3, after=after)
        found += names(page)
        after = page.more
        if after is None:
            break
        assert len(page.hits) == 3
    assert found == names(whole)
    assert len(set(found)) == whole.total


def test_what_is_found_too_often_comes_newest_first(desk: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", 3)
    hits = ask(desk, "في", limit=4)
    assert hits.order == "newest"
    assert not hits.exact
    assert hits.total == 5
    assert [h.day for h in hits.hits] == sorted((h.day for h in hits.hits), reverse=True)


def test_of_equal_finds_the_newest_comes_first(ledger: Ledger) -> None:
    told = "قال المتحدث إن الميناء أغلق صباح اليوم بسبب الرياح."
    days = ("2020-01-02", "2020-01-03", "2020-01-01")
    list(add(ledger, [Record(source=d, title="خبر", text=told, published=d, given_id=d, publisher="أ") for d in days]))
    assert [h.day for h in ask(ledger, "الميناء").hits] == ["2020-01-03", "2020-01-02", "2020-01-01"]


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("زرافة", "in no article: زرافه"),
        ("زرافة قوات", "in no article: زرافه"),
        ("زير لافروف", "in no article together"),
        ("زير -ماء", "only in articles with what must not occur"),
        ("زراف*", "in no article: زراف*"),
    ],
)
def test_an_empty_answer_says_why(desk: Ledger, typed: str, because: str) -> None:
    hits = ask(desk, typed)
    assert (hits.hits, hits.because) == ((), because)
