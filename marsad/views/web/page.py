"""How a page is made: its template, its words, its links, and what every page shows around its own matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from importlib.metadata import version
from typing import Any, NamedTuple, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad import dossiers
from marsad.errors import InputError, LedgerError
from marsad.ledger.articles import Stored
from marsad.views.answers import ArticleRow, Name
from marsad.views.brief import words as briefs
from marsad.views.brief.web import written
from marsad.views.desk import Desk
from marsad.views.filters import OPTIONS
from marsad.views.http.faults import RequestError
from marsad.views.http.params import read
from marsad.views.marks import plain
from marsad.views.shown import cut
from marsad.views.web.words import Lang, words_of

NAVIGATION = ("today", "stories", "positions", "events", "statements", "actors", "search", "review", "briefing")
"""The pages that the head of each page leads to; `today` stands at the root."""
_LOCAL = re.compile(r"[se]\d{1,6}")  # of a statement or event; the marks of an article count from 1
_THEMES = ("light", "dark")
_FILTERS = frozenset(option.name for option in OPTIONS)


class Router(APIRouter):
    """Pages; whatever a page that is only looked at reads of the ledger is of one state."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Adds a page; its function takes the request."""
        seen = set(options.get("methods") or ("GET",)) <= {"GET", "HEAD"}
        super().add_api_route(path, _of_one_state(endpoint) if seen else endpoint, **options)


def _of_one_state(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(endpoint)
    def page(request: Request, **given: Any) -> Any:
        with desk_of(request).ledger.snapshot():
            return endpoint(request=request, **given)

    return page


class Attempt(NamedTuple):
    """What a question gave, or why it gave nothing, and the status that says so."""

    answer: Any
    fault: str | None = None
    status: int = 200


def attempt(ask: Callable[[], object]) -> Attempt:
    """Asks; a fault of what was asked (an unknown name, a day that is none) is shown on the page beside its form."""
    try:
        return Attempt(ask())
    except (InputError, LedgerError, RequestError) as fault:
        step = f"; {fault.next}" if isinstance(fault, RequestError) and fault.next else ""
        return Attempt(None, f"{fault}{step}", 400)


def asked(request: Request) -> dict[str, Any]:
    """The filters in the address, by field; anything else in it is the page's own. Raises RequestError for a value that cannot be."""
    return read((name, value) for name, value in request.query_params.multi_items() if name in _FILTERS)


def desk_of(request: Request) -> Desk:
    """The desk that is served."""
    return cast(Desk, request.app.state.desk)


def render(request: Request, template: str, *, status: int = 200, **matter: Any) -> HTMLResponse:
    """A page in the language of its address. `matter` is what the template shows."""
    lang = lang_of(request)
    words = words_of(lang)
    page = (
        environment()
        .get_template(template)
        .render(
            request=request,
            lang=lang,
            dir="rtl" if lang == "ar" else "ltr",
            t=words,
            label=words.label,
            day=words.day,
            number=words.number,
            theme=request.cookies.get("theme") if request.cookies.get("theme") in _THEMES else None,
            visitor=request.state.visitor,
            desk=desk_of(request),
            navigation=NAVIGATION,
            section=section(request),
            url=_Links(request, lang),
            issues=dict(issue_names(desk_of(request).ledger.dossier, lang)),
            version=version("marsad"),
            **matter,
        )
    )
    return HTMLResponse(page, status_code=status)


def lang_of(request: Request) -> Lang:
    """The language of the address, Arabic where it has none."""
    return "en" if request.url.path.split("/", 2)[1] == "en" else "ar"


def section(request: Request) -> str:
    """The page of the navigation that an address belongs to; `today` for the root."""
    parts = request.url.path.strip("/").split("/")
    return parts[1] if len(parts) > 1 else "today"


@cache
def issue_names(dossier: str, lang: Lang) -> list[tuple[str, str]]:
    """The issues of a dossier with their names, in the order of the names. Raises DataError."""
    found = [(issue.id, issue.name_ar if lang == "ar" else issue.name) for issue in dossiers.issues(dossier)]
    return sorted(found, key=lambda pair: pair[1])


class _Links:
    """Addresses within the page: `url("stories", id)`, the present one changed, a record's own."""

    def __init__(self, request: Request, lang: Lang) -> None:
        self._request, self._lang = request, lang

    def __call__(self, *parts: str, **query: object) -> str:
        """The address of a page by its parts, with a query."""
        path = "/".join((f"/{self._lang}", *(quote(part, safe="") for part in parts if part != "today")))
        asked = {k.rstrip("_"): v for k, v in query.items() if v not in (None, "")}
        return f"{path}?{urlencode(asked, doseq=True)}" if asked else path

    def but(self, **changes: object) -> str:
        """The present address with its query changed; None takes a part out. The cursor is dropped unless it is given."""
        asked = {k: v for k, v in self._request.query_params.multi_items() if v and k != "after"}
        asked |= {k.rstrip("_"): str(v) for k, v in changes.items()}
        gone = {k.rstrip("_") for k, v in changes.items() if v in (None, "")}
        query = urlencode({k: v for k, v in asked.items() if k not in gone})
        return f"{quote(self._request.url.path, safe='/')}{'?' + query if query else ''}"

    def in_(self, lang: Lang) -> str:
        """The present page in the other language."""
        rest = self._request.url.path.split("/", 2)[2:]
        query = self._request.url.query
        return f"/{lang}{'/' + quote(rest[0], safe='/') if rest else ''}{'?' + query if query else ''}"

    def api(self, *parts: str, **query: object) -> str:
        """The address of the same question in the HTTP API."""
        return "/api/v1" + self(*parts, **query).removeprefix(f"/{self._lang}")

    def download(self, question: str, own: Iterable[str] = (), **more: object) -> str:
        """The address of a question in the HTTP API with the filters of the present page, and what else of it `own` names."""
        kept = _FILTERS | set(own)
        asked = {k: v for k, v in self._request.query_params.multi_items() if v and k in kept}
        return f"/api/v1/{question}?{urlencode(asked | {k: v for k, v in more.items() if v is not None})}"

    def record(self, id_: str) -> str:
        """The page of a record: a story's own, a place in an article for what it tells, the reasons for any other."""
        if id_.startswith("story-"):
            return self("stories", id_)
        article, _, local = id_.partition(".")
        if len(article) == 16 and all(c in "0123456789abcdef" for c in article):
            return self("articles", article) + (f"#r-{local[0]}{int(local[1:]) + 1}" if _LOCAL.fullmatch(local) else "")
        return self("why", id_)

    def actor(self, id_: str) -> str:
        """The page of an actor."""
        return self("actors", id_)


@cache
def environment() -> Environment:
    """The templates; whatever they show is escaped."""
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("marsad.views.web", "templates"), PackageLoader("marsad.views.brief", "page")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        plain=plain,
        short=lambda text, length=220: plain(cut(text, length)),
        name=name,
        once=once,
        written=written,
        outlet=outlet,
    )
    made.globals.update(called=called, notes=briefs.notes, lacking=briefs.lacking, apart=briefs.apart, link=briefs.link)
    return made


def name(id_: str | None, names: Mapping[str, Name], lang: Lang) -> Markup:
    """What an actor or place is called in a language, shut in by its own direction; the id for want of a name."""
    if not id_:
        return Markup("")
    known = names.get(id_)
    text = (known.en or known.ar if lang == "en" else known.ar) if known else id_
    return Markup('<bdi lang="{}">{}</bdi>').format(written(text), plain(text))


def outlet(article: Stored | ArticleRow) -> str:
    """Who published an article; the name of its file where nobody says, without the folder it lay in."""
    return article.publisher or article.source.replace("\\", "/").rstrip("/").rpartition("/")[2] or article.source


def once(ids: Iterable[str | None], names: Mapping[str, Name], lang: Lang) -> list[str]:
    """The ids of several, the first for each name: every copy of a report has its own party without a name."""
    shown: dict[Markup, str] = {}
    for i in filter(None, ids):
        shown.setdefault(name(i, names, lang), i)
    return list(shown.values())


def called(ids: Iterable[str | None], names: Mapping[str, Name], lang: Lang) -> Markup:
    """The names of several, with the comma of the language between them."""
    found = [name(i, names, lang) for i in once(ids, names, lang)]
    return Markup("، ").join(found) if lang == "ar" else Markup(", ").join(found)
