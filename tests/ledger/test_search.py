"""Search: known answers in articles of the tests' own, filters, pages, snippets, and input that means harm; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from marsad.errors import InputError, LedgerError
from marsad.flow import add
from marsad.ledger import Ledger, tables
from marsad.ledger import search as module
from marsad.ledger.filters import Filter
from marsad.ledger.query import fts5, parse, tsquery
from marsad.ledger.search import Hits, search
from marsad.ledger.woven import Doc, replace
from marsad.model import Record

PAGES = {
    "withdraw": ("انسحاب من محيط العاصمة", "قال المتحدث العسكري إن القوات انسحبت من محيط المدينة يوم الاثنين. ولم يصدر رد.", "2020-06-05"),
    "own": ("تعزيزات في الغرب", "دخلت قواته البلدة بعد اجتماع طويل مع الأعيان، وبقيت فيها حتى المساء.", "2020-06-06"),
    "visit": ("جولة الوفد الأممي", "وصل الوفد صباحا. وطرابلس هي المحطة الأولى في جولته، ثم ينتقل إلى سبها.", "2020-07-01"),
    "latin": ("مقابلة صحفية", "نشرت الصحيفة مقابلة مع Khalifa Haftar في عددها الأخير، وقالت إنها أجريت هاتفيا.", "2020-07-02"),
    "arabic": ("استقبال الأعيان", "استقبل خليفة حفتر في مكتبه وفدا من أعيان القبائل، وبحث معهم الأوضاع.", "2020-07-03"),
    "year": ("مؤتمر برلين", "انعقد المؤتمر في يناير ٢٠٢٠ بحضور ممثلين عن دول كثيرة.", "2021-01-19"),
    "minister": ("لقاء دبلوماسي", "التقى وزير الخارجية نظيره، وتناول اللقاء بشكل مفصل ملف الحدود.", "2020-08-01"),
    "jar": ("سوق الفخار", "اشترى التاجر زير ماء كبيرا من سوق المدينة القديمة.", "2020-08-02"),
    "council": ("قرار دولي", "عقد مجلس الأمن الدولي جلسة مغلقة حول الملف.", "2020-09-01"),
    "guards": ("حراسة البرلمان", "تولى أمن المجلس حراسة المبنى خلال التصويت.", "2020-09-02"),
    "vowels": ("نص مشكول", "وُقِّعَ الاِتِّفَاقُ فِي مَدِينَةِ الصُّخَيْرَاتِ أمام الشهــــود.", "2020-10-01"),
    "hashtag": ("وسوم", "تصدر وسم #وقف_إطلاق_النار مواقع التواصل مساء الأربعاء.", "2020-10-02"),
    "turkish": ("تصريح تركي", "نقلت الوكالة عن Recep Tayyip Erdoğan قوله إن أنقرة مستعدة.", "2020-10-03"),
    "lavrov": ("اتصال هاتفي", "تحدث الوزير الأمريكي ولافروف هاتفيا حول إدلب.", "2020-10-04"),
    "hidden": ("علامات خفية", "أعلنت \u200fبعثة\u200e الأمم المتحدة\u00a0للدعم في ليبيا موعدا جديدا.", "2020-11-01"),
    "persian": ("حروف أخرى", "گفتگوی سياسي وكلمة کتاب بحروف فارسية في صحيفة إيرانية.", "2020-11-02"),
}  # fmt: skip
ALL = set(PAGES)

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
    """A ledger with all pages in it, on each database, recorded on 2 January 2022."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MARSAD_DB", raising=False)
        if request.param == "postgresql":
            patch.setenv("MARSAD_DB", request.getfixturevalue("cluster").database())
        ledger = Ledger.create(
            tmp_path_factory.mktemp("desk"), dossier="libya", clock=lambda: datetime(2022, 1, 2, tzinfo=UTC)
        )
        list(add(ledger, [_page(name) for name in PAGES], by="tester"))
        yield ledger
        ledger.close()


def _page(name: str, text: str = "") -> Record:
    title, told, day = PAGES[name]
    return Record(
        source=f"pages:{name}", title=title, text=text or told, published=day, url=f"https://example.org/{name}",
        publisher="صوت الميناء" if day < "2020-09" else "منبر الجبل",
    )  # fmt: skip


def ask(ledger: Ledger, typed: str, *, limit: int = 20, after: str | None = None, **wanted: Any) -> Hits:
    with ledger.reading() as connection:
        return search(connection, typed, filters=Filter(**wanted), limit=limit, after=after)


def names(hits: Hits) -> list[str]:
    return [(hit.url or "").rpartition("/")[2] for hit in hits.hits]


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


@pytest.mark.parametrize(
    ("typed", "wanted", "found"),
    [
        ("وزير", {"source": "صوت الميناء"}, {"minister"}),
        ("وزير", {"source": "لا أحد"}, set()),
        ("وزير", {"since": "2020-08-01"}, {"minister", "lavrov"}),
        ("وزير", {"since": "2020-08-02"}, {"lavrov"}),
        ("وزير", {"until": "2020-08-01"}, {"minister"}),
        ("وزير", {"until": "2020-07-31"}, set()),
        ("وزير", {"since": "2020-10-04", "until": "2020-10-04"}, {"lavrov"}),
        ("وزير", {"known_on": "2022-01-02"}, {"minister", "lavrov"}),
        ("وزير", {"known_on": "2022-01-01"}, set()),
    ],
)
def test_filters_on_the_article(desk: Ledger, typed: str, wanted: dict[str, Any], found: set[str]) -> None:
    hits = ask(desk, typed, **wanted)
    assert set(names(hits)) == found
    assert found or "filter" in hits.because


WORDS = "قال OR وصل OR نشرت OR استقبل OR عقد"
DERIVED: list[tuple[dict[str, Any], set[str]]] = [
    ({"actor": "haftar-khalifa"}, {"latin", "arabic"}),
    ({"party": "haftar-khalifa", "issue": "ceasefire"}, {"arabic"}),
    ({"issue": "ceasefire"}, {"withdraw", "arabic"}),
    ({"issue": "talks"}, set()),  # closed
    ({"issue": "talks", "known_on": "2022-01-05"}, {"visit"}),
    ({"place": "tripoli"}, {"visit"}),
    ({"type": "CONSULT"}, {"visit", "council"}),
    ({"quad": "verbal_cooperation"}, {"visit", "council"}),
    ({"quad": "material_conflict"}, set()),
    ({"story": "story-1"}, {"withdraw", "visit"}),
    ({"place": "tripoli", "issue": "ceasefire"}, set()),
    ({"type": "CONSULT", "source": "منبر الجبل"}, {"council"}),
]


@pytest.fixture(scope="module")
def woven(desk: Ledger) -> Ledger:
    """The ledger with derived records, recorded on 3 January; on 7 January one of them no longer held."""
    with desk.writing() as connection:
        rows = connection.execute(select(tables.article.c.url, tables.article.c.id))
        ids = {url.rpartition("/")[2]: id_ for url, id_ in rows}

        def doc(kind: str, number: str, of: tuple[str, ...], type_: str | None = None, **links: str) -> Doc:
            found = (*(("article", ids[name]) for name in of), *links.items())
            return Doc(kind, number, "2020-07-01", type_, 0.8, b"{}", found)

        before = [
            doc("statement", "s1", ("withdraw",), "says", issue="ceasefire"),
            doc("statement", "s2", ("arabic",), "says", issue="ceasefire"),
            doc("report", "r1", ("visit",), "CONSULT", place="tripoli"),
            doc("report", "r2", ("council",), "CONSULT"),
            doc("event", "e1", ("withdraw",), "CONSULT"),  # an event's own link is no statement or report
            doc("story", "story-1", ("withdraw", "visit")),
        ]
        closed = doc("statement", "s3", ("visit",), "says", issue="talks")
        replace(connection, {}, [*before, closed], "2022-01-03T00:00:00.000000Z")
        number = connection.scalar(select(tables.woven.c.seq).where(tables.woven.c.id == "s3")) or 0
        replace(connection, {("statement", "s3"): (number, b"{}")}, [], "2022-01-07T00:00:00.000000Z")
        naming = {
            "local": "haftar-khalifa", "actor": "haftar-khalifa", "day": "2020-07-02", "mentions": 1, "data": b"{}",
            "since": "2022-01-03T00:00:00.000000Z",
        }  # fmt: skip
        ended = {"visit": "2022-01-04T00:00:00.000000Z"}
        connection.execute(
            insert(tables.naming),
            [
                naming | {"seq": n, "article": ids[name], "ended": ended.get(name)}
                for n, name in enumerate(("latin", "arabic", "visit"), 1)
            ],
        )
    return desk


@pytest.mark.parametrize("many", [module.MANY, 0], ids=["ranked", "newest"])
@pytest.mark.parametrize("few", [2_000, 0], ids=["sets", "one by one"])
@pytest.mark.parametrize(("wanted", "found"), DERIVED, ids=lambda v: "-".join(map(str, v)))
def test_filters_on_what_is_derived(
    woven: Ledger, wanted: dict[str, Any], found: set[str], many: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MANY", many)
    monkeypatch.setattr(module, "_FEW", few)
    hits = ask(woven, WORDS, **wanted)
    assert set(names(hits)) == found
    assert hits.order == ("relevance" if many else "newest")


def test_only_the_current_version_of_a_page_is_found(ledger: Ledger) -> None:
    days = iter(range(1, 20))
    ledger.clock = lambda: datetime(2022, 1, next(days), tzinfo=UTC)
    for told in ("", "التقى السفير رئيس البلدية في مكتبه وناقشا الميزانية.", ""):
        list(add(ledger, [_page("jar", told)], by="tester"))
    assert names(ask(ledger, "زير")) == ["jar"]
    assert names(ask(ledger, "السفير")) == []
    assert names(ask(ledger, "السفير", known_on="2022-01-02")) == ["jar"]
    assert names(ask(ledger, "زير", known_on="2022-01-02")) == []
    assert names(ask(ledger, "زير", known_on="2022-01-01")) == ["jar"]
    assert ask(ledger, "السفير").because == "in no current article that answers to the filter"


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "holds no word"),
        ("   ", "holds no word"),
        ('"', "holds no word"),
        ("؟ ! ... «»", "holds no word"),
        ("\x00", "holds no word"),
        ("OR", "holds no word"),
        ("-حفتر", "only says what must not occur"),
        ("سر*", "write at least 3 letters"),
        ("حفتر " * 33, "at most 32"),
        ("ح" * 1_001, "at most 1,000"),
    ],
)
def test_a_query_that_means_nothing_is_refused(desk: Ledger, typed: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ask(desk, typed)


@pytest.mark.parametrize("after", ["x1", "", "r", "n-5", "r1; DROP", "n" + "9" * 30, "r٣"])
def test_a_cursor_that_means_nothing_is_refused(desk: Ledger, after: str) -> None:
    with pytest.raises(InputError, match="no place to go on from"):
        ask(desk, "حفتر", after=after)


def test_wrong_limits_and_days_are_refused(desk: Ledger) -> None:
    for limit in (0, -1, 201):
        with pytest.raises(InputError, match=f"limit {limit}"):
            ask(desk, "حفتر", limit=limit)
    for field in ("since", "until", "known_on"):
        with pytest.raises(LedgerError, match="no date"):
            ask(desk, "حفتر", **{field: "yesterday"})  # type: ignore[arg-type]


_typed = st.text(
    alphabet=st.sampled_from("ابوالقت حفر\"*-()|&!:<>'\\^{}+~%_;٢2aORNEAT\x00\u200f«”\n\ud800"), max_size=40
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(_typed, st.text(max_size=40)))
def test_nothing_that_is_typed_breaks_a_query(desk: Ledger, typed: str) -> None:
    try:
        hits = ask(desk, typed)
    except InputError:
        return
    assert hits.hits or hits.because


def test_every_word_of_a_query_stands_in_quotation_marks() -> None:
    query = parse('القوات "مجلس الأمن" haf* زير OR ماء -غائب')
    assert fts5(query) == (
        '(("قوات") AND ({title body names} : "مجلس امن") AND (("haf" *)) AND ("زير" OR "ماء")) NOT ("غايب")'
    )
    assert tsquery(query) == "(('قوات')) & (('مجلس' <-> 'امن')) & (('haf':*)) & (('زير') | ('ماء')) & !(('غايب'))"
