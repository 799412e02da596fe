"""Whether a naming means an actor: spelling first, then context, both counted in bits, as in Fellegi and Sunter (1969).

A word that agrees tells log2 of its rarity; an unusual spelling costs some of it; context adds or takes; the odds against two
namings meaning one actor (PRIOR) are taken off. Three bits and more are `same` (8 to 1), down to one below zero `unsure`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import exp2, log2
from typing import NamedTuple

from marsad.model.woven import Verdict
from marsad.resolve.candidates import Asked, Commonness, Facts
from marsad.resolve.keys import SON
from marsad.resolve.offices import ONE_AT_A_TIME, Held
from marsad.resolve.spellings import Alignment, Words, align, align_bodies, in_dictionary, spelling

SAME, UNSURE = 3.0, -1.0
PRIOR = {"P": 13.0, "B": 9.0}
KNOWN_PRIOR = {"P": 11.0, "B": 9.0}
TELLING, GENERIC = 9.0, 10.5
MOST_NAME_BITS = 18.0
ALONE = 9.0
FULL = 3
RARELY = 0.2
NAMESAKES = 10.0
HELD_BY_ANOTHER, NEVER_HELD, AGREES, NO_FAMILY, UNNAMED = -7.0, -5.0, 2.0, 4.0, -6.0
_OUTLETS = frozenset(("agency", "newspaper", "broadcaster", "website"))


class Verdicted(NamedTuple):
    """What came of comparing a naming with an actor; `bits` is the log of the odds, `name_bits` what the name alone gives."""

    actor: str
    verdict: Verdict
    rule: str
    bits: float
    name_bits: float
    because: str

    @property
    def score(self) -> float:
        """The odds as a probability between 0 and 1."""
        return round(1 / (1 + exp2(-self.bits)), 3)


class Setting(NamedTuple):
    """What of the ledger so far a comparison needs: rarity of words, how often each actor was met and of how many namings."""

    common: Commonness
    native: Mapping[str, int]
    met: Mapping[str, int]
    namings: int


def judge(asked: Asked, facts: Facts, setting: Setting) -> Verdicted | None:
    """Whether a naming means an actor; None where the names have nothing in common."""
    best = _best_name(asked, facts, setting)
    if best is None:
        return None
    name_bits, aligned = best
    found = [_offices(asked, facts), _country(asked, facts, setting), _company(asked, facts, setting), _days(asked, facts), _types(asked, facts)]  # fmt: skip
    context = [(bits, why) for bits, why in found if bits]
    prior = (KNOWN_PRIOR if facts.known else PRIOR)[asked.kind]
    bits = name_bits - prior + sum(b for b, _ in context)
    lone = len(aligned.pairs) == 1 and asked.kind == "P"
    if not _may_join(asked, facts, aligned, setting, found) or (lone and name_bits < ALONE):
        bits = min(bits, SAME - 0.5)
    verdict: Verdict = "same" if bits >= SAME else "unsure" if bits > UNSURE else "different"
    rule = "resolve/" + (
        "single-name" if lone else "spelling" if aligned.cost else "part-of-name" if aligned.left_over else "same-name"
    )
    return Verdicted(facts.id, verdict, rule, bits, name_bits, _because(aligned, name_bits, context))


def _may_join(asked: Asked, facts: Facts, aligned: Alignment, setting: Setting, found: list[tuple[float, str]]) -> bool:
    """Whether the evidence is of the kind that may join at all, whatever its sum.

    A single name needs context: with a known person his country or office, else two things that agree. Words that many
    bear never join names that are not wholly alike, and bodies that every country has need theirs. Somebody else in that office on that day, or dates that contradict, speak against all.
    """
    office, country = found[0][0], found[1][0]
    if any(_dated(o, holder, facts)[0] <= NEVER_HELD for o, holder in asked.offices.items()):
        return False
    if asked.kind == "B":
        return country > 0 or not _generic(asked.words, setting.common)
    if len(aligned.pairs) == 1:
        return max(office, country) >= AGREES if facts.known else sum(b for b, _ in found) >= SAME
    alike = (aligned.left_over == 0 and facts.known is None) or office > AGREES
    return alike or max(setting.common.bits(a) for a, *_ in aligned.pairs) >= TELLING


def _contradicted(asked: Words, facts: Facts) -> bool:
    """Whether a full name of the actor cannot be the asked one's: another father, or other names between.

    One such name is enough against an actor that articles named; a known one may bear several, and one that fits will do.
    """
    full = [n for n in facts.names if len(n) >= FULL and spelling(asked[0], n[0]) is not None]
    if any(asked[1].startswith(SON) and n[1].startswith(SON) and spelling(asked[1], n[1]) is None for n in full):
        return True
    misfits = sum(align(asked, n) is None for n in full)
    return misfits == len(full) > 0 if facts.known else misfits > 0


def _best_name(asked: Asked, facts: Facts, setting: Setting) -> tuple[float, Alignment] | None:
    """The name of the actor that fits best; None also where its other full names contradict (جورج دبليو, جورج هربرت)."""
    person, ours = asked.kind == "P", asked.words
    if person and len(ours) >= FULL and _contradicted(ours, facts):
        return None
    best: tuple[float, Alignment] | None = None
    native = person and _is_native(ours, setting)
    for words in facts.names:
        aligned = align(ours, words, native) if person else align_bodies(ours, words)
        if aligned is None:
            continue
        if person and len(ours) > 1 and len(words) == 1 and any(len(other) > 1 for other in facts.names):
            continue  # أنطونيو كونتي is no كونتي who is called جوزيبي
        bits = _name_bits(aligned, setting.common, body=not person)
        if aligned.no_family and facts.known:
            bits -= NO_FAMILY
        if best is None or bits > best[0]:
            best = bits, aligned
    return best


def _name_bits(aligned: Alignment, common: Commonness, *, body: bool) -> float:
    """What a name tells: the rarity of its words, at most 18 bits, less spelling and words left over."""
    told = [min(common.bits(a), common.bits(b)) for a, b, _ in aligned.pairs]
    most = NAMESAKES if body and _generic(tuple(a for a, *_ in aligned.pairs), common) else MOST_NAME_BITS
    missing = min(aligned.left_over, 2) + (4.0 if aligned.no_family else 0.0) + (6.0 if aligned.given_only else 0.0)
    return min(sum(told), most) - aligned.cost - missing


def _generic(words: Words, common: Commonness) -> bool:
    """Whether a body's name is made of ordinary words, or of words that many bodies bear: each country has its own."""
    return all(map(in_dictionary, words)) or max(map(common.bits, words)) < GENERIC


def _is_native(words: Words, setting: Setting) -> bool:
    """Whether a name begins with a given name that two or more Arabs of the knowledge base bear."""
    return bool(words) and setting.native.get(words[0], 0) > 1


def _offices(asked: Asked, facts: Facts) -> tuple[float, str]:
    """Offices held: on that day by the knowledge base, or told in other articles; what speaks most clearly."""
    told = [_dated(office, holder, facts) for office, holder in asked.offices.items()]
    told += [_told(office, facts) for office in asked.offices]
    return max(told, key=lambda t: abs(t[0]), default=(0.0, ""))


def _dated(office: Held, holder: str | None, facts: Facts) -> tuple[float, str]:
    """What the dates of offices say; `holder` is who was in the office on that day."""
    if holder == facts.id and not office.former:
        return 6.0, "was in that office on that day"
    if facts.known is None or not facts.known.offices:
        return 0.0, ""
    if holder is not None and not office.former and office.office in ONE_AT_A_TIME:
        return HELD_BY_ANOTHER, f"{holder} was in that office on that day"
    if any(o.office == office.office and office.of in (None, o.of) for o in facts.known.offices):
        return 3.0, "has held that office"
    if office.of and office.office in ONE_AT_A_TIME:
        return NEVER_HELD, f"never was {office.office} of {office.of}"
    return 0.0, ""


def _told(office: Held, facts: Facts) -> tuple[float, str]:
    for other in facts.offices:
        if other.office == office.office and other.portfolio == office.portfolio:
            if other.of == office.of and office.of:
                return 5.0, f"has the same office of {office.of}"
            if other.of and office.of and office.office in ONE_AT_A_TIME:
                return -5.0, f"is {office.office} of {other.of}, not of {office.of}"
            return 2.5, "has the same office"
    return 0.0, ""


def _country(asked: Asked, facts: Facts, setting: Setting) -> tuple[float, str]:
    """Whether both belong to one country: as stated, else as the company of their articles suggests."""
    weight = 2.0
    if asked.kind == "B" and _generic(asked.words, setting.common):
        weight = 4.0  # every country has its وزارة الداخلية
    theirs = facts.country
    if asked.country and theirs:
        return (
            (3.0, f"both of {theirs}")
            if asked.country == theirs
            else (-6.0, f"one of {asked.country}, one of {theirs}")
        )
    ours = asked.country or asked.home
    if facts.known and theirs:
        if ours == theirs:
            return weight, f"in news of {theirs}"
        if theirs in asked.company:
            return 1.0, f"beside {theirs}"
        if facts.known.kind in _OUTLETS:
            return -2.0, f"of {theirs}, which the article does not name"
        plain = asked.kind == "B" and all(
            in_dictionary(w) for w in asked.words
        )  # مجلس القضاء الأعلى, but not فايننشال تايمز
        return UNNAMED * (1 + plain), f"of {theirs}, which the article does not name"
    usual = theirs or (facts.homes.most_common(1)[0][0] if facts.homes else None)
    if not ours or not usual:
        return 0.0, ""
    if ours == usual:
        return weight, f"both in news of {usual}"
    share = facts.homes[ours] / max(1, facts.homes.total())
    apart = -weight if asked.kind == "B" else -1.0
    return (apart, f"news of {ours}, not of {usual}") if share < RARELY else (0.0, "")


def _company(asked: Asked, facts: Facts, setting: Setting) -> tuple[float, str]:
    """Known actors beside both, by rarity: the three rarest count, less where an actor has met many; one who is everywhere says nothing."""
    shared = [other for other in asked.company if other in facts.company]
    rare = sorted((log2((setting.namings + 1) / (setting.met.get(o, 0) + 1)) - 6.0 for o in shared), reverse=True)[:3]
    bits = sum(max(0.0, min(3.0, r)) for r in rare) * min(1.0, 15 / max(1, len(facts.company)))
    if bits:
        return min(4.0, bits), f"{len(shared)} known actor{'s' * (len(shared) > 1)} beside both"
    if not shared and len(asked.company) > 3 and len(facts.company) > 5:
        return -1.0, "nobody beside both"
    return 0.0, ""


def _types(asked: Asked, facts: Facts) -> tuple[float, str]:
    """A body and a place of one name are seldom one."""
    ours, theirs = asked.naming.type == "ORG", facts.type == "ORG"
    return (-3.0, "a body and a place") if asked.kind == "B" and ours != theirs else (0.0, "")


def _days(asked: Asked, facts: Facts) -> tuple[float, str]:
    """News comes in bursts: who was in the news a few days ago, or in the same article, is likelier to be meant."""
    if not facts.last or facts.known:
        return 0.0, ""
    if facts.article == asked.naming.article:
        return 4.0, "named in the same article"
    apart = abs(_ordinal(asked.naming.day) - _ordinal(facts.last))
    if apart <= 3:
        return 2.0, "named within three days"
    return (-1.0, "years apart") if apart > 1500 else (0.0, "")


@lru_cache(maxsize=20_000)
def _ordinal(day: str) -> int:
    return date.fromisoformat(f"{day}-01"[:10] if len(day) == 7 else day[:10]).toordinal()


def _because(aligned: Alignment, name_bits: float, context: list[tuple[float, str]]) -> str:
    spelt = "; ".join(f"{a} is written {b} ({cost:+.1f} bits)" for a, b, cost in aligned.pairs if cost)
    named = f"the names tell {name_bits:.1f} bits" + (f" ({spelt})" if spelt else "")
    return "; ".join([named, *(f"{why} ({bits:+.1f})" for bits, why in context)]) + "."
