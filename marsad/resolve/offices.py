"""Dated offices: what office of which state or body words name, and who held it on a day."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import lexicon_folder
from marsad.lang.ar.words import heads
from marsad.lang.lexicon import OfficeWord, rows
from marsad.lang.trie import PhraseTrie
from marsad.resolve.knowledge import Knowledge

ONE_AT_A_TIME = frozenset(
    "head_of_state head_of_government crown_prince foreign_minister defence_minister interior_minister speaker secretary_general".split()
)
_FORMER = frozenset("السابق السابقه الاسبق الراحل الراحله المعزول المخلوع المستقيل المنتخب المنتخبه سابق سابقا".split())


class Held(NamedTuple):
    """An office as words name it: `office` of the lexicon, `of` a state or body where the words say so.

    `portfolio` is what an office of many kinds is for (وزير النفط: النفط); `former` that it is held no more.
    """

    office: str
    of: str | None
    portfolio: str = ""
    former: bool = False


@cache
def _office_words() -> PhraseTrie[str]:
    """The office words of the lexicon with feminine and plural, each with article too."""
    trie: PhraseTrie[str] = PhraseTrie()
    for row in rows(lexicon_folder() / "titles.toml", "office", OfficeWord):
        for form in (row.lemma, row.feminine, *row.plural):
            words = fold(form).split()
            trie.add(words, row.office)
            if len(words) == 1 and not words[0].startswith("ال"):
                trie.add(("ال" + words[0],), row.office)
    return trie


def held(who: Knowledge, title: str, country: str | None = None) -> Held | None:
    """The office that a title's words name, None where they name none; `country` is whose it is where the words do not say.

    وزير الخارجية الليبي: foreign_minister of LY.
    """
    words = fold(title).split()
    for head in heads(words[0]) if words else ():
        length, offices = _office_words().longest(words, 0, head.form)
        if length:
            rest = words[length:]
            of = _owner(who, rest) or country
            portfolio = rest[0] if offices[0] == "minister" and rest else ""
            return Held(offices[0], of, portfolio, any(w in _FORMER for w in rest))
    return None


def _owner(who: Knowledge, words: list[str]) -> str | None:
    """The first state or body that words name by adjective or name: الليبي, ليبيا, للأمم المتحدة."""
    for at, word in enumerate(words):
        if state := who.adjective(word):
            return state
        for head in heads(word):
            length, known = who.names.longest(words, at, head.form)
            sure = [k.actor for k in known if not k.short and not k.ordinary and who.actors[k.actor].type != "PER"]
            if length and sure:
                actor = who.actors[sure[0]]
                return actor.country if actor.kind in ("capital", "seat") else actor.id
    return None


def office_holder(who: Knowledge, title: str, country: str | None, day: str) -> str | None:
    """The actor id of who held an office on a day (ISO), if the knowledge base knows exactly one.

    `title` is an office's words in Arabic (وزير الخارجية) or its id (foreign_minister); `country` the id of the state or body
    whose it is, which words that name another one overrule (وزير الخارجية الليبي). A holder «former» or elect is none.
    """
    named = held(who, title, country) or Held(title, country)
    return None if named.of is None or named.former else who.holder(named.office, named.of, day)
