"""The pages of stories: what the sample is known to hold, in both languages, and what hostile or wrong input does."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from marsad.errors import InputError
from marsad.views.web.stories import chosen, fragment, grid
from tests.views.ledger_fixture import ESCAPE, TURNED, sample
from tests.views.retold_fixture import retold
from tests.views.web.trees import page, select, words

VALLETTA, SHIP = "story-1052bc0d071c46ce", "story-98d6ca1e60d9c938"
ORIGIN, COPY, OTHER = "1052bc0d071c46ce", "8b8ea6a3ee6bf379", "fecbf5e0e133a463"


@pytest.mark.parametrize(("lang", "disputed"), [("ar", "خلاف 2"), ("en", "Disputed 2")])
def test_the_list_has_every_story_and_marks_what_is_disputed(site: TestClient, lang: str, disputed: str) -> None:
    tree = page(site, f"/{lang}/stories")
    links = [a.get("href") for a in select(tree, "a.headline")]
    assert links == [f"/{lang}/stories/{story.id}" for story in sample().stories().rows]
    (row,) = [tr for tr in select(tree, "tbody tr") if select(tr, f'a.headline[href$="{SHIP}"]')]
    assert words(row, "td.number") == ["4", "3"]
    assert words(row, ".chip.open") == [disputed]
    marked = [tr for tr in select(tree, "tbody tr") if select(tr, ".chip.open")]
    held = [story.id for story in sample().stories().rows if sample().disagreements(story=story.id).rows]
    assert [a.get("href").rpartition("/")[2] for tr in marked for a in select(tr, "a.headline")] == held


def test_the_list_is_filtered_by_what_stands_in_the_address(site: TestClient) -> None:
    tree = page(site, "/ar/stories?place=Valletta&from=2020-08-12")
    found = sample().stories(place="Valletta", since="2020-08-12").rows
    assert [a.get("href").rpartition("/")[2] for a in select(tree, "a.headline")] == [s.id for s in found]
    assert 0 < len(found) < sample().stories().total


def test_a_wrong_filter_is_named_beside_its_form(site: TestClient) -> None:
    tree = page(site, "/en/stories?from=yesterday", 400)
    assert "yesterday" in words(tree, "[role=alert]")[0]
    assert select(tree, "form.filters")


@pytest.mark.parametrize(
    ("lang", "kinds", "speaks"),
    [
        ("ar", ["أصل", "نسخة موسعة", "أصل"], "مجلس النواب الليبي"),
        ("en", ["origin", "extended", "origin"], "House of Representatives (Libya)"),
    ],
)
def test_a_story_tells_its_reports_in_order_with_what_each_is(
    site: TestClient, lang: str, kinds: list[str], speaks: str
) -> None:
    tree = page(site, f"/{lang}/stories/{VALLETTA}")
    assert words(tree, "h1") == ["لقاء فاليتا: اتفاق مبدئي على ميزانية موحدة وانتخابات قبل نهاية 2021"]
    assert words(tree, ".figures dd") == ["3", "2", "3", "0"]
    assert words(tree, ".facts dd")[1].split(", " if lang == "en" else "، ")[0] == speaks
    assert [t.get("datetime") for t in select(tree, ".timeline time")] == ["2020-08-11", "2020-08-12", "2020-08-13"]
    assert words(tree, ".timeline .kind") == kinds
    assert [a.get("href") for a in select(tree, ".timeline .what a")] == [
        f"/{lang}/articles/{id_}" for id_ in (ORIGIN, COPY, OTHER)
    ]


def test_the_picture_and_its_table_say_who_copied_whom_and_how_much(site: TestClient) -> None:
    tree = page(site, f"/en/stories/{VALLETTA}")
    assert len(select(tree, "svg .node.origin")) == 2
    assert len(select(tree, "svg .node.extended")) == len(select(tree, "svg path.line.extended")) == 1
    assert words(tree, "svg desc") == [
        "Articles: 3. Independent origins: 2. Copies: 1. The table after the picture has the details."
    ]
    (copied,) = [words(tr, "td") for tr in select(tree, "tr[data-row]") if "extended" in words(tr, "td")]
    assert copied[0] == "2"
    assert copied[2:] == ["extended", "1", "68%", "32%", "36%", "credit in the text"]


def test_the_grid_has_a_line_for_what_is_told_and_a_column_for_each_article(site: TestClient) -> None:
    told = sample().compare(VALLETTA)
    shown = grid(told, whole=False)
    tree = page(site, f"/ar/stories/{VALLETTA}")
    lines = [words(tr, "td") for tr in select(tree, ".matrix tbody tr")]
    assert lines == [["●يرويه" if tells else "لا يرويه" for tells in row.told] for row in shown.rows]
    assert all(sum(row.told) > 1 for row in shown.rows)
    whole = grid(told, whole=True)
    assert len(whole.rows) == whole.total == len(told.events) + len(told.quotations) > len(shown.rows)
    assert len(select(page(site, f"/ar/stories/{VALLETTA}?all=1"), ".matrix tbody tr")) == whole.total


def test_a_copy_stands_beside_its_original_with_what_it_cut_and_added(site: TestClient) -> None:
    tree = page(site, f"/ar/stories/{VALLETTA}")
    original, copy = select(tree, ".pair .text")
    assert words(original, "del")[0] == "فاليتا - 11 أغسطس 2020 - سنابل"
    assert words(copy, "ins")[0] == "أمس الثلاثاء"
    assert not select(original, "ins")
    assert not select(copy, "del")
    turned = page(site, f"/ar/stories/{VALLETTA}?left={COPY}&right={ORIGIN}")
    assert words(select(turned, ".pair .text")[0], "ins")[0] == "أمس الثلاثاء"


def test_two_origins_with_nothing_in_common_show_their_texts_unmarked(site: TestClient) -> None:
    tree = page(site, f"/en/stories/{VALLETTA}?left={ORIGIN}&right={OTHER}")
    assert len(select(tree, ".pair .text")) == 2
    assert not select(tree, ".pair ins, .pair del, .pair mark")
    assert [o.get("value") for o in select(tree, "select option[selected]")] == [ORIGIN, OTHER]


def test_what_two_articles_both_tell_has_its_differing_words_marked(retold_site: TestClient) -> None:
    (story,) = retold().stories().rows
    tree = page(retold_site, f"/ar/stories/{story.id}")
    assert words(tree, ".pair .of")[0] == "سامي الدرة"
    assert words(tree, ".pair mark")[:2] == ["أراضينا،", "أرضنا،"]
    assert "إعادة رواية" in words(tree, ".timeline .kind")
    assert words(tree, "svg .retelling .more") == ["بكلمات أخرى"]


@pytest.mark.parametrize("asked", [f"left={ORIGIN}&right={ORIGIN}", "left=98d6ca1e60d9c938", "right=%3Cb%3E"])
def test_a_pair_that_cannot_be_is_explained_and_the_rest_of_the_page_stands(site: TestClient, asked: str) -> None:
    tree = page(site, f"/ar/stories/{VALLETTA}?{asked}", 400)
    assert len(words(tree, "[role=alert]")) == 1
    assert len(select(tree, ".timeline .what")) == 3
    assert not select(tree, ".pair")


def test_a_disagreement_quotes_both_sides_and_says_plainly_that_a_source_is_unknown(site: TestClient) -> None:
    tree = page(site, f"/en/stories/{SHIP}")
    (found,) = select(tree, "#dispute-752f8541ad6f")
    assert words(found, "h3") == ["Number: containers open"]
    assert words(found, "h4 .figure") == ["4 containers", "6 containers"]
    assert words(found, "mark") == ["أربع حاويات", "ست حاويات"]
    assert words(found, ".outlets li") == ["وكالة بحر الوسط: side unknown", "ورقة النيل: side unknown"]
    links = [unquote(a.get("href")) for a in select(found, "a")]
    assert "/en/articles/391e25409ece9c50#char=374,383:~:text=ست حاويات" in links
    assert "/en/why/dispute-752f8541ad6f" in links
    assert any(link.startswith("/en/review") for link in links)


def test_each_source_has_what_it_tells_alone_and_leaves_out(site: TestClient) -> None:
    told = sample().compare(VALLETTA)
    tree = page(site, f"/en/stories/{VALLETTA}")
    assert words(tree, ".voice summary small") == [
        f"{kind} · Told only here: {len(v.alone)} · Left out: {len(v.left_out)}"
        for kind, v in zip(("origin", "extended", "origin"), told.voices, strict=True)
    ]
    one = page(site, f"/en/stories/{VALLETTA}?voice={OTHER}")
    assert len(select(one, ".voice")) == 1
    assert len(select(one, ".voice li")) == len(told.voices[2].alone) + len(told.voices[2].left_out)


def test_a_story_of_one_article_has_nothing_to_compare(site: TestClient) -> None:
    lone = next(s for s in sample().stories().rows if len(s.articles) == 1)
    tree = page(site, f"/ar/stories/{lone.id}")
    assert len(select(tree, "svg .node")) == 1
    assert not select(tree, "select, .pair, .matrix")


@pytest.mark.parametrize("story", ["story-0000000000000000", "event-b5f3ae686c3d", "%3Cscript%3E"])
def test_an_unknown_story_is_said_to_be_none(whole: TestClient, story: str) -> None:
    tree = page(whole, f"/en/stories/{story}", 404)
    assert unquote(story) in words(tree, "[role=alert]")[0]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_link_within_a_page_leads_to_something_on_it(site: TestClient, lang: str) -> None:
    for story in (VALLETTA, SHIP):
        tree = page(site, f"/{lang}/stories/{story}")
        ids = [e.get("id") for e in select(tree, "[id]")]
        assert len(ids) == len(set(ids))
        assert {a.get("href")[1:] for a in select(tree, 'a[href^="#"]')} <= set(ids)


def test_hostile_words_are_shown_and_do_nothing(hostile_site: TestClient) -> None:
    listed = hostile_site.get("/ar/stories").text
    stories = re.findall(r'href="/ar/stories/(story-[0-9a-f]+)"', listed)
    assert stories
    for text in (listed, *(hostile_site.get(f"/en/stories/{story}").text for story in stories)):
        assert ESCAPE not in text
        assert TURNED not in text


def test_the_pair_at_first_is_a_copy_with_its_original_else_the_first_two() -> None:
    told = sample().compare(VALLETTA)
    assert chosen(told, None, None) == (ORIGIN, COPY)
    assert chosen(told, None, ORIGIN) == (COPY, ORIGIN)
    assert chosen(told, OTHER, None) == (OTHER, ORIGIN)
    with pytest.raises(InputError, match=f"nobody: is no article of {VALLETTA}"):
        chosen(told, "nobody", None)


def test_a_fragment_names_short_words_whole_and_long_ones_by_their_ends() -> None:
    assert unquote(fragment("سفينة  شحن\nواحدة")) == "سفينة شحن واحدة"
    assert unquote(fragment(" ".join("abcdefghij"))) == "a b c d,g h i j"
    assert fragment("a-b, c&d") == "a%2Db%2C%20c%26d"
