"""The lint of Arabic data: lexicons and knowledge base, row by row and across files.

    python -m marsad.lang.ar.lint [--fix] FILE.toml...

One file alone is checked for clean Arabic, doubles, dates and order; `--fix` sorts its rows. `knowledge_faults` checks
what only the whole knowledge base can tell: ids, references, one holder at a time (docs/knowledge-base.md).
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import DataError
from marsad.lang.ar.fold import fold

Row = dict[str, Any]


class Fault(NamedTuple):
    """What is wrong: in which file and row, with which value, and what to do about it."""

    file: str
    row: str
    value: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.value!r}: {self.advice}"


class Table(NamedTuple):
    """The rows of one `[[name]]` table of a file."""

    file: str
    name: str
    rows: Sequence[Row]


OFFICES = frozenset(
    "head_of_state deputy_head_of_state head_of_government deputy_head_of_government crown_prince foreign_minister "
    "deputy_foreign_minister defence_minister interior_minister minister speaker deputy_speaker national_security_adviser "
    "intelligence_chief chief_of_staff commander deputy_commander spokesperson envoy deputy_envoy ambassador "
    "permanent_representative secretary_general deputy_secretary_general head deputy_head central_bank_governor adviser "
    "official judge member".split()
)
EXCLUSIVE = frozenset(
    "head_of_state head_of_government crown_prince foreign_minister defence_minister interior_minister speaker "
    "chief_of_staff secretary_general national_security_adviser envoy permanent_representative head".split()
)
"""Offices that one person holds at a time, for each (office, of, for)."""

_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_FOREIGN = re.compile("[ٱ-ۓەۮۯۺ-ۿݐ-ݿ]")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_NAMES = ("names", "short", "ordinary")
_HEADER = re.compile(r"\[\[(\w+)\]\]\s*$")


def text_faults(text: str) -> list[tuple[str, str]]:
    """What is unclean in an Arabic string, each as (the characters, advice); a string without Arabic has no faults."""
    if not _ARABIC.search(text):
        return []
    found = []
    if unicodedata.normalize("NFC", text) != text:
        found.append((text, "write it in Unicode's composed form (NFC)"))
    for char in sorted(set(text)):
        advice = _advice(char)
        if advice:
            found.append((f"U+{ord(char):04X}", advice))
    if text != text.strip() or "  " in text:
        found.append((text, "single spaces, none at the ends"))
    return found


def _advice(char: str) -> str:
    if "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefe":
        return "a presentation form: write the plain letter"
    if char == "\u0640":
        return "tatweel: leave it out"
    if unicodedata.category(char) == "Cf":
        return "an invisible mark: leave it out"
    if unicodedata.category(char) == "Mn":
        return "a vowel mark: leave it out"
    if _FOREIGN.match(char):
        return "a Persian or other letter: write the Arabic one"
    if char != " " and char.isspace():
        return "an odd space: write a plain one"
    return ""


def row_faults(table: Table) -> Iterator[Fault]:
    """Unclean strings, doubles within a list or among the names, and wrong dates, for every row of a table."""
    for row in table.rows:
        label = row_label(row)
        for text in _strings(row):
            for value, advice in text_faults(text):
                yield Fault(table.file, label, f"{text} ({value})" if value != text else text, advice)
        for twice in _doubles(row):
            yield Fault(table.file, label, twice, "stands twice after folding: keep one")
        for dated in (row, *row.get("offices", ())) if "id" in row else ():  # elsewhere `from` is a word like others
            yield from _date_faults(table.file, label, dated)


def row_label(row: Row) -> str:
    """The value of a row's first key: its id, its lemma, its past."""
    return str(next(iter(row.values()), ""))


def _place(row: Row) -> tuple[float, str]:
    """Where a row stands in its table: numbers by size, then words by their letters; lists have an order of their own."""
    first = next(iter(row.values()), "")
    return (first, "") if isinstance(first, int | float) else (float("inf"), first if isinstance(first, str) else "")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner) if key not in ("yes", "no") else ()  # sentences may be as sloppy as the press
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _doubles(row: Row) -> Iterator[str]:
    """Strings that fold alike within one list; for an actor, its names and short forms are one list."""
    lists = [value for key, value in row.items() if isinstance(value, list) and key not in _NAMES]
    for actor in (row, row.get("capital"), *row.get("seats", ())):
        if actor and "name_ar" in actor:
            lists.append([actor["name_ar"], *actor.get("names", ()), *actor.get("short", ())])
    for values in lists:
        seen: set[str] = set()
        for value in values:
            if isinstance(value, str):
                if fold(value) in seen:
                    yield value
                seen.add(fold(value))


def _date_faults(file: str, label: str, dated: Row) -> Iterator[Fault]:
    since, until = dated.get("from"), dated.get("to")
    for date in (since, until):
        if date is not None and not (isinstance(date, str) and _DATE.fullmatch(date)):
            yield Fault(file, label, str(date), 'write the date as "YYYY", "YYYY-MM" or "YYYY-MM-DD"')
            return
    if since and until and _before(until, since):
        yield Fault(file, label, f"{since} to {until}", "the start must stand before the end")


def _before(one: str, other: str) -> bool:
    """Whether a date lies before another, as far as the coarser of the two can tell."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def order_faults(table: Table) -> Iterator[Fault]:
    """Rows that stand before their place in the order of the first key."""
    for one, other in pairwise(table.rows):
        if _place(other) < _place(one):
            yield Fault(
                table.file,
                row_label(other),
                row_label(one),
                f"[[{table.name}]] rows are sorted by their first key: run with --fix",
            )


def tables(file: str, text: str) -> list[Table]:
    """The tables of a TOML file; raises DataError where it cannot be read."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise DataError(f"{file}: not valid TOML: {fault}. Correct the line it names.") from fault
    arrays = ((name, rows) for name, rows in content.items() if isinstance(rows, list))
    return [Table(file, name, rows) for name, rows in arrays if all(isinstance(row, dict) for row in rows)]


def file_faults(file: str, text: str) -> list[Fault]:
    """All that one file alone can tell."""
    return [fault for table in tables(file, text) for check in (row_faults, order_faults) for fault in check(table)]


def in_order(text: str) -> str:
    """A TOML file with its rows sorted by first key within each table; the comment above a row moves with it."""
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    if not starts:
        return text
    for n in range(len(starts)):
        while starts[n] > 0 and lines[starts[n] - 1].startswith("#"):
            starts[n] -= 1
    blocks = ["\n".join(lines[a:b]).strip() for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    names = [next(m[1] for line in block.splitlines() if (m := _HEADER.match(line))) for block in blocks]
    order = {name: at for at, name in reversed(list(enumerate(names)))}
    labels = [_place(tomllib.loads(block)[name][0]) for name, block in zip(names, blocks, strict=True)]
    keyed = [(order[name], label, block) for name, label, block in zip(names, labels, blocks, strict=True)]
    head = "\n".join(lines[: starts[0]]).strip()
    body = "\n\n".join(block for _, _, block in sorted(keyed, key=lambda entry: entry[:2]))
    return (head + "\n\n" if head else "") + body + "\n"


def knowledge_faults(all_tables: Sequence[Table]) -> list[Fault]:
    """What only the whole knowledge base can tell: ids that clash, references to nothing, two holders of one office."""
    checks = (_id_faults, _reference_faults, _twin_faults, _holder_faults)
    return [fault for check in checks for fault in check(all_tables)]


def _actors(all_tables: Iterable[Table]) -> Iterator[tuple[str, Row]]:
    for table in all_tables:
        for row in table.rows:
            yield table.file, row
            for part in (row.get("capital"), *row.get("seats", ())):
                if part:
                    yield table.file, part


def _id_faults(all_tables: Sequence[Table]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for file, row in _actors(all_tables):
        if row["id"] in first:
            yield Fault(file, row["id"], first[row["id"]], "the id stands there already: merge the rows")
        first.setdefault(row["id"], file)


def _reference_faults(all_tables: Sequence[Table]) -> Iterator[Fault]:
    states = {row["id"] for table in all_tables if table.name == "state" for row in table.rows}
    bodies = states | {row["id"] for table in all_tables if table.name == "organisation" for row in table.rows}
    for table in all_tables:
        for row in table.rows:
            country = row.get("country")
            if country is not None and country not in states:
                yield Fault(table.file, row["id"], country, "no such state: use an id of states.toml")
            for body in row.get("acts_for", ()):
                if body not in bodies:
                    yield Fault(table.file, row["id"], body, "no such state or organisation: add its row")
            for held in row.get("offices", ()):
                if held["office"] not in OFFICES:
                    yield Fault(table.file, row["id"], held["office"], "no such office: see docs/knowledge-base.md")
                for body in (held["of"], held.get("for")):
                    if body is not None and body not in bodies:
                        yield Fault(table.file, row["id"], body, "no such state or organisation: add its row")


def _twin_faults(all_tables: Sequence[Table]) -> Iterator[Fault]:
    """Two rows of one kind and country under one full name: most likely one actor twice."""
    first: dict[tuple[str, str, str], str] = {}
    for table in all_tables:
        for row in table.rows:
            for name in sorted({fold(name) for name in (row["name_ar"], *row.get("names", ()))}):
                key = (table.name, row.get("country", ""), name)
                if first.setdefault(key, row["id"]) != row["id"]:
                    yield Fault(table.file, row["id"], name, f"{first[key]} has that name too: merge the rows")


def _holder_faults(all_tables: Sequence[Table]) -> Iterator[Fault]:
    held: dict[tuple[str, str, str], list[tuple[str, str, Row]]] = defaultdict(list)
    for table in all_tables:
        for row in table.rows:
            for office in row.get("offices", ()):
                if office["office"] in EXCLUSIVE and not office.get("shared"):
                    held[office["office"], office["of"], office.get("for", "")].append((table.file, row["id"], office))
    for (name, of, _), terms in held.items():
        for (_, other, theirs), (file, person, own) in combinations(terms, 2):
            if person != other and _overlap(own, theirs):
                span = f"{name} of {of} {own.get('from', '?')} to {own.get('to', '?')}"
                advice = f"{other} holds it {theirs.get('from', '?')} to {theirs.get('to', '?')}: correct the dates, or say why in `shared`"
                yield Fault(file, person, span, advice)


def _overlap(one: Row, other: Row) -> bool:
    """Whether two terms share time; ends that meet in one day, month or year are a handover."""
    return all(
        _before(earlier.get("from", "0000"), later.get("to", "9999")) for earlier, later in ((one, other), (other, one))
    )


def main(arguments: Sequence[str]) -> int:
    """Check the files named, sorting them first with `--fix`; 1 where faults are left."""
    faults = []
    for path in (Path(argument) for argument in arguments if argument != "--fix"):
        text = path.read_text(encoding="utf-8")
        if "--fix" in arguments:
            text = in_order(text)
            path.write_text(text, encoding="utf-8")
        faults += file_faults(path.name, text)
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
