"""Marsad reads the news of a conflict, Arabic first, and keeps a ledger of its diplomacy, each line with its place in the text.

The folders are the flow:

    sources   where records come from          files, pages, feeds, WARC, JSON lines -> Record
    ingest    from record to article           decode, extract, lines, identify      -> Article
    lang      what is known of a language      folding, words, lexicons, models
    read      what one article says            names, statements, events, times      -> Reading
    resolve   who is meant                     the knowledge base, spellings         -> Judgement
    weave     what articles say together       copies, stories, events, positions    -> Story, WovenEvent, ...
    ledger    what is kept, and why            sealed batches, versions, search      -> SQLite, PostgreSQL
    views     ways to look                     command line, lists, briefing, exports

`marsad.flow` joins them. From Python: `desk = marsad.open("libya"); desk.add("pages/"); desk.events(actor="حفتر").to_pandas()`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import DataError, InputError, LedgerError, MarsadError, OutputError
from marsad.model import Article, Event, Mention, Reading, Record, Refusal, Span, Statement, Time

if TYPE_CHECKING:
    from marsad.views.desk import Desk

__all__ = [
    "Article",
    "DataError",
    "Event",
    "InputError",
    "LedgerError",
    "MarsadError",
    "Mention",
    "OutputError",
    "Reading",
    "Record",
    "Refusal",
    "Span",
    "Statement",
    "Time",
    "init",
    "open",
]


def init(folder: Path | str, *, dossier: str = "libya") -> Desk:
    """Makes a ledger in a folder, with a copy of a dossier, and opens its desk. Raises LedgerError, DataError."""
    from marsad import flow
    from marsad.views.desk import Desk

    return Desk(flow.init(folder, dossier=dossier))


def open(folder: Path | str) -> Desk:  # noqa: A001 - `marsad.open` reads as what it does
    """Opens the desk of the ledger in a folder. Raises LedgerError where there is none."""
    from marsad.views.desk import open_desk

    return open_desk(folder)
