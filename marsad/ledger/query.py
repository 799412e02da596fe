"""What a person types to search: words, "exact phrases", -not, OR, prefix*; nothing that is typed can break the query.

Words stand side by side when all must occur. OR (also |) lets one of its two neighbours do. Quotation marks of every
script hold a phrase together, also where the second is missing. Everything else that is no letter or digit counts as a
blank, so that no operator of a database ever comes from a person.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.errors import InputError
from marsad.lang.ar.words import splits
from marsad.ledger.stems import WORD, plain, spaced
from marsad.ledger.words import stem_of

LETTERS, TERMS, SHORTEST_PREFIX = 1_000, 32, 3
"""The longest query, the most words and phrases in it, and the fewest letters before a star."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("−–—", "-") | {"＊": "*", "٭": "*"})
_PIECE = re.compile(r'(-?)"([^"]*)"?(\*?)|(-?)([^\s"]+)')
_OR, _AND, _NOT = frozenset(("OR", "|", "||")), frozenset(("AND", "&", "&&", "+")), "NOT"


class Term(NamedTuple):
    """One word or phrase: its words as the index keeps them; `prefixes` are beginnings, one of which the last word has."""

    words: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


class Query(NamedTuple):
    """Of each group one term must occur, of `without` none."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...]


def parse(typed: str) -> Query:
    """What was asked for. Raises InputError where it holds no word, is too long or only says what must not occur."""
    if len(typed) > LETTERS:
        raise InputError(f"a query of {len(typed):,} characters; write at most {LETTERS:,}")
    groups: list[list[Term]] = []
    without: list[Term] = []
    either = negated = False
    for mark, written, quoted, star in _pieces(typed):
        if not quoted and written in _OR:
            either = bool(groups)
        elif not quoted and written == _NOT:
            negated = True
        elif (quoted or written not in _AND) and (term := _term(written, star)):
            if mark or negated:
                without.append(term)
            elif either:
                groups[-1].append(term)
            else:
                groups.append([term])
            either = negated = False
    _check(typed, groups, without)
    return Query(tuple(map(tuple, groups)), tuple(without))


def _check(typed: str, groups: list[list[Term]], without: list[Term]) -> None:
    shown = typed.strip()[:60]
    if not groups and without:
        raise InputError(f"{shown!r} only says what must not occur; add a word that must")
    if not groups:
        raise InputError(f"{shown!r} holds no word to search for; write a word, a name or a number")
    if (terms := sum(map(len, groups)) + len(without)) > TERMS:
        raise InputError(f"{shown!r}... asks for {terms} words; write at most {TERMS}")


def _pieces(typed: str) -> list[tuple[bool, str, bool, bool]]:
    """Minus sign, words, whether in quotation marks, star behind."""
    found = []
    for m in _PIECE.finditer(typed.translate(_QUOTES)):
        if m[2] is not None:
            found.append((bool(m[1]), m[2], True, bool(m[3])))
        else:
            found.append((bool(m[4]), m[5], False, m[5].endswith("*")))
    return found


def _term(written: str, star: bool) -> Term | None:
    tokens = [w for w in WORD.findall(spaced(written)) if plain(w)]
    if not tokens:
        return None
    if not star:
        return Term(tuple(map(stem_of, tokens)))
    return Term(tuple(map(stem_of, tokens[:-1])), _prefixes(plain(tokens[-1])))


def _prefixes(word: str) -> tuple[str, ...]:
    """The beginning as typed, and without an article before it."""
    if len(word) < SHORTEST_PREFIX:
        raise InputError(f"'{word}*' is too short; write at least {SHORTEST_PREFIX} letters before the star")
    bare = [s.word for s in splits(word) if s.article]
    return tuple(dict.fromkeys((word, *bare)))


def fts5(query: Query) -> str:
    """The query in the language of SQLite's FTS5; every word of it in quotation marks."""
    wanted = " AND ".join(f"({' OR '.join(map(_fts5, group))})" for group in query.groups)
    return f"({wanted}) NOT ({' OR '.join(map(_fts5, query.without))})" if query.without else wanted


def _fts5(term: Term) -> str:
    if not term.prefixes:
        return _phrase(" ".join(term.words))
    return f"({' OR '.join(_phrase(' '.join((*term.words, p))) + ' *' for p in term.prefixes)})"


def _phrase(words: str) -> str:
    return f'{{title body names}} : "{words}"' if " " in words else f'"{words}"'


def tsquery(query: Query) -> str:
    """The query in the language of PostgreSQL's text search; every word of it in quotation marks."""
    wanted = " & ".join(f"({' | '.join(map(_tsquery, group))})" for group in query.groups)
    return f"{wanted} & !({' | '.join(map(_tsquery, query.without))})" if query.without else wanted


def _tsquery(term: Term) -> str:
    words = [f"'{w}'" for w in term.words]
    if not term.prefixes:
        return f"({' <-> '.join(words)})"
    ways = (" <-> ".join((*words, f"'{p}':*")) for p in term.prefixes)
    return f"({' | '.join(ways)})"
