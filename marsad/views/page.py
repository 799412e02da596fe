"""x."""
from collections.abc import Iterable
from typing import BinaryIO
from marsad.model import Reading, Refusal
def write(results: Iterable[Reading | Refusal], out: BinaryIO) -> None:
    """x."""
