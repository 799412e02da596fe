"""The words of pages (`lang/ar/lexicon/lines.toml`), compiled for look-up. Everything here is folded."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from marsad.lang.ar.fold import fold
from marsad.lang.lexicon import rows, tables
from marsad.model.article import LineRole

Where = Literal["line", "start", "cut"]
Reach = Literal["", "form", "date", "name", "next", "run", "embed", "tags", "end"]
_EDGES = " \t*\"'/\\-_#[](){}<>|:.,;،؛؟!?•·»«…~=+"


class Phrase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give a stretch its role: where they stand, and how far (`to`) what they begin reaches."""

    form: str
    where: Where
    role: LineRole
    to: Reach = ""
    stop: bool = False
    closes: str = ""
    yes: list[str] = []
    no: list[str] = []

    @property
    def closes_folded(self) -> str:
        """The words that end an embedded frame, folded."""
        return fold(self.closes)

    @property
    def reason(self) -> str:
        """Why a stretch has this role, as a view shows it."""
        return f"lines/{self.form}"


class Agency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An agency or paper to whom articles credit themselves."""

    name: str
    names: list[str] = []


class Phrases:
    """The lexicon of lines, ready for look-up."""

    def __init__(self) -> None:
        file = files("marsad.lang.ar") / "lexicon" / "lines.toml"
        raw = tables(file)
        self.rows = list(rows(file, "phrase", Phrase))
        self.whole = {bare(p.form): p for p in self.rows if p.where == "line"}
        self.starts: dict[str, list[tuple[str, Phrase]]] = {}
        for phrase in sorted(self.rows, key=lambda p: -len(p.form)):  # the longest that fits speaks
            if phrase.where != "line":
                form = bare(phrase.form)
                self.starts.setdefault(form.split()[0], []).append((form, phrase))
        self._cuts = {numbered(fold(p.form)): p for p in self.rows if p.where == "cut"}
        self.cut = re.compile(rf"(?<!\w)(?:{_either([p.form for p in self._cuts.values()])})(?!\w)")
        self.weekdays = {fold(n): r["day"] for r in raw["weekday"] for n in r["names"]}
        self.months = {fold(n): r["month"] for r in raw["month"] for n in r["names"]}
        self.hijri = {fold(n): r["month"] for r in raw["hijri"] for n in r["names"]}
        self.sections = {fold(n) for r in raw["section"] for n in r["names"]}
        self.social = {fold(n) for r in raw["social"] for n in r["names"]}
        section, network = _either(list(self.sections)), _either(list(self.social))
        self.menus = (  # told by their shape: الرئيسية / سياسة, and three networks in a row
            (Phrase(form="breadcrumb", where="cut", role="navigation", to="form"),
             re.compile(rf"(?<!\w)الرييسيه(?:\s*[/>»|]\s*(?:{section})(?!\w))+")),
            (Phrase(form="networks", where="cut", role="share", to="form"),
             re.compile(rf"(?<!\w)(?:شارك\w*\s+\w+\s+)?(?:{network})(?:\s+(?:{network})){{2,}}(?!\w)")),
        )  # fmt: skip
        self.section_menu = re.compile(rf"(?:{section})(?:\s+(?:{section})){{2,}}")
        self.openings = {form for r in raw["opening"] for verb in r["verbs"] for form in _past(fold(verb))}
        self.turn = re.compile(rf"(?:{_either(raw['opening'][0]['turns'])})(?!\w)")
        named = [fold(n) for a in rows(file, "agency", Agency) for n in (a.name, *a.names)]
        self.agency = re.compile(rf"(?<!\w)(?:{_either(named)})(?!\w)")

    def cut_phrase(self, found: str) -> Phrase:
        """The row of a match of `cut`."""
        return self._cuts[numbered(" ".join(found.split()))]

    def opens(self, word: str) -> bool:
        """Whether a folded word is a verb that opens a sentence of news, و or ف before it or not."""
        return word in self.openings or (word[:1] in "وف" and word[1:] in self.openings)


def bare(text: str) -> str:
    """Text folded and without the marks around it."""
    return stripped(fold(text))


def stripped(folded: str) -> str:
    """Folded text without the marks around it."""
    return folded.strip(_EDGES)


def worded(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return any(map(str.isalnum, text))


def numbered(folded: str) -> str:
    """Folded text with each number as `#`."""
    return re.sub(r"\d+", "#", folded)


def _either(forms: list[str]) -> str:
    longest_first = sorted({fold(f) for f in forms}, key=lambda f: (-len(f), f))
    return "|".join(re.escape(f).replace(r"\#", r"\d+").replace(r"\ ", r"\s+") for f in longest_first)


def _past(verb: str) -> tuple[str, str]:
    return (verb, verb[:-1] + "ت") if verb[-1] in "يا" and len(verb) > 2 else (verb, verb + "ت")


@cache
def phrases() -> Phrases:
    """The lexicon, read once a process."""
    return Phrases()
