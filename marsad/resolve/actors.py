"""One actor for all spellings across articles: each naming is judged once, in the order of days, against who was met before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from marsad.lang.ar.fold import fold
from marsad.model.woven import Judgement, Naming
from marsad.resolve.candidates import Asked, Candidates, Facts, spelt
from marsad.resolve.judge import Setting, Verdicted, judge
from marsad.resolve.keys import name_words
from marsad.resolve.knowledge import Knowledge
from marsad.resolve.merges import Merges
from marsad.resolve.offices import ONE_AT_A_TIME, Held, held
from marsad.resolve.past import Past
from marsad.resolve.search import NameSearch
from marsad.resolve.spellings import align

MARGIN, NOT_HIS = 2.0, 6.0
WORTH_A_LOOK, DIFFERENT = {"P": 9.0, "B": 10.0}, -6.0
SHOWN = 2


class Actors:
    """The online resolver. Namings come in the order of their days; `decisions` are rows that people made (`by` is not marsad).

    The same namings in the same order give the same actors; feeding the first part by `remember` gives the same rest.
    """

    def __init__(self, knowledge: Knowledge, decisions: Iterable[Judgement] = ()) -> None:
        self.knowledge = knowledge
        self._candidates = Candidates(knowledge)
        self._decisions = Merges(decisions, knowledge.actors)
        self._met: Counter[str] = Counter()
        self._namings = 0
        self._search: NameSearch | None = None
        self._findable = 0
        self._called: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._titles: dict[tuple[str, str | None], Held | None] = {}
        self._past: Past | None = None
        self._unread: dict[str, list[str]] = {}  # actors of the past not compared with yet: what they were called there

    def add(self, naming: Naming) -> tuple[str, list[Judgement]]:
        """The ledger's id of the actor that a naming means, and the judgements that this took; then remembers it."""
        asked = self._ask(naming)
        actor, judgements = self._decide(asked)
        self._take(asked, actor)
        if asked.naming is not naming and actor != naming.local:
            judgements = [_not_his(naming), *(j for j in judgements if j.right != naming.local)]
        return actor, judgements

    def remember(self, naming: Naming, actor: str) -> None:
        """Take a naming whose actor is known already, without judging it again."""
        self._take(self._ask(naming), self._decisions.actor(actor))

    def remember_all(self, past: Past) -> None:
        """As `remember` with each naming of the past, before any other; where an actor stood is read when it is compared with."""
        self._past = past
        for before, count in past.counts().items():
            actor = self._decisions.actor(before)
            self._met[actor] += count
            self._namings += count
            self._unread.setdefault(actor, []).append(before)
        merged = [b for actor, all_ in self._unread.items() if actor.startswith("found/") for b in all_ if b != actor]
        for naming, before in past.called(merged):
            actor, called = self._decisions.actor(before), self._as_called(naming)
            if actor.startswith("found/"):
                self._candidates.add(actor, called.type, spelt(called))
        for naming_id, before in past.actors(self._decisions.records).items():
            self._decisions.place(naming_id, self._decisions.actor(before))

    def known(self, actor: str) -> Facts | None:
        """All that is known of an actor; None for one never met."""
        facts = self._candidates.get(actor)
        return self._read(facts) if facts else None

    def find(self, name: str, *, most: int = 10) -> list[tuple[str, float]]:
        """Actors by any spelling, Arabic or Latin, full or short: ids with scores between 0 and 1, best first, at most `most`."""
        self._search = self._search or NameSearch(self.knowledge)
        names = self._candidates.names
        for actor, words in names[self._findable :]:
            self._search.put(actor, words)
        self._findable = len(names)
        return self._search.find(name, lambda actor: self._met[actor], most=most)

    def _as_called(self, naming: Naming) -> Naming:
        known = naming.type == "PER" and naming.local in self.knowledge.actors
        return _as_found(naming) if known and not self._is_called(naming) else naming

    def _ask(self, naming: Naming) -> Asked:
        naming = self._as_called(naming)
        offices = {h: self._holder(h, naming.day) for role in naming.roles if (h := self._held(role, naming.country))}
        return Asked(naming, offices, self._home(naming))

    def _is_called(self, naming: Naming) -> bool:
        """Whether an article that means a known person calls him by a spelling of one of his names, or by none."""
        if (naming.local, naming.names) not in self._called:
            known = self.knowledge.actors[naming.local]
            theirs = [name_words(n) for n in (known.name_ar, known.name, *known.names, *known.short)]
            ours = list(filter(None, map(name_words, naming.names)))
            fits = (align(a, b, True) for a in ours for b in theirs)
            self._called[naming.local, naming.names] = not ours or any(f and f.cost < NOT_HIS for f in fits)
        return self._called[naming.local, naming.names]

    def _holder(self, office: Held, day: str) -> str | None:
        return self.knowledge.holder(office.office, office.of, day) if office.of else None

    def _held(self, role: str, country: str | None) -> Held | None:
        if (role, country) not in self._titles:
            self._titles[role, country] = held(self.knowledge, role, country)
        return self._titles[role, country]

    def _home(self, naming: Naming) -> str | None:
        """The country that most of the company belongs to, None where there is no clear one."""
        if naming.local in self.knowledge.actors:
            return None
        known = self.knowledge.actors
        votes = Counter(c for a in naming.company if a in known and (c := known[a].country))
        top = votes.most_common(2)
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    def _decide(self, asked: Asked) -> tuple[str, list[Judgement]]:
        naming = asked.naming
        if forced := self._decisions.forced(naming.id):
            return forced, []
        if naming.local.startswith("unnamed/"):
            return naming.id, []
        if naming.local in self.knowledge.actors:
            actor = self._decisions.actor(naming.local)
            if not self._decisions.apart(naming.id, actor):
                return actor, self._contradictions(asked, actor)
        if not asked.words:
            return self._new(asked), []
        verdicts = self._verdicts(asked)
        rival = self._rival(verdicts)
        if verdicts and verdicts[0].verdict == "same" and rival is None:
            return verdicts[0].actor, [_row(naming, verdicts[0])]
        if rival:
            verdicts[0] = _doubted(verdicts[0], rival)
        doubts = [v for v in verdicts[:SHOWN] if v.name_bits > WORTH_A_LOOK[asked.kind] and v.bits > DIFFERENT]
        return self._new(asked), [_row(naming, v) for v in doubts if v.verdict != "same"]

    def _rival(self, verdicts: list[Verdicted]) -> Verdicted | None:
        """The first other actor that fits nearly as well as the best and bears a name that is not the best one's."""
        for other in verdicts[1:]:
            if verdicts[0].bits - other.bits >= MARGIN:
                break
            names = [next(iter(facts.names)) for v in (verdicts[0], other) if (facts := self._candidates.get(v.actor))]
            if align(*names) is None:
                return other
        return None

    def _verdicts(self, asked: Asked) -> list[Verdicted]:
        setting = Setting(self._candidates.common[asked.kind], self._candidates.native, self._met, self._namings)
        own = self._own(asked)
        found = [
            verdict
            for facts in self._candidates.of(asked)
            if not self._decisions.apart(asked.naming.id, facts.id, own)
            and (verdict := judge(asked, self._read(facts), setting))
        ]
        return sorted(found, key=lambda v: (-v.bits, -self._met[v.actor], v.actor))

    def _contradictions(self, asked: Asked, actor: str) -> list[Judgement]:
        """Roles that the article gives to a known actor and that another one held on that day."""
        known = self.knowledge.actors.get(actor)
        rows = []
        for office, holder in asked.offices.items() if known else ():
            if holder not in (None, actor) and not office.former and office.office in ONE_AT_A_TIME:
                why = (
                    f"{holder} was {office.office} of {office.of} on {asked.naming.day}, as the knowledge base has it."
                )
                rows.append(Judgement(left=asked.naming.id, right=actor, verdict="unsure", rule="resolve/office-of-another", score=0.5, because=why))  # fmt: skip
        return rows

    def _own(self, asked: Asked) -> str:
        """The id that a naming has as an actor of its own."""
        local = asked.naming.local
        return local if local.startswith("found/") else "found/" + "-".join(asked.words or (asked.naming.id,))

    def _new(self, asked: Asked) -> str:
        """A new actor's id: the folded name, with a digest of its first naming where the name is taken.

        The digest and no running number: it stays the same when older articles come in later, and with it every decision.
        """
        own = self._own(asked)
        actor = self._decisions.actor(own)
        apart = self._decisions.apart(asked.naming.id, actor)
        if actor != own and not apart:
            return actor  # people merged the actor of that name into another
        if not apart and self._candidates.get(own) is None:
            return own
        return f"{own}~{sha256(asked.naming.id.encode()).hexdigest()[:8]}"

    def _take(self, asked: Asked, actor: str) -> None:
        naming = asked.naming
        self._namings += 1
        self._met[actor] += 1
        self._decisions.place(naming.id, actor)
        if actor.startswith("found/"):
            self._candidates.add(actor, naming.type, asked.names)
        if facts := self._candidates.get(actor):
            if facts.known is None:
                self._read(facts)
            _note(facts, asked)

    def _read(self, facts: Facts) -> Facts:
        """Facts with all that the past tells of the actor."""
        before = self._unread.pop(facts.id, None)
        if before is None or self._past is None:
            return facts
        if facts.known is None:
            for naming in self._past.of(before):
                _note(facts, self._ask(naming))
        else:
            any(not facts.keep_earlier(naming) for naming in self._past.latest(before))
        return facts


def _note(facts: Facts, asked: Asked) -> None:
    """Takes note of where an actor was named, and as what."""
    facts.last = max(facts.last, asked.naming.day)
    facts.article = asked.naming.article
    if facts.known is None:
        facts.country = facts.country or asked.country
        facts.homes.update((asked.home,) if asked.home else ())
        facts.offices.update(dict.fromkeys(asked.offices))
    facts.keep_company(asked.naming.company)


def _as_found(naming: Naming) -> Naming:
    """A naming without the known person that the reader took it for, with those of its names that go together."""
    name = max(naming.names, key=len)
    names = tuple(n for n in naming.names if align(name_words(n), name_words(name)))
    return msgspec.structs.replace(
        naming, local="found/" + "-".join(fold(name).split()), name=name, names=names, country=None, roles=()
    )


def _doubted(best: Verdicted, rival: Verdicted) -> Verdicted:
    """The best with the odds against its rival alone, as unsure."""
    bits = min(best.bits, best.bits - rival.bits)
    return best._replace(
        verdict="unsure", bits=bits, because=f"{best.because[:-1]}; {rival.actor} fits nearly as well."
    )


def _not_his(naming: Naming) -> Judgement:
    why = f"{naming.names[0]} is no spelling of a name of {naming.name}, whom the reader took it for."
    return Judgement(
        left=naming.id, right=naming.local, verdict="different", rule="resolve/not-his-name", score=0.05, because=why
    )


def _row(naming: Naming, verdict: Verdicted) -> Judgement:
    return Judgement(
        left=naming.id,
        right=verdict.actor,
        verdict=verdict.verdict,
        rule=verdict.rule,
        score=verdict.score,
        because=verdict.because,
    )
