"""The lists: events, reports, statements and all else of which there are many, each with the filters of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple, cast

from msgspec import Meta

from marsad import flow
from marsad.errors import InputError
from marsad.views import asked as words
from marsad.views.answers import Answer
from marsad.views.desk import Desk
from marsad.views.export import geojson
from marsad.views.export.flat import SHEETS
from marsad.views.export.material import paged
from marsad.views.http import rows
from marsad.views.http.blame import BY_FIELD, at_fault
from marsad.views.http.faults import RequestError, refused
from marsad.views.http.params import FILTERS, Parameter, Text
from marsad.views.http.questions import Asked, Body, Question
from marsad.views.http.shapes import CSV, GEOJSON, JSON, NDJSON, Shape

MOST = 1_000
"""Rows of one page."""
_TABLE = (JSON, CSV, NDJSON)
LIMIT = Parameter(
    "limit", "limit", Annotated[int, Meta(ge=0, le=MOST)], f"Rows at most, up to {MOST}; 0 sends all of them.", 50
)
AFTER = Parameter("after", "after", Text, "The cursor that the page before ended with (`more`).")
_EVERY = Parameter("every", "every", flow.Every, "Period: day, week, month or year.", "month")
_COMPLETE = Parameter("complete", "complete", bool, "Also the periods in which nothing happened.", False)
_ON = Parameter("on", "on", date, "Day as of which evidence is weighed; that of the latest, where it is not given.")


class _List(NamedTuple):
    """A list of the desk: `paged` where the desk goes on from a cursor; else its rows are numbered, and that is the cursor.

    `limited` says that the desk takes a limit.
    """

    name: str
    summary: str
    about: str
    example: str = ""
    own: tuple[Parameter, ...] = ()
    filters: tuple[Parameter, ...] = FILTERS
    limited: bool = True
    shapes: tuple[Shape, ...] = _TABLE

    @property
    def paged(self) -> bool:
        """Whether the desk itself goes on from a cursor."""
        return SHEETS[self.name].ask is not None


_LISTS = (
    _List("events", "Events", "Who did what to whom, each event once with all its reports, newest first. As GeoJSON all that answer are sent, each at its place.",
          "actor=حفتر&from=2020-05-01", shapes=(*_TABLE, GEOJSON)),
    _List("reports", "Reports of events", "One article's telling of an event each.", "place=tripoli-libya"),
    _List("statements", "Statements", "Who said what, each statement as one article tells it.", "actor=Fayez al-Sarraj&issue=ceasefire"),
    _List("quotations", "Quotations", "Utterances: what several articles quote stands once; `words` has the oldest telling.", "actor=unsmil"),
    _List("stories", "Stories", "The articles that report one happening, with their independent origins. As GeoJSON all that answer are sent, each at the places that it names.",
          "from=2020-06-01", shapes=(*_TABLE, GEOJSON)),
    _List("copies", "Copies", "Articles that repeat others, and who was first; `words` has the titles.", "type=exact"),
    _List("disagreements", "Disagreements", "Where sources contradict each other, settled ones included.", "type=number"),
    _List("shifts", "Changes of position", "With the evidence before and after.", "issue=ceasefire"),
    _List("articles", "Articles", "Articles that are current, newest first.", "source=مدار الساحل"),
    _List("actors", "Actors", "By the number of articles that name them.", "from=2020-06-01"),
    _List("gaps", "Gaps in coverage", "Days without any article, of the whole ledger and of each source.", "from=2020-01-01&to=2020-06-30", limited=False),
    _List("series", "Series", "Events by dyad and period, with PLOVER scores by quad class: events, not reports.", "every=week", (_EVERY, _COMPLETE)),
    _List("positions", "Positions", "Where each actor stands on each issue; who has no evidence is not in it.", "issue=ceasefire", (_ON,), limited=False),
    _List("refused", "Refused records", "Records that were refused, each with its reason, newest first.", filters=()),
)  # fmt: skip


def questions() -> Iterator[Question]:
    """A question for each list."""
    for row in _LISTS:
        yield Question(
            row.name, f"/{row.name}", row.summary, row.about, cast(Any, Answer)[SHEETS[row.name].record], _asker(row),
            parameters=(*row.filters, *row.own, LIMIT, AFTER), shapes=row.shapes, tag="lists",
            example=f"/{row.name}{'?' if row.example else ''}{row.example}",
        )  # fmt: skip


def _asker(row: _List) -> Any:
    def ask(desk: Desk, asked: Asked, shape: Shape) -> Body:
        limit, after = asked.pop("limit"), asked.pop("after", None)
        try:
            return _answered(row, desk, asked, shape, page=(limit, after))
        except InputError as fault:
            raise refused(fault, field=at_fault(desk, row.name, asked, after)) from fault

    return ask


def _answered(row: _List, desk: Desk, asked: Asked, shape: Shape, *, page: tuple[int, str | None]) -> Body:
    limit, after = page
    deaf = [BY_FIELD[name] for name in words.deaf(row.name, asked)]
    headers = {"Marsad-Note": f"{row.name} have no {', '.join(deaf)}, so that none answers to it"} if deaf else {}
    if shape is GEOJSON:
        if after:
            raise _whole("GeoJSON holds all that answer")
        wanted = desk.filter(row.name, **asked)
        return Body(rows.kept(lambda out: geojson.write(desk.ledger, wanted, out, kind=row.name))[1], headers=headers)
    record = SHEETS[row.name].record
    if limit == 0:
        if after:
            raise _whole("limit=0 sends all rows")
        return Body(rows.streamed(_all(row, desk, asked), shape, record), headers=headers)
    answer = _page(row, desk, asked, limit, after)
    return Body(rows.written(answer, shape, record), answer.more, headers)


def _whole(why: str) -> RequestError:
    return RequestError("bad_request", f"after: {why}", next_="leave it out", field="after")


def _page(row: _List, desk: Desk, asked: Asked, limit: int, after: str | None) -> Answer[Any]:
    ask = getattr(desk, row.name)
    if row.paged:
        found: Answer[Any] = ask(limit=limit, after=after, **asked)
        return found
    start = rows.start(after)
    return rows.cut(ask(**asked, **({"limit": start + limit} if row.limited else {})), start, limit)


def _all(row: _List, desk: Desk, asked: Asked) -> Iterator[Answer[Any]]:
    sheet = SHEETS[row.name]
    if sheet.ask:
        return paged(sheet.ask, desk.ledger, desk.filter(row.name, **asked))
    return rows.sliced(getattr(desk, row.name)(**asked))
