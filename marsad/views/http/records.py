"""One thing by its id: an actor, a story's comparison, any record and why it is there, an article with its reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.views import queries
from marsad.views.answers import Answer, Name
from marsad.views.article import ReadArticle
from marsad.views.compare import Comparison
from marsad.views.desk import Desk
from marsad.views.http.faults import RequestError, unknown
from marsad.views.http.params import KNOWN_ON
from marsad.views.http.questions import Asked, Body, Question, path_parameter
from marsad.views.http.shapes import BYTES, Shape
from marsad.views.profile import Profile
from marsad.views.versions import Version
from marsad.views.why import Why


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A derived record as the ledger keeps it, its kind, and the names of the actors and places in it."""

    kind: str
    record: msgspec.Raw
    names: Mapping[str, Name] = {}


def _encoded(found: Any) -> Body:
    return Body(msgspec.json.encode(found) + b"\n")


def _actor(desk: Desk, asked: Asked, _: Shape) -> Body:
    with unknown("name"):
        return _encoded(desk.profile(asked["name"], known_on=asked.get("known_on")))


def _record(desk: Desk, id_: str, known_on: str | None) -> tuple[str, msgspec.Struct]:
    """Raises RequestError where there is none of that id."""
    try:
        return queries.record(desk.ledger, id_, known_on=known_on)
    except InputError as fault:
        step = "ids stand in every list; articles are at /articles/ID, actors at /actors/ID"
        raise RequestError("not_found", f"{id_}: there is no such record", next_=step, field="id") from fault


def _compare(desk: Desk, asked: Asked, _: Shape) -> Body:
    _record(desk, asked["id"], asked.get("known_on"))
    with unknown("id"):
        return _encoded(desk.compare(asked["id"], known_on=asked.get("known_on")))


def _kept(desk: Desk, asked: Asked, _: Shape) -> Body:
    kind, record = _record(desk, asked["id"], asked.get("known_on"))
    named = desk.named(queries.mentioned([record]))
    return _encoded(Kept(kind=kind, record=msgspec.Raw(msgspec.json.encode(record)), names=named))


def _why(desk: Desk, asked: Asked, _: Shape) -> Body:
    with unknown("id"):
        return _encoded(desk.why(asked["id"], known_on=asked.get("known_on")))


def _article(desk: Desk, asked: Asked, _: Shape) -> Body:
    with unknown("id"):
        return _encoded(desk.article(asked["id"], known_on=asked.get("known_on")))


def _original(desk: Desk, asked: Asked, _: Shape) -> Body:
    """Whatever a site once sent: bytes to save, that no browser takes for a page of this server."""
    with unknown("id"):
        found = desk.original(asked["id"])
    return Body(found.data, headers={"Marsad-Media": found.media, "Marsad-Digest": found.digest})


def _versions(desk: Desk, asked: Asked, _: Shape) -> Body:
    with unknown("id"):
        return _encoded(desk.versions(asked["id"]))


_ACTOR = path_parameter("name", "An id, such as found/خليفه-حفتر, or any spelling in Arabic or Latin.")
_STORY = path_parameter("id", "Id of a story.")
_RECORD = path_parameter("id", "Id of an event, report, statement, quotation, story, copy, disagreement or shift.")
_ANY = path_parameter("id", "Id of a record, article, naming or actor.")
_ARTICLE = path_parameter("id", "Id of an article.")

QUESTIONS = (
    Question("actor", "/actors/{name:path}", "An actor", "Who an actor is: offices, spellings seen, counts, latest statements and stories, positions, dealings with others.", Profile,
             _actor, (_ACTOR, KNOWN_ON), refuses=("not_found",), example="/actors/حفتر"),
    Question("compare", "/stories/{id}/compare", "A story source by source", "What each article says, leaves out and words differently.", Comparison,
             _compare, (_STORY, KNOWN_ON), refuses=("not_found",), example="/stories/story-1052bc0d071c46ce/compare"),
    Question("why", "/records/{id:path}/why", "Why a record says what it says", "Down to rule, article, characters and archived bytes.", Why,
             _why, (_ANY, KNOWN_ON), refuses=("not_found",), example="/records/event-19fa72adce44/why"),
    Question("record", "/records/{id:path}", "A record", "Any derived record by its id, as its list has it.", Kept,
             _kept, (_RECORD, KNOWN_ON), refuses=("not_found",), example="/records/event-19fa72adce44"),
    Question("versions", "/articles/{id}/versions", "The versions of an article's page", "What each cut, added or changed.", Answer[Version],
             _versions, (_ARTICLE,), refuses=("not_found",), example="/articles/1052bc0d071c46ce/versions"),
    Question("original", "/articles/{id}/original", "The bytes that an article was read from", "As they were archived, to be saved; `Marsad-Media` has their media type, `Marsad-Digest` their SHA-256.", Any,
             _original, (_ARTICLE,), (BYTES,), refuses=("not_found",), example="/articles/1052bc0d071c46ce/original"),
    Question("article", "/articles/{id}", "An article", "Its text and all that was found in it, with the characters of each find; its stories, copies and disagreements.", ReadArticle,
             _article, (_ARTICLE, KNOWN_ON), refuses=("not_found",), example="/articles/1052bc0d071c46ce"),
)  # fmt: skip
"""What is asked by id; longer paths stand before those that would take them in."""
