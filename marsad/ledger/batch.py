"""One transaction of facts: rows are gathered, numbered, written at once and sealed by an audit row."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from marsad.ledger import codec, tables
from marsad.ledger.words import Words, write_words

FIRST = "0" * 64
"""The hash before the first audit row."""
_EMPTY: dict[str, dict[str, Any]] = {table.name: dict.fromkeys(sorted(table.c.keys())) for table in tables.FACTS}


class Batch:
    """Facts of one transaction; `seal` writes them. `recorded` is the moment that every row of it bears."""

    def __init__(self, connection: Connection, *, recorded: str, command: str, by: str) -> None:
        self.connection = connection
        self.recorded, self._command, self._by = recorded, command, by
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._words: list[Words] = []
        self._last: dict[str, int] = {}
        last = connection.execute(
            select(tables.audit.c.seq, tables.audit.c.hash).order_by(tables.audit.c.seq.desc()).limit(1)
        ).first()
        self._seq: int = last.seq + 1 if last else 1
        self._previous: str = last.hash if last else FIRST

    def add(self, table: Table, **values: Any) -> int:
        """Adds a row of facts; returns its number, 0 where the table does not number its rows."""
        row = _EMPTY[table.name] | values
        row["recorded"], row["batch"] = self.recorded, self._seq
        number = 0
        if "seq" in row:
            number = row["seq"] = self._next(table)
        self._rows[table.name].append(row)
        return number

    def index(self, words: Words) -> None:
        """Makes an article's words findable, in this same transaction."""
        self._words.append(words)

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def seal(self) -> None:
        """Writes the rows and the audit row that holds their digest and the hash of the one before."""
        if not len(self):
            return
        digest = hashlib.sha256()
        for table in tables.FACTS:
            if rows := self._rows[table.name]:
                _write(self.connection, table, rows)
                key = next(iter(table.primary_key)).name
                for row in sorted(rows, key=itemgetter(key)):  # the order in which `audit.verify` finds them
                    digest.update(codec.row_digest(str(table.name), row))
        write_words(self.connection, self._words)
        row = {
            "seq": self._seq,
            "recorded": self.recorded,
            "command": self._command,
            "by": self._by,
            "rows": len(self),
            "digest": digest.hexdigest(),
            "previous": self._previous,
        }
        self.connection.execute(insert(tables.audit), row | {"hash": codec.chained(self._previous, row)})
        self._previous, self._seq = codec.chained(self._previous, row), self._seq + 1
        self._rows.clear()
        self._words.clear()

    def _next(self, table: Table) -> int:
        if table.name not in self._last:
            self._last[table.name] = self.connection.scalar(select(func.coalesce(func.max(table.c.seq), 0))) or 0
        self._last[table.name] += 1
        return self._last[table.name]


def _write(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows as the driver takes them: SQLAlchemy would look at every value of every row, which takes as long again."""
    made = insert(table).compile(dialect=connection.dialect)
    in_order = made.positiontup  # None where the driver takes names, as psycopg does
    connection.exec_driver_sql(str(made), list(map(itemgetter(*in_order), rows)) if in_order else list(rows))
