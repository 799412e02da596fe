"""How Arabic script is folded.

One-to-one: hamza seats, alef maqsura, ta marbuta, Persian and Urdu look-alikes, digits, quotation marks, dashes,
spaces (the low line of hashtags is one), Latin case. Deleted: vowel marks, tatweel, bidirectional and zero-width controls. Expanded: presentation
forms (Unicode blocks FB50-FDFF and FE70-FEFF) through their NFKC letters.
"""

import unicodedata

from marsad.text import Folding, folding

_LETTERS = {
    "أإآٱٲٳ": "ا",
    "ىیې": "ي",
    "ةۀہھە": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "کگڪ": "ك",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
}
_QUOTES = {"“”„‟«»″〝〞": '"', "‘’‚‛‹›′`´": "'"}
_OTHERS = {"_": " ", "–—―‒−‐‑": "-", "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t\r\v\f\x00": " ", "٫": ".", "٬": ","}
_DELETED = (
    [chr(c) for c in range(0x064B, 0x0660)]
    + [chr(c) for c in (*range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE))]
    + [chr(c) for c in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))]
    + ["\u0640", "\u0670", "\u061c", "\u00ad", "\ufeff", "\u180e"]
)


def _one_to_one() -> dict[str, str]:
    table = {}
    for group in (_LETTERS, _QUOTES, _OTHERS):
        for characters, to in group.items():
            table.update(dict.fromkeys(characters, to))
    for zero in ("\u0660", "\u06f0"):
        table.update({chr(ord(zero) + i): str(i) for i in range(10)})
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250)):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[chr(code)] = lower
    return table


def _uneven(table: dict[str, str]) -> dict[str, str]:
    uneven = dict.fromkeys(_DELETED, "")
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        letters = unicodedata.normalize("NFKC", chr(code))
        if letters != chr(code):
            uneven[chr(code)] = "".join(table.get(c, c) for c in letters if c not in _DELETED).strip()
    return uneven


_TABLE = _one_to_one()
ARABIC: Folding = folding(_TABLE, _uneven(_TABLE))
fold = ARABIC.fold
