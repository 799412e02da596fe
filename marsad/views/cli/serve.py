"""`marsad serve`: the page and the HTTP API of a ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.views.cli.app import LEDGER, app

_BEHIND = "Name under which a proxy on this machine hands requests on (repeatable); a login is demanded then."


@app.command(
    epilog="\b\nExamples:\nmarsad serve libya\nmarsad serve libya --port 8080 --open\n"
    "marsad account add amal --role owner --ledger libya && marsad serve libya --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem"
)
def serve(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", envvar="MARSAD_LEDGER", help=LEDGER)] = ".",
    *,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Address to listen at; others than loopback demand a login."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")
    ] = 8100,
    behind: Annotated[list[str] | None, typer.Option("--behind", metavar="NAME", help=_BEHIND)] = None,
    login: Annotated[bool, typer.Option("--login", help="Demand a login at this machine too.")] = False,
    tls_cert: Annotated[str | None, typer.Option("--tls-cert", metavar="FILE", help="Certificate, for https.")] = None,
    tls_key: Annotated[str | None, typer.Option("--tls-key", metavar="FILE", help="Its key.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the page and the HTTP API of a ledger, to this machine alone unless told otherwise; Ctrl-C stops it."""
    from marsad.views.outcome import orderly

    with orderly():
        import webbrowser

        from marsad.views.web.running import Listener, running

        where = Listener(host=host, port=port, hosts=tuple(behind or ()), login=login, cert=tls_cert, key=tls_key)
        with running(folder, where) as server:
            typer.echo(f"{server.address}  (Ctrl-C stops it)")
            if server.plain:
                typer.echo("marsad: passwords cross the network unprotected; give --tls-cert and --tls-key", err=True)
            if show:
                webbrowser.open(server.address)
            server.run()
