"""Whatever a record holds, reading it raises nothing, and every span lies inside the text and covers words."""

from __future__ import annotations

import gzip
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad import sources
from marsad.flow import ArticleReader
from marsad.model import Reading, Record, Refusal, Span

DESK = ArticleReader()
WORDS = (
    "قال وقال وأضاف أكد مؤكدا نفى أن إن الوزير وزير الخارجية الرئيس أردوغان حفتر تركيا ليبيا طرابلس الهدنة هدنة وقف إطلاق النار هجوم هاجم "
    'قصف قوات الأمم المتحدة أمس الأربعاء 12 2020 مايو يوم في من على إلى مع لم لن ، . : " « » ( ) - | … ؟ \n \n\n \u202e \u200f \u064e ـ لا ﷺ ﻻ '
    "المصدر: الرئيسية شارك فيسبوك رويترز بحسب نقلا عن كل وبين عليه ٣ ۴ <b> &amp; =1+1 https://a.example/x a@b.c #وسم و ب ل 😀 \x00 \x1b"
).split(" ")
ARABIC = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
TEXT = st.one_of(ARABIC, st.text(max_size=200), st.tuples(ARABIC, st.text(max_size=30), ARABIC).map("".join))
TAGS = st.sampled_from(
    "<p> </p> <div> </div> <h1> </h1> <script> </script> <!-- --> <table><tr><td> <article> </article> <br> <a href=x> < > & &#0; &#x202e; <![CDATA[ <meta charset=utf-7> <title> </title>".split()
)
HTML = st.lists(st.one_of(TAGS, ARABIC), max_size=20).map("".join)
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(record: Record) -> None:
    """Reads a record, and holds what is found against its text."""
    found = DESK.read_record(record)
    if isinstance(found, Refusal):
        assert found.reason.startswith(f"{record.source}: ")
        return
    for what, span in spans(found):
        assert 0 <= span.start < span.end <= len(found.text), (what, span)
        assert re.search(r"\w", span.of(found.text)), (what, span.of(found.text))
    assert all(0 <= line.start <= line.end <= len(found.text) for line in found.lines)
    assert {m.actor for m in found.mentions if m.actor} <= set(found.actors)


def spans(found: Reading) -> list[tuple[str, Span]]:
    """Every span of a finding, with what it is."""
    rows = [("title", found.title), *(("body", span) for span in found.body)]
    for kind in ("mentions", "statements", "times", "places", "credits"):
        rows += [(kind, Span(one.start, one.end)) for one in getattr(found, kind)]
    for said in found.statements:
        rows += [("cue", said.cue), ("speaker", said.speaker_mention), *(("stance", s.cue) for s in said.stances)]
    for event in found.events:
        rows += [("trigger", event.trigger), ("evidence", event.evidence)]
    return [(what, span) for what, span in rows if span]


@MODEST
@given(TEXT)
def test_any_text(text: str) -> None:
    check(Record(source="x", text=text))


@MODEST
@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_with_anything_beside_it(text: str, title: str, day: str, url: str) -> None:
    check(Record(source="x", text=f"قال الوزير إن الهدنة {text}", title=title, published=day, url=url))


@MODEST
@given(st.one_of(st.binary(max_size=300), TEXT.map(lambda t: t.encode("utf-8", "replace"))), st.booleans())
def test_any_bytes(data: bytes, page: bool) -> None:
    check(Record(source="x", data=data, media="text/html" if page else "text/plain", charset="windows-1256"))


@MODEST
@given(HTML)
def test_any_html(page: str) -> None:
    check(Record(source="x", data=page.encode("utf-8", "replace"), media="text/html"))


_ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: identity\r\n\r\n<p>قال الوزير إن الهدنة قائمة".encode()
_MEMBER = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_ANSWER), _ANSWER)
)
_LINES = '{"id": 1, "text": "قال الوزير", "url": null}\n[{"text": "x"}]\n'.encode() * 3
WHOLE = [_MEMBER * 2, gzip.compress(_MEMBER, mtime=0) * 2, _LINES, gzip.compress(_LINES, mtime=0), b"[" + _LINES]


@MODEST
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=4), st.floats(0, 1))
def test_any_damage_to_a_file(whole: bytes, damages: list[tuple[float, bytes]], keep: float) -> None:
    for where, new in damages:
        at = int(where * len(whole))
        whole = whole[:at] + new + whole[at + len(new) :]
    for found in sources.records(["-"], stdin=io.BytesIO(whole[: int(len(whole) * (0.5 + keep))])):
        assert found.source.startswith("-")
        assert isinstance(found, Record) or found.reason.startswith("-")


@pytest.mark.parametrize("url", ["http://[", "https://a.example/%ff%d8-%80-قال-الوزير-إن", "::", "\x00"])
def test_any_address(url: str) -> None:
    check(Record(source="x", text="قال الوزير إن الهدنة قائمة", url=url))
