"""`marsad review`: what is unsure, and what people decide about it."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import As, Folder, Limit, Output, Shape

_ACTIONS = {"merge": "same", "split": "different"}
_HELP = (
    "merge A B (one actor), split NAMING ACTOR (two), correct ID FIELD=VALUE, reject ID, accept ID, settle ID left|right|both|neither|open, "
    "undo NUMBER, log; nothing lists what is unsure."
)


@app.command(
    epilog="\b\nExamples:\nmarsad review --kind actor\nmarsad review merge found/خليفه-حفتر haftar-khalifa --because 'same man'\n"
    "marsad review correct 1052bc0d071c46ce.e1 status=planned\nmarsad review settle dispute-752f8541ad6f right\nmarsad review undo 3"
)
def review(
    action: Annotated[str | None, typer.Argument(metavar="ACTION", help=_HELP)] = None,
    record: Annotated[str | None, typer.Argument(metavar="ID", help="Record, actor, or number of the decision to be undone.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="Second actor, FIELD=VALUE, or settlement.")] = None,
    *,
    ledger: Folder = ".",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept with the decision.")] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", envvar="MARSAD_USER", help="Who decides; the login name otherwise.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Of the queue only: actor, disagreement or event.")] = None,
    weave: Annotated[bool, typer.Option("--weave/--no-weave", help="Bring the records up to date at once; `marsad weave` does it later otherwise.")] = True,
    limit: Limit = 30,
    as_: As = Shape.table,
    output: Output = "-",
) -> None:
    """List what is unsure, or decide: merge, split, correct, reject, accept, settle. Each decision has a name and can be undone."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import doubts, lists
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        desk = open_desk(ledger)
        if action in (None, "log"):
            with destination(output) as out:
                if action == "log":
                    lists.write(doubts.log(desk.ledger, limit=limit or None), as_, out, record=lists.RECORDS["Decision"])
                else:
                    lists.write(doubts.doubts(desk.ledger, kind=kind, limit=limit or None), as_, out, record=lists.RECORDS["Doubt"])
            return
        numbers = desk.review(_ACTIONS.get(action, action), record or "", value, because=because, by=by)
        typer.echo(f"decision {', '.join(map(str, numbers))}: {action} {record} {value or ''}".rstrip())
        if weave:
            done = desk.weave()
            typer.echo(f"{done.records if done else 0} records written")
