"""Where a result goes: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from marsad.errors import OutputError


@contextmanager
def destination(path: str) -> Iterator[BinaryIO]:
    """The stream to write to; `-` is standard output. Raises OutputError, and BrokenPipeError when nobody reads on."""
    if path == "-" and sys.stdout is None:
        raise OutputError("cannot write standard output: it is closed; name a file with --output.")
    try:
        if path == "-":
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif (target := Path(os.path.realpath(path))).exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as out:  # a pipe or device cannot be replaced
                yield out
        else:
            with _beside(target) as out:
                yield out
    except BrokenPipeError:
        raise
    except OSError as fault:
        where = "standard output" if path == "-" else path
        raise OutputError(f"cannot write {where}: {fault.strerror or fault}; name another with --output.") from fault


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    """Writes a hidden file in the folder of `target` and puts it in place at the end."""
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder; name a file in it.")
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {target}: there is no folder {target.parent}; make it first.")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _mode(target: Path) -> int:
    """The permissions of the file replaced, or those a new file would have."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
