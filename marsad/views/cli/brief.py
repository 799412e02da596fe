"""`marsad brief`: what a span of days holds, each sentence with its evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import Folder, Output


class Format(StrEnum):
    """The shapes that a briefing is written in."""

    md = "md"
    html = "html"
    docx = "docx"
    json = "json"


class Language(StrEnum):
    """The languages of its labels; evidence stays in the original."""

    ar = "ar"
    en = "en"


Since = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE", help="First day, as YYYY-MM-DD; by default the last seven that have articles."
    ),
]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, as YYYY-MM-DD.")]
Issue = Annotated[str | None, typer.Option("--issue", metavar="ID", help="Issue of the dossier, such as ceasefire.")]
Party = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Who takes part or speaks: an id, or any spelling.")
]
Known = Annotated[
    str | None, typer.Option("--as-known-on", metavar="DATE", help="What the ledger said at the end of that day.")
]
Lang = Annotated[Language, typer.Option("--lang", metavar="LANG", help="Language of the labels: ar or en.")]
Most = Annotated[int, typer.Option("--most", min=1, metavar="N", help="Items of a section at most.")]
As = Annotated[Format, typer.Option("--format", "-f", metavar="FORMAT", help="Shape: md, html, docx or json.")]


@app.command(
    epilog="\b\nExamples:\nmarsad brief --ledger libya\n"
    "marsad brief --from 2020-05-28 --to 2020-06-22 --lang en --format html --output week.html\n"
    "marsad brief --issue ceasefire --actor حفتر --format docx --output ceasefire.docx"
)
def brief(
    *,
    ledger: Folder = ".",
    since: Since = None,
    until: Until = None,
    issue: Issue = None,
    actor: Party = None,
    known_on: Known = None,
    lang: Lang = Language.ar,
    most: Most = 12,
    as_: As = Format.md,
    output: Output = "-",
) -> None:
    """Write a briefing of the last seven days that have articles, or of a span: what happened, who said what, what is disputed."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views.brief.content import compose
        from marsad.views.brief.formats import FORMATS
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        desk = open_desk(ledger)
        told = compose(
            desk, lang=lang.value, since=since, until=until, issue=issue, actor=actor, known_on=known_on, most=most
        )
        written = FORMATS[as_.value](told)
        with destination(output) as out:
            out.write(written)
