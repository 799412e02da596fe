"""A desk on a ledger: everything that can be asked of it and done with it from Python. `marsad.open(folder)` opens one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from msgspec import structs

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec
from marsad.ledger.decisions import Action, Decision
from marsad.ledger.facets import Facets, facets
from marsad.ledger.filters import Filter
from marsad.ledger.search import MOST, Hits, search
from marsad.model import Refusal
from marsad.model.kept import Kept
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Position, Quotation, SeriesRow, Shift, Story, WovenEvent
from marsad.views import asked, measures, people, queries
from marsad.views.answers import ActorCard, ActorRow, Answer, ArticleRow, Doubt, Gap, Name, Refused
from marsad.views.article import ReadArticle, read_article
from marsad.views.compare import Comparison, compare
from marsad.views.disputes import Dispute, disputed, disputes
from marsad.views.doubts import doubts, log
from marsad.views.names import names_of
from marsad.views.network import MOST as MOST_EDGES
from marsad.views.network import Network, network
from marsad.views.pairs import Pair, pair
from marsad.views.pieces import Piece, pieces
from marsad.views.places import Mapped, mapped
from marsad.views.profile import Candidate, Profile, candidates, profile
from marsad.views.tally import Tally, tally
from marsad.views.today import MOST as MOST_TODAY
from marsad.views.today import Today, today
from marsad.views.versions import Version, versions
from marsad.views.waiting import Queue, queue
from marsad.views.why import Why, why

_ACTORS = ("actor", "recipient", "party", "place")
_SURE = 0.5
_NEEDED = {
    "same": "two actors",
    "different": "a naming and an actor",
    "correct": "an id and FIELD=VALUE",
    "settle": "an id and a settlement",
}


class Desk:
    """An open ledger. Filters are keywords, the fields of `marsad.ledger.filters.Filter`; actors may be given by any spelling.

    Lists also take `limit` (all rows without it) and `after` (the `more` of the answer before). Raises LedgerError where
    the database fails and InputError for a name that means nobody.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def add(self, *paths: str, jobs: int = 1, weave: bool = True) -> list[Kept | Refusal]:
        """Reads files, folders, globs and addresses into the ledger and says what became of each."""
        kept = list(flow.add_paths(self.ledger, paths, jobs=jobs))
        if weave:
            self.weave()
        return kept

    def weave(self) -> flow.Woven | None:
        """Compares what came with what is there; None where that is done."""
        return flow.weave(self.ledger)

    def events(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[WovenEvent]:
        """Events, each with all its reports, newest first."""
        return queries.events(self.ledger, self.filter("events", **filters), limit=limit, after=after)

    def reports(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Report]:
        """Reports: one article's telling of an event each."""
        return queries.reports(self.ledger, self.filter("reports", **filters), limit=limit, after=after)

    def statements(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Said]:
        """Statements, each as one article tells it."""
        return queries.statements(self.ledger, self.filter("statements", **filters), limit=limit, after=after)

    def quotations(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Quotation]:
        """Utterances, each with all statements that report it."""
        return queries.quotations(self.ledger, self.filter("quotations", **filters), limit=limit, after=after)

    def stories(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Story]:
        """Stories, by the day of their latest article."""
        return queries.stories(self.ledger, self.filter("stories", **filters), limit=limit, after=after)

    def copies(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Copy]:
        """Pairs of articles of which one repeats the other."""
        return queries.copies(self.ledger, self.filter("copies", **filters), limit=limit, after=after)

    def disagreements(
        self, *, limit: int | None = None, after: str | None = None, **filters: Any
    ) -> Answer[Disagreement]:
        """Disagreements between tellings, settled ones included."""
        return queries.disagreements(self.ledger, self.filter("disagreements", **filters), limit=limit, after=after)

    def shifts(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Shift]:
        """Changes of position."""
        return queries.shifts(self.ledger, self.filter("shifts", **filters), limit=limit, after=after)

    def articles(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[ArticleRow]:
        """Articles that are current, newest first."""
        return queries.articles(self.ledger, self.filter("articles", **filters), limit=limit, after=after)

    def positions(self, *, on: str | None = None, **filters: Any) -> Answer[Position]:
        """Where actors stand on issues, from the evidence of `since` to `until`, weighed as of the day `on`."""
        return measures.positions(self.ledger, self.filter("positions", **filters), on=on)

    def series(
        self,
        *,
        every: flow.Every = "month",
        complete: bool = False,
        limit: int | None = None,
        **filters: Any,
    ) -> Answer[SeriesRow]:
        """Events by dyad and period; `complete` adds the periods in which nothing happened."""
        return measures.series(
            self.ledger, self.filter("series", **filters), every=every, complete=complete, limit=limit
        )

    def tally(self, *, every: flow.Every | None = None, **filters: Any) -> Tally | None:
        """Events and articles by period, for a timeline; None for a ledger without articles."""
        return tally(self.ledger, self.filter("events", **filters), every=every)

    def today(self, *, limit: int = MOST_TODAY, **filters: Any) -> Today:
        """Stories, changes of position, open disagreements and gaps of the days asked for, else of the last seven with articles."""
        return today(self.ledger, self.filter("today", **filters), limit=limit)

    def network(self, *, limit: int | None = MOST_EDGES, **filters: Any) -> Network:
        """Who acts on whom: the actors with most events and statements between them."""
        return network(self.ledger, self.filter("network", **filters), limit=limit)

    def places(self, **filters: Any) -> Mapped:
        """Where events happened: places with coordinates and their events by type."""
        return mapped(self.ledger, self.filter("events", **filters))

    def gaps(self, **filters: Any) -> Answer[Gap]:
        """Days without articles, of the whole ledger and of each source."""
        return measures.gaps(self.ledger, self.filter("gaps", **filters))

    def actors(self, *, limit: int | None = None, **filters: Any) -> Answer[ActorRow]:
        """Actors by the number of articles that name them."""
        return people.actors(self.ledger, self.filter("actors", **filters), limit=limit)

    def actor(self, name: str, *, known_on: str | None = None) -> ActorCard:
        """Who an actor is and how the ledger knows him, by id or any spelling."""
        return people.actor(self.ledger, self.find(name, known_on=known_on), known_on=known_on)

    def profile(self, name: str, *, known_on: str | None = None) -> Profile:
        """All that the ledger has of an actor, by id or any spelling. Raises InputError where it means nobody or several alike."""
        return profile(self.ledger, self.find(name, known_on=known_on), known_on=known_on)

    def candidates(self, name: str, *, known_on: str | None = None) -> Answer[Candidate]:
        """Whom a name may mean, best first; none where nobody is near it."""
        return candidates(self.ledger, name, known_on=known_on)

    def search(self, query: str, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Hits:
        """Articles by their words, best first. Raises InputError for a query that means nothing."""
        with self.ledger.reading() as connection:
            return search(connection, query, filters=self.filter("search", **filters), limit=limit or MOST, after=after)

    def facets(self, query: str, **filters: Any) -> Facets:
        """By what the finds of a query can be narrowed. Raises InputError for a query that means nothing."""
        with self.ledger.reading() as connection:
            return facets(connection, query, self.filter("search", **filters))

    def named(self, ids: Iterable[str]) -> Mapping[str, Name]:
        """The names of actors and places by id."""
        with self.ledger.reading() as connection:
            return names_of(connection, ids)

    def compare(self, story: str, *, known_on: str | None = None) -> Comparison:
        """A story source by source: what each article says, leaves out and words differently."""
        return compare(self.ledger, story, known_on=known_on)

    def pair(self, left: str, right: str, *, known_on: str | None = None) -> Pair:
        """Two articles side by side, with the words marked in which they differ. Raises InputError for an unknown one."""
        return pair(self.ledger, left, right, known_on=known_on)

    def disputes(self, *, limit: int | None = None, after: str | None = None, **filters: Any) -> Answer[Dispute]:
        """Disagreements with both tellings in their words and the cards of their sources."""
        return disputes(self.ledger, self.filter("disagreements", **filters), limit=limit, after=after)

    def disputed(self, stories: Iterable[str], *, known_on: str | None = None) -> Mapping[str, int]:
        """How many disagreements each of some stories holds; those without any are left out."""
        return disputed(self.ledger, stories, known_on=known_on)

    def article(self, id_: str, *, known_on: str | None = None) -> ReadArticle:
        """An article with all that was found in it. Raises InputError for an unknown one."""
        return read_article(self.ledger, id_, known_on=known_on)

    def original(self, id_: str) -> flow.Original:
        """The archived bytes that an article was read from. Raises InputError for an unknown one."""
        return flow.original(self.ledger, id_)

    def versions(self, article: str) -> Answer[Version]:
        """The versions of an article's page, oldest first, and what each changed. Raises InputError for an unknown one."""
        return versions(self.ledger, article)

    def why(self, record: str, *, known_on: str | None = None) -> Why:
        """Why a record says what it says, down to rule, article, characters and archived bytes."""
        return why(self.ledger, record, known_on=known_on)

    def pieces(self, ids: Iterable[str], *, known_on: str | None = None) -> list[Piece]:
        """The words of pieces of evidence, as positions list them; what no longer holds is left out."""
        return pieces(self.ledger, ids, known_on=known_on)

    def doubts(self, *, kind: str | None = None, limit: int | None = None) -> Answer[Doubt]:
        """What waits for review: unsure actors, open disagreements, events of several origins that are little sure."""
        return doubts(self.ledger, kind=kind, limit=limit)

    def queue(self, *, kind: str | None = None, limit: int | None = None) -> Queue:
        """What waits for review, with the words and records to decide by."""
        return queue(self.ledger, kind=kind, limit=limit)

    def decisions(self, *, limit: int | None = None, known_on: str | None = None) -> Answer[Decision]:
        """Every decision, newest first."""
        return log(self.ledger, limit=limit, known_on=codec.known_by(known_on))

    def review(
        self, action: str, record: str, value: str | None = None, *, because: str = "", by: str | None = None
    ) -> list[int]:
        """Adds a decision: `same`, `different`, `correct`, `reject`, `accept`, `settle`, `undo`. See `marsad.flow.review`."""
        if action not in get_args(Action):
            raise InputError(f"{action!r} is no decision; there are: {', '.join(get_args(Action))}")
        needed = "" if record and value else _NEEDED.get(action, "" if record else "an id")
        if needed:
            raise InputError(f"{action} {record}: needs {needed}; see: marsad review --help")
        return flow.review(self.ledger, cast(Action, action), record, value, because=because, by=by)

    def refused(self, *, limit: int | None = None) -> Answer[Refused]:
        """Records that were refused, newest first."""
        return queries.refused(self.ledger, limit=limit)

    def find(self, name: str, *, known_on: str | None = None) -> str:
        """The id of the actor that a name means, now or as known on a day. Raises InputError where it means nobody or several alike."""
        found = flow.find_actors(self.ledger, name, known_on=codec.known_by(known_on))
        if not found or found[0][1] < _SURE:
            with self.ledger.reading() as connection:
                named = names_of(connection, [actor for actor, _ in found[:3]])
            near = ", ".join(f"{name.ar} ({actor})" for actor, name in named.items())
            raise InputError(
                f"{name!r} names nobody in this ledger{f'; near it: {near}' if near else ''}; see: marsad actors"
            )
        if len(found) > 1 and found[0][1] == found[1][1] and found[0][0] != name:
            alike = ", ".join(actor for actor, score in found if score == found[0][1])
            raise InputError(f"{name!r} may mean several: {alike}; give one of these ids")
        return found[0][0]

    def filter(self, of: str = "", /, **filters: Any) -> Filter:
        """A filter with names of actors and places turned into ids; `of` is the list that is asked for.

        Raises InputError for an unknown name, word or keyword, LedgerError for a day that is none.
        """
        unknown = sorted(set(filters) - set(Filter.__struct_fields__))
        if unknown:
            raise InputError(f"{unknown[0]!r} is no filter; there are: {', '.join(Filter.__struct_fields__)}")
        days = asked.check(self.ledger, of, filters)
        return structs.replace(
            Filter(**filters),
            **days,
            **{k: self.find(filters[k], known_on=filters.get("known_on")) for k in _ACTORS if filters.get(k)},
        )

    def __iter__(self) -> Iterator[ArticleRow]:
        return iter(self.articles().rows)


def open_desk(folder: Path | str) -> Desk:
    """The desk of the ledger in a folder. Raises LedgerError where there is none."""
    return Desk(Ledger.open(folder))
