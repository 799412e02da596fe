"""A small ledger of the tests' own, with what an export may stumble over: formulas, mark-up, a page of the web, a row of JSON."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from marsad import flow
from marsad.model import Record
from marsad.model.capture import Capture, Captured
from marsad.views.desk import Desk
from marsad.views.export.formats import export
from marsad.views.export.material import Written

PAGES: tuple[dict[str, Any], ...] = (
    {
        "title": "غارة جوية على سرت",
        "published": "2020-05-04",
        "publisher": "منبر الساحل",
        "url": "https://minbar.example/2020/05/04/sirte",
        "text": "قصفت طائرات الجيش الوطني الليبي مدينة سرت يوم الأحد 3 مايو 2020. وقال المتحدث أحمد المسماري إن القوات «لن تتوقف عن"
        " القتال». وقال خليفة حفتر في سرت إنه يؤيد وقف إطلاق النار. واحتج متظاهرون في طرابلس أمس على انقطاع الكهرباء.",
    },
    {
        "title": "=HYPERLINK(\"x\") غارة على سرت",
        "published": "2020-05-05",
        "publisher": "+صحيفة الميناء",
        "url": "https://minaa.example/2020/05/05/ghara",
        "text": "قصفت طائرات الجيش الوطني الليبي مدينة سرت يوم الأحد 3 مايو 2020. وقال المتحدث أحمد المسماري إن القوات «لن تتوقف عن"
        " القتال». وأدان فايز السراج القصف، مؤكدا أن حكومة الوفاق ترفض الهدنة.",
    },
    {
        "title": "<script>alert(1)</script> لقاء في القاهرة & زيارة",
        "published": "2020-06-06",
        "publisher": "نافذة النهر",
        "url": None,
        "text": "التقى الرئيس المصري عبد الفتاح السيسي في القاهرة خليفة حفتر يوم السبت 6 يونيو 2020. ودعا السيسي إلى <b>انسحاب</b>"
        " المرتزقة من ليبيا. واعتقلت الشرطة في بنغازي صحفيا في يونيو 2020. وتعهدت تركيا بإرسال مساعدات إلى حكومة الوفاق.",
    },
)  # fmt: skip


def web(url: str, body: bytes) -> Captured:
    """A page as it comes from the web, with the WARC record that is kept of it."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6e4d2c1a-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2020-06-07T08:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    capture = Capture(
        requested=url,
        url=url,
        status=200,
        headers=(("Content-Type", "text/html"),),
        fetched="2020-06-07T08:00:00Z",
        digest="sha256:0",
        warc=gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0),
    )
    return Captured(source=url, url=url, data=body, media="text/html", captured="2020-06-07T08:00:00Z", capture=capture)


WEB = "https://www.shabaka.example/News?b=2&a=1"
BODY = (
    "<!doctype html><html><head><title>بيان مشترك</title><meta property='article:published_time' content='2020-06-07'></head>"
    "<body><article><h1>بيان مشترك</h1><p>رفض المجلس الرئاسي الليبي المبادرة المصرية يوم الأحد 7 يونيو 2020. وقال فايز السراج"
    " في طرابلس إن حكومته لن تتفاوض مع خليفة حفتر. واتهم السراج الإمارات بتسليح قوات حفتر.</p></article></body></html>"
)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of the small ledger, woven."""
    ledger = flow.init(
        tmp_path_factory.mktemp("export") / "desk",
        dossier="libya",
        clock=lambda: datetime(2020, 7, 1, 9, tzinfo=UTC),
    )
    rows = [Record(source=f"rows.jsonl:{i}", given_id=f"row-{i}", **page) for i, page in enumerate(PAGES)]
    list(flow.add(ledger, [*rows, web(WEB, BODY.encode())], by="tester"))
    flow.weave(ledger)
    yield Desk(ledger)
    ledger.close()


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of a ledger without articles."""
    ledger = flow.init(tmp_path_factory.mktemp("export") / "bare", dossier="libya")
    yield Desk(ledger)
    ledger.close()


Made = Callable[..., tuple[bytes, Written]]


@pytest.fixture
def made(kept: Desk) -> Made:
    """Exports from the small ledger, or another desk, to memory."""

    def of(format_: str, *, desk: Desk = kept, **options: Any) -> tuple[bytes, Written]:
        out = io.BytesIO()
        written = export(desk, format_, out, **options)
        return out.getvalue(), written

    return of


def lines(data: bytes) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in data.decode().splitlines()]


def folder(desk: Desk) -> str:
    """Where a desk's ledger lies."""
    return str(Path(desk.ledger.folder))
