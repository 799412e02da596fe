"""How values are kept: JSON packed with zlib, moments, and the digests that the audit chain is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from isal import isal_zlib

from marsad.errors import LedgerError

Clock = Callable[[], datetime]
_T = TypeVar("_T")
LEVEL = 1
"""Of ISA-L, which writes and reads zlib's format: a third of the time of zlib's level 1, 2 % fewer bytes."""
_DAMAGED = cast(type[Exception], isal_zlib.error)
END_OF_DAY = "T23:59:59.999999Z"


def pack(value: object) -> bytes:
    """The JSON of a value, packed."""
    return deflate(msgspec.json.encode(value))


def deflate(data: bytes) -> bytes:
    """Bytes, packed."""
    return isal_zlib.compress(data, LEVEL)


def inflate(data: bytes) -> bytes:
    """The bytes that were packed. Raises LedgerError where they are damaged."""
    try:
        return isal_zlib.decompress(data)
    except _DAMAGED as fault:
        raise LedgerError(f"stored bytes are damaged ({fault}); find which with: marsad verify") from fault


def unpack(data: bytes, kind: type[_T]) -> _T:
    """The value that was packed. Raises LedgerError where the bytes do not hold one."""
    try:
        return cast(_T, _decoder(cast(Hashable, kind)).decode(isal_zlib.decompress(data)))
    except (_DAMAGED, msgspec.DecodeError) as fault:
        raise LedgerError(f"a stored {kind.__name__} is damaged ({fault}); find which with: marsad verify") from fault


def storable(text: str) -> str:
    """Text as every database takes it: what it does not (NUL, halves of characters from broken file names) is marked."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast(type, kind))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def moment(at: datetime) -> str:
    """A moment as the ledger writes it: `YYYY-MM-DDTHH:MM:SS.ffffffZ`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def parsed_moment(text: str | None) -> str | None:
    """A moment as the ledger writes it, from an ISO date or time; None where `text` is neither."""
    try:
        at = datetime.fromisoformat(text.strip()) if text else None
        return moment(at if at.tzinfo else at.replace(tzinfo=UTC)) if at else None
    except (ValueError, OverflowError):
        return None


def day(text: str) -> str:
    """An ISO date, checked. Raises LedgerError where `text` is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise LedgerError(f"{text!r} is no date; write it as YYYY-MM-DD.") from fault


def known_by(on: str | None) -> str | None:
    """The last moment of a day, for `as known on`. Raises LedgerError where `on` is no ISO date."""
    return f"{day(on)}{END_OF_DAY}" if on else None


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def row_digest(table: str, row: Mapping[str, Any]) -> bytes:
    """What stands for a row in its batch's digest: every column in order of name, bytes by their SHA-256."""
    plain = {k: sha256(v) if isinstance(v, bytes) else v for k, v in sorted(row.items()) if v is not None}
    return hashlib.sha256(msgspec.json.encode([table, plain])).digest()


def chained(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of an audit row: of the hash before it and of everything that the row says."""
    said = [previous, row["seq"], row["recorded"], row["command"], row["by"], row["rows"], row["digest"]]
    return sha256(msgspec.json.encode(said))
