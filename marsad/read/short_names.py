"""Short names: bare family names that stand for a person named in full before."""

from __future__ import annotations

from marsad.lang.ar.skeleton import skeleton
from marsad.lang.ar.words import heads
from marsad.lang.trie import PhraseTrie
from marsad.read.cast import Cast, Named
from marsad.read.tokens import Document

_BINDERS = frozenset(("ابو", "بن", "ابن", "ال", "عبد", "ام", "دي", "دو", "فان", "فون", "لو", "بو", "ولد", "ماك", "سان"))


def short_names(doc: Document, cast: Cast, found: list[Named]) -> list[Named]:
    """Later bare family names (شينكر after ديفيد شينكر), spelt alike or with one skeleton."""
    owners: PhraseTrie[str] = PhraseTrie()
    by_skeleton: dict[str, tuple[str, str]] = {}
    for name in found:
        if name.type == "PER" and name.end - name.start > 1:
            family = _family(doc.words[name.start : name.end])
            owners.add(family, name.actor)
            owners.add(("".join(family),), name.actor)
            if len(skeleton(family[-1])) >= 3:
                by_skeleton.setdefault(skeleton(family[-1]), (family[-1], name.actor))
    taken = {i for name in found for i in range(name.start, name.end)}
    more = []
    for i in range(len(doc.words)):
        if i in taken or (not by_skeleton and not len(owners)):
            continue
        short = _short_at(doc, cast, i, (owners, by_skeleton))
        if short and not any(j in taken for j in range(i, short.end)):
            taken.update(range(i, short.end))
            cast.called(short.actor, doc.show(i, short.end, cut=short.cut))
            more.append(short)
    return more


def _short_at(
    doc: Document, cast: Cast, i: int, known: tuple[PhraseTrie[str], dict[str, tuple[str, str]]]
) -> Named | None:
    owners, by_skeleton = known
    for cut, form in heads(doc.words[i]):
        length, actors = owners.longest(doc.words, i, form)
        if length:
            return Named(i, i + length, cut, "PER", actors[0], "short name", 0.95)
        full, actor = by_skeleton.get(skeleton(form), ("", ""))
        if (
            actor
            and form not in cast.who.name_words
            and abs(len(form) - len(full)) <= 2
            and (form[0], form[-1]) == (full[0], full[-1])
        ):
            return Named(i, i + 1, cut, "PER", actor, "short name, other spelling", 0.7)
    return None


def _family(words: list[str]) -> tuple[str, ...]:
    if len(words) > 2 and words[-2] in _BINDERS:
        return tuple(words[-2:])
    return (words[-1],)
