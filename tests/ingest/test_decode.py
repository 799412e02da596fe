"""Bytes to text."""

import pytest

from marsad.ingest.decode import decode, repair
from marsad.model import Record, Refusal

TEXT = "قال الوزير في بيان إن بلاده ترحب بالهدنة من جديد على الرغم من الخلاف"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "cp1256", "iso8859_6", "mac_arabic", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    assert decode(Record(source="x", data=TEXT.encode(encoding))) == TEXT


def test_valid_utf8_is_kept_exactly() -> None:
    raw = "\ufeff \r\n" + TEXT + "\t\u0640\u202d \n\n"
    assert decode(Record(source="x", data=raw.encode())) == raw


def test_declared_charset() -> None:
    page = f'<html><head><meta charset="windows-1256"></head><body>{TEXT}</body></html>'
    assert decode(Record(source="x", data=page.encode("cp1256"), media="text/html")) == page


def latin(data: bytes) -> str:
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


@pytest.mark.parametrize("wrong", [latin(TEXT.encode()), TEXT.encode().decode("cp1256"), latin(TEXT.encode("cp1256"))])
def test_mojibake_is_repaired(wrong: str) -> None:
    assert wrong != TEXT
    assert repair(wrong) == TEXT


@pytest.mark.parametrize("text", [TEXT, "Où est passé l'été à Orléans ?", "ØÙÚ", "ط§ طريق § ظ§", "ÇÈÊ مرحبا بكم جميعا"])
def test_what_is_no_mojibake_is_kept(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (TEXT.encode() + b"\xff\xd8", "encoding"),
        (TEXT.encode()[:-1], "encoding"),
        (b"\x00abc" + TEXT.encode(), "not_text"),
        (bytes(range(1, 256)) * 4, "encoding"),
    ],
)
def test_refusals_name_the_thing_and_the_next_step(data: bytes, code: str) -> None:
    found = decode(Record(source="page.txt", data=data, given_id="7"))
    assert isinstance(found, Refusal)
    assert (found.code, found.given_id) == (code, "7")
    assert found.reason.startswith("page.txt: ")
    assert "; " in found.reason
    assert found.reason.endswith(".")


def test_half_a_surrogate_pair() -> None:
    found = decode(Record(source="x", text="نص \ud800 هنا"))
    assert isinstance(found, Refusal)
    assert found.code == "encoding"
