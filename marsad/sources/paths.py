"""The files that paths name: files and web addresses as they are, folders searched, patterns expanded; in one order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.model.record import Refusal

STANDARD_INPUT = "-"


def files(paths: Sequence[str]) -> Iterator[str | Refusal]:
    """Each file or web address that `paths` name, folder by folder in sorted order; a refusal for each that names none."""
    for path in paths:
        if path == STANDARD_INPUT or is_web(path):
            yield path
        elif not path:
            reason = "'': an empty path names no file; check what the command was given."
            yield Refusal(source="''", code="missing", reason=reason)
        elif any(c in path for c in "*?[") and not os.path.lexists(path):
            yield from _matching(path)
        else:
            yield from _under(path)


def is_web(path: str) -> bool:
    """Whether a name that was given is an address of the web."""
    return path[:8].lower().startswith(("http://", "https://"))


def _matching(pattern: str) -> Iterator[str | Refusal]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Refusal(source=pattern, code="missing", reason=f"{pattern}: no file has such a name; check the pattern.")
    for path in found:
        if "**" not in pattern or not Path(path).is_dir():
            yield from _under(path)


def _under(path: str) -> Iterator[str | Refusal]:
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield Refusal(source=path, code="missing", reason=f"{path}: there is no such file; check the path.")
    except (OSError, ValueError) as fault:
        yield unreadable(path, fault)
    else:
        if stat.S_ISDIR(mode):
            yield from _inside(path)
        elif stat.S_ISREG(mode):
            yield path
        else:
            reason = f"{path}: is no ordinary file (a device, pipe or socket); give a file, or - for standard input."
            yield Refusal(source=path, code="unreadable", reason=reason)


def _inside(folder: str) -> Iterator[str | Refusal]:
    """The files of a folder and those below it, names that begin with a dot left out; links to folders are not followed."""
    faults: list[OSError] = []
    empty = True
    for here, below, names in os.walk(folder, onerror=faults.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (unreadable(fault.filename or here, fault) for fault in faults)
        empty = empty and not faults
        faults.clear()
        for name in sorted(names):
            if not name.startswith("."):
                empty = False
                yield from _under(str(Path(here) / name))
    for fault in faults:
        empty = False
        yield unreadable(fault.filename or folder, fault)
    if empty:
        yield Refusal(source=folder, code="empty", reason=f"{folder}: the folder holds no file; give one that does.")


def unreadable(path: str, fault: OSError | ValueError) -> Refusal:
    """The refusal for a file that the system will not let be read."""
    why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return Refusal(
        source=path, code="unreadable", reason=f"{path}: cannot be read ({why}); check the path and its permissions."
    )
