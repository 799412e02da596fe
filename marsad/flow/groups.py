"""What was touched, put together anew: stories of articles, events of reports, quotations of statements, and their disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from msgspec import structs
from sqlalchemy import Connection

from marsad.flow.shelf import Shelf
from marsad.ledger import docs
from marsad.ledger.articles import stored
from marsad.ledger.decisions import Decisions
from marsad.ledger.woven import Doc, by_id, decoded, linked
from marsad.model.telling import Report, Said, Telling
from marsad.model.woven import Copy, Disagreement, Quotation, Story, WovenEvent
from marsad.resolve.knowledge import knowledge
from marsad.weave.copies import origins
from marsad.weave.disagreements import disagreements, of_story, wording
from marsad.weave.events import merged
from marsad.weave.quotations import quotation
from marsad.weave.stories import describe
from marsad.weave.traces import Sides

_FIELDS = (("story", Story, "articles"), ("event", WovenEvent, "reports"), ("quotation", Quotation, "statements"))


@cache
def sides() -> Sides:
    """For whom each actor of the knowledge base acts: the bodies and states of his offices and of those above them."""
    return {
        actor.id: frozenset((*actor.acts_for, *(office.of for office in actor.offices)))
        for actor in knowledge().actors.values()
        if actor.acts_for or actor.offices
    }


def article_of(record: str) -> str:
    """The article that a report or statement stands in; an article itself."""
    return record.partition(".")[0]


class Groups:
    """Which records belong together. `again` are the articles whose older records no longer count, for they are woven again."""

    def __init__(self, connection: Connection, shelf: Shelf, decisions: Decisions, again: Collection[str]) -> None:
        self._connection, self._shelf, self._decisions, self._again = connection, shelf, decisions, again
        self._sides = sides()
        self._members: dict[str, defaultdict[str, list[str]]] = {kind: defaultdict(list) for kind, *_ in _FIELDS}
        self._story_of: dict[str, str] = {}
        self._event_of: dict[str, str] = {}
        self._groups_of: defaultdict[str, set[str]] = defaultdict(set)  # of articles woven now
        self._originals: defaultdict[str, dict[str, Copy]] = defaultdict(dict)  # of each copy, by article
        self._copied_by: defaultdict[str, set[str]] = defaultdict(set)
        self._turned: set[str] = set()
        self._disputes_of: dict[str, list[Disagreement]] = {}  # of events
        self._recalled: set[str] = set()
        self.touched: set[str] = set()

    def begin(self, articles: Sequence[str]) -> None:
        """Begins a slice: the groups that these articles were in before are touched, for they may lose them."""
        self._turned = set()
        self.touched = self._held_groups(articles)

    def join(self, kind: str, member: str, group: str) -> None:
        """Puts a member into a group (`story`, `event` or `quotation`)."""
        self._members[kind][group].append(member)
        self._groups_of[article_of(member)].add(group)
        self.touched.add(group)
        if kind == "story":
            self._story_of[member] = group
        elif kind == "event":
            self._event_of[member] = group

    def pair(self, found: Copy, newest: str) -> None:
        """Takes note of a copy that the article `newest` makes or shows: where the older one is the copy, its words have another origin now."""
        self._known(found)
        if found.copy != newest:
            self._turned.add(found.copy)

    def together(self) -> Iterator[Doc]:
        """The records of all groups touched, and of the stories that events touched are told in."""
        self._touch_copies()
        self._recall()
        self._recall_articles(article_of(m) for m in self._touched_members("event", "quotation"))
        self.touched |= {story for m in self._touched_members("event") if (story := self._story_of.get(article_of(m)))}
        self._recall()
        self._recall_articles(article_of(m) for m in self._touched_members("story"))
        kinds = {
            kind: {g: ids for g in sorted(self.touched) if (ids := self._members[kind].get(g))} for kind, *_ in _FIELDS
        }
        roots = self._roots({article_of(m) for groups in kinds.values() for ids in groups.values() for m in ids})
        for id_, members in kinds["event"].items():
            yield from self._event(id_, members, roots)
        for id_, members in kinds["quotation"].items():
            yield from self._quotation(id_, members, roots)
        for id_, members in kinds["story"].items():
            yield from self._story(id_, members)

    def _touched_members(self, *kinds: str) -> list[str]:
        return [m for kind in kinds for g in self.touched for m in self._members[kind].get(g, ())]

    def _known(self, found: Copy) -> None:
        self._originals[found.copy][found.original] = found
        self._copied_by[found.original].add(found.copy)

    def _held_groups(self, articles: Sequence[str]) -> set[str]:
        """The groups that articles were in when this weaving began."""
        return {id_ for _, id_ in linked(self._connection, "article", articles, [kind for kind, *_ in _FIELDS])}

    def _touch_copies(self) -> None:
        """Touches the groups of older articles that turned out to be copies, and of what copies those: they have other origins."""
        turned, next_ = set(self._turned), set(self._turned)
        while next_:
            self._recall_articles(next_)
            next_ = {copy for a in next_ for copy in self._copied_by[a]} - turned
            turned |= next_
        if turned:
            self.touched |= self._held_groups(sorted(turned - set(self._again)))
            self.touched |= {group for a in turned for group in self._groups_of[a]}

    def _roots(self, articles: Collection[str]) -> dict[str, str]:
        """For each article the one its words come from in the end, followed through all copies there are."""
        every, next_ = set(articles), set(articles)
        while next_:
            self._recall_articles(next_)
            next_ = {original for a in next_ for original in self._originals[a]} - every
            every |= next_
        known = stored(self._connection, every)
        in_order = sorted(every, key=lambda a: (known[a].day, known[a].captured, a))
        return origins((copy for a in in_order for copy in self._originals[a].values()), in_order)

    def _story(self, id_: str, members: Sequence[str]) -> Iterator[Doc]:
        tellings = sorted(self._shelf.many(members), key=lambda t: t.order)
        story = describe(id_, tellings, [copy for a in members for copy in self._originals[a].values()])
        yield docs.story(story)
        if len(tellings) > 1:
            found = of_story(id_, tellings, self._event_of, known=self._known_disputes(tellings), sides=self._sides)
            yield from self._disputes(found, story.since, (id_,), story.parties)

    def _known_disputes(self, tellings: Iterable[Telling]) -> list[Disagreement]:
        """The disagreements of the events that a story's articles report, put together now or before."""
        wanted = {event for t in tellings for r in t.reports if (event := self._event_of.get(r.id))}
        missing = sorted(event for event in wanted if event not in self._disputes_of)
        self._disputes_of.update({event: [] for event in missing})
        for found in decoded(linked(self._connection, "about", missing), "disagreement", Disagreement).values():
            self._disputes_of[found.about].append(found)
        return [dispute for event in sorted(wanted) for dispute in self._disputes_of[event]]

    def _recall(self) -> None:
        """Adds the members that groups of the ledger have besides those woven now."""
        held = by_id(self._connection, sorted(self.touched - self._recalled))
        self._recalled |= self.touched
        for kind, record, field in _FIELDS:
            for id_, before in decoded(held, kind, record).items():
                old = [m for m in getattr(before, field) if article_of(m) not in self._again]
                self._members[kind][id_] = [*old, *self._members[kind][id_]]
                if kind != "quotation":
                    (self._story_of if kind == "story" else self._event_of).update(dict.fromkeys(old, id_))

    def _recall_articles(self, articles: Iterable[str]) -> None:
        """Learns the copies, stories and events of articles that are not woven again."""
        old = sorted({a for a in articles if a not in self._again} - self._recalled)
        self._recalled.update(old)
        held = linked(self._connection, "article", old, ("copy", "story", "event"))
        for found in decoded(held, "copy", Copy).values():
            if found.copy not in self._again and found.original not in self._again:
                self._known(found)
        for id_, story in decoded(held, "story", Story).items():
            self._story_of.update({a: id_ for a in story.articles if a not in self._again})
        for id_, event in decoded(held, "event", WovenEvent).items():
            self._event_of.update({r: id_ for r in event.reports if article_of(r) not in self._again})

    def _event(self, id_: str, members: Sequence[str], roots: dict[str, str]) -> Iterator[Doc]:
        wanted = set(members)
        found: list[Report] = [r for t in self._tellings(members) for r in t.reports if r.id in wanted]
        reports = sorted(found, key=lambda r: (r.day, r.id))
        stories = [self._story_of[r.article] for r in reports if r.article in self._story_of]
        event = merged(id_, reports, roots, stories=stories, sides=self._sides)
        if all(self._decisions.accepted(r.id) for r in reports):
            event = structs.replace(event, confidence=1.0)
        yield docs.event(event, [r.article for r in reports])
        disputes = disagreements(event, reports, self._shelf.one, sides=self._sides)
        self._disputes_of[id_] = disputes
        yield from self._disputes(disputes, event.day or event.told, event.stories, (*event.actors, *event.recipients))

    def _quotation(self, id_: str, members: Sequence[str], roots: dict[str, str]) -> Iterator[Doc]:
        wanted = set(members)
        every: list[Said] = [s for t in self._tellings(members) for s in t.said if s.id in wanted]
        said = sorted(every, key=lambda s: (s.day, s.id))
        found = quotation(id_, said, roots, sides=self._sides)
        yield docs.quotation(found, said)
        if len(said) > 1:
            stories = [self._story_of[s.article] for s in said if s.article in self._story_of]
            speakers = (found.speaker,) if found.speaker else ()
            yield from self._disputes(
                wording(found, said, self._shelf.one, sides=self._sides), found.said, stories, speakers
            )

    def _tellings(self, members: Iterable[str]) -> Iterator[Telling]:
        return self._shelf.many(dict.fromkeys(map(article_of, members)))

    def _disputes(
        self, found: Iterable[Disagreement], day: str, stories: Iterable[str], parties: Iterable[str]
    ) -> Iterator[Doc]:
        for dispute in found:
            settled = self._decisions.settlement(dispute.id)
            row = structs.replace(dispute, status=settled) if settled else dispute
            yield docs.disagreement(row, day=day, stories=dict.fromkeys(stories), parties=parties)
