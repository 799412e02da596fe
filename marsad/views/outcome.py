"""How a run ends: what was read and refused, progress on the way, and the exit code."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TypeVar

import typer
from msgspec import structs
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from marsad.errors import InputError, MarsadError
from marsad.model import Reading, Refusal
from marsad.model.kept import Kept
from marsad.views.shown import shown, writable

FAILED, INTERRUPTED = 1, 130
_KEPT = {"new": "new", "version": "new versions of known pages", "known": "known already"}
_SPANS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
R = TypeVar("R", Reading, Kept)


@contextmanager
def orderly() -> Iterator[None]:
    """Ends the command as scripts expect: one line for an error, silence for a closed pipe, 130 for Ctrl-C.

    A polite kill (SIGTERM, a closed terminal's SIGHUP) ends it with 128 and the signal's number, like an untouched
    process, but lets it take its unfinished output away.
    """
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
            signal.signal(getattr(signal, name), _leave)
    try:
        yield
    except MarsadError as fault:
        typer.echo(f"marsad: {shown(str(fault))}", err=True)
        raise typer.Exit(FAILED) from fault
    except KeyboardInterrupt as stop:
        typer.echo("marsad: stopped", err=True)
        raise typer.Exit(INTERRUPTED) from stop
    except BrokenPipeError as closed:  # the reader has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from closed


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


class Tally:
    """Counts results as they pass, names the refused on standard error, and shows progress on a terminal.

    `quiet` leaves the progress out: where results themselves run over the terminal they are progress enough.
    """

    def __init__(self, *, quiet: bool) -> None:
        self.read = self.refused = 0
        self._as: Counter[str] = Counter()
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed} records, {task.fields[rate]:.1f}/s"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[source]}", markup=False),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._task = self._progress.add_task("", total=None, rate=0.0, source="loading")

    def __enter__(self) -> Tally:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.rest()
        if kind is None and self.refused:
            self._say(f"{self.refused} of {self.read + self.refused} records refused")
        elif kind is None and not self.read:
            self._say("no records found; name a file or a folder with txt, html, jsonl or WARC in it")

    def rest(self) -> None:
        """Takes the progress line away."""
        self._progress.stop()

    def count(self, results: Iterable[R | Refusal]) -> Iterator[R | Refusal]:
        """The same results, counted."""
        for found in results:
            result = structs.replace(found, source=writable(found.source))
            if isinstance(result, Refusal):
                self.refused += 1
                line = f":{result.line}" if result.line else ""
                where = f"{result.source.removesuffix(line)}{line}"
                self._say(f"refused {where}: {writable(result.reason).removeprefix(f'{result.source}: ')}")
            else:
                self.read += 1
                self._as[result.as_ if isinstance(result, Kept) else "read"] += 1
            rate = self._progress.tasks[0].speed or 0.0
            self._progress.update(self._task, advance=1, rate=rate, source=shown(result.source)[-60:])
            yield result

    @property
    def kept(self) -> str:
        """What became of the records that were handed to a ledger, in one line."""
        told = ", ".join(f"{self._as[as_]} {word}" for as_, word in _KEPT.items() if self._as[as_])
        return f"{told or 'no articles'}; {self.refused} refused"

    @property
    def exit_code(self) -> int:
        """0 where every record was read and there was one."""
        return FAILED if self.refused or not self.read else 0

    def _say(self, line: str) -> None:
        self._console.print(Text(f"marsad: {shown(line)}"), soft_wrap=True)


@contextmanager
def steps(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress line on a terminal for work of known length: the callable is told what is done, and of how much."""
    screen = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}/{task.total}"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def seconds(span: str) -> float:
    """The seconds of a span such as 90s, 15m, 2h or 1d. Raises InputError for anything else."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", span.strip())
    if found is None:
        raise InputError(f"{span!r} is no span of time; give a number and s, m, h or d, such as 15m")
    return float(found[1]) * _SPANS[found[2]]
