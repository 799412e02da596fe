"""What is kept, and why: an append-only ledger in SQLite or PostgreSQL. `Ledger` is the way in (`docs/ledger.md`)."""

from marsad.ledger.batch import Batch
from marsad.ledger.store import Ledger

__all__ = ["Batch", "Ledger"]
