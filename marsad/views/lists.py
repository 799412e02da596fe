"""Answers of the ledger as lists: tables for a terminal, each row with its id first; JSON, JSON lines and CSV with every field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from marsad.ledger.decisions import Decision
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Position, Quotation, SeriesRow, Shift, Side, Story, WovenEvent
from marsad.views.answers import ActorRow, Answer, ArticleRow, Doubt, Gap, Name, Refused
from marsad.views.columns import columns, value
from marsad.views.export.cells import BOM, joined, write_csv
from marsad.views.names import called, who
from marsad.views.shown import cut, shown
from marsad.views.table import Ruled, cell, console

Names = Mapping[str, Name]
Row = Sequence[str]
_LONG = 200  # characters of a cell
_IDS = frozenset(
    ("id", "record", "before", "after", "last evidence", "day", "said", "from", "to", "latest", "period", "number")
)
_WORDS = frozenset(
    (
        "who",
        "to whom",
        "words",
        "headline",
        "parties",
        "actor",
        "name",
        "title",
        "copy",
        "original",
        "question",
        "reason",
    )
)
_SPARE = ("confidence", "rule", "in Latin", "version", "first by", "taken", "kept", "source", "its sources", "place", "first", "mentions",
          "last evidence", "strength", "status", "parties", "on", "when", "because")  # fmt: skip
_LEAST, _MOST, _BETWEEN = 9, 20, 3  # columns of a cell of words, of any other without a blank, of the rule between two


COLUMNS: dict[type[msgspec.Struct], tuple[tuple[str, ...], Callable[[Any, Names, Mapping[str, str]], Row]]] = {
    WovenEvent: (
        ("id", "day", "type", "who", "to whom", "place", "status", "reports / origins", "confidence"),
        lambda e, n, _: (e.id, e.day or f"≤{e.told}", f"{e.type} {e.mode or ''}".strip(), who(e.actors, n), who(e.recipients, n),
                         who((e.place,), n), e.status, f"{len(e.reports)}/{e.origins}", f"{e.confidence:.2f}"),
    ),
    Report: (
        ("id", "day", "type", "who", "to whom", "place", "status", "source"),
        lambda r, n, _: (r.id, r.event.date or f"≤{r.day}", f"{r.event.type} {r.event.mode or ''}".strip(), who(r.actors, n),
                         who(r.recipients, n), who((r.event.place,), n), r.event.status, r.publisher or ""),
    ),
    Said: (
        ("id", "said", "who", "force", "on", "words", "source"),
        lambda s, n, _: (s.id, s.said, who((s.speaker,), n), s.statement.force,
                         " ".join(f"{x.issue}{x.polarity}" for x in s.statement.stances), s.text, s.publisher or ""),
    ),
    Quotation: (
        ("id", "said", "who", "words", "told / origins", "rule"),
        lambda q, n, w: (q.id, q.said, who((q.speaker,), n), w.get(q.id, ""), f"{len(q.statements)}/{q.origins}", q.rule),
    ),
    Story: (
        ("id", "from", "to", "articles / origins", "headline", "parties"),
        lambda s, n, _: (s.id, s.since, s.until, f"{len(s.articles)}/{len(s.origins)}", s.headline, who(s.parties[:4], n)),
    ),
    Copy: (
        ("id", "kind", "copy", "original", "kept", "taken", "first by"),
        lambda c, n, w: (f"copy-{c.copy}-{c.original}", c.kind, w.get(c.copy, ""), w.get(c.original, ""), f"{c.kept:.0%}", f"{c.taken:.0%}",
                         c.direction),
    ),
    Disagreement: (
        ("id", "matter", "one side", "its sources", "the other", "its sources", "status"),
        lambda d, n, _: (d.id, f"{d.matter} {d.unit or ''}".strip(), called(d.left.value, n), _sources(d.left),
                         called(d.right.value, n), _sources(d.right), d.status),
    ),
    Position: (
        ("actor", "issue", "side", "strength", "confidence", "latest", "said / done", "last evidence"),
        lambda p, n, _: (who((p.actor,), n), p.issue, p.side, f"{p.strength:+.2f}", f"{p.confidence:.2f}", p.latest,
                         f"{p.statements}/{p.acts}", p.evidence[-1]),
    ),
    Shift: (
        ("id", "day", "actor", "issue", "change", "before", "after"),
        lambda s, n, _: (s.id, s.day, who((s.actor,), n), s.issue, f"{s.before} → {s.after}", s.evidence_before, s.evidence_after),
    ),
    SeriesRow: (
        ("period", "who", "to whom", "events", "v.coop", "m.coop", "v.conf", "m.conf", "score"),
        lambda r, n, _: (r.period, who((r.source,), n) or "?", who((r.target,), n) or "?", str(r.events), str(r.verbal_cooperation),
                         str(r.material_cooperation), str(r.verbal_conflict), str(r.material_conflict), f"{r.score:+.1f}"),
    ),
    ActorRow: (
        ("id", "name", "in Latin", "type", "articles", "mentions", "first", "last"),
        lambda a, n, _: (a.id, a.name.ar, a.name.en or "", a.type or "", str(a.articles), str(a.mentions), a.first, a.last),
    ),
    ArticleRow: (
        ("id", "day", "source", "title", "version"),
        lambda a, n, _: (a.id, a.day, a.publisher or a.source, a.title, f"{a.version}/{a.of}"),
    ),
    Refused: (
        ("code", "source", "reason", "recorded"),
        lambda r, n, _: (r.code, f"{r.source}:{r.line}" if r.line else r.source, r.reason, r.recorded[:19]),
    ),
    Doubt: (
        ("id", "kind", "confidence", "question"),
        lambda d, n, _: (d.id, d.kind, f"{d.confidence:.2f}", d.question),
    ),
    Decision: (
        ("number", "when", "by", "action", "record", "value", "because"),
        lambda d, n, _: (str(d.seq), d.recorded[:19], d.by, f"{d.action} {d.undoes or ''}".strip(), d.record,
                         d.other or (f"{d.field}={d.value or ''}" if d.field else d.value or ""), d.because),
    ),
    Gap: (("source", "from", "to", "days"), lambda g, n, _: (g.source or "all sources", g.since, g.until, str(g.days))),
}  # fmt: skip
"""The columns of each list on a terminal, and a row's cells from its record, the names and the words of the answer."""


def _sources(side: Side) -> str:
    return "، ".join(side.publishers) or side.article


def write(answer: Answer[Any], shape: str, out: BinaryIO, *, record: type[msgspec.Struct]) -> None:
    """Writes an answer in a shape (`table`, `json`, `jsonl`, `csv`); `record` is what its rows are, should there be none."""
    {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv}[shape](answer, out, record)


def _table(answer: Answer[Any], out: BinaryIO, record: type[msgspec.Struct]) -> None:
    heads, cells = COLUMNS[record]
    rows = [
        [
            shown(value) if head in _IDS else cut(value, _LONG)
            for head, value in zip(heads, cells(row, answer.names, answer.words), strict=True)
        ]
        for row in answer.rows
    ]
    least = [_least(head, [row[i] for row in rows]) for i, head in enumerate(heads)]
    screen, text = console(out)
    try:
        kept = _kept(heads, least, screen.width)
        screen.width = max(
            screen.width, sum(least[i] + _BETWEEN for i in kept) - _BETWEEN
        )  # rather that than half an id
        table = Table(show_edge=False, pad_edge=False, title_justify="left")
        for i in kept:
            table.add_column(heads[i], overflow="fold", no_wrap=heads[i] in _IDS, min_width=least[i])
        for row in rows:
            table.add_row(*(cell(row[i]) for i in kept))
        if rows:
            screen.print(Ruled(table))
        more = f"; the next ones with: --after '{answer.more}'" if answer.more else ""
        narrow = dict.fromkeys(head for i, head in enumerate(heads) if i not in kept)
        hidden = f"; too narrow for: {', '.join(narrow)}" if rows and narrow else ""
        screen.print(Text(f"{len(rows)} of {answer.total}{more}{hidden}", "dim"), soft_wrap=True)
    finally:
        text.detach()


def _least(head: str, values: Sequence[str]) -> int:
    """The columns that a cell needs at least: all for an id, for anything else the longest word."""
    if head in _IDS:
        return max(map(cell_len, (head, *values)))
    longest = max(cell_len(word) for value in (head, *values) for word in (value.split() or [""]))
    return min(longest, _LEAST if head in _WORDS else _MOST)


def _kept(heads: Sequence[str], least: Sequence[int], width: int) -> list[int]:
    """The columns that there is room for; the least needed go first."""
    kept = list(range(len(heads)))
    for spare in _SPARE:
        if sum(least[i] + _BETWEEN for i in kept) - _BETWEEN > width:
            kept = [i for i in kept if heads[i] != spare]
    return kept


def _json(answer: Answer[Any], out: BinaryIO, _: type[msgspec.Struct]) -> None:
    out.write(msgspec.json.encode(answer) + b"\n")


def _jsonl(answer: Answer[Any], out: BinaryIO, _: type[msgspec.Struct]) -> None:
    for row in answer.rows:
        out.write(msgspec.json.encode(row) + b"\n")


def _csv(answer: Answer[Any], out: BinaryIO, record: type[msgspec.Struct]) -> None:
    out.write(BOM)
    shown_ = columns(record)
    write_csv([[column.name for column in shown_]], out)
    for row in answer.rows:
        values = (value(row, column, answer.names) for column in shown_)
        write_csv([[joined(v) if isinstance(v, list) else v for v in values]], out)


RECORDS: dict[str, type[msgspec.Struct]] = {record.__name__: record for record in COLUMNS}
"""The records that can be listed, by name."""
