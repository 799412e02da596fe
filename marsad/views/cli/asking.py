"""Commands that ask about one thing: search, actor, article, compare, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, BinaryIO, TypeVar

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import As, Cursor, Folder, Limit, Output, Shape, filtered

_T = TypeVar("_T")
KnownOn = Annotated[
    str | None, typer.Option("--as-known-on", metavar="DATE", help="What the ledger said at the end of that day.")
]


def _no_rows(as_: Shape, what: str) -> None:
    from marsad.errors import InputError

    if as_ is Shape.csv:
        raise InputError(f"--format csv: {what} no table of rows; give table, json or jsonl")


def _whole(found: _T, write: Callable[[_T, BinaryIO], None], as_: Shape, output: str) -> None:
    """Writes an answer that is one thing and no list: for a terminal by `write`, else as one line of JSON."""
    import msgspec

    from marsad.views.output import destination

    with destination(output) as out:
        if as_ is Shape.table:
            write(found, out)
        else:
            out.write(msgspec.json.encode(found) + b"\n")


@app.command(
    epilog="\b\nExamples:\nmarsad search قوات\nmarsad search '\"وقف إطلاق النار\" -سوريا' --from 2020-05-01\nmarsad search Haftar --issue ceasefire"
)
@filtered
def search(
    query: Annotated[
        str,
        typer.Argument(metavar="QUERY", help='Words that must all occur; "a phrase", -not, OR and prefix* as well.'),
    ],
    *,
    filters: dict[str, Any],
    ledger: Folder = ".",
    limit: Limit = 20,
    after: Cursor = None,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Find articles by their words, whatever is attached to these, and by the names of those they are about."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import finds
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        hits = open_desk(ledger).search(query, limit=limit or None, after=after, **filters)
        with destination(output) as out:
            finds.write(hits, as_, out)
        if hits.more and as_ is not Shape.table:
            typer.echo(
                f"marsad: {len(hits.hits)} of {hits.total} finds; the next ones with: --after {hits.more}", err=True
            )


@app.command(epilog="\b\nExamples:\nmarsad actor حفتر\nmarsad actor 'de Mistura' --format json")
def actor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id, or any spelling in Arabic or Latin.")],
    *,
    ledger: Folder = ".",
    known_on: KnownOn = None,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Show who an actor is: offices, spellings seen, counts, latest statements."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import cards
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        desk = open_desk(ledger)
        card = desk.actor(name, known_on=known_on)
        latest = desk.statements(actor=card.id, limit=cards.LATEST, known_on=known_on)
        with destination(output) as out:
            cards.write(card, latest, as_, out)


@app.command(epilog="\b\nExample:\nmarsad compare story-1052bc0d071c46ce")
def compare(
    story: Annotated[str, typer.Argument(metavar="STORY", help="Id of a story, as `marsad stories` lists it.")],
    *,
    ledger: Folder = ".",
    known_on: KnownOn = None,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Compare the articles of a story: what each says, leaves out and words differently."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import compare as comparing
        from marsad.views.desk import open_desk

        _no_rows(as_, "a comparison is")
        _whole(open_desk(ledger).compare(story, known_on=known_on), comparing.write, as_, output)


@app.command(epilog="\b\nExamples:\nmarsad why event-19fa72adce44\nmarsad why dispute-752f8541ad6f --format json")
def why(
    record: Annotated[
        str, typer.Argument(metavar="ID", help="Id of any record: event, report, statement, story, copy, actor, ...")
    ],
    *,
    ledger: Folder = ".",
    known_on: KnownOn = None,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Show why a record says what it says, down to rule, article, characters and archived bytes."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import reasons
        from marsad.views.desk import open_desk

        _no_rows(as_, "reasons are")
        _whole(open_desk(ledger).why(record, known_on=known_on), reasons.write, as_, output)


@app.command(epilog="\b\nExample:\nmarsad versions 1052bc0d071c46ce")
def versions(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id of an article, as `marsad articles` lists it.")],
    *,
    ledger: Folder = ".",
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Show the versions of an article's page, and what each cut, added or changed."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import versions as pages
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        found = open_desk(ledger).versions(article)
        with destination(output) as out:
            pages.write(found, as_, out)
