"""A ledger of articles that try everything against whoever looks at them: made once a run, and only read from by the tests."""

from __future__ import annotations

import io
import json
import tempfile
from functools import cache
from pathlib import Path

from msgspec import structs

from marsad import flow
from marsad.flow.article import ArticleReader
from marsad.ledger.arrivals import Intake, arrival
from marsad.model import Mention, Reading, Record

_KEPT = tempfile.TemporaryDirectory(prefix="marsad-attacks-")  # goes with the process
RAN = "__ran"
"""What a script of an article would set in the window."""
SCRIPT = f"<script>window.{RAN}=1;alert(1)</script>"
HANDLER = f'"><img src=x onerror="window.{RAN}=1;alert(1)">'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.{RAN}=1"><script>window.{RAN}=1</script></svg>'
CLOSING = f"</title></textarea></style></script><script>window.{RAN}=1</script>"
TEMPLATE = "{{7*7}}{% raw %}${7*7}<%= 7*7 %>"
TURNED = "\u202e\u2066\u202d\u2069\u202c"
CONTROLS = "قبل\x1b[31m\x07\x9b بعد"
NUL = "قبل\x00بعد"
ELSEWHERE = '<link rel=stylesheet href="http://evil.example/x.css"><iframe src="http://evil.example/"></iframe><meta http-equiv=refresh content="0;url=http://evil.example/">'
WIDE = "ـ" * 4_000
MARKS = (SCRIPT, HANDLER, SVG, CLOSING, TEMPLATE, TURNED, CONTROLS, ELSEWHERE, WIDE)
URLS = (f"javascript:window.{RAN}=1", "data:text/html,<script>alert(1)</script>", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "vbscript:msgbox(1)",
        'https://x.example/"onmouseover="alert(1)', "//evil.example/x", "file:///etc/passwd", "https://x.example/\u202egnp.exe")  # fmt: skip
LONG, MANY = 5_000_000, 100_000
"""Bytes of the long line, at least, and marks in it."""
_CALM = (
    "اجتمع أعضاء اللجنة في مدينة سرت صباح الاثنين لبحث ترتيبات المرحلة المقبلة، وناقشوا تقارير عن سير العمل في الموانئ والمدارس والطرق. "
    * 6
)


def _told(mark: str) -> str:
    """Text of an article with a mark before, within and after what is read in it."""
    return f'{_CALM}\n{mark}\nقال الوزير سامي {mark} الدرة إن "{mark} الهدنة قائمة ولن نتراجع عنها أبدا {mark}". ورفضت كتيبة السهل الاتفاق في طرابلس {mark}.\nقصفت القوات مطار معيتيقة أمس {mark}، ودعت تركيا خليفة حفتر إلى الانسحاب.'


def _page(mark: str) -> str:
    """A page of the web with the mark wherever a page has text."""
    return f'<!doctype html><html lang="ar"><head><title>{mark} هدنة</title><meta property="og:site_name" content=\'{mark}\'><base href="http://evil.example/">{SCRIPT}</head><body onload="window.{RAN}=1" style="background:url(http://evil.example/b.png)">{ELSEWHERE}{SVG}<article><h1>{mark} هدنة الميناء</h1><p onclick="window.{RAN}=1">{_told(mark)}</p><a href="javascript:window.{RAN}=1">اقرأ</a><img src="http://evil.example/p.png" onerror="window.{RAN}=1"></article></body></html>'


def rows() -> list[dict[str, str]]:
    """The articles: each mark in title, publisher and text, each address as the article's own."""
    found = [
        {
            "id": f"m{i}",
            "title": f"{mark} هدنة {i}",
            "publisher": f"صحيفة {mark}",
            "text": _told(mark),
            "published": "2020-06-01",
        }
        for i, mark in enumerate(MARKS)
    ]
    found += [
        {
            "id": f"u{i}",
            "title": f"خبر من عنوان {i}",
            "url": url,
            "text": _told(f"رقم {i}"),
            "published": "2020-06-02",
            "publisher": "وكالة الرمل",
        }
        for i, url in enumerate(URLS)
    ]
    return found


@cache
def attacked() -> Path:
    """The folder of the ledger."""
    folder, pages = Path(_KEPT.name) / "ledger", Path(_KEPT.name) / "pages"
    pages.mkdir()
    for i, mark in enumerate(MARKS):
        (pages / f"p{i}.html").write_text(_page(mark), encoding="utf-8")
    (pages / "null.txt").write_text(_told(NUL), encoding="utf-8")
    (pages / "half.json").write_text(
        '{"id": "half", "title": "نصف \\ud800 حرف", "text": "قال الوزير سامي الدرة إن الهدنة \\udc00 قائمة في طرابلس منذ أمس.", "published": "2020-06-03"}\n'
    )
    ledger = flow.init(folder, dossier="libya")
    lines = "\n".join(json.dumps(row) for row in rows()).encode()
    assert len(list(flow.add_paths(ledger, ["-"], stdin=io.BytesIO(lines)))) == len(MARKS) + len(URLS)
    list(flow.add_paths(ledger, [str(pages)]))
    flow.weave(ledger)
    ledger.close()
    return folder


@cache
def endless() -> Path:
    """The folder of a ledger with one article of five megabytes on one line, a hundred thousand names marked in it."""
    folder = Path(_KEPT.name) / "endless"
    word = "حفتر والسراج في طرابلس اليوم "
    text = word * (LONG // len(word.encode()) + 1)
    record = Record(source="long.txt", text=text, title="سطر", published="2020-06-01", publisher="وكالة الرمل")
    short = ArticleReader().read_record(structs.replace(record, text=_CALM))
    assert isinstance(short, Reading)
    marks = [_name(at, at + 4) for at in range(0, len(text) - len(word), len(word))]
    marks = [one for mark in marks for one in (mark, _name(mark.end + 1, mark.end + 8))]
    assert len(marks) >= MANY
    reading = structs.replace(
        short, text=text, mentions=marks, lines=[], statements=[], events=[], times=[], title=None
    )
    ledger = flow.init(folder, dossier="libya")
    with ledger.batch("add") as batch:
        list(Intake(batch, [(arrival(record), reading)]).keep())
    ledger.close()
    return folder


def _name(start: int, end: int) -> Mention:
    return Mention(start=start, end=end, type="PER", actor=None, rule="names/long")
