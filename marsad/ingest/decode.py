"""Bytes to text: byte order marks, the charset that was declared, UTF-8, then the Arabic code pages by how they read.

Valid UTF-8 is kept exactly, character for character. Text that went through a wrong code page once (UTF-8 read as
cp1252 or cp1256, cp1256 read as cp1252) is repaired only where the repair plainly reads as Arabic and the text does not.
"""

from __future__ import annotations

import codecs
import re
import string

from charset_normalizer import from_bytes

from marsad.model.record import Record, Refusal

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGES = ("cp1256", "iso8859_6", "mac_arabic")
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMON = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|إن|عن|التي|الذي|هذا|هذه|مع|كان|قال|بين|بعد|لا|ما|و?ال\w{2,})(?!\w)"
)
_WORD = re.compile(r"\w+")
_MANGLED = re.compile(
    r"[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u2010-\u203a\u20ac\u2122\u02c6\u02dc\u0192]|[طظ][\u00a0-\u00bf§©ھ†‡ˆ„…‰‹›‘’“”•–—ٹپچژگ€]|[ÇÈÊÌÍÎÏÑÓÔÕÖÚÛÝáãäåæíì]{3}"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = (
    string.whitespace
    + "\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
_ARABIC_BLOCK = 6
_SAMPLE = 4000
_READS_AS_ARABIC = 0.12
_MOSTLY_HIGH = 3


def decode(record: Record) -> str | Refusal:
    """The record's text; a refusal (`empty`, `not_text`, `encoding`) where there is none to be had."""
    data = record.data or b""
    text = record.text if record.text is not None else _from_bytes(data, record)
    if text is None:
        return _refuse(record, "encoding", f"is in no encoding Marsad can tell ({_fault(data)}); save it as UTF-8")
    if "\x00" in text:
        return _refuse(
            record, "not_text", f"holds a null character at {text.index(chr(0)):,}; give a text or HTML file"
        )
    if _SURROGATE.search(text):
        return _refuse(record, "encoding", "holds half a surrogate pair; save it as UTF-8 again from its source")
    if not text.strip(_UNSEEN):
        return _refuse(record, "empty", "holds no text; give a file that has some")
    return repair(text)


def repair(text: str) -> str:
    """Text as it was before a wrong code page, or the same text where that is not plain."""
    sample = text[:_SAMPLE]
    if " في " in sample or " من " in sample:  # no wrong code page leaves these
        return text
    if len(_MANGLED.findall(sample)) < _MOSTLY_HIGH or _arabic(sample) >= _READS_AS_ARABIC:
        return text
    for wrong, right in (("cp1252", "utf-8"), ("cp1256", "utf-8"), ("cp1252", "cp1256")):
        fixed = _again(text, wrong, right)
        if fixed is not None and _arabic(fixed[:_SAMPLE]) >= max(_READS_AS_ARABIC, 3 * _arabic(sample)):
            return fixed
    return text


def _from_bytes(data: bytes, record: Record) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if record.media == "text/html":
        data = data.removeprefix(codecs.BOM_UTF8)
    for odd, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[odd::2].count(_ARABIC_BLOCK) * 6 > len(data) > 3:  # the high byte of most letters, no mark before them
            return _strictly(data, name)
    if (plain := _strictly(data, "utf-8")) is not None:
        return plain
    found = _META.search(data[:4096]) if record.media == "text/html" else None
    declared = [record.charset, found[1].decode("ascii", "replace") if found else None]
    for charset in declared:
        told = _strictly(data, charset) if charset and charset.lower() not in ("utf-8", "utf8") else None
        if told is not None and _arabic(told[:_SAMPLE]) >= _READS_AS_ARABIC:
            return told
    return _best(data)


def _best(data: bytes) -> str | None:
    """The reading among the Arabic code pages and charset-normalizer's guess that reads most like Arabic."""
    if b"\x00" in data:
        return data.decode("latin-1")
    texts = [_strictly(data, page) for page in _PAGES]
    guess = from_bytes(data[:50_000]).best()
    texts.append(_strictly(data, guess.encoding) if guess else None)
    read = [t for t in texts if t is not None]
    best = max(read, key=lambda t: (_arabic(t[:_SAMPLE]), t.count(" ")), default=None)
    if best is None or _arabic(best[:_SAMPLE]) < _READS_AS_ARABIC:
        return None
    return best


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, UnicodeError):
        return None


def _again(text: str, wrong: str, right: str) -> str | None:
    """Text written back in the code page it was wrongly read in, and read in the right one."""
    data = bytearray()
    for char in text:
        try:
            data += char.encode(wrong)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            data.append(ord(char))
    return _strictly(bytes(data), right)


def _arabic(text: str) -> float:
    """The share of words that are the commonest of Arabic, or begin with its article."""
    words = len(_WORD.findall(text))
    return len(_COMMON.findall(text)) / words if words else 0.0


def _fault(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return f"not UTF-8 at byte {fault.start}"
    return "no reading makes sense"


def _refuse(record: Record, code: str, why: str) -> Refusal:
    return Refusal(source=record.source, code=code, reason=f"{record.source}: {why}.", given_id=record.given_id)
