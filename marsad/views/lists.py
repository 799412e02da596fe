"""Answers of the ledger as lists: tables for a terminal, JSON, JSON lines and CSV, each row with its id first."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.ledger.decisions import Decision
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Position, Quotation, SeriesRow, Shift, Story, WovenEvent
from marsad.views.answers import ActorRow, Answer, ArticleRow, Doubt, Gap, Name, Refused
from marsad.views.shown import cut, shown
from marsad.views.spreadsheet import defused
from marsad.views.table import Ruled, cell, console

Names = Mapping[str, Name]
Row = Sequence[str]
_LONG = 200  # characters of a cell
_IDS = frozenset(("id", "copy", "original", "day", "said", "from", "to", "latest"))
_WORDS, _LEAST = frozenset(("who", "to whom", "words", "headline", "name", "title")), 14


def who(ids: Iterable[str | None], names: Names) -> str:
    """The names of actors or places, the id where there is none."""
    return "، ".join(dict.fromkeys(names[i].ar if i in names else i for i in ids if i))


COLUMNS: dict[type[msgspec.Struct], tuple[tuple[str, ...], Callable[[Any, Names], Row]]] = {
    WovenEvent: (
        ("id", "day", "type", "who", "to whom", "place", "status", "reports/origins"),
        lambda e, n: (e.id, e.day or f"≤{e.told}", f"{e.type} {e.mode or ''}".strip(), who(e.actors, n), who(e.recipients, n),
                      who((e.place,), n), e.status, f"{len(e.reports)}/{e.origins}"),
    ),
    Report: (
        ("id", "day", "type", "who", "to whom", "source"),
        lambda r, n: (r.id, r.event.date or r.day, r.event.type, who(r.actors, n), who(r.recipients, n), r.publisher or ""),
    ),
    Said: (
        ("id", "said", "who", "force", "on", "words"),
        lambda s, n: (s.id, s.said, who((s.speaker,), n), s.statement.force, " ".join(f"{x.issue}{x.polarity}" for x in s.statement.stances),
                      s.text),
    ),
    Quotation: (
        ("id", "said", "who", "statements/origins", "rule"),
        lambda q, n: (q.id, q.said, who((q.speaker,), n), f"{len(q.statements)}/{q.origins}", q.rule),
    ),
    Story: (
        ("id", "from", "to", "articles/origins", "headline", "parties"),
        lambda s, n: (s.id, s.since, s.until, f"{len(s.articles)}/{len(s.origins)}", s.headline, who(s.parties[:4], n)),
    ),
    Copy: (
        ("copy", "original", "kind", "jaccard", "first by"),
        lambda c, n: (c.copy, c.original, c.kind, f"{c.jaccard:.2f}", c.direction),
    ),
    Disagreement: (
        ("id", "matter", "one side", "its sources", "the other", "its sources", "status"),
        lambda d, n: (d.id, f"{d.matter} {d.unit or ''}".strip(), _value(d.left.value, n), "، ".join(d.left.publishers),
                      _value(d.right.value, n), "، ".join(d.right.publishers), d.status),
    ),
    Position: (
        ("actor", "issue", "side", "strength", "confidence", "latest", "said/done"),
        lambda p, n: (who((p.actor,), n), p.issue, p.side, f"{p.strength:+.2f}", f"{p.confidence:.2f}", p.latest, f"{p.statements}/{p.acts}"),
    ),
    Shift: (
        ("id", "day", "actor", "issue", "change", "before", "after"),
        lambda s, n: (s.id, s.day, who((s.actor,), n), s.issue, f"{s.before} → {s.after}", s.evidence_before, s.evidence_after),
    ),
    SeriesRow: (
        ("period", "source", "target", "events", "v.coop", "m.coop", "v.conf", "m.conf", "score"),
        lambda r, n: (r.period, who((r.source,), n), who((r.target,), n), str(r.events), str(r.verbal_cooperation),
                      str(r.material_cooperation), str(r.verbal_conflict), str(r.material_conflict), f"{r.score:+.1f}"),
    ),
    ActorRow: (
        ("id", "name", "in Latin", "type", "articles", "mentions", "first", "last"),
        lambda a, n: (a.id, a.name.ar, a.name.en or "", a.type or "", str(a.articles), str(a.mentions), a.first, a.last),
    ),
    ArticleRow: (
        ("id", "day", "source", "title", "version"),
        lambda a, n: (a.id, a.day, a.publisher or "", a.title, f"{a.version}/{a.of}"),
    ),
    Refused: (("code", "source", "reason", "recorded"), lambda r, n: (r.code, r.source, r.reason, r.recorded[:19])),
    Doubt: (
        ("id", "kind", "confidence", "question"),
        lambda d, n: (d.id, d.kind, f"{d.confidence:.2f}", d.question),
    ),
    Decision: (
        ("number", "when", "by", "action", "record", "value", "because"),
        lambda d, n: (str(d.seq), d.recorded[:19], d.by, f"{d.action} {d.undoes or ''}".strip(), d.record,
                      d.other or (f"{d.field}={d.value}" if d.field else d.value or ""), d.because),
    ),
    Gap: (("source", "from", "to", "days"), lambda g, n: (g.source or "all sources", g.since, g.until, str(g.days))),
}  # fmt: skip


def _value(value: str, names: Names) -> str:
    return names[value].ar if value in names else value


def write(answer: Answer[Any], shape: str, out: BinaryIO, *, record: type[msgspec.Struct]) -> None:
    """Writes an answer in a shape (`table`, `json`, `jsonl`, `csv`); `record` is what its rows are, should there be none."""
    {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv}[shape](answer, out, record)


def _table(answer: Answer[Any], out: BinaryIO, record: type[msgspec.Struct]) -> None:
    heads, cells = COLUMNS[record]
    screen, text = console(out)
    try:
        table = Table(show_edge=False, pad_edge=False, title_justify="left")
        for head in heads:
            table.add_column(head, overflow="fold", no_wrap=head in _IDS, min_width=_LEAST if head in _WORDS else None)
        for row in answer.rows:
            table.add_row(*(cell(cut(shown(value), _LONG)) for value in cells(row, answer.names)))
        if answer.rows:
            screen.print(Ruled(table))
        more = f"; the next ones with: --after '{answer.more}'" if answer.more else ""
        screen.print(Text(f"{len(answer.rows)} of {answer.total}{more}", "dim"), soft_wrap=True)
    finally:
        text.detach()


def _json(answer: Answer[Any], out: BinaryIO, _: type[msgspec.Struct]) -> None:
    out.write(msgspec.json.encode(answer) + b"\n")


def _jsonl(answer: Answer[Any], out: BinaryIO, _: type[msgspec.Struct]) -> None:
    for row in answer.rows:
        out.write(msgspec.json.encode(row) + b"\n")


def _csv(answer: Answer[Any], out: BinaryIO, record: type[msgspec.Struct]) -> None:
    heads, cells = COLUMNS[record]
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(heads)
        writer.writerows([defused(value) for value in cells(row, answer.names)] for row in answer.rows)
    finally:
        text.detach()


RECORDS: dict[str, type[msgspec.Struct]] = {record.__name__: record for record in COLUMNS}
"""The records that can be listed, by name."""
