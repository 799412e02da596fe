"""The command line: one module a group of commands, in the order that `marsad --help` shows them."""

import os
import sys

from marsad.views.cli import account, asking, brief, export, ledger, looking, reading, review, serve
from marsad.views.cli.app import EXIT_CODES, app

__all__ = ["EXIT_CODES", "app", "give_way", "main"]

_BULK = frozenset(("read", "add", "watch", "weave"))

_GROUPS = [module.__name__ for module in (reading, ledger, looking, asking, review, brief, export, serve, account)]
app.registered_commands.sort(key=lambda command: _GROUPS.index(getattr(command.callback, "__module__", "")))


def main() -> None:
    """The `marsad` command."""
    if sys.argv[1:2] and sys.argv[1] in _BULK:
        give_way()
    app()


def give_way() -> None:
    """Lets whoever waits for an answer on this machine go before this process, which has much to do."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)
