"""The page of an article: the text as it was published with what was found in it, and the archived original beside it."""

from __future__ import annotations

import mimetypes
from base64 import b64encode

import nh3
from fastapi import Request, Response
from markupsafe import escape
from msgspec import structs

from marsad.views.brief.web import written
from marsad.views.marks import marked
from marsad.views.rules import sentence
from marsad.views.web.page import Router, asked, desk_of, render
from marsad.views.web.words import Lang

router = Router()
_SHUT = "default-src 'none'; frame-ancestors 'self'; sandbox; base-uri 'none'; form-action 'none'"
_KEPT = {"a", "abbr", "article", "b", "blockquote", "br", "caption", "cite", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
         "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li", "main", "nav", "ol", "p", "pre", "q", "s", "section", "small", "span",
         "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul"}  # fmt: skip
LISTED, SHOWN = 2_000, 300_000
"""Records of a kind that are listed, and characters of the text that are shown, far beyond any real article: browsers choke on more."""
_LONGEST = 2_000_000  # characters of an original that is shown; the bytes are there whole


@router.get("/{lang}/articles/{id}")
def article(request: Request, lang: Lang, id: str) -> Response:  # noqa: A002 - the name in the address
    """An article with its marks, what each rests on, its versions, copies and stories."""
    desk = desk_of(request)
    found = desk.article(id, known_on=asked(request).get("known_on"))
    return render(
        request,
        "article.html.j2",
        found=found,
        text=marked(structs.replace(found.reading, text=found.reading.text[:SHOWN]), "r"),
        shown=SHOWN,
        versions=desk.versions(id),
        sentence=sentence,
        listed=LISTED,
        beside="original" in request.query_params,
    )


@router.get("/{lang}/articles/{id}/original")
def original(request: Request, id: str) -> Response:  # noqa: A002
    """The archived page without anything that acts, in a document that may do nothing."""
    found = desk_of(request).original(id)
    text = (found.text or "")[:_LONGEST]
    inside = cleaned(text) if found.html else f"<pre>{escape(text)}</pre>"
    lang = written(text)
    head = f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"><meta charset="utf-8"><title>{escape(id)}</title>'
    page = f"<!doctype html>{head}<body>{inside}</body></html>"
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": _SHUT})


def cleaned(page: str) -> str:
    """The elements of a page that carry text, without any attribute but language and direction."""
    return nh3.clean(page, tags=_KEPT, attributes={"*": {"dir", "lang"}}, link_rel=None)


@router.get("/{lang}/articles/{id}/bytes")
def archived(request: Request, id: str) -> Response:  # noqa: A002
    """The archived bytes, to be saved."""
    found = desk_of(request).original(id)
    ending = {"application/warc": ".warc.gz"}.get(found.media) or mimetypes.guess_extension(found.media) or ".bin"
    headers = {
        "Content-Disposition": f'attachment; filename="{found.article}{ending}"',
        "Content-Security-Policy": _SHUT,
        "Content-Digest": f"sha-256=:{b64encode(bytes.fromhex(found.digest)).decode()}:",  # RFC 9530
    }
    return Response(found.data, media_type="application/octet-stream", headers=headers)
