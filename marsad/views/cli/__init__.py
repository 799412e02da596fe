"""The command line: one module a group of commands, in the order that `marsad --help` shows them."""

from marsad.views.cli import account, asking, brief, export, ledger, looking, reading, review, serve
from marsad.views.cli.app import EXIT_CODES, app

__all__ = ["EXIT_CODES", "app", "main"]

_GROUPS = [module.__name__ for module in (reading, ledger, looking, asking, review, brief, export, serve, account)]
app.registered_commands.sort(key=lambda command: _GROUPS.index(getattr(command.callback, "__module__", "")))


def main() -> None:
    """The `marsad` command."""
    app()
