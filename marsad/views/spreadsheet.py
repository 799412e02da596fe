"""CSV for spreadsheets: one row a record, columns as in `COLUMNS`.

The file starts with a byte order mark, without which Excel shows Arabic as garbage; lines end in CR LF (RFC 4180).
A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"); `start`
and `end` still count in the article's text, where there is no apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from marsad.model import Event, Mention, Place, Reading, Refusal, Span, Statement, Time

COLUMNS = {
    "article": "id of the article, a hash of its content",
    "given_id": "the record's own id, where the input gave one",
    "source": "path or URL it was read from",
    "title": "the article's headline",
    "published": "day of publication",
    "kind": "`statement`, `event`, `mention`, `time`, `place`, or `refused`: a record that was not read",
    "type": "statement: direct, indirect, mixed; event: PLOVER type; mention: PER, ORG, GPE, LOC; time: its precision; refused: code",
    "mode": "statement: force of the reporting word; event: PLOVER mode",
    "start": "first character, counted from 0 in Unicode code points of the article's text",
    "end": "the character after the last",
    "text": "the characters from `start` to `end`: what was said, the event's words, the name, ...; refused: the reason",
    "actors": "statement: speaker; event: who did it; mention: who is meant; names parted by `; `",
    "actor_ids": "the same, as ids",
    "recipients": "statement: addressees; event: to whom it was done",
    "recipient_ids": "the same, as ids",
    "cue": "statement: the reporting words",
    "stances": "statement: issues it is for (`+`) or against (`-`)",
    "value": "event: its date; time: its ISO value",
    "place": "event or statement: where",
    "status": "event: happened, ongoing, planned, called_for, denied, alleged; mention: named or described",
    "latitude": "place: degrees north, WGS 84",
    "longitude": "place: degrees east, WGS 84",
    "evidence": "event: the sentence",
    "rule": "the rule that found it",
    "confidence": "0 to 1",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # they would drive the terminal that shows the file
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, Any]


def write(results: Iterable[Reading | Refusal], out: BinaryIO) -> None:
    """Writes the rows of `results` to `out`, headings first."""
    out.write(b"\xef\xbb\xbf")
    _rows(out, [{column: column for column in COLUMNS}])
    for result in results:
        _rows(out, [_refused(result)] if isinstance(result, Refusal) else rows(result))


def _rows(out: BinaryIO, these: Iterable[Row]) -> None:
    text = io.StringIO(newline="")
    csv.DictWriter(text, COLUMNS, restval="").writerows({k: defused(v) for k, v in row.items()} for row in these)
    out.write(text.getvalue().encode())


def defused(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: with an apostrophe in front where it would."""
    if not isinstance(cell, str):
        return cell
    cell = _CONTROL.sub("", cell)
    return "'" + cell if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def rows(reading: Reading) -> Iterator[Row]:
    """One row for each statement, event, mention, time and place of a reading, without the protection of cells."""
    head = {
        "article": reading.id,
        "given_id": reading.given_id,
        "source": reading.source,
        "title": reading.title.of(reading.text) if reading.title else "",
        "published": reading.published.date if reading.published else "",
    }
    for statement in reading.statements:
        yield head | _statement(reading, statement)
    for event in reading.events:
        yield head | _event(reading, event)
    for mention in reading.mentions:
        yield head | _mention(reading, mention)
    for t in reading.times:
        yield head | _words(reading, "time", t) | {"type": t.precision, "value": t.value, "rule": t.rule}
    for p in reading.places:
        yield head | _words(reading, "place", p) | {"place": p.name, "latitude": p.latitude, "longitude": p.longitude}


def _mention(reading: Reading, mention: Mention) -> Row:
    who = [mention.actor] if mention.actor else []
    return _words(reading, "mention", mention) | {
        "type": mention.type,
        "actors": _names(reading, who),
        "actor_ids": "; ".join(who),
        "status": "described" if mention.nominal else "named",
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _statement(reading: Reading, said: Statement) -> Row:
    speaker = [said.speaker] if said.speaker else []
    return _words(reading, "statement", said) | {
        "type": said.kind,
        "mode": said.force,
        "actors": _names(reading, speaker),
        "actor_ids": "; ".join(speaker),
        "recipients": _names(reading, said.addressees),
        "recipient_ids": "; ".join(said.addressees),
        "cue": said.cue.of(reading.text) if said.cue else "",
        "stances": "; ".join(f"{s.issue} {s.polarity}" for s in said.stances),
        "place": _names(reading, [said.venue] if said.venue else []),
        "rule": said.rule,
        "confidence": said.confidence,
    }


def _event(reading: Reading, event: Event) -> Row:
    return _words(reading, "event", event.trigger) | {
        "type": event.type,
        "mode": event.mode,
        "actors": _names(reading, event.actors),
        "actor_ids": "; ".join(event.actors),
        "recipients": _names(reading, event.recipients),
        "recipient_ids": "; ".join(event.recipients),
        "value": event.date,
        "place": _names(reading, [event.place] if event.place else []),
        "status": event.status,
        "evidence": event.evidence.of(reading.text),
        "rule": event.rule,
        "confidence": event.confidence,
    }


def _words(reading: Reading, kind: str, at: Span | Statement | Mention | Time | Place) -> Row:
    return {"kind": kind, "start": at.start, "end": at.end, "text": reading.text[at.start : at.end]}


def _names(reading: Reading, ids: Iterable[str]) -> str:
    return "; ".join(reading.actors[i].name if i in reading.actors else i for i in ids)


def _refused(refusal: Refusal) -> Row:
    return {
        "given_id": refusal.given_id,
        "source": refusal.source,
        "kind": "refused",
        "type": refusal.code,
        "text": refusal.reason,
    }
