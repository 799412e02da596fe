"""The words of time in a document, each with a tag of one letter, so that a grammar can be written as patterns.

`tag` turns a document into a string with two characters a word: its tag, and what kind of gap follows it (a space,
`,` for a comma or bracket, `/`, `-`, or `|` where nothing may be joined).

| tag | word | tag | word |
|---|---|---|---|
| `A` | today, yesterday, tomorrow | `W` | weekday |
| `M X H` | month, month that is a common word too, Hijri month | `d n y h` | digits: day, other, year, Hijri year |
| `D f` | whole date in digits, day and month in digits | `o c v` | definite number, number, vague number |
| `u e b k a z q` | hour, day, month, week, year, decade, century | `U B K Y Z Q` | the same with the article |
| `t p C` | two, several, two of (يومي) | `T P` | the same with the article |
| `R L J j i` | last or next, latest, this, that, the same | `E G` | beginning or end of, part of the day |
| `S s O g` | season, the season, decades, half or quarter | `@ < > =` | since, ago, after, for |
| `F I w V` | from, to, between, and | `~ x l % &` | about, some, era, corresponding to, dated | `r` | each Friday |
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from marsad.lang.ar.fold import fold
from marsad.lang.lexicon import rows
from marsad.read.dates import day_value, hijri_day, hijri_months, month_value
from marsad.read.tokens import Document


class TimeRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the lexicon of times: words of one family and meaning."""

    forms: list[str]
    value: int = 0
    unit: str = ""
    dual: list[str] = []
    plural: list[str] = []
    construct: list[str] = []
    tradition: str = ""
    strict: bool = False
    yes: list[str] = []
    no: list[str] = []
    note: str = ""


class Node(NamedTuple):
    """A word of time: its tag, the number and unit it tells, words `start` to `end`, and the value of a whole date."""

    tag: str
    value: int
    unit: str
    start: int
    end: int
    iso: str = ""


class Entry(NamedTuple):
    """What a form of the lexicon is, and the words after its first that it needs."""

    rest: tuple[str, ...]
    tag: str
    value: int
    unit: str


_TAGS = {"month": "M", "hijri": "H", "weekday": "W", "ordinal": "o", "cardinal": "c", "vague": "x", "relative": "R", "this": "J", "that": "j", "self": "i",
         "edge": "E", "part": "G", "day": "A", "season": "S", "decade": "O", "share": "g", "approx": "~", "since": "@", "ago": "<",
         "after": ">", "lasting": "=", "from": "F", "to": "I", "between": "w", "and": "V", "era": "l", "equals": "%", "date": "&", "each": "r"}  # fmt: skip
_UNITS = {"hour": "uU", "day": "e ", "week": "kK", "month": "bB", "year": "aY", "decade": "zZ", "century": "qQ"}
_DEFINITE = {"c": "o", "S": "s", "O": "O", "x": "x", "t": "T", "p": "P"} | {u[0]: u[1] for u in _UNITS.values()}
_WHOLE = frozenset("FIVlwir")  # these take no clitic but و
_LISTS = ("name_before", "today_before", "today_after", "weekday_before", "office_before", "count_before", "age_near", "plain",
          "year_before", "counted",
          "future", "past", "present", "plan", "happening", "deadline")  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,4})[./](\d{1,2})(?:[./](\d{4}|\d\d))?$|(\d{4})/(\d{4})$|(\d{1,2})/(\d{4})$")


class TimeWords:
    """The lexicon of times: `index` from a folded word to what it may begin, `lists` for words that decide by company."""

    def __init__(self) -> None:
        file = files("marsad.lang.ar") / "lexicon" / "times.toml"
        self.index: dict[str, list[Entry]] = {}
        for table, tag in _TAGS.items():
            for row in rows(file, table, TimeRow):
                self._add_row(row, tag)
        for row in rows(file, "unit", TimeRow):
            both = zip(
                (row.forms, row.dual, row.plural, row.construct), (_UNITS[row.unit][0], "t", "p", "C"), strict=True
            )
            for forms, tag in both:
                for form in forms:
                    self._add(form, tag, 2 if tag == "t" else 1, row.unit)
        self.lists = {
            name: frozenset(fold(f) for row in rows(file, name, TimeRow) for f in row.forms) for name in _LISTS
        }
        self.not_future = tuple(fold(f) for row in rows(file, "not_future", TimeRow) for f in row.forms)
        for entries in self.index.values():
            entries.sort(key=lambda e: -len(e.rest))

    def _add_row(self, row: TimeRow, tag: str) -> None:
        if tag == "M" and row.strict:
            tag = "X"
        elif tag == "c" and not row.value:
            tag = "v"
        elif tag == "R" and row.value == _LATEST:
            tag = "L"
        for form in row.forms:
            self._add(form, tag, row.value, row.unit or row.tradition)

    def _add(self, form: str, tag: str, value: int, unit: str) -> None:
        first, *rest = fold(form).split()
        for written, article in _with_clitics(first, tag):
            kind = _DEFINITE[tag] if article else tag
            if kind != " ":
                entries = self.index.setdefault(written, [])
                entry = Entry(tuple(rest), kind, value, unit)
                if entry not in entries:
                    entries.append(entry)


_LATEST = -3


def _with_clitics(word: str, tag: str) -> list[tuple[str, bool]]:
    """A word as it may be written, and whether the article was put before it."""
    plain = ("", "و", "ف")
    if tag in _WHOLE or tag in "XH":
        found = [(p + word, False) for p in plain]
        return found if tag != "V" else found[:1]
    if word.startswith("ال"):
        return [(p + word, False) for p in (*plain, "ب", "ك", "وب", "وك")] + [
            (p + word[1:], False) for p in ("ل", "ول", "فل")
        ]
    forms = [(p + word, False) for p in (*plain, "ب", "ل", "وب", "ول", "ك")]
    if tag in _DEFINITE:
        forms += [(p + "ال" + word, True) for p in (*plain, "ب", "ك", "وب")] + [
            (p + "لل" + word, True) for p in ("", "و")
        ]
    return forms


@cache
def time_words() -> TimeWords:
    """The lexicon of times, read once a process."""
    return TimeWords()


def _gap(gap: str) -> str:
    stripped = gap.strip()
    if "\n" in gap:
        return "|"
    if not stripped:
        return " "
    if stripped in ("/", "-"):
        return stripped
    return "," if len(stripped) <= 2 and all(c in ",،()\"'[]/-" for c in stripped) else "|"


def _digits(word: str) -> tuple[str, int, str]:
    """Tag, number and whole-date value of a word in digits."""
    if word.isdigit():
        number = int(word) if len(word) < 9 else -1
        if 1900 <= number < 2100 and len(word) == 4:
            return "y", number, ""
        if _is_hijri(number) and len(word) == 4:
            return "h", number, ""
        return ("d" if 1 <= number <= 31 else "n"), number, ""
    m = _NUMERIC.match(word)
    if not m:
        return "_", 0, ""
    iso = _numeric_date(m)
    if iso:
        return "D", 0, iso
    if m[1] and m[2] and not m[3] and "/" in word and 1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 31:
        return "f", int(m[2]) * 100 + int(m[1]), ""
    return "_", 0, ""


def _numeric_date(m: re.Match[str]) -> str | None:
    if m[4]:
        return _two_years(int(m[4])) if int(m[5]) == int(m[4]) + 1 else None
    if m[6]:
        return month_value(int(m[7]), int(m[6])) if 1 <= int(m[6]) <= 12 and 1900 <= int(m[7]) < 2100 else None
    if not m[3]:
        return None
    if len(m[1]) == 4:
        return day_value(int(m[1]), int(m[2]), int(m[3]))
    day, month, year = int(m[1]), int(m[2]), int(m[3]) + (0 if len(m[3]) == 4 else 2000)
    if _is_hijri(year):
        return hijri_day(year, month, day)
    if not 1900 <= year < 2100:
        return None
    return day_value(year, month, day) or day_value(year, day, month)


def _is_hijri(year: int) -> bool:
    return 1343 <= year <= 1500


def _two_years(first: int) -> str:
    """2014/2015, or the days of 1436/1437."""
    start, end = (hijri_months(year, 1, 12) if _is_hijri(year) else None for year in (first, first + 1))
    return f"{start[:10]}/{end[-10:]}" if start and end else f"{first}/{first + 1}"


def tag(doc: Document) -> tuple[str, list[Node | None], list[int]]:
    """The document as tags and gaps, its nodes (None for words that tell no time), and the first word of each node."""
    index, words, gaps = time_words().index, doc.words, doc.gaps
    out: list[str] = []
    nodes: list[Node | None] = []
    starts: list[int] = []
    i, count = 0, len(words)
    while i < count:
        word = words[i]
        node = None
        if word in index:
            node = _look_up(index[word], doc, i)
        elif word[0] in "0123456789":
            kind, number, iso = _digits(word)
            node = Node(kind, number, "", i, i + 1, iso) if kind != "_" else None
        elif word in _ARTICLE and i + 1 < count and words[i + 1].isdigit() and not gaps[i + 1].strip():
            kind, number, _ = _digits(words[i + 1])
            node = Node(kind, number, "", i, i + 2)
        starts.append(i)
        i = node.end if node else i + 1
        if node and nodes and nodes[-1] and _same_month(nodes[-1], node) and out[-1] in " ,/-":
            before = nodes[-1]
            nodes[-1] = before._replace(tag="M", end=i)
            starts.pop()
            out[-2:] = ["M", " " if gaps[i] == " " else _gap(gaps[i])]
            continue
        nodes.append(node)
        out += (node.tag if node else "_", " " if gaps[i] == " " else _gap(gaps[i]))
    return "".join(out), nodes, starts


_ARTICLE = frozenset(("ال", "وال", "بال", "لل", "فال"))


def _same_month(a: Node, b: Node) -> bool:
    return a.tag in "MX" and b.tag in "MX" and a.value == b.value


def _look_up(entries: list[Entry], doc: Document, at: int) -> Node | None:
    for entry in entries:
        end = at + 1 + len(entry.rest)
        if not entry.rest or (end <= len(doc.words) and tuple(doc.words[at + 1 : end]) == entry.rest):
            return Node(entry.tag, entry.value, entry.unit, at, end)
    return None
