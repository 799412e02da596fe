"""`marsad account`: who may log in to `marsad serve`, and what was changed in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import Folder, Limit

if TYPE_CHECKING:
    from marsad.views.access.access import Access
    from marsad.views.access.store import By

account = typer.Typer(
    help="Keep the accounts of `marsad serve`: add, list, password, role, disable, enable, token, tokens, revoke, log.",
    epilog="\b\nExamples:\nmarsad account add amina --role owner\nmarsad account list\nmarsad account log",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(account, name="account")

_ROLES = "reader sees, reviewer decides as well, owner keeps the accounts as well."
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account; capitals do not count.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help=_ROLES)]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Take the password from the first line of standard input; asked otherwise.")
]  # fmt: skip


@contextmanager
def _opened(folder: str) -> Iterator[tuple[Access, By]]:
    """The accounts of a ledger, and who changes them; a folder without a ledger has none."""
    from marsad.ledger import Ledger
    from marsad.ledger.store import whoami
    from marsad.views.access.access import Access
    from marsad.views.access.store import By
    from marsad.views.outcome import orderly

    with orderly():
        Ledger.open(folder).close()
        access = Access.open(folder)
        try:
            yield access, By(whoami())
        finally:
            access.close()


def _password(from_stdin: bool) -> str:
    """The password, asked twice or read; never an argument, which all programs of the machine could read."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt="The same again"))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table

    from marsad.views.output import destination
    from marsad.views.shown import shown
    from marsad.views.table import Ruled, console

    table = Table(*columns, box=box.MINIMAL, header_style="dim")
    for row in rows:
        table.add_row(*map(shown, row))
    with destination("-") as out:
        screen, text = console(out)
        screen.print(Ruled(table))
        text.detach()


@account.command(
    epilog="\b\nExamples:\nmarsad account add amina --role owner\npass show marsad | marsad account add amina --role owner --password-stdin"
)
def add(name: Name, *, role: Role, ledger: Folder = ".", password_stdin: FromStdin = False) -> None:
    """Add an account. The first must be an owner's; from then on everybody logs in."""
    with _opened(ledger) as (access, by):
        made = access.accounts.add(name, _password(password_stdin), role, by)
        typer.echo(f"added {made.name}, {made.role}")


@account.command("list", epilog="\b\nExample:\nmarsad account list --ledger libya")
def list_(*, ledger: Folder = ".") -> None:
    """List the accounts."""
    with _opened(ledger) as (access, _):
        found = access.accounts.all()
        if not found:
            typer.echo("no accounts: whoever works at this machine is the owner; add one with: marsad account add")
            return
        rows = [(a.name, a.role, "disabled" if a.disabled else "open", a.since[:10]) for a in found]
        _table(("name", "role", "state", "since"), rows)


@account.command(epilog="\b\nExample:\nmarsad account password amina")
def password(name: Name, *, ledger: Folder = ".", password_stdin: FromStdin = False) -> None:
    """Give an account a new password; its sessions end."""
    with _opened(ledger) as (access, by):
        known = access.accounts.get(name)
        access.accounts.set_password(known.name, _password(password_stdin), by)
        typer.echo(f"{known.name} has a new password")


@account.command(epilog="\b\nExample:\nmarsad account role amina reviewer")
def role(
    name: Name, role: Annotated[str, typer.Argument(metavar="ROLE", help=_ROLES)], *, ledger: Folder = "."
) -> None:
    """Give an account another role; its sessions end."""
    with _opened(ledger) as (access, by):
        access.accounts.set_role(name, role, by)
        typer.echo(f"{access.accounts.get(name).name} is {role}")


@account.command(epilog="\b\nExample:\nmarsad account disable amina")
def disable(name: Name, *, ledger: Folder = ".") -> None:
    """Shut an account out; its sessions end, its tokens are worthless."""
    with _opened(ledger) as (access, by):
        access.accounts.disable(name, by)
        typer.echo(f"{access.accounts.get(name).name} is disabled")


@account.command(epilog="\b\nExample:\nmarsad account enable amina")
def enable(name: Name, *, ledger: Folder = ".") -> None:
    """Let an account in again."""
    with _opened(ledger) as (access, by):
        access.accounts.enable(name, by)
        typer.echo(f"{access.accounts.get(name).name} is open")


@account.command(epilog="\b\nExample:\nmarsad account token amina --label 'nightly export' --days 30 --role reader")
def token(
    name: Name,
    *,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What the token is for.")],
    days: Annotated[int, typer.Option("--days", metavar="N", help="How long it holds, at most 366.")] = 90,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="At most the account's own, which it is otherwise.")
    ] = None,
    ledger: Folder = ".",
) -> None:
    """Make a token for the HTTP API, and show it this once."""
    with _opened(ledger) as (access, by):
        typer.echo(access.tokens.make(access.accounts.get(name), label, by, days=days, role=role))


@account.command(epilog="\b\nExample:\nmarsad account tokens amina")
def tokens(name: Name, *, ledger: Folder = ".") -> None:
    """List the tokens of an account."""
    with _opened(ledger) as (access, _):
        found = access.tokens.of(access.accounts.get(name).name)
        rows = [(t.id, t.label, t.role, t.expires, t.used or "never", "revoked" if t.revoked else "") for t in found]
        _table(("id", "what for", "role", "last day", "last used", "state"), rows)


@account.command(epilog="\b\nExample:\nmarsad account revoke amina 5c1f0a9be27d")
def revoke(
    name: Name,
    token: Annotated[str, typer.Argument(metavar="ID", help="Id of the token, as `marsad account tokens` lists it.")],
    *,
    ledger: Folder = ".",
) -> None:
    """Make a token worthless."""
    with _opened(ledger) as (access, by):
        access.tokens.revoke(access.accounts.get(name).name, token, by)
        typer.echo(f"{token} is revoked")


@account.command(epilog="\b\nExample:\nmarsad account log --limit 0")
def log(*, ledger: Folder = ".", limit: Limit = 50) -> None:
    """Show what was changed, latest first, and check the chain of it. Exit code 1 where something is wrong."""
    with _opened(ledger) as (access, _):
        rows = [
            (str(c.seq), c.at[:19], c.by, c.address, f"{c.what} {c.value}".strip(), c.account)
            for c in access.store.changes(limit=limit or None)
        ]
        _table(("number", "when", "by", "from", "what", "account"), rows)
        faults = access.store.verify()
        for fault in faults:
            typer.echo(f"{fault.record}: {fault.what}", err=True)
        if faults:
            raise typer.Exit(1)
