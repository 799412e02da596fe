"""Names of actors and places: the knowledge base first, then titles, then the tagger, then short names.

Every step only takes words that no step before it took; the longest name at a place wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple, Protocol

from marsad.lang.ar.function_words import FUNCTION_WORDS
from marsad.model import Actor, KnownName
from marsad.model.reading import ActorType
from marsad.read.cast import Cast, Named, Who
from marsad.read.lookalikes import is_adjective, is_common, is_saying, is_weapon, is_word, means_itself, relative
from marsad.read.name_heads import GENERIC_KINDS, PLACE_HEADS, QUOTED, RANKS, Hit, at_a_place, without_head
from marsad.read.short_names import with_short_names
from marsad.read.titles import ordinary
from marsad.read.tokens import Document

_GLUE = frozenset(("", " ", "-", " - ", ". ", "."))
_ADJECTIVAL = GENERIC_KINDS | {"state"}
_SITES = frozenset("شارع حي ساحه ميدان ملعب مطار سجن معبر جسر برج ميناء".split())
_MINISTERS = frozenset("وزير وزيره وزراء الوزير ووزير ووزيره لوزير لوزيره بوزير".split())
_FUSED = frozenset(("فيمن", "ممن", "عمن"))


class Tag(NamedTuple):
    """A name that a tagger proposes."""

    start: int
    end: int
    cut: int
    type: ActorType
    confidence: float


class Tags(Protocol):
    """What naming needs of a tagger; `known` is what the knowledge base found at each word."""

    def find(self, doc: Document, known: Mapping[int, Named]) -> list[Tag]:
        """The names it proposes, in order."""
        ...


class Finder(Protocol):
    """Finds names by a rule of its own among the words that are not taken."""

    def find(self, doc: Document, cast: Cast, taken: Container[int]) -> list[Named]:
        """The names it finds, in order."""
        ...


class Namer:
    """Finds the names of articles; the tagger, where one is given, speaks where the knowledge base is silent."""

    def __init__(self, tagger: Tags | None = None) -> None:
        self.tagger = tagger

    def find(self, doc: Document, cast: Cast, institutions: Finder | None = None) -> list[Named]:
        """All names of an article in order; `institutions` finds those that are named by rule."""
        known = [_site(doc, cast, name) for name in find_names(doc, cast)]
        if institutions:
            taken = {i for n in known for i in range(n.start, n.end)}
            known = sorted(known + institutions.find(doc, cast, taken))
        found = self._with_tagged(doc, cast, known) if self.tagger else known
        taken = {i for n in found for i in range(n.start, n.end)}
        found = [relative(doc, cast, name, taken) for name in found]
        return with_short_names(doc, cast, found)

    def _with_tagged(self, doc: Document, cast: Cast, known: list[Named]) -> list[Named]:
        """Known names and tagged ones; a tagged full name is kept where only part of it was known by its short form."""
        assert self.tagger  # noqa: S101 - narrows the type
        at = {i: n for n in known for i in range(n.start, n.end)}
        dropped: set[Named] = set()
        more = []
        for tag in (_without_verbs(doc, cast.who, tag) for tag in self.tagger.find(doc, at)):
            if tag.end == tag.start + 1 and any(h.form in PLACE_HEADS for h in doc.heads[tag.start]):
                tag = tag._replace(start=tag.end, end=tag.end + 1, cut=0)  # بمدينة ميسيسوجا
                if tag.end > len(doc.words) or doc.gaps[tag.start] != " " or ordinary(doc, tag.start):
                    continue
            under = {at[i] for i in range(tag.start, tag.end) if i in at}
            if under and not self._outweighs(doc, tag, under, at):
                continue
            alone = tag.end == tag.start + 1
            if alone and (doc.words[tag.start] in FUNCTION_WORDS or is_word(cast.who, doc.words[tag.start])):
                continue
            if alone and ("\u064b" in doc.show(tag.start, tag.end) or doc.words[tag.start][tag.cut :] in RANKS):
                continue  # ليبيًا, البابا
            if is_weapon(doc, tag.start) or (alone and is_common(doc, tag.start, place=tag.type == "GPE")):
                continue
            dropped |= under
            more.append(self._named(doc, cast, tag))
        return [n for n in known if n not in dropped] + more

    def _outweighs(self, doc: Document, tag: Tag, under: set[Named], at: Mapping[int, Named]) -> bool:
        """Whether a tagged full name is likelier than the short name or town in its last words: عون الفرجاني, هنري ووستر."""
        if tag.type != "PER" or tag.end - tag.start < 2:
            return False
        more = [i for i in range(tag.start, tag.end) if i not in at]
        if not more or any(a.is_verb for i in more for a in doc.analyses(i)):
            return False
        if all(n.type == "PER" and n.confidence < 0.95 for n in under):
            return True
        return tag.confidence > 0.6 and all(
            n.type in ("GPE", "LOC") and n.end - n.start == 1 and n.start > tag.start for n in under
        )

    def _named(self, doc: Document, cast: Cast, tag: Tag) -> Named:
        cut = tag.cut
        if tag.type == "ORG" and tag.end - tag.start == 2 and cast.who.adjective(doc.words[tag.end - 1]):
            tag = tag._replace(end=tag.end - 1)  # ميرسك الدنماركية
        first = doc.words[tag.start][cut:]
        words = (first, *doc.words[tag.start + 1 : tag.end])
        shown = doc.show(tag.start, tag.end, cut=cut)
        person = cast.who.person_spelt(words) if tag.type == "PER" and len(words) > 1 else None
        if person:
            return Named(
                tag.start, tag.end, cut, "PER", cast.known(person, shown), "skeleton", round(tag.confidence * 0.9, 3)
            )
        owners = [value for value in cast.who.names.get(words) if not (value.short or value.ordinary)]
        if len(words) > 1 and len(owners) == 1 and cast.who.actors[owners[0].actor].type == tag.type:
            # inside a longer name that means nobody here: بعثة الأمم المتحدة
            return Named(tag.start, tag.end, cut, tag.type, cast.known(owners[0].actor, shown), "knowledge", 0.8)
        actor = cast.found(" ".join(words), shown, tag.type)
        return Named(tag.start, tag.end, cut, tag.type, actor, "tagger", round(tag.confidence, 3))


def _without_verbs(doc: Document, who: Who, tag: Tag) -> Tag:
    """The name without the verb of saying joined to its front or back: ورأى جعجع, أحمد سعداوي فرأى."""
    start = tag.start + (tag.end > tag.start + 1 and is_saying(doc, who, tag.start))
    end = tag.end - (tag.end > start + 1 and is_saying(doc, who, tag.end - 1))
    return tag._replace(start=start, end=end, cut=tag.cut if start == tag.start else 0)


def _site(doc: Document, cast: Cast, name: Named) -> Named:
    """A street, airport or prison called after a place or person is a name of its own: سجن عين زارة."""
    at = name.start - 1
    known = cast.who.actors.get(name.actor)
    if (
        name.cut
        or at < 0
        or doc.gaps[name.start] not in (" ", ' "')
        or name.type == "ORG"
        or (known and known.kind == "state")
    ):
        return name
    for head in doc.heads[at]:
        if head.form in _SITES:
            shown = doc.show(at, name.end, cut=head.cut)
            site = cast.found(" ".join((head.form, *doc.words[name.start : name.end])), shown, "LOC")
            return Named(at, name.end, head.cut, "LOC", site, "site", 0.85)
    return name


def find_names(doc: Document, cast: Cast) -> list[Named]:
    """The names that the knowledge base knows, each with its most likely owner, in order."""
    hits = _hits(doc, cast.who)
    company = _company(doc, cast.who, hits)
    families = {
        doc.words[h.end - 1]
        for h in hits
        if h.end - h.start > 1 and any(cast.who.actors[v.actor].type == "PER" for v in h.values)
    }
    found = []
    for hit in hits:
        choice = _judge(doc, cast.who, hit, (company, families))
        if choice:
            actor = cast.who.actors[choice.actor]
            cast.known(actor.id, doc.show(hit.start, hit.end, cut=hit.cut))
            found.append(
                Named(hit.start, hit.end, hit.cut, actor.type, actor.id, "knowledge", 0.9 if choice.short else 0.97)
            )
        elif _is_body(doc, cast.who, hit):
            shown = doc.show(hit.start, hit.end, cut=hit.cut)
            words = (doc.words[hit.start][hit.cut :], *doc.words[hit.start + 1 : hit.end])
            actor_id = cast.found(" ".join(words), shown, "ORG")
            found.append(Named(hit.start, hit.end, hit.cut, "ORG", actor_id, "one of several", 0.8))
    return found


def _is_body(doc: Document, who: Who, hit: Hit) -> bool:
    """Whether several bodies are called so and none is known to be meant: مجلس النواب."""
    bodies = all(v.short and who.actors[v.actor].kind in _CHAMBERS for v in hit.values)
    return bodies and hit.end - hit.start > 1 and len(hit.values) > 1


def _hits(doc: Document, who: Who) -> list[Hit]:
    found, at = [], 0
    words, n = doc.words, len(doc.words)
    beginnings = who.names.beginnings
    while at < n:
        best: Hit | None = None
        for head in doc.heads[at]:
            cut, form = head.cut, head.form
            if form not in beginnings or (cut and words[at] in _FUSED):
                continue
            length, values = who.names.longest(words, at, form)
            if length > 1:
                length, values = _unbroken(doc, who, at, length, form)
            if length and (best is None or length > best.end - best.start):
                best = Hit(at, at + length, cut, tuple(values))
        if best:
            found.append(without_head(doc, who, best))
            at = best.end
        else:
            at += 1
    return found


def _unbroken(doc: Document, who: Who, at: int, length: int, form: str) -> tuple[int, list[KnownName]]:
    """The longest known name from `at` that no punctuation breaks."""
    reach = 1 + (form in QUOTED and doc.gaps[at + 1] == ' "')
    while reach < length and doc.gaps[at + reach] in _GLUE:
        reach += 1
    while reach:
        values = who.names.get((form, *doc.words[at + 1 : at + reach]))
        if values:
            return reach, values
        reach -= 1
    return 0, []


def _company(doc: Document, who: Who, hits: Iterable[Hit]) -> Counter[str]:
    """How often each country is meant without doubt: its name, its adjective, or someone of its own; and who is named in full."""
    seen: Counter[str] = Counter()
    for hit in hits:
        sure = {v.actor for v in hit.values if not v.short and not v.ordinary}
        if len(sure) == 1:
            actor = who.actors[sure.pop()]
            seen[actor.id] += 1
            if actor.country and actor.kind != "city":
                seen[actor.country] += 1
    seen.update(filter(None, map(who.adjective, doc.words)))
    return seen


def _judge(doc: Document, who: Who, hit: Hit, around: tuple[Counter[str], set[str]]) -> KnownName | None:
    """The owner that fits best, or None where the word is more likely no name; `around` is who else is named in the article."""
    company, families = around
    scored, alone = [], hit.end == hit.start + 1
    joined = alone and not hit.cut and is_saying(doc, who, hit.start) and not at_a_place(doc, hit.start, state=False)
    if alone and "\u064b" in doc.show(hit.start, hit.end):
        return None  # ليبيًا is an adjective
    if hit.start and doc.words[hit.start - 1] in _MINISTERS and who.actors[hit.values[0].actor].kind == "ministry":
        return None  # وزير الخارجية الأمريكي
    for value in hit.values:
        actor = who.actors[value.actor]
        if value.ordinary and not value.short and not at_a_place(doc, hit.start, state=actor.kind == "state"):
            continue
        if actor.kind == "city" and alone and doc.words[hit.start][hit.cut :] in families:
            continue  # ليون of برناردينو ليون
        if joined and actor.type != "PER":
            continue  # ودان الوزير, not مدينة ودان
        if value.short and not _supported(actor, value, company, alone=len(hit.values) == 1):
            continue
        if value.short and means_itself(doc, hit.start, hit.end, actor.kind):
            continue
        if alone and actor.kind in _ADJECTIVAL and is_adjective(doc, hit.start, state=actor.kind == "state"):
            continue
        scored.append((_weight(actor, value, company), value))
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _supported(actor: Actor, value: KnownName, company: Counter[str], *, alone: bool) -> bool:
    near = company[actor.id] or (actor.country and company[actor.country])
    return bool(near) or (actor.type == "PER" and alone and not value.ordinary)


_CHAMBERS = frozenset(("parliament", "council", "court", "ministry", "commission"))
_KIND_WEIGHT = {"state": 8.0, "capital": 6.0, "seat": 6.0, "city": 1.0}


def _weight(actor: Actor, value: KnownName, company: Counter[str]) -> float:
    weight = _KIND_WEIGHT.get(actor.kind, 4.0)
    if value.short:
        weight -= 2
    weight += 3 * min(company[actor.id], 2)
    if actor.country and actor.country != actor.id:
        weight += min(company[actor.country], 3)
    return (
        weight
        + min(company[actor.id], 50) / 100
        + min(actor.population, 10_000_000) / 10_000_000
        + bool(actor.wikidata) * 0.1
        + len(actor.offices) * 0.05
    )
