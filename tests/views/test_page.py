from __future__ import annotations

import io
import re
import time
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from marsad.views import page
from tests.views.conftest import REFUSED, make

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'\u202e"


class Tags(HTMLParser):
    """Every tag with its attributes, and what stands in style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.inside[self.cdata_elem].append(data)


def drawn(*results: object) -> str:
    out = io.BytesIO()
    page.write(results, out)  # type: ignore[arg-type]
    return out.getvalue().decode()


def test_hostile_text_stays_text() -> None:
    evil = make(EVIL + "\n" + EVIL, source=EVIL, publisher=EVIL, actors={EVIL: {"name": EVIL}}, url="javascript:alert(1)",
                mentions=[{"start": 1, "end": 5, "type": "PER", "actor": EVIL}])  # fmt: skip
    dated = make(published={"date": EVIL, "basis": "stated"}, statements=[], events=[], times=[])
    for other in (dated, make(language=EVIL)):
        text = drawn(other, evil, REFUSED)
        tags = Tags(text)
        assert [tag for tag, _ in tags.tags].count("script") == 1
        assert not {"img", "iframe", "object", "link", "form", "base"} & {tag for tag, _ in tags.tags}
        names = {name for _, attributes in tags.tags for name in attributes}
        assert not {name for name in names if name.startswith("on") or name in ("style", "src")}
        assert "javascript:" not in {a.get("href") for _, a in tags.tags}
        assert "\u202e" not in re.sub('lang="[^"]*"', "", text)


def test_the_policy_lets_in_the_one_style_and_script_alone() -> None:
    tags = Tags(drawn(make()))
    policy = next(
        a["content"] for t, a in tags.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy
    assert policy.startswith("default-src 'none'; ")
    for kind, parts in tags.inside.items():
        digest = b64encode(sha256("".join(parts).encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_the_page_asks_nothing_of_the_network() -> None:
    assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp", drawn(make()))


def test_a_link_leads_to_the_web_alone() -> None:
    assert 'href="https://example.org/a?b=1&amp;c"' in drawn(make(url="https://example.org/a?b=1&c"))
    assert page.link("data:text/html,x") == page.link("//x") == page.link(None) == ""


def test_every_link_has_its_mark_once() -> None:
    text = drawn(make(), make(), REFUSED)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert {"a1", "a2", "a1-s1", "a1-e1", "a1-m1", "a1-t1", "a2-s1"} <= links
    assert links <= set(ids)


def test_contents_stand_only_before_several_articles() -> None:
    assert "<nav" in drawn(make(), make())
    assert "<nav" not in drawn(make())


def test_nothing_read_is_said() -> None:
    assert "No article was read" in drawn(REFUSED)
    assert "the file holds no text" in drawn(REFUSED)


@pytest.mark.parametrize("text", ["ا" * 5_000_000, "قال " * 200_000])
def test_long_lines_are_no_trouble(text: str) -> None:
    times = [{"start": i * 4, "end": i * 4 + 3, "value": None} for i in range(2000)]
    began = time.perf_counter()
    assert len(drawn(make(text, times=times))) > len(text)
    assert time.perf_counter() - began < 10


def test_half_a_character_does_not_stop_the_page() -> None:
    assert "&#55296;" in drawn(make("a\ud800b"))
