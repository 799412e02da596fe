"""Commands that list what the ledger holds: events, statements, stories, positions and the rest."""

from __future__ import annotations

from typing import Annotated, Any, get_args

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import As, Cursor, Folder, Limit, Output, Shape, filtered, warn

_LISTS = (
    ("events", "WovenEvent", "List what happened: who did what to whom, each event once with all its reports.",
     ("marsad events --ledger libya --actor حفتر --from 2020-05-01", "marsad events --type ASSAULT --format csv --output assaults.csv")),
    ("reports", "Report", "List the reports of events: one article's telling each.", ("marsad reports --place tripoli-libya",)),
    ("statements", "Said", "List who said what: each statement as one article tells it.",
     ("marsad statements --actor 'Fayez al-Sarraj' --issue ceasefire",)),
    ("quotations", "Quotation", "List utterances: what several articles quote stands once.", ("marsad quotations --actor unsmil",)),
    ("stories", "Story", "List stories: the articles that report one happening, with their independent origins.",
     ("marsad stories --from 2020-06-01",)),
    ("copies", "Copy", "List articles that repeat others, and who was first.", ("marsad copies --type exact",)),
    ("disagreements", "Disagreement", "List where sources contradict each other.", ("marsad disagreements --type number",)),
    ("shifts", "Shift", "List changes of position, with the evidence before and after.", ("marsad shifts --issue ceasefire",)),
    ("articles", "ArticleRow", "List the articles of the ledger.", ("marsad articles --source 'مدار الساحل'",)),
)  # fmt: skip


def _add(name: str, record: str, help_: str, examples: tuple[str, ...]) -> None:
    """Hangs the command of one list on the app."""

    @app.command(name, help=help_, epilog="\b\nExamples:\n" + "\n".join(examples))
    @filtered
    def listing(
        *,
        filters: dict[str, Any],
        ledger: Folder = ".",
        limit: Limit = 50,
        after: Cursor = None,
        as_: As = Shape.table,
        output: Output = "-",
    ) -> None:
        from marsad.views.outcome import orderly

        with orderly():
            from marsad.views import lists
            from marsad.views.desk import open_desk
            from marsad.views.output import destination

            desk = open_desk(ledger)
            answer = getattr(desk, name)(limit=limit or None, after=after, **filters)
            with destination(output) as out:
                lists.write(answer, as_, out, record=lists.RECORDS[record])
            warn(answer, as_, name, filters)


for _row in _LISTS:
    _add(*_row)


@app.command(
    epilog="\b\nExamples:\nmarsad positions --issue ceasefire\nmarsad positions --actor حفتر --to 2020-06-30 --format csv"
)
@filtered
def positions(
    *,
    filters: dict[str, Any],
    ledger: Folder = ".",
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Day as of which evidence is weighed; that of the latest, where it is not given.",
        ),
    ] = None,
    rows: Annotated[bool, typer.Option("--rows", help="One row a position instead of the matrix.")] = False,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Show where each actor stands on each issue: a matrix, where a blank means no evidence."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.model.woven import Position
        from marsad.views import lists, matrix
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        answer = open_desk(ledger).positions(on=on, **filters)
        with destination(output) as out:
            if as_ is Shape.table and not rows:
                matrix.write(answer, out)
            else:
                lists.write(answer, as_, out, record=Position)


@app.command(epilog="\b\nExample:\nmarsad series --every week --format csv --output dyads.csv")
@filtered
def series(
    *,
    filters: dict[str, Any],
    ledger: Folder = ".",
    every: Annotated[
        str, typer.Option("--every", metavar="PERIOD", help="Period: day, week, month or year.")
    ] = "month",
    complete: Annotated[bool, typer.Option("--complete", help="Also the periods in which nothing happened.")] = False,
    limit: Limit = 50,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """Count events by dyad and period, with PLOVER scores by quad class: events, not reports."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad import flow
        from marsad.errors import InputError
        from marsad.model.woven import SeriesRow
        from marsad.views import lists
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        periods: dict[str, flow.Every] = {period: period for period in get_args(flow.Every)}
        if every not in periods:
            raise InputError(f"--every {every}: is no period; give one of: {', '.join(periods)}")
        answer = open_desk(ledger).series(every=periods[every], complete=complete, limit=limit or None, **filters)
        with destination(output) as out:
            lists.write(answer, as_, out, record=SeriesRow)
        warn(answer, as_)


@app.command(epilog="\b\nExample:\nmarsad actors --ledger libya --from 2020-06-01 --limit 20")
@filtered
def actors(
    *, filters: dict[str, Any], ledger: Folder = ".", limit: Limit = 50, as_: As = Shape.table, output: Output = "-"
) -> None:
    """List actors by the number of articles that name them."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import lists
        from marsad.views.answers import ActorRow
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        answer = open_desk(ledger).actors(limit=limit or None, **filters)
        with destination(output) as out:
            lists.write(answer, as_, out, record=ActorRow)
        warn(answer, as_)


@app.command(epilog="\b\nExamples:\nmarsad gaps --from 2020-01-01 --to 2020-06-30")
@filtered
def gaps(*, filters: dict[str, Any], ledger: Folder = ".", as_: As = Shape.table, output: Output = "-") -> None:
    """List days without any article, of the whole ledger and of each source."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import lists
        from marsad.views.answers import Gap
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        answer = open_desk(ledger).gaps(**filters)
        with destination(output) as out:
            lists.write(answer, as_, out, record=Gap)
