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


Action = Annotated[str | None, typer.Argument(metavar="ACTION", help=_HELP)]
Which = Annotated[
    str | None, typer.Argument(metavar="ID", help="Record, actor, or number of the decision to be undone.")
]
Value = Annotated[str | None, typer.Argument(metavar="VALUE", help="Second actor, FIELD=VALUE, or settlement.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept with the decision.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", envvar="MARSAD_USER", help="Who decides; the login name otherwise."),
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Of the queue only: actor, disagreement or event.")
]
_LATER = "Bring the records up to date at once; `marsad weave` does it later otherwise."
Weave = Annotated[bool, typer.Option("--weave/--no-weave", help=_LATER)]


@app.command(
    epilog="\b\nExamples:\nmarsad review --kind actor\nmarsad review merge found/خليفه-حفتر haftar-khalifa --because 'same man'\n"
    "marsad review correct 1052bc0d071c46ce.e1 status=planned\nmarsad review settle dispute-752f8541ad6f right\nmarsad review undo 3"
)
def review(
    action: Action = None,
    record: Which = None,
    value: Value = None,
    *,
    ledger: Folder = ".",
    because: Because = "",
    by: By = None,
    kind: Kind = None,
    weave: Weave = True,
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
            name = "Decision" if action == "log" else "Doubt"
            queue = (
                doubts.log(desk.ledger, limit=limit or None) if action else desk.doubts(kind=kind, limit=limit or None)
            )
            with destination(output) as out:
                lists.write(queue, as_, out, record=lists.RECORDS[name])
            return
        numbers = desk.review(_ACTIONS.get(action, action), record or "", value, because=because, by=by)
        typer.echo(f"decision {', '.join(map(str, numbers))}: {action} {record} {value or ''}".rstrip())
        if weave:
            done = desk.weave()
            typer.echo(f"{done.records if done else 0} records written")
