"""Where Marsad goes wrong on the gold articles: every miss and every false find with its sentence and the rule that spoke.

    python -m bench.errors statements [--article d03]

Matching is the scorer's (../shared/bench/score.py), whose parts are used; what is missed is grouped by what the gold
calls it, what is false by its rule. `statements_speaker` and `events` list what was found with the wrong people,
`events_full` what was found with the right ones and another status or date.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bench import own
from bench.own import GOLD
from bench.quality import gold_inputs, read_inputs


@cache
def scorer() -> Any:
    """What score.py, beside the gold and in no package, holds."""
    return own.scorer()[1]


class Fault(NamedTuple):
    """One thing missed or wrongly found: why it is grouped so, where it stands, and what there is to see."""

    kind: str
    group: str
    article: str
    at: int
    note: str


@dataclass(frozen=True)
class Case:
    """An article's gold beside its reading, as the scorer looks at them."""

    gold: Any
    reading: dict[str, Any]
    toks: list[tuple[int, int]]
    same: dict[str, set[str]]

    def run(self, start: int, end: int) -> tuple[int, int]:
        """The run of words that the characters touch."""
        words: tuple[int, int] = scorer().token_range(self.toks, start, end)
        return words

    def words(self, start: int, end: int) -> str:
        """The characters themselves, on one line and not too long."""
        text = " ".join(self.gold.text[start:end].split())
        return text if len(text) <= 160 else f"{text[:80]} ... {text[-75:]}"

    def sentence(self, at: int) -> str:
        """The sentence around a place."""
        return next((self.words(s, e) for s, e in scorer().sentences(self.gold.text) if s <= at <= e), "")

    def gold_name(self, actor: str | None) -> str:
        """A gold actor's name."""
        about = self.gold.actors.get(actor, {})
        return str(about.get("name") or about.get("surface") or "nobody")

    def name(self, actor: str | None) -> str:
        """The name of an actor of the reading."""
        about = self.reading["actors"].get(actor, {})
        return str(about.get("name_ar") or about.get("name") or "nobody")

    def fault(self, kind: str, group: str, at: int, note: str) -> Fault:
        """A fault at a place of this article."""
        return Fault(kind, group or "no rule", self.gold.doc, at, note)


def names(case: Case) -> Iterator[Fault]:
    """Names whose words differ; what stands over a missed one is shown."""
    wanted = {case.run(s, e): (s, e, kind) for s, e, kind, _ in case.gold.mentions}
    said = {case.run(m["start"], m["end"]): m for m in case.reading["mentions"] if not m.get("nominal")}
    for run, (s, e, kind) in wanted.items():
        if run not in said:
            over = [case.words(m["start"], m["end"]) for r, m in said.items() if r[0] < run[1] and run[0] < r[1]]
            yield case.fault("missed", kind, s, case.words(s, e) + (f"   (read: {', '.join(over)})" if over else ""))
    for run, m in said.items():
        if run not in wanted:
            yield case.fault("false", m["rule"], m["start"], f"{case.words(m['start'], m['end'])}   ({m['type']})")


def statement_pairs(case: Case) -> tuple[list[tuple[int, int]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Pairs of gold statements and found ones that share half their words, then both sides."""
    wanted, said = case.gold.statements, case.reading["statements"]
    sets = [[set(range(*case.run(s["start"], s["end"]))) for s in side] for side in (wanted, said)]
    close = [(len(a & b) / len(a | b), i, j) for i, a in enumerate(sets[0]) for j, b in enumerate(sets[1]) if a & b]
    return scorer()._greedy([p for p in close if p[0] >= 0.5]), wanted, said


def statements(case: Case) -> Iterator[Fault]:
    """Statements of which less than half the words are shared."""
    matched, wanted, said = statement_pairs(case)
    for i in sorted(set(range(len(wanted))) - {i for i, _ in matched}):
        s = wanted[i]
        who = case.gold_name(s["speaker"])
        yield case.fault("missed", s["kind"] or "", s["start"], f"{who}: {case.words(s['start'], s['end'])}")
    for j in sorted(set(range(len(said))) - {j for _, j in matched}):
        s = said[j]
        note = f"{case.name(s['speaker'])}: {case.words(s['start'], s['end'])}"
        yield case.fault("false", s["rule"], s["start"], note)


def statements_speaker(case: Case) -> Iterator[Fault]:
    """Statements that are found, with another speaker than the gold's."""
    matched, wanted, said = statement_pairs(case)
    for i, j in matched:
        g, s = wanted[i], said[j]
        if not speaker_is(case, g, s):
            note = f"{case.gold_name(g['speaker'])}, not {case.name(s['speaker'])}: {case.words(s['start'], s['end'])}"
            yield case.fault("wrong", s["rule"], s["start"], note)


def speaker_is(case: Case, g: dict[str, Any], s: dict[str, Any]) -> bool:
    """Whether a found statement has the speaker of the gold one."""
    also = (case.same, case.reading, case.toks, s.get("speaker_mention"))
    return bool(scorer()._actor_ok(case.gold, g["speaker"], s["speaker"], *also))


def stances(case: Case) -> Iterator[Fault]:
    """Speaker, issue and polarity that only one side has."""
    wanted = {(s["speaker"], x["issue"], x["polarity"]): s for s in case.gold.statements for x in s["stances"]}
    hit = set()
    for s in case.reading["statements"]:
        for x in s["stances"]:
            also = (s["speaker"], case.same, case.reading, case.toks, s.get("speaker_mention"))
            right = {
                g
                for g in wanted
                if g[1:] == (x["issue"], x["polarity"])
                and (g[0] in case.same.get(s["speaker"] or "", set()) or scorer()._actor_ok(case.gold, g[0], *also))
            }
            hit |= right
            if not right:
                cue = case.words(x["cue"]["start"], x["cue"]["end"])
                note = f"{case.name(s['speaker'])} {x['polarity']} ({cue}): {case.words(s['start'], s['end'])}"
                yield case.fault("false", x["issue"], s["start"], note)
    for g, s in wanted.items():
        if g not in hit:
            note = f"{case.gold_name(g[0])} {g[2]}: {case.words(s['start'], s['end'])}"
            yield case.fault("missed", g[1], s["start"], note)


def _event_pairs(case: Case) -> list[tuple[int, int]]:
    told = [(s["type"], s["trigger"]["start"]) for s in case.reading["events"]]

    def right(i: int, j: int) -> bool:
        return _roles_ok(case, case.gold.events[i], case.reading["events"][j])

    return own.events_told(scorer(), case.gold, told, right)


def _roles_ok(case: Case, g: dict[str, Any], s: dict[str, Any]) -> bool:
    roles = ("actors", "recipients")
    return all(scorer()._side_ok(case.gold, g[r], s[r], case.same, case.reading, case.toks) for r in roles)


def events_type(case: Case) -> Iterator[Fault]:
    """Events of whose type the other side has none left in the sentence."""
    matched = _event_pairs(case)
    for i in sorted(set(range(len(case.gold.events))) - {i for i, _ in matched}):
        g = case.gold.events[i]
        yield case.fault("missed", g["type"], g["start"], case.words(g["start"], g["end"]))
    for j in sorted(set(range(len(case.reading["events"]))) - {j for _, j in matched}):
        s = case.reading["events"][j]
        at = s["trigger"]
        yield case.fault("false", s["rule"], at["start"], f"{s['type']}: {case.words(at['start'], at['end'])}")


def events(case: Case) -> Iterator[Fault]:
    """Events that are found, with other people in their roles than the gold's."""
    for i, j in _event_pairs(case):
        g, s = case.gold.events[i], case.reading["events"][j]
        if not _roles_ok(case, g, s):
            wanted = " -> ".join(", ".join(map(case.gold_name, g[r])) or "-" for r in ("actors", "recipients"))
            said = " -> ".join(", ".join(map(case.name, s[r])) or "-" for r in ("actors", "recipients"))
            note = f"{s['type']} {case.words(g['start'], g['end'])}: {wanted}   (read: {said})"
            yield case.fault("wrong", s["rule"], g["start"], note)


def events_full(case: Case) -> Iterator[Fault]:
    """Events whose people are right, with another status or date than the gold's."""
    for i, j in _event_pairs(case):
        g, s = case.gold.events[i], case.reading["events"][j]
        if not _roles_ok(case, g, s):
            continue
        note = f"{s['type']} {case.words(g['start'], g['end'])} by {s['rule']}"
        if s["status"] != g["status"]:
            yield case.fault("wrong", f"status {g['status']}, read {s['status']}", g["start"], note)
        if s["date"] != g["date"]:
            how = "missed" if not s["date"] else "other than wanted" if g["date"] else "not wanted"
            yield case.fault("wrong", f"date {how}", g["start"], f"{note}: {g['date']}, read {s['date']}")


def times(case: Case) -> Iterator[Fault]:
    """Times with another value, or on one side only."""
    said = [(case.run(t["start"], t["end"]), t) for t in case.reading["times"]]
    wanted = [(case.run(s, e), s, e, v) for s, e, v in case.gold.times]
    for run, s, e, value in wanted:
        over = [t for r, t in said if r[0] < run[1] and run[0] < r[1]]
        if not any(t["value"] == value for t in over):
            read = ", ".join(f"{t['value']} by {t['rule']}" for t in over)
            yield case.fault(
                "missed", "wrong value" if over else "not seen", s, f"{case.words(s, e)} = {value}   ({read})"
            )
    for run, t in said:
        if not any(r[0] < run[1] and run[0] < r[1] for r, *_ in wanted):
            yield case.fault("false", t["rule"], t["start"], f"{case.words(t['start'], t['end'])} = {t['value']}")


TASKS: dict[str, Callable[[Case], Iterator[Fault]]] = {
    task.__name__: task
    for task in (names, statements, statements_speaker, stances, events_type, events, events_full, times)
}


def cases(article: str | None) -> Iterator[Case]:
    """Every gold article, or the one asked for, with its reading."""
    with tempfile.TemporaryDirectory() as folder:
        lines = read_inputs(gold_inputs(), Path(folder)).read_text(encoding="utf-8").splitlines()
    readings = {r["given_id"]: r for r in map(json.loads, lines)}
    for path in sorted((GOLD / "gold").glob("*.json")):
        gold = scorer().load(path, GOLD / "texts")
        if gold.doc in readings and article in (None, gold.doc):
            toks = scorer().tokens(gold.text)
            reading = readings[gold.doc]
            yield Case(gold, reading, toks, scorer().align_actors(gold, reading, toks))


def show(found: list[tuple[Fault, str]]) -> None:
    """Prints the faults, the largest groups first."""
    groups: dict[tuple[str, str], list[tuple[Fault, str]]] = defaultdict(list)
    for fault, sentence in found:
        groups[fault.kind, fault.group].append((fault, sentence))
    for (kind, group), rows in sorted(groups.items(), key=lambda g: (g[0][0], -len(g[1]), g[0][1])):
        print(f"\n== {kind}: {group} ({len(rows)})")
        for fault, sentence in rows:
            print(f"  {fault.article}:{fault.at}  {fault.note}\n      {sentence}")
    print("\n" + ", ".join(f"{kind} {sum(f.kind == kind for f, _ in found)}" for kind in ("missed", "false", "wrong")))


def main() -> int:
    """The command line; exit code 1 where the gold is not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("task", choices=TASKS)
    options.add_argument("--article", help="one article alone")
    given = options.parse_args()
    if not GOLD.is_dir():
        print("../shared/bench is not here: errors are counted on its gold", file=sys.stderr)
        return 1
    show([(fault, case.sentence(fault.at)) for case in cases(given.article) for fault in TASKS[given.task](case)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
