from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser

import pytest

from marsad.ledger.articles import Stored
from marsad.views.desk import Desk
from marsad.views.export.timelinejs import _links
from tests.views.export.conftest import PAGES, Made


class Seen(HTMLParser):
    """The elements, links and words of a slide's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("kind", ["stories", "events"])
def test_slides_are_what_timelinejs_takes(made: Made, kind: str) -> None:
    timeline = json.loads(made("timelinejs", kind=kind)[0])
    assert timeline["scale"] == "human"
    for slide in timeline["events"]:
        for when in (slide["start_date"], slide.get("end_date") or slide["start_date"]):
            date(when["year"], when["month"], when["day"])
        assert Seen(slide["text"]["headline"]).elements == set()
        assert Seen(slide["text"]["text"]).elements <= {"p", "ul", "li", "a"}


def test_stories_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    slides = json.loads(made("timelinejs")[0])["events"]
    answer = kept.stories()
    for slide, story in zip(slides, answer, strict=True):
        seen = Seen(slide["text"]["text"])
        assert slide["unique_id"] == story.id
        assert Seen(slide["text"]["headline"]).words == story.headline
        assert date(**slide["start_date"]).isoformat() == story.since
        assert f"المقالات: {len(story.articles)}" in seen.words
        assert all(answer.names[p].ar in seen.words for p in story.parties)


def test_what_articles_say_is_never_markup(made: Made) -> None:
    slides = json.loads(made("timelinejs")[0])["events"]
    (slide,) = (s for s in slides if "alert" in s["text"]["headline"])
    assert "<script" not in json.dumps(slide)
    assert Seen(slide["text"]["headline"]).words == PAGES[2]["title"]


def test_events_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    slides = json.loads(made("timelinejs", kind="events")[0])["events"]
    answer = kept.events()
    for slide, event in zip(slides, answer, strict=True):
        assert (slide["unique_id"], slide["group"]) == (event.id, event.type)
        assert slide["display_date"] == (event.day or f"≤ {event.told}")
        assert all(answer.names[a].ar in Seen(slide["text"]["headline"]).words for a in event.actors)
        assert Seen(slide["text"]["text"]).words


def test_only_addresses_of_the_web_are_links() -> None:
    facts = {
        "id": "a",
        "thread": "t",
        "title": "ع",
        "day": "2020-01-01",
        "captured": "",
        "recorded": "",
        "source": "s",
        "language": "ar",
    }
    bad = Stored(**facts, url="javascript:alert(1)")
    good = Stored(**facts, url='https://a.example/?q="x"&y')
    assert Seen(_links([bad, good])).links == ['https://a.example/?q="x"&y']
    assert _links([]) == ""
