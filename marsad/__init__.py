"""Marsad reads the news of a conflict, Arabic first, and says who said or did what, each with its place in the text.

The folders are the flow:

    sources   where records come from          files, pages, WARC, JSON lines   -> Record
    ingest    from record to article           decode, extract, lines, identify -> Article
    lang      what is known of a language      folding, words, lexicons, models
    read      what one article says            names, statements, events, times -> Reading
    resolve   who is meant                     the knowledge base
    views     ways to look                     command line, formats, page

`marsad.flow` joins them: `from marsad.flow import read; for reading in read(["pages/"]): ...`.
"""

from marsad.errors import DataError, InputError, MarsadError, OutputError
from marsad.model import Article, Event, Mention, Reading, Record, Refusal, Span, Statement, Time

__all__ = [
    "Article",
    "DataError",
    "Event",
    "InputError",
    "MarsadError",
    "Mention",
    "OutputError",
    "Reading",
    "Record",
    "Refusal",
    "Span",
    "Statement",
    "Time",
]
