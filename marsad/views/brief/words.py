"""What every format of a briefing prints alike: the lines of the header, notes, footnotes and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Briefing, Cited, Item, Missing, Printed
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
    yield from ((labels.of("page", name), shown(value)) for name, value in page.items() if value)


def span(since: str, until: str, labels: Labels) -> str:
    """Two days in words, or one."""
    return labels.day(since) if since == until else f"{labels.day(since)} – {labels.day(until)}"


def notes(item: Item, labels: Labels) -> str:
    """What the ledger says beside an item, on one line."""
    return " · ".join(f"{labels.of('note', note.key)}: {shown(note.value)}" for note in item.notes)


def apart(sentence: Printed, labels: Labels) -> tuple[str, str]:
    """A sentence without the quotation that ends it, and that quotation; whole where it does not end so."""
    lead, mark, rest = sentence.text.rpartition(f"{labels.words('open')}{sentence.quote}{labels.words('close')}")
    return (lead.rstrip(" :"), sentence.quote) if mark and rest in ("", labels.words("stop")) else (sentence.text, "")


def lacking(missing: Iterable[Missing], labels: Labels) -> Iterator[str]:
    """What is missing, a line for each kind, and for each source that was silent on some days."""
    rows: dict[tuple[str, str], list[Missing]] = {}
    for lack in missing:
        rows.setdefault((lack.kind, lack.what if lack.kind == "source_days" else ""), []).append(lack)
    for (kind, source), lacks in rows.items():
        spans = labels.words("and").join(span(lack.since, lack.until, labels) for lack in lacks)
        whats = labels.words("and").join(shown(lack.what) for lack in lacks)
        told = f"{shown(source)} ({spans})" if source else spans if kind == "days" else whats
        yield f"{labels.of('missing', kind)}: {told}"


def footnote(cited: Cited, labels: Labels) -> str:
    """A footnote without the title: publisher, date, article, characters, and their words."""
    publisher = shown(cited.publisher) if cited.publisher else labels.of("page", "unknown_source")
    where = f"{cited.article}:{cited.start}-{cited.end}"
    parts = (publisher, labels.day(cited.published or cited.day), f"{labels.of('page', 'characters')} {where}")
    return f"{labels.words('and').join(parts)}: {labels.words('open')}{shown(cited.words)}{labels.words('close')}"


def link(url: str | None) -> str:
    """`url` where it leads to a web page, without what could end the link it stands in; anything else gives nothing."""
    return quote(url, safe=_SAFE) if url and url.lower().startswith(("http://", "https://")) else ""
