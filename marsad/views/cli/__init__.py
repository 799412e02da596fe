"""The command line: one module a group of commands."""

from marsad.views.cli import asking, brief, export, ledger, looking, reading, review  # noqa: F401 - its commands hang themselves on the app
from marsad.views.cli.app import EXIT_CODES, app

__all__ = ["EXIT_CODES", "app", "main"]


def main() -> None:
    """The `marsad` command."""
    app()
