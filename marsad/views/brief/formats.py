"""How a briefing is written: Markdown, HTML, Word or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from marsad.views.brief.markdown import markdown
from marsad.views.brief.told import Briefing
from marsad.views.brief.web import page
from marsad.views.brief.word import document


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


FORMATS: Mapping[str, Callable[[Briefing], bytes]] = {
    "md": lambda briefing: _encoded(markdown(briefing)),
    "html": lambda briefing: _encoded(page(briefing)),
    "docx": document,
    "json": lambda briefing: msgspec.json.format(msgspec.json.encode(briefing), indent=2) + b"\n",
}
"""How a briefing is written, by the name of the format."""
