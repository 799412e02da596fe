"""Feeds followed: polled in turn, and the page of each new or changed entry fetched, host by host, with pauses.

One agenda for all: whatever may be asked first is asked next, so that a slow host does not hold up the others. A feed's
validators are handed out only when every entry of it is settled; until then it is asked for whole, and nothing is lost
when the run is cut off, whenever that is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from marsad.errors import InputError
from marsad.model.capture import Visit
from marsad.model.record import Record, Refusal
from marsad.sources import feed as feeds_of
from marsad.sources import url as pages
from marsad.sources.exchange import Fault
from marsad.sources.robots import MOST_DELAY
from marsad.sources.web import FEEDS, Fetcher, host

LEAST_EVERY = 60.0
"""Seconds between two polls of a feed at least."""
MOST_BACKOFF = 6 * 3600.0
"""Seconds after which a feed or page that failed is tried again at most (`every`, where that is longer)."""
MOST_ENTRIES = 1000
"""New entries of one feed that are fetched between two polls; the rest comes with the next."""
TRIES = 5
"""Failures in a row after which the page of an entry is given up until its feed tells of a change."""
_GONE = 410


@dataclass(eq=False)
class _Feed:
    url: str
    due: float
    visit: Visit | None
    open: int = 0  # entries of the last poll that are still to be fetched
    whole: bool = True  # whether every one of them is settled
    told: Visit | None = None  # the visit to hand out once it is
    known: dict[str, Visit] = field(default_factory=dict)


@dataclass(frozen=True)
class _Lead:
    feed: _Feed
    entry: feeds_of.Entry
    visit: Visit | None


def watch(
    feeds: Sequence[str],
    *,
    every: float,
    fetcher: Fetcher,
    seen: Callable[[str], Visit | None],
    once: bool = False,
) -> Iterator[Record | Refusal | Visit]:
    """The records of new and changed entries of feeds, each followed by the `Visit` to keep of it, without end.

    Each feed is polled after `every` seconds; after failures later and later, up to `MOST_BACKOFF`. With `once` each
    is polled a single time. `seen` gives what was kept of an address (of feeds and entries) by an earlier run. Store a
    record before the visit behind it: then a run that is cut off anywhere loses nothing. Ctrl-C ends the iteration,
    and so does the last feed that says it is gone (410). Time is the fetcher's `clock`, `sleep` and `now`.

    Raises:
        InputError: `every` is shorter than `LEAST_EVERY`, or there is no feed.
    """
    if not every >= LEAST_EVERY:
        raise InputError(f"every {every:g} seconds is too often for a feed; give {LEAST_EVERY:g} or more")
    if not feeds:
        raise InputError("no feed to watch; give the address of one")
    return _Agenda(feeds, every, fetcher, seen, once=once).run()


class _Agenda:
    def __init__(
        self, feeds: Sequence[str], every: float, fetcher: Fetcher, seen: Callable[[str], Visit | None], *, once: bool
    ) -> None:
        now = fetcher.clock()
        self.feeds = [_Feed(url, now, seen(url)) for url in dict.fromkeys(feeds)]
        self.every = every
        self.fetcher = fetcher
        self.seen = seen
        self.once = once
        self.leads: dict[str, deque[_Lead]] = {}  # by host
        self.queued: set[str] = set()

    def run(self) -> Iterator[Record | Refusal | Visit]:
        try:
            while (step := self._next()) is not None:
                at, what = step
                left = at - self.fetcher.clock()
                if left > 0 and not (self.once and left > MOST_DELAY):  # a single round does not wait for tomorrow
                    self.fetcher.sleep(left)
                if isinstance(what, _Feed):
                    yield from self._poll(what)
                else:
                    yield from self._follow(what)
        except KeyboardInterrupt:
            return

    def _next(self) -> tuple[float, _Feed | _Lead] | None:
        """What may be asked first and when: feeds before entries, then as they were given."""
        steps: list[tuple[float, _Feed | _Lead]] = [
            (max(feed.due, self.fetcher.ready(feed.url)), feed) for feed in self.feeds if not feed.open
        ]
        for name, waiting in self.leads.items():
            lead = waiting[0]
            steps.append((self.fetcher.ready(lead.entry.url) if name else float("-inf"), lead))
        now = self.fetcher.clock()
        return min(steps, key=lambda step: max(step[0], now), default=None)

    def _poll(self, feed: _Feed) -> Iterator[Record | Refusal | Visit]:
        came = self.fetcher.get(feed.url, visit=feed.visit, accept=FEEDS)
        after = pages.visited(feed.url, came, feed.visit, self.fetcher.now())
        feed.whole, feed.told = True, after
        if isinstance(came, Fault) or came.last.status not in (200, 304):
            outcome = pages.refusal(feed.url, came)
            yield from self._failed(feed, outcome, gone=after.status == _GONE)
        elif came.last.status == 304 or (feed.visit and feed.visit.digest == after.digest):
            yield from self._settled(feed)
        else:
            found = feeds_of.entries(came.body, str(came.last.url), now=self.fetcher.now())
            if isinstance(found, Refusal):
                reason = found.reason.replace(found.source, feed.url, 1)
                yield from self._failed(feed, Refusal(source=feed.url, code=found.code, reason=reason), gone=False)
                return
            self._queue(feed, found)
            if not feed.open:
                yield from self._settled(feed)

    def _queue(self, feed: _Feed, entries: list[feeds_of.Entry]) -> None:
        now = self.fetcher.now()
        feed.known = {entry.url: feed.known[entry.url] for entry in entries if entry.url in feed.known}
        for entry in entries:
            visit = feed.known.get(entry.url) or self.seen(entry.url)
            if entry.url in self.queued or (visit and visit.mark == entry.mark and not visit.failures):
                continue
            if feed.open >= MOST_ENTRIES or (visit and visit.failures and not self._due_again(visit, now)):
                feed.whole = False
                continue
            feed.open += 1
            self.queued.add(entry.url)
            self.leads.setdefault(host(entry.url), deque()).append(_Lead(feed, entry, visit))

    def _follow(self, lead: _Lead) -> Iterator[Record | Refusal | Visit]:
        name, entry, feed = host(lead.entry.url), lead.entry, lead.feed
        self.leads[name].popleft()
        if not self.leads[name]:
            del self.leads[name]
        self.queued.discard(entry.url)
        outcome = pages.get(entry.url, self.fetcher, visit=lead.visit, published=entry.published, via=feed.url)
        visit = outcome.visit
        if visit.failures and visit.failures < TRIES:
            feed.whole = False
        else:
            visit = msgspec.structs.replace(visit, mark=entry.mark, failures=0)
        feed.open -= 1
        feed.known[entry.url] = visit
        if outcome.found is not None:
            yield outcome.found
        yield visit
        if not feed.open:
            yield from self._settled(feed)

    def _settled(self, feed: _Feed) -> Iterator[Visit]:
        """The feed's visit, with validators only if all its entries are settled: they would hide those that are not."""
        visit = feed.told or Visit(url=feed.url, checked="")
        if not feed.whole:
            visit = Visit(url=feed.url, checked=visit.checked, status=visit.status)
        feed.visit = visit
        self._again(feed, self.every)
        yield visit

    def _failed(self, feed: _Feed, refusal: Refusal, *, gone: bool) -> Iterator[Refusal | Visit]:
        visit = feed.told or Visit(url=feed.url, checked="")
        failures = (feed.visit.failures if feed.visit else 0) + 1
        visit = msgspec.structs.replace(visit, failures=failures, code=refusal.code)
        if refusal.code in ("feed", "too_long"):  # what is no feed today may be one tomorrow: not to be taken for known
            visit = Visit(
                url=feed.url, checked=visit.checked, status=visit.status, failures=failures, code=refusal.code
            )
        feed.visit = visit
        self._again(feed, self._backoff(failures))
        if gone and feed in self.feeds:
            self.feeds.remove(feed)
        yield refusal
        yield visit

    def _again(self, feed: _Feed, after: float) -> None:
        if self.once:
            self.feeds.remove(feed)
        else:
            feed.due = self.fetcher.clock() + after

    def _backoff(self, failures: int) -> float:
        """Twice as long after each failure in a row."""
        return min(max(MOST_BACKOFF, self.every), self.every * 2.0 ** min(failures, 30))

    def _due_again(self, visit: Visit, now: datetime) -> bool:
        try:
            since = (now - datetime.fromisoformat(visit.checked)).total_seconds()
        except ValueError:
            return True
        return since < 0 or since >= self._backoff(visit.failures - 1)
