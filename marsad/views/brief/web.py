"""A briefing as one HTML page that needs nothing else: no script, no other host, a policy that forbids both."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from marsad.views.brief import words
from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Briefing
from marsad.views.shown import ARABIC, shown

_FOLDER = "page"


def page(briefing: Briefing) -> str:
    """The page; its direction is that of the language, and each stretch of the other script keeps its own."""
    style = Markup((files("marsad.views.brief") / _FOLDER / "brief.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    digest = b64encode(sha256(style.encode()).digest()).decode()
    labels = Labels(briefing.language)
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            briefing=briefing,
            labels=labels,
            heading=list(words.heading(briefing)),
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("marsad.views.brief", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(notes=words.notes, lacking=words.lacking, apart=words.apart, link=words.link)
    environment.filters.update(plain=shown, written=written)
    return environment


def written(text: str) -> str:
    """The language that text is in, by its script: `ar` where it has an Arabic letter, else `en`."""
    return "ar" if ARABIC.search(text) else "en"
