"""Views of the whole ledger: search, the present day, who acts on whom and where, what waits for review, what stands."""

from __future__ import annotations

import io
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import func, select

from marsad.errors import InputError
from marsad.ledger import tables
from marsad.ledger.decisions import Decision
from marsad.ledger.facets import Facets
from marsad.ledger.search import MOST, Hits
from marsad.views import finds
from marsad.views.answers import Answer, Doubt
from marsad.views.desk import Desk
from marsad.views.http import rows
from marsad.views.http.blame import at_fault
from marsad.views.http.faults import refused
from marsad.views.http.lists import AFTER, LIMIT
from marsad.views.http.params import FILTERS, Parameter, Text
from marsad.views.http.questions import VERSION, Asked, Body, Question
from marsad.views.http.shapes import CSV, JSON, NDJSON, Shape

_QUERY = Parameter(
    "q", "query", Text, 'Words that must all occur; "a phrase", -not, OR and prefix* as well.', required=True
)
_HITS = Parameter("limit", "limit", Annotated[int, Meta(ge=1, le=MOST)], f"Finds at most, up to {MOST}.", 20)
_KIND = Parameter("kind", "kind", Literal["actor", "disagreement", "event"], "Of the queue only these.")


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger is and holds: live records by kind, when the last article came and when it was last woven.

    `weaving` says that one has begun and not ended.
    """

    ledger: str
    dossier: str
    created: str
    version: str
    counts: dict[str, int]
    last_article: str | None
    last_weaving: str | None
    weaving: bool


def _search(desk: Desk, asked: Asked, shape: Shape) -> Body:
    limit, after, query = asked.pop("limit"), asked.pop("after", None), asked.pop("query")
    try:
        hits = desk.search(query, limit=limit, after=after, **asked)
    except InputError as fault:
        raise refused(fault, field=at_fault(desk, "search", asked, after) or "q") from fault
    out = io.BytesIO()
    finds.write(hits, {CSV: "csv", NDJSON: "jsonl"}.get(shape, "json"), out)
    return Body(out.getvalue(), hits.more)


def _facets(desk: Desk, asked: Asked, _: Shape) -> Body:
    query = asked.pop("query")
    try:
        return Body(msgspec.json.encode(desk.facets(query, **asked)) + b"\n")
    except InputError as fault:
        raise refused(fault, field=at_fault(desk, "search", asked) or "q") from fault


def _doubts(desk: Desk, asked: Asked, shape: Shape) -> Body:
    return _numbered(desk.doubts(kind=asked.get("kind")), asked, shape, Doubt)


def _decisions(desk: Desk, asked: Asked, shape: Shape) -> Body:
    return _numbered(desk.decisions(), asked, shape, Decision)


def _numbered(answer: Answer[Any], asked: Asked, shape: Shape, record: type[msgspec.Struct]) -> Body:
    try:
        page = rows.page(answer, asked["limit"], asked.get("after"))
    except InputError as fault:
        raise refused(fault, field="after") from fault
    return Body(rows.written(page, shape, record), page.more)


def _status(desk: Desk, _: Asked, __: Shape) -> Body:
    a, w, v, meta = tables.article.c, tables.woven.c, tables.weaving.c, desk.ledger.meta
    with desk.ledger.reading() as connection:
        kinds = connection.execute(select(w.kind, func.count()).where(w.ended.is_(None)).group_by(w.kind))
        counts = {row[0]: row[1] for row in kinds}
        counts["article"] = connection.scalar(select(func.count()).select_from(tables.article)) or 0
        last = connection.scalar(select(a.recorded).order_by(a.seq.desc()).limit(1))
        ended = select(v.recorded).where(v.from_day != "").order_by(v.seq.desc()).limit(1)
        begun = connection.scalar(select(v.from_day).order_by(v.seq.desc()).limit(1))
        woven = connection.scalar(ended)
    return Body(
        msgspec.json.encode(
            Status(ledger=meta["id"], dossier=meta["dossier"], created=meta["created"], version=VERSION,
                   counts=dict(sorted(counts.items())), last_article=last, last_weaving=woven, weaving=begun == "")
        ) + b"\n"
    )  # fmt: skip


_TABLE = (JSON, CSV, NDJSON)
QUESTIONS = (
    Question("search", "/search", "Search", "Articles by their words, whatever is attached to these, and by the names of those they are about; best first.",
             Hits, _search, (_QUERY, *FILTERS, _HITS, AFTER), _TABLE, tag="looks", example='/search?q="وقف إطلاق النار" -سوريا'),
    Question("facets", "/search/facets", "Facets of a search", "By what its finds can be narrowed further, with the number of articles of each value.",
             Facets, _facets, (_QUERY, *FILTERS), tag="looks", example="/search/facets?q=قوات"),
    Question("doubts", "/doubts", "What waits for review", "Unsure actors, open disagreements, events of several origins that are little sure; what would change most first.",
             Answer[Doubt], _doubts, (_KIND, LIMIT, AFTER), _TABLE, tag="review", example="/doubts?kind=actor"),
    Question("decisions", "/decisions", "What was decided", "Who did what when, and what was undone; newest first.",
             Answer[Decision], _decisions, (LIMIT, AFTER), _TABLE, tag="review", example="/decisions"),
    Question("status", "/status", "What the ledger is and holds", "Its id and dossier, how many records of each kind, when it last grew.",
             Status, _status, refuses=(), tag="looks", example="/status"),
)  # fmt: skip
"""What is asked of the whole ledger."""
