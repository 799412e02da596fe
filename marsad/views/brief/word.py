"""A briefing as a Word document (python-docx, optional extra `docx`), from right to left where it is Arabic."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from marsad.errors import OutputError
from marsad.views.brief import words
from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Briefing, Item
from marsad.views.shown import ARABIC, shown

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FONT = "Noto Naskh Arabic"
_PARAGRAPH = 1  # docx.enum.style.WD_STYLE_TYPE.PARAGRAPH
_STRETCH = re.compile(r"[A-Za-z](?:[^\u0600-\u06ff]*[A-Za-z0-9])?|[^A-Za-z]+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AFTER_BIDI = tuple(f"w:{name}" for name in (
    "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"))  # fmt: skip
"""What the schema of WordprocessingML has after `w:bidi` in the properties of a paragraph (ECMA-376, 17.3.1)."""


def document(briefing: Briefing) -> bytes:
    """The bytes of the .docx, the same for the same briefing. Raises OutputError where python-docx is not installed."""
    try:
        import docx  # optional extra
    except ImportError as fault:
        raise OutputError("docx needs python-docx: pip install 'marsad[docx]'.") from fault
    made = docx.Document()
    _dress(made)
    writer = _Writer(made, Labels(briefing.language))
    writer.write(briefing)
    core = made.core_properties
    core.title, core.author, core.comments, core.language = (
        writer.labels.of("page", "title"),
        "Marsad",
        "",
        briefing.language,
    )
    core.created = core.modified = datetime.fromisoformat(briefing.header.made[:19])
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


class _Writer:
    """Fills a document, paragraph by paragraph; each run bears the direction of its script."""

    def __init__(self, made: Document, labels: Labels) -> None:
        self._made, self.labels = made, labels
        self._rtl = labels.lang == "ar"

    def write(self, briefing: Briefing) -> None:
        """Header, sections, references, and how much was withheld."""
        page = self.labels
        self._paragraph(page.of("page", "title"), style="Title")
        for name, value in words.heading(briefing):
            self._run(self._paragraph(f"{name}: ", bold=True), value)
        self._paragraph(page.of("page", "disclaimer"), style="Subtitle")
        for section in briefing.sections:
            self._paragraph(section.title, style="Heading 1")
            self._paragraph(page.of("section_note", section.id), style="Caption")
            for item in section.items:
                self._item(item)
            for lack in words.lacking(section.missing, page):
                self._paragraph(lack, style="List Bullet")
            if not section.items and not section.missing:
                self._paragraph(page.of("page", "none"))
            if section.more:
                self._paragraph(f"{page.of('page', 'more')}: {section.more}", style="Caption")
        self._paragraph(page.of("page", "references"), style="Heading 1")
        for cited in briefing.references:
            line = self._paragraph(f"[{cited.number}] ", bold=True)
            self._run(line, f"{shown(cited.title)}{page.words('and')}{words.footnote(cited, page)}")
            if address := words.link(cited.url):
                self._run(line, f" {address}")
        if briefing.withheld:
            self._paragraph(f"{page.of('page', 'withheld')}: {len(briefing.withheld)}", style="Caption")

    def _item(self, item: Item) -> None:
        for at, sentence in enumerate(item.sentences):
            line = self._paragraph(shown(sentence.text), style="List Continue" if at else "List Number")
            for marks in self._run(line, f" [{', '.join(map(str, sentence.cites))}]"):
                marks.font.superscript = True
        self._paragraph(f"{words.notes(item, self.labels)} · {item.record}", style="Caption")

    def _paragraph(self, text: str, *, style: str | None = None, bold: bool = False) -> Paragraph:
        line = self._made.add_paragraph(style=style)
        if self._rtl:
            _from_right(line)
        for run in self._run(line, text):
            run.bold = bold or None
            run.font.cs_bold = bold or None
        return line

    def _run(self, line: Paragraph, text: str) -> list[Run]:
        """Runs of one script each; those that hold Arabic are marked right to left, with the font for complex scripts."""
        runs = []
        for stretch in _STRETCH.findall(_NO_XML.sub("", text)):
            run = line.add_run(stretch)
            if ARABIC.search(stretch) or (self._rtl and not stretch[0].isascii()):
                run.font.rtl = True
            runs.append(run)
        return runs


def _from_right(line: Paragraph) -> None:
    """Marks a paragraph right to left; python-docx has no property for it."""
    from docx.oxml import OxmlElement  # optional extra

    line._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _dress(made: Document) -> None:
    """Gives every style a font that has Arabic letters."""
    from docx.oxml.ns import qn  # optional extra

    for style in made.styles:
        if style.type == _PARAGRAPH:
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:cs"), _FONT)


def _timeless(data: bytes) -> bytes:
    """The same archive without the moment it was packed at, so that equal briefings are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            again.writestr(zipfile.ZipInfo(name), packed.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
