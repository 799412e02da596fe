"""What a briefing rests on and what it lacks: its span, its counts, the days, sources, issues and parties without data."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select

from marsad import dossiers, flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter, article_conditions, own_conditions
from marsad.ledger.present import by_publisher, newest, number_of_articles, present, published
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import matching, touched
from marsad.ledger.woven import live, parts
from marsad.model import Office
from marsad.model.reading import Reader
from marsad.model.woven import Copy
from marsad.views import measures
from marsad.views.brief.labels import Labels, Lang
from marsad.views.brief.told import Header, Missing
from marsad.views.names import names_of

DAYS = 7
"""Days with articles that a briefing spans unless told otherwise."""
_SILENT = 3  # days without an article from which on a source that has others in the span is named
_RUNS = 40  # of days without any article are named at most, the longest
_TELLING = ("statement", "event")  # kinds of records that tell of an issue or a party
_SOURCES = 20  # of each kind are named at most, the largest first


def span(ledger: Ledger, since: str | None, until: str | None, known_on: str | None) -> tuple[str, str]:
    """First and last day: those asked for, else the last seven days that have articles. Raises InputError, LedgerError."""
    if since and until:
        first, last = codec.day(since), codec.day(until)
    else:
        day = tables.article.c.day
        wanted = select(day).where(*own_conditions(Filter(since=since, until=until, known_on=known_on)))
        with ledger.reading() as connection:
            found = list(connection.scalars(wanted.distinct().order_by(day.desc()).limit(1 if since else DAYS)))
        first = codec.day(since) if since else found[-1] if found else codec.day(until) if until else ""
        last = codec.day(until) if until else found[0] if found else first
    if first > last:
        raise InputError(f"the span ends on {last}, before it begins on {first}; give --from DATE not after --to DATE")
    return first, last


def check_issue(ledger: Ledger, issue: str | None) -> None:
    """Raises InputError where the dossier follows no issue of this id."""
    known = [i.id for i in dossiers.issues(ledger.dossier)]
    if issue and issue not in known:
        raise InputError(f"{issue!r} is no issue of this dossier; there are: {', '.join(known)}")


def parties(ledger: Ledger) -> tuple[str, ...]:
    """The main parties that the dossier names, by id."""
    own = Path(ledger.dossier)
    folder = own if (own / "dossier.toml").is_file() else files("marsad.dossiers") / ledger.dossier
    return _parties((folder / "dossier.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _parties(text: str) -> tuple[str, ...]:
    return tuple(str(actor) for actor in tomllib.loads(text).get("actors", ()))


def header(ledger: Ledger, wanted: Filter) -> Header:
    """The counts of the span: articles, their publishers, and articles that copy no other; which readers read them."""
    a, r = tables.article.c, tables.reading.c
    at = codec.known_by(wanted.known_on)
    with ledger.reading() as connection:
        sources = {publisher for publisher, _ in published(connection, wanted) if publisher}
        dates = Filter(since=wanted.since, until=wanted.until, known_on=wanted.known_on)
        copied = _copied(connection, dates)
        articles = number_of_articles(connection, wanted)
        copies = _number_among(connection, wanted, copied)
        used = select(r.seq).join(tables.article, a.id == r.article).where(*own_conditions(dates))
        used = used.where(r.recorded <= at) if at else used
        known = connection.execute(select(tables.reader.c.digest, tables.reader.c.data)).all()
        data = [d for digest, d in known if connection.scalar(used.where(r.reader == digest).limit(1)) is not None]
        readers = {f"{reader.name} {reader.version}" for reader in (codec.unpack(d, Reader) for d in data)}
        who = names_of(connection, [wanted.party])[wanted.party] if wanted.party else None
    return Header(
        since=wanted.since or "",
        until=wanted.until or "",
        articles=articles,
        sources=len(sources),
        origins=articles - copies,
        made=codec.moment(ledger.clock())[:19] + "Z",
        ledger=ledger.folder.resolve().name,
        dossier=ledger.meta["dossier"],
        reader=tuple(sorted(readers)),
        known_on=wanted.known_on,
        actor=who.ar if who else None,
        issue=wanted.issue,
    )


def _copied(connection: Connection, dates: Filter) -> set[str]:
    """The articles of some days that copy another."""
    w, at = tables.woven.c, as_of(connection, dates.known_on)

    def make() -> dict[int, str]:
        decoder = msgspec.json.Decoder(Copy)
        rows = connection.execute(select(w.seq, w.data).where(w.kind == "copy", live(tables.woven, at)))
        return {row.seq: decoder.decode(row.data).copy for row in rows}

    every = remembered(connection, "copied", at, make)
    return {every[number] for number in matching(connection, "copy", dates).numbers.tolist() if number in every}


def _number_among(connection: Connection, wanted: Filter, ids: Collection[str]) -> int:
    """How many of some articles are current and answer to a filter."""
    found = newest(connection, present(connection, wanted))
    if found is not None:
        return sum(id_ in ids for _, id_ in found)
    count = select(func.count()).select_from(tables.article).where(*article_conditions(wanted))
    return sum(connection.scalar(count.where(tables.article.c.id.in_(part))) or 0 for part in parts(sorted(ids)))


def office(actor: str | None, day: str, labels: Labels) -> str:
    """The offices that an actor held on a day, as the knowledge base has them; empty for none."""
    known = flow.knowledge().actors
    held = [o for o in known[actor].offices if _covers(o, day)] if actor in known else []
    return labels.words("and").join(dict.fromkeys(_title(o, labels) for o in held))


def _title(held: Office, labels: Labels) -> str:
    body = flow.knowledge().actors.get(held.of)
    if labels.lang == "ar":
        return held.title_ar or " - ".join(
            filter(None, (labels.of("office", held.office), body.name_ar if body else ""))
        )
    return f"{labels.of('office', held.office)}, {body.name if body else held.of}"


def _covers(held: Office, day: str) -> bool:
    since, until = held.since or "", held.until or "9999"
    return since <= day[: len(since)] and day[: len(until)] <= until


def missing(ledger: Ledger, wanted: Filter, main: Collection[str], lang: Lang) -> tuple[Missing, ...]:
    """What the span lacks: days, sources, and, as far as they were asked for, issues and main parties."""
    dates = Filter(since=wanted.since, until=wanted.until, known_on=wanted.known_on)
    return (*_days(ledger, dates), *_silent(ledger, dates), *_unheard(ledger, wanted, main, lang))


def _days(ledger: Ledger, dates: Filter) -> Iterator[Missing]:
    """Runs of days without any article, then the longest runs of single sources."""
    found = measures.gaps(ledger, dates, least=1).rows
    if not found:
        with ledger.reading() as connection:
            some = connection.scalar(select(func.count()).select_from(tables.article).where(*own_conditions(dates)))
        if not some and dates.since and dates.until:
            yield _missing("days", "", dates.since, dates.until)
    whole = [gap for gap in found if gap.source is None]
    own = sorted((g for g in found if g.source and g.days >= _SILENT), key=lambda g: (-g.days, g.source, g.since))
    longest = sorted(whole, key=lambda g: (-g.days, g.since))[:_RUNS]
    yield from (_missing("days", "", g.since, g.until) for g in sorted(longest, key=lambda g: g.since))
    yield from (_missing("source_days", g.source or "", g.since, g.until) for g in own[:_SOURCES])


def _silent(ledger: Ledger, dates: Filter) -> Iterator[Missing]:
    """Sources of the ledger with no article in the span, those with most articles first."""
    with ledger.reading() as connection:
        heard = {source for source, _ in published(connection, dates)}
        every = by_publisher(connection, dates.known_on)
        silent = [source for source in sorted(every, key=lambda s: (-every[s], s)) if source not in heard]
    yield from (_missing("source", source, dates.since or "", dates.until or "") for source in silent[:_SOURCES])


def _unheard(ledger: Ledger, wanted: Filter, main: Collection[str], lang: Lang) -> Iterator[Missing]:
    """Issues and main parties that no record of the span is linked to."""
    since, until = wanted.since or "", wanted.until or ""
    dates = Filter(since=since, until=until, known_on=wanted.known_on)
    followed = [i for i in dossiers.issues(ledger.dossier) if wanted.issue in (None, i.id)]
    asked = [wanted.party] if wanted.party else sorted(main)
    with ledger.reading() as connection:
        told = touched(connection, _TELLING, dates, "issue", [i.id for i in followed])
        heard = touched(connection, _TELLING, dates, "party", asked)
        silent, unheard = [i for i in followed if i.id not in told], [p for p in asked if p not in heard]
        names = names_of(connection, unheard)
    for issue in silent:
        yield _missing("issue", issue.name_ar if lang == "ar" else issue.name, since, until)
    for party in unheard:
        yield _missing("party", names[party].ar if lang == "ar" else names[party].en or names[party].ar, since, until)


def _missing(kind: str, what: str, since: str, until: str) -> Missing:
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days + 1 if since else 0
    return msgspec.convert({"kind": kind, "what": what, "since": since, "until": until, "days": days}, Missing)
