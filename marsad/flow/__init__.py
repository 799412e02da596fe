"""The flow, of one article and of a ledger: the only place that knows every stage.

records(paths) -> article(record) -> ArticleReader.read(article) -> Reading          read
Reading -> ledger -> who is meant -> what articles say together -> ledger            add, weave
"""

from __future__ import annotations

from pathlib import Path

from marsad import dossiers
from marsad.errors import LedgerError
from marsad.flow.adding import add, add_paths
from marsad.flow.article import STAGES, ArticleReader, Clock, read
from marsad.flow.checking import verify
from marsad.flow.corrections import forces
from marsad.flow.finding import find_actors
from marsad.flow.following import follow
from marsad.flow.opening import stored_readings
from marsad.flow.original import Original, original
from marsad.flow.reviewing import review
from marsad.flow.versions import difference, versions
from marsad.flow.weaving import Woven, weave
from marsad.ledger import Ledger
from marsad.ledger.codec import Clock as Moments
from marsad.ledger.codec import now
from marsad.resolve.knowledge import knowledge
from marsad.weave.numbers import find_numbers
from marsad.weave.periods import DAYS, Every, period_of, periods
from marsad.weave.positions import weigh
from marsad.weave.series import filled

__all__ = [
    "DAYS",
    "STAGES",
    "ArticleReader",
    "Clock",
    "Every",
    "Original",
    "Woven",
    "add",
    "add_paths",
    "difference",
    "filled",
    "find_actors",
    "find_numbers",
    "follow",
    "forces",
    "init",
    "knowledge",
    "original",
    "period_of",
    "periods",
    "read",
    "review",
    "stored_readings",
    "verify",
    "versions",
    "weave",
    "weigh",
]


def init(folder: Path | str, *, dossier: str, clock: Moments = now) -> Ledger:
    """Makes a ledger in a folder, with its own copy of a dossier. Raises LedgerError, DataError."""
    folder = Path(folder)
    dossiers.issues(dossier)  # an unknown dossier leaves nothing behind
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ledger = Ledger.create(folder, dossier=dossier, clock=clock)
        if not (folder / "dossier").exists():
            dossiers.copy(dossier, folder / "dossier")
    except OSError as fault:
        raise LedgerError(
            f"{folder}: cannot be written ({fault.strerror}); check the folder and its permissions."
        ) from fault
    return ledger
