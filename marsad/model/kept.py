"""What became of a record that was handed to the ledger."""

from __future__ import annotations

from typing import Literal

import msgspec

KeptAs = Literal["new", "version", "known"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A record in the ledger: `article` is its id; `known` changed nothing, `version` followed an older text of the page."""

    article: str
    as_: KeptAs = msgspec.field(name="as")
    source: str
    title: str = ""
