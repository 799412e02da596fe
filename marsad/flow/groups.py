"""What was touched, put together anew: stories of articles, events of reports, quotations of statements, and their disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import structs
from sqlalchemy import Connection

from marsad.flow.shelf import Shelf
from marsad.ledger import docs
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
        self._pairs: dict[tuple[str, str], Copy] = {}
        self._recalled: set[str] = set()
        self.touched: set[str] = set()

    def join(self, kind: str, member: str, group: str) -> None:
        """Puts a member into a group (`story`, `event` or `quotation`)."""
        self._members[kind][group].append(member)
        self.touched.add(group)
        if kind == "story":
            self._story_of[member] = group
        elif kind == "event":
            self._event_of[member] = group

    def pair(self, found: Copy) -> None:
        """Takes note of a copy."""
        self._pairs[found.copy, found.original] = found

    def together(self) -> Iterator[Doc]:
        """The records of all groups touched."""
        self._recall()
        kinds = {kind: {g: ids for g in sorted(self.touched) if (ids := self._members[kind].get(g))} for kind, *_ in _FIELDS}
        articles = sorted({article_of(m) for groups in kinds.values() for ids in groups.values() for m in ids})
        self._recall_copies(articles)
        roots = origins(self._pairs.values(), articles)
        disputed: defaultdict[str, list[Disagreement]] = defaultdict(list)
        for id_, members in kinds["event"].items():
            yield from self._event(id_, members, roots, disputed)
        for id_, members in kinds["quotation"].items():
            yield from self._quotation(id_, members, roots)
        copied = self._copied()
        for id_, members in kinds["story"].items():
            yield from self._story(id_, members, [c for a in members for c in copied.get(a, ())], disputed[id_])

    def _copied(self) -> dict[str, list[Copy]]:
        found: defaultdict[str, list[Copy]] = defaultdict(list)
        for pair in self._pairs.values():
            found[pair.copy].append(pair)
        return found

    def _story(self, id_: str, members: Sequence[str], copies: Sequence[Copy], known: Sequence[Disagreement]) -> Iterator[Doc]:
        tellings = list(self._shelf.many(members))
        story = describe(id_, tellings, copies)
        yield docs.story(story)
        if len(tellings) > 1:
            found = of_story(id_, tellings, self._event_of, known=known, sides=self._sides)
            yield from self._disputes(found, story.since, (id_,), story.parties)

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

    def _recall_copies(self, articles: Sequence[str]) -> None:
        old = [a for a in articles if a not in self._again and a not in self._recalled]
        self._recalled.update(old)
        for found in decoded(linked(self._connection, "article", old, ("copy",)), "copy", Copy).values():
            if not {found.copy, found.original} & set(self._again):
                self.pair(found)
        held = linked(self._connection, "article", old, ("story", "event"))
        for id_, story in decoded(held, "story", Story).items():
            self._story_of.update({a: id_ for a in story.articles if a not in self._again})
        for id_, event in decoded(held, "event", WovenEvent).items():
            self._event_of.update({r: id_ for r in event.reports if article_of(r) not in self._again})

    def _event(
        self, id_: str, members: Sequence[str], roots: dict[str, str], disputed: defaultdict[str, list[Disagreement]]
    ) -> Iterator[Doc]:
        wanted = set(members)
        reports: list[Report] = [r for t in self._tellings(members) for r in t.reports if r.id in wanted]
        stories = [self._story_of[r.article] for r in reports if r.article in self._story_of]
        event = merged(id_, reports, roots, stories=stories, sides=self._sides)
        if all(self._decisions.accepted(r.id) for r in reports):
            event = structs.replace(event, confidence=1.0)
        yield docs.event(event, [r.article for r in reports])
        if len(reports) > 1:
            parties = (*event.actors, *event.recipients)
            found = disagreements(event, reports, self._shelf.one, sides=self._sides)
            for story in event.stories:
                disputed[story] += found
            yield from self._disputes(found, event.day or event.told, event.stories, parties)

    def _quotation(self, id_: str, members: Sequence[str], roots: dict[str, str]) -> Iterator[Doc]:
        wanted = set(members)
        said: list[Said] = [s for t in self._tellings(members) for s in t.said if s.id in wanted]
        found = quotation(id_, said, roots, sides=self._sides)
        yield docs.quotation(found, said)
        if len(said) > 1:
            stories = [self._story_of[s.article] for s in said if s.article in self._story_of]
            speakers = (found.speaker,) if found.speaker else ()
            yield from self._disputes(wording(found, said, self._shelf.one, sides=self._sides), found.said, stories, speakers)

    def _tellings(self, members: Iterable[str]) -> Iterator[Telling]:
        return self._shelf.many(dict.fromkeys(map(article_of, members)))

    def _disputes(
        self, found: Iterable[Disagreement], day: str, stories: Iterable[str], parties: Iterable[str]
    ) -> Iterator[Doc]:
        for dispute in found:
            settled = self._decisions.settlement(dispute.id)
            row = structs.replace(dispute, status=settled) if settled else dispute
            yield docs.disagreement(row, day=day, stories=dict.fromkeys(stories), parties=parties)
