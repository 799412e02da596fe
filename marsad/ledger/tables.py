"""The tables of a ledger, the same in SQLite and PostgreSQL.

Facts (`FACTS`) are only ever added, in batches that the audit chain seals; what is derived from them is kept in `woven`,
`link` and `naming`, whose rows are closed (`ended`) when they no longer hold and never taken away. Moments are UTC,
`YYYY-MM-DDTHH:MM:SS.ffffffZ`, so that they sort as text; days are ISO dates. `data` columns hold JSON, packed with zlib
where it is long.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

_SEQ = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only where the key is INTEGER


def _facts(name: str, *columns: Column[object] | Index) -> Table:
    """A table of facts: `batch` is the audit row that sealed the row, `recorded` when."""
    return Table(
        name,
        metadata,
        *columns,
        Column("recorded", String(27), nullable=False),
        Column("batch", _SEQ, nullable=False, index=True),
    )


meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

audit = Table(
    "audit",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("recorded", String(27), nullable=False),
    Column("command", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # of the batch's rows
    Column("previous", String(64), nullable=False),  # the hash of the row before
    Column("hash", String(64), nullable=False),
)

blob = _facts(
    "blob",
    Column("digest", String(64), primary_key=True),  # SHA-256 of the bytes as they came
    Column("media", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

article = _facts(
    "article",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("thread", Text, nullable=False, index=True),  # the page whose versions these are
    Column("publisher", Text, index=True),
    Column("url", Text),
    Column("given_id", Text, index=True),
    Column("source", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("day", String(10), nullable=False, index=True),  # published, else captured, else recorded
    Column("published", String(10)),
    Column("basis", String(10)),
    Column("captured", String(27), nullable=False),
)

capture = _facts(
    "capture",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("thread", Text, nullable=False),
    Column("article", String(16), nullable=False, index=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("place", Text, nullable=False),  # the address it was found at, or the name its publisher gave it
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("captured", String(27), nullable=False),
    Column("data", LargeBinary),  # status and headers of what came from the web
    Index("capture_thread", "thread", "captured", "seq", "article"),
)

reader = _facts(
    "reader",
    Column("digest", String(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

reading = _facts(
    "reading",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("article", String(16), nullable=False, index=True),
    Column("reader", String(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
)

refusal = _facts(
    "refusal",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("given_id", Text),
    Column("line", Integer),
    Column("code", String(20), nullable=False, index=True),
    Column("reason", Text, nullable=False),
)

decision = _facts(
    "decision",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("action", String(20), nullable=False),  # same, different, correct, reject, accept, settle, undo
    Column("record", String(300), nullable=False, index=True),
    Column("other", String(300)),  # the second actor of same and different
    Column("field", String(40)),
    Column("value", Text),
    Column("because", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("undoes", _SEQ),
)

visit = _facts(
    "visit",
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
)

FACTS: tuple[Table, ...] = (blob, article, capture, reader, reading, refusal, decision, visit)

woven = Table(
    "woven",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),  # statement, report, event, quotation, story, copy, disagreement, ...
    Column("id", String(300), nullable=False, index=True),
    Column("day", String(10)),
    Column("type", String(40)),  # of an event its PLOVER type, of a copy its kind, of a disagreement its matter
    Column("confidence", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("since", String(27), nullable=False),
    Column("ended", String(27)),
    Index("woven_kind", "kind", "ended", "day"),
    Index("woven_type", "type", "kind", "ended", "confidence"),
)

link = Table(
    "link",
    metadata,
    Column("woven", _SEQ, nullable=False),
    Column("role", String(16), nullable=False),  # actor, recipient, speaker, issue, place, article, story, event, ...
    Column("target", String(300), nullable=False),
    Index("link_target", "target", "role", "woven"),
    Index("link_woven", "woven", "role", "target"),
)

naming = Table(
    "naming",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("article", String(16), nullable=False, index=True),
    Column("local", String(300), nullable=False),  # the reading's id
    Column("actor", String(300), nullable=False),  # the ledger's
    Column("day", String(10), nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("since", String(27), nullable=False),
    Column("ended", String(27)),
    Index("naming_actor", "actor", "ended", "article"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("article", String(16), nullable=False, index=True),  # of the naming that was judged, which is `left`
    Column("left", String(300), nullable=False, index=True),
    Column("right", String(300), nullable=False, index=True),
    Column("verdict", String(10), nullable=False, index=True),
    Column("rule", String(60), nullable=False),
    Column("score", Float, nullable=False),
    Column("because", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("since", String(27), nullable=False),
    Column("ended", String(27)),
)

sketch = Table(
    "sketch",
    metadata,
    Column("article", String(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""What weaving must remember of an article to compare later ones with it; a cache that can be made again."""

weaving = Table(
    "weaving",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("recorded", String(27), nullable=False),
    Column("captures", _SEQ, nullable=False),  # the last capture that is woven in
    Column("readings", _SEQ, nullable=False),
    Column("decisions", _SEQ, nullable=False),
    Column("from_day", String(10), nullable=False),
    Column("articles", Integer, nullable=False),
)
