"""Short names: bare family names that stand for a person named in full before."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.lang.ar.function_words import FUNCTION_WORDS
from marsad.lang.ar.skeleton import skeleton
from marsad.lang.trie import PhraseTrie
from marsad.read.cast import Cast, Named
from marsad.read.titles import ordinary
from marsad.read.tokens import Document

_BINDERS = frozenset(("ابو", "بن", "ابن", "ال", "عبد", "ام", "دي", "دو", "فان", "فون", "لو", "بو", "ولد", "ماك", "سان"))
_FAMILY_FIRST = frozenset(("CN", "KP", "KR", "TW", "VN"))


class _Owners:
    """Persons named in full, by family name as spelt and by its skeleton; `ends` are the first and last letters of the names.

    Koreans and Chinese go by their first word too: مون after مون جاي إن.
    """

    def __init__(self, doc: Document, cast: Cast, names: Iterable[Named]) -> None:
        self.trie: PhraseTrie[str] = PhraseTrie()
        self.by_skeleton: dict[str, tuple[str, str]] = {}
        for name in names:
            if name.type == "PER" and name.end - name.start > 1:
                known = cast.who.actors.get(name.actor)
                first = doc.words[name.start][name.cut :]
                if known and known.country in _FAMILY_FIRST and len(first) > 2:
                    self.trie.add((first,), name.actor)
                family = _family(doc.words[name.start : name.end])
                if family[0] in FUNCTION_WORDS:
                    continue  # في after مولي في
                self.trie.add(family, name.actor)
                self.trie.add(("".join(family),), name.actor)
                if len(skeleton(family[-1])) >= 3:
                    self.by_skeleton.setdefault(skeleton(family[-1]), (family[-1], name.actor))
        self.ends = {full[0] + full[-1] for full, _ in self.by_skeleton.values()}


def with_short_names(doc: Document, cast: Cast, found: list[Named]) -> list[Named]:
    """The names, with later bare family names (شينكر after ديفيد شينكر), spelt alike or with one skeleton.

    What a tagger takes for somebody or something of its own is the family name of another too: عبد الرحمن after رامي عبد الرحمن.
    """
    homes = {
        known.country
        for n in found
        if n.end - n.start > 1 or n.type != "PER"
        for known in [cast.who.actors.get(n.actor)]
        if known
    }
    alone = {n.start: n for n in found if _is_family(doc, n) and _is_doubtful(cast, n, homes)}
    owners = _Owners(doc, cast, [n for n in found if n.start not in alone])
    taken = {i for n in found for i in range(n.start + (n.start in alone), n.end)}
    for i in range(len(doc.words)) if len(owners.trie) else ():
        short = None if i in taken else _short_at(doc, cast, i, owners)
        end = alone[i].end if i in alone else i + 1
        if short and short.end >= end and not any(j in taken for j in range(end, short.end)):
            taken.update(range(i, short.end))
            cast.called(short.actor, doc.show(i, short.end, cut=short.cut))
            alone[i] = short
    kept = [*(n for n in found if n.start not in alone), *alone.values()]
    for actor in {n.actor for n in found} - {n.actor for n in kept}:
        del cast.actors[actor]
    return sorted(kept)


def _is_doubtful(cast: Cast, name: Named, homes: set[str | None]) -> bool:
    """Whether a bare family name may be another's than it seems: the tagger's, or one known for a country that the article does not tell of."""
    known = cast.who.actors.get(name.actor)
    return name.rule == "tagger" or bool(
        known and known.type == "PER" and name.confidence < 0.95 and known.country not in homes
    )


def _is_family(doc: Document, name: Named) -> bool:
    return name.end - name.start == len(_family(["", *doc.words[name.start : name.end]]))


def _short_at(doc: Document, cast: Cast, i: int, owners: _Owners) -> Named | None:
    beginnings = owners.trie.beginnings
    for head in doc.heads[i]:
        cut, form = head.cut, head.form
        if form in beginnings:
            length, actors = owners.trie.longest(doc.words, i, form)
            if length:
                return Named(i, i + length, cut, "PER", actors[0], "short name", 0.95)
        if form[0] + form[-1] in owners.ends and form not in cast.who.name_words and not _is_word(doc, cast, i, form):
            full, actor = owners.by_skeleton.get(skeleton(form), ("", ""))
            if actor and abs(len(form) - len(full)) <= 2 and (form[0], form[-1]) == (full[0], full[-1]):
                return Named(i, i + 1, cut, "PER", actor, "short name, other spelling", 0.7)
    return None


def _is_word(doc: Document, cast: Cast, at: int, form: str) -> bool:
    """Whether what may be another spelling of a name is a word of its own: اليمني for اليماني, الحكم for الحكيم."""
    return cast.who.adjective(form) is not None or ordinary(doc, at)


def _family(words: list[str]) -> tuple[str, ...]:
    if len(words) > 2 and words[-2] in _BINDERS:
        return tuple(words[-2:])
    return (words[-1],)
