"""JSON lines and plain JSON."""

import io
from collections.abc import Callable

import pytest

from marsad.model import Record, Refusal
from marsad.sources import jsonl


def test_fields_and_unknown_keys() -> None:
    row = '{"id": 7, "text": "نص", "title": "ع", "published": "2020-01-02", "publisher": "p", "url": "u", "k": [1]}'
    (found,) = jsonl.lines(io.BytesIO(row.encode()), "f", 1000)
    assert found == Record(
        source="f:1",
        given_id="7",
        text="نص",
        title="ع",
        published="2020-01-02",
        publisher="p",
        url="u",
        more={"k": [1]},
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nope", "not JSON"),
        ('{"text": "a"', "not JSON"),
        ('{"text": "\\ud800"}', "not JSON"),
        ("[1]", "no JSON object"),
        ('"x"', "not JSON"),
        ("null", "no JSON object"),
        ('{"id": "z"}', "no `text`"),
        ('{"text": null}', "no `text`"),
        ('{"text": 5}', "`text` is of type int"),
        ('{"text": "a", "url": []}', "`url` is of type list"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_bad_line_is_refused_with_its_number_and_the_rest_goes_on(row: str, says: str) -> None:
    data = f'{{"text": "first"}}\n\n{row}\n{{"text": "last"}}\n'.encode()
    first, bad, last = jsonl.lines(io.BytesIO(data), "f", 1_000_000)
    assert isinstance(bad, Refusal)
    assert (bad.code, bad.line) == ("json", 3)
    assert bad.reason.startswith("f:3: ")
    assert says in bad.reason
    assert [r.text for r in (first, last) if isinstance(r, Record)] == ["first", "last"]


def test_bytes_that_are_no_utf8() -> None:
    (found,) = jsonl.lines(io.BytesIO('{"text": "نص عربي"}'.encode("cp1256")), "f", 1000)
    assert isinstance(found, Refusal)
    assert found.code == "json"


def test_line_too_long_is_passed_over_unread() -> None:
    data = b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "ok"}'
    long, good = jsonl.lines(io.BytesIO(data), "f", 100)
    assert isinstance(long, Refusal)
    assert (long.code, long.line) == ("too_long", 1)
    assert isinstance(good, Record)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('\ufeff{"text": "a"}', ["a"]),
        ('{\n "text": "a"\n}', ["a"]),
        ('[{"text": "a"},\n{"text": "b"}]', ["a", "b"]),
        ('{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        ('\n{"text": "a"}\nnope\n{"text": "b"}\n', ["a", "json", "b"]),
        ('[{"text": "a"}, 3]', ["a", "json"]),
        ('{"text": ', ["json"]),
        ("[]", []),
        ('{"text": "' + "a" * 300 + '"}', ["too_long"]),
    ],
)
def test_plain_json(data: str, texts: list[str]) -> None:
    found = jsonl.whole(io.BytesIO(data.encode()), "f", 200)
    assert [r.text if isinstance(r, Record) else r.code for r in found] == texts


@pytest.mark.parametrize("reader", [jsonl.lines, jsonl.whole])
def test_true_is_no_id(reader: Callable[..., list[Record]]) -> None:
    (found,) = reader(io.BytesIO(b'{"id": true, "text": "a"}'), "f", 100)
    assert found.given_id is None
