"""One HTML page that holds everything it needs: articles with their findings marked, and lists that lead to the marks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad.model import Mention, ReadActor, Reading, Refusal
from marsad.views import labels
from marsad.views.marks import marked, plain
from marsad.views.shown import cut

_FOLDER = files("marsad.views") / "page"


def write(results: Iterable[Reading | Refusal], out: BinaryIO) -> None:
    """Writes the page to `out`. All readings are held in memory until the last is there."""
    readings: list[Reading] = []
    refused: list[Refusal] = []
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            readings.append(result)
    style, script = _part("page.css"), _part("page.js")
    stream = (
        _environment()
        .get_template("page.html.j2")
        .stream(
            readings=readings,
            refused=refused,
            labels=labels,
            style=style,
            script=script,
            policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'",
        )
    )
    stream.enable_buffering(64)
    for part in stream:
        out.write(part.encode("utf-8", "xmlcharrefreplace"))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("marsad.views", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(marked=marked, named=named, title=title, actor=actor, latin=latin, link=link)
    environment.filters.update(short=lambda text: plain(cut(text, 220)), plain=plain)
    return environment


def _part(name: str) -> Markup:
    return Markup((_FOLDER / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def title(reading: Reading) -> str:
    """The headline, or where the article came from."""
    return reading.title.of(reading.text) if reading.title else reading.source


def actor(reading: Reading, id_: str) -> str:
    """An actor's name in Arabic, or the best there is."""
    known = reading.actors.get(id_)
    return (known.name_ar or known.name) if known else id_


def latin(reading: Reading, id_: str) -> str:
    """An actor's name in Latin letters where it is another than in Arabic, else nothing."""
    known = reading.actors.get(id_)
    return known.name if known and known.name != known.name_ar else ""


def link(url: str | None) -> str:
    """`url` where it leads to a web page; anything else (a script, a file) gives nothing."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def named(reading: Reading) -> list[tuple[str, ReadActor | None, list[tuple[int, Mention]]]]:
    """Who is named: id, actor and mentions with their numbers, the most named first; descriptions are left out."""
    numbered = sorted((m.actor or "", i) for i, m in enumerate(reading.mentions, 1) if not m.nominal)
    groups = [
        (who, reading.actors.get(who), [(i, reading.mentions[i - 1]) for _, i in rows])
        for who, rows in groupby(numbered, key=lambda row: row[0])
        if who
    ]
    return sorted(groups, key=lambda group: -len(group[2]))
