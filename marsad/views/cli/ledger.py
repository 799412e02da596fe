"""Commands that fill and check a ledger: init, add, watch, weave, refused, verify."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any

import typer

from marsad.views.cli.app import EXIT_CODES, app
from marsad.views.cli.filters import As, Folder, Limit, Output, Shape, warn

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        metavar="N",
        help="Processes that read at the same time; as many as there are processors.",
    ),
]
_PROCESSORS = os.cpu_count() or 1


@app.command(
    epilog="\b\nExamples:\nmarsad init libya --dossier libya\nMARSAD_DB=postgresql+psycopg://me@host/libya marsad init libya"
)
def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of the new ledger; made where there is none.")],
    *,
    dossier: Annotated[
        str,
        typer.Option(
            "--dossier", "-d", metavar="NAME", help="Dossier that comes with Marsad, or a folder of your own."
        ),
    ] = "libya",
) -> None:
    """Make a ledger: a folder with a database and a copy of the dossier, to be edited there."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad import flow

        made = flow.init(folder, dossier=dossier)
        typer.echo(
            f"made {made.folder} with the dossier {made.meta['dossier']}; edit {made.folder}/dossier to follow other issues"
        )
        typer.echo(f"next: marsad add --ledger {folder} PATH...")


@app.command(
    epilog="\b\nExamples:\nmarsad add --ledger libya pages/\nmarsad add --ledger libya https://example.org/article.html\n"
    "cat crawl.jsonl | marsad add --ledger libya -\n\n\b\n" + EXIT_CODES
)
def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders, globs or addresses: txt, html, jsonl, WARC, http(s)://; - is standard input.",
        ),
    ],
    *,
    ledger: Folder = ".",
    jobs: Jobs = _PROCESSORS,
    weave: Annotated[
        bool,
        typer.Option(
            "--weave/--no-weave", help="Compare what came with what is there; `marsad weave` does it later otherwise."
        ),
    ] = True,
) -> None:
    """Read articles into the ledger and compare them with those there. What is known already changes nothing."""
    from marsad.views.outcome import Tally, orderly

    with orderly():
        from marsad import flow
        from marsad.ledger import Ledger

        opened = Ledger.open(ledger)
        stdin = (sys.stdin.buffer if sys.stdin else io.BytesIO()) if "-" in paths else None
        with Tally(quiet=False) as tally:
            for _ in tally.count(flow.add_paths(opened, paths, jobs=jobs, stdin=stdin)):
                pass
        typer.echo(tally.kept)
        if weave:
            _weave(opened)
        raise typer.Exit(tally.exit_code)


@app.command(
    epilog="\b\nExamples:\nmarsad watch --ledger libya https://example.org/feed.xml --every 15m\n"
    "marsad watch --ledger libya https://example.org/feed.xml --once\n\n\b\n" + EXIT_CODES
)
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS, Atom or JSON feeds.")],
    *,
    ledger: Folder = ".",
    every: Annotated[
        str, typer.Option("--every", metavar="SPAN", help="How often each feed is asked: 90s, 15m, 2h, 1d.")
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once and leave.")] = False,
    contact: Annotated[
        str,
        typer.Option(
            "--contact",
            envvar="MARSAD_CONTACT",
            metavar="ADDRESS",
            help="Mail or page that sites find in the requests.",
        ),
    ] = "",
) -> None:
    """Follow feeds: fetch what is new, keep it as WARC and read it into the ledger, until stopped with Ctrl-C."""
    from marsad.views.outcome import Tally, orderly, seconds

    with orderly():
        from marsad import flow
        from marsad.ledger import Ledger

        opened = Ledger.open(ledger)
        with Tally(quiet=False) as tally:
            for _ in tally.count(flow.follow(opened, feeds, every=seconds(every), once=once, contact=contact)):
                pass
        typer.echo(tally.kept)


@app.command(epilog="\b\nExample:\nmarsad weave --ledger libya")
def weave(*, ledger: Folder = ".") -> None:
    """Compare what came since the last time with what is there: copies, stories, events, disagreements, positions."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.ledger import Ledger

        _weave(Ledger.open(ledger))


def _weave(opened: Any) -> None:
    from marsad import flow
    from marsad.views.outcome import steps

    with steps("comparing articles") as told:
        done = flow.weave(opened, told=told)
    if done is None:
        typer.echo("nothing new to compare")
    else:
        typer.echo(f"compared {done.articles} articles, from {done.from_day} on; {done.records} records written")


@app.command(epilog="\b\nExample:\nmarsad refused --ledger libya --format csv")
def refused(*, ledger: Folder = ".", limit: Limit = 50, as_: As = Shape.table, output: Output = "-") -> None:
    """List the records that were refused, each with its reason."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import lists
        from marsad.views.answers import Refused
        from marsad.views.desk import open_desk
        from marsad.views.output import destination

        answer = open_desk(ledger).refused(limit=limit or None)
        with destination(output) as out:
            lists.write(answer, as_, out, record=Refused)
        warn(answer, as_)


@app.command(epilog="\b\nExample:\nmarsad verify --ledger libya")
def verify(*, ledger: Folder = ".") -> None:
    """Check the ledger: the chain of hashes, the archived bytes, every span. Exit code 1 where something is wrong."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad import flow
        from marsad.ledger import Ledger

        faults = flow.verify(Ledger.open(ledger))
        for fault in faults:
            typer.echo(f"{fault.record}: {fault.what}", err=True)
        typer.echo(f"{len(faults)} faults" if faults else "chain, bytes and spans hold")
        raise typer.Exit(1 if faults else 0)
