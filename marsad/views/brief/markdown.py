"""A briefing in Markdown: text that reads as it stands, and renders with footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Briefing, Cited, Item, Section
from marsad.views.brief.words import footnote, heading, lacking, link, notes
from marsad.views.shown import shown

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&]|^[-+](?=\s)|(?<=\d)[.)](?=\s))")


def markdown(briefing: Briefing) -> str:
    """The whole briefing; words of articles are escaped, so that they can neither format nor link."""
    return "\n".join(_lines(briefing)) + "\n"


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", shown(text))


def _lines(briefing: Briefing) -> Iterator[str]:
    labels = Labels(briefing.language)
    yield f"# {labels.of('page', 'title')}"
    yield ""
    for name, value in heading(briefing):
        yield f"- {name}: {escaped(value)}"
    yield ""
    yield f"*{labels.of('page', 'disclaimer')}*"
    for section in briefing.sections:
        yield from ("", f"## {section.title}", "", labels.of("section_note", section.id), "")
        yield from _section(section, labels)
    yield from ("", f"## {labels.of('page', 'references')}", "")
    for cited in briefing.references:
        yield f"[^{cited.number}]: {_reference(cited, labels)}"
    if briefing.withheld:
        yield from ("", f"{labels.of('page', 'withheld')}: {len(briefing.withheld)}")


def _section(section: Section, labels: Labels) -> Iterator[str]:
    for item in section.items:
        yield from _item(item, labels)
    for line in lacking(section.missing, labels):
        yield f"- {escaped(line)}"
    if not section.items and not section.missing:
        yield labels.of("page", "none")
    if section.more:
        yield from ("", f"{labels.of('page', 'more')}: {section.more}")


def _item(item: Item, labels: Labels) -> Iterator[str]:
    for at, sentence in enumerate(item.sentences):
        marks = "".join(f"[^{number}]" for number in sentence.cites)
        yield f"{'  ' if at else '- '}{escaped(sentence.text)} {marks}\\"
    yield f"  *{escaped(notes(item, labels))}* · `{item.record}`"


def _reference(cited: Cited, labels: Labels) -> str:
    address = link(cited.url)
    title = escaped(cited.title)
    shown_title = f"[{title}](<{address}>)" if address else title
    return f"{shown_title}{labels.words('and')}{escaped(footnote(cited, labels))}"
