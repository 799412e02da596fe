"""The nouns that travel between stages, one short file each."""

from marsad.model.actor import Actor, KnownName, Office
from marsad.model.article import Article, Credit, Line, Published
from marsad.model.capture import Capture, Captured, Visit
from marsad.model.reading import Event, Mention, Place, ReadActor, Reader, Reading, Stance, Statement, Time
from marsad.model.record import Record, Refusal
from marsad.model.span import Span

__all__ = [
    "Actor",
    "Article",
    "Capture",
    "Captured",
    "Credit",
    "Event",
    "KnownName",
    "Line",
    "Mention",
    "Office",
    "Place",
    "Published",
    "ReadActor",
    "Reader",
    "Reading",
    "Record",
    "Refusal",
    "Span",
    "Stance",
    "Statement",
    "Time",
    "Visit",
]
