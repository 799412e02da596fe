"""A thread that keeps at hand what all pages rest on, so that nobody waits for it after the ledger was woven."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from marsad import flow
from marsad.errors import MarsadError
from marsad.ledger.present import by_publisher
from marsad.ledger.remembered import refresh
from marsad.model import Span
from marsad.views.brief.content import compose
from marsad.views.desk import Desk

_EVERY = 1.0  # seconds between two looks at the state of the ledger
_THRESHOLDS = (50_000, 20, 100)  # of the garbage collection: the knowledge base and what is remembered are no garbage
_LISTS = ("events", "reports", "statements", "quotations", "stories", "copies", "disagreements", "shifts")
_CARDS, _SOURCES = 50, 20  # actors named most, sources with most articles: each rests on thousands of rows
_LOG = logging.getLogger(__name__)


def ask(desk: Desk) -> None:
    """Asks what the questions of all pages rest on."""
    for name in _LISTS:
        getattr(desk, name)(limit=1)
    desk.positions()
    desk.series(limit=1)
    desk.places()
    for row in desk.actors(limit=_CARDS).rows:
        desk.actor(row.id)
    desk.network()
    with desk.ledger.reading() as connection:
        articles = Counter(by_publisher(connection, None))
    for source, _ in articles.most_common(_SOURCES):
        desk.events(source=source, limit=1)
    desk.doubts(limit=1)
    desk.today()
    desk.facets("محمد")
    compose(desk)
    flow.find_numbers("مئة", Span(0, 3))  # its tables are made at the first number
    for name in ("محمد", "Muhammad"):  # Latin letters are looked up in an index of their own
        flow.find_actors(desk.ledger, name)


@contextmanager
def keeping(desk: Desk) -> Iterator[None]:
    """Keeps it at hand from now on; a fault of the database is logged and tried again."""
    stop = Event()

    def keep() -> None:
        begun = False
        while not stop.is_set():
            try:
                with desk.ledger.reading() as connection:
                    refresh(connection, lambda: ask(desk))
                if not begun:
                    begun = True
                    gc.collect()
                    gc.freeze()
            except MarsadError as fault:
                _LOG.warning("what the pages rest on is not up to date: %s", fault)
            stop.wait(_EVERY)

    gc.set_threshold(*_THRESHOLDS)
    thread = Thread(target=keep, name="keeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
