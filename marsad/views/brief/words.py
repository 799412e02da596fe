"""What every format of a briefing prints alike: the lines of the header, notes, footnotes and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Briefing, Cited, Item, Missing
from marsad.views.shown import shown

_SAFE = "%/:=&?~#+!$,;'@()*[]"


def heading(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Name and value of each line of the header."""
    labels, head = Labels(briefing.language), briefing.header
    page = {
        "span": span(head.since, head.until, labels) if head.since else labels.of("page", "empty"),
        "actor": head.actor,
        "issue": head.issue,
        "articles": f"{head.articles:,}",
        "sources": f"{head.sources:,}",
        "origins": f"{head.origins:,}",
        "made": f"{labels.day(head.made[:10])} {head.made[11:16]} UTC",
        "ledger": f"{head.ledger} ({head.dossier})",
        "known_on": labels.day(head.known_on) if head.known_on else None,
        "reader": labels.words("and").join(head.reader),
    }
    yield from ((labels.of("page", name), value) for name, value in page.items() if value)


def span(since: str, until: str, labels: Labels) -> str:
    """Two days in words, or one."""
    return labels.day(since) if since == until else f"{labels.day(since)} – {labels.day(until)}"


def notes(item: Item, labels: Labels) -> str:
    """What the ledger says beside an item, on one line."""
    return " · ".join(f"{labels.of('note', note.key)}: {shown(note.value)}" for note in item.notes)


def lacks(missing: Missing, labels: Labels) -> str:
    """What is missing, on one line."""
    what = f": {shown(missing.what)}" if missing.what else ""
    days = f" ({span(missing.since, missing.until, labels)})" if missing.kind in ("days", "source_days") else ""
    return f"{labels.of('missing', missing.kind)}{what}{days}"


def footnote(cited: Cited, labels: Labels) -> str:
    """A footnote without the title: publisher, date, article, characters, and their words."""
    publisher = shown(cited.publisher) if cited.publisher else labels.of("page", "unknown_source")
    where = f"{cited.article}:{cited.start}-{cited.end}"
    parts = (publisher, labels.day(cited.published or cited.day), f"{labels.of('page', 'characters')} {where}")
    return f"{labels.words('and').join(parts)}: {labels.words('open')}{shown(cited.words)}{labels.words('close')}"


def link(url: str | None) -> str:
    """`url` where it leads to a web page, without what could end the link it stands in; anything else gives nothing."""
    return quote(url, safe=_SAFE) if url and url.lower().startswith(("http://", "https://")) else ""
