"""The role of one stretch, told from its own words alone; None where only its neighbours can tell."""

from __future__ import annotations

import re

from marsad.ingest.dates import days, left, patterns
from marsad.ingest.phrases import phrases, stripped, worded
from marsad.ingest.stretches import Stretch
from marsad.model.article import LineRole

_FRAGMENT = re.compile(r"\s*(content|alt|title|src|href)=[\"']")
_BYLINE = re.compile(
    r"(?:كتب|كتبت|بقلم|بواسطه|الكاتب|اعداد|اعدها|اعده|تحرير|المحرر|ترجمه|مراسل\w*|author|by)\s*[:,-]\s*\S+|بواسطه\s+\S+|(?:بقلم|كتبت?)\s+\S+\s+\S+$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:المصدر|مصدر الخبر|source)\s*:\s*\S+|نقلا عن\s+\S+|خدمه \"|\(?(?:ا ف ب|رويترز|د ب ا|وكالات)\)?$"
)
_CAPTION = re.compile(r"تصوير\s*:|\s-\s*صوره ارشيفيه|^(?:صوره|الصوره)\s*:")
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:ت\s*م|gmt|م|ص)$")
_SIGNED = re.compile(r"^[^.:؟!]{2,60}\s*[-–/ـ]\s*[^.:؟!]{2,40}:?$")
_COUNT = re.compile(
    r"(?:\d+|دقيقه واحده|اقل من دقيقه)\s*(?:مشاهد\w+|تعليق\w*|مشارك\w+|زياره|دقيقه|دقائق|دقايق|قراءه|views?|comments?|shares?|min)?(?:\s+(?:قراءه|للقراءه|read))?$"
)
_MENU = re.compile(r"[^|•]+(?:[|•][^|•]+){2,}$")
_TAG = re.compile(r"(?:#\w+\s*)+$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$")
_DATE_LINE = 110
_MOST_WORDS = {"disclaimer": 30, "share": 25, "marker": 6, "comment": 12}
_FEW_WORDS = 4
_LEAST_WORDS = {"related": 2, "disclaimer": 2}
_SIGNED_WORDS = 8
_ITEM_WORDS = 3

Verdict = tuple[LineRole, str]


def role_of(stretch: Stretch) -> Verdict | None:
    """The role that a stretch's own words give it and the rule that says so."""
    words = stripped(stretch.words)
    if not worded(words):
        return "marker", "no word in it"
    if (phrase := phrases().whole.get(words)) is not None:
        stretch.to = phrase.to
        return phrase.role, phrase.reason
    return _begun(stretch, words) or _shaped(stretch.words) or _dated(stretch.words) or _credited(stretch)


def _begun(stretch: Stretch, words: str) -> Verdict | None:
    first = words.split(None, 1)[0].rstrip(":،,")
    for form, phrase in phrases().starts.get(first, ()):
        if not words.startswith(form) or (phrase.where == "cut" and phrase.to in ("name", "date", "tags")):
            continue
        rest, size = words[len(form) :], form.count(" ") + 1
        if rest[:1].isalnum() or stretch.count > _MOST_WORDS.get(phrase.role, 14):
            continue
        goes_on = size < _LEAST_WORDS.get(phrase.role, 3) and len(rest.split()) > _FEW_WORDS
        if goes_on and rest.lstrip()[:1] not in ":،,-|":
            continue
        stretch.to = phrase.to
        return phrase.role, phrase.reason
    return None


def _shaped(words: str) -> Verdict | None:
    if phrases().social.issuperset(words.split()):
        return "share", "only names of networks"
    if _FRAGMENT.match(words):
        return ("caption" if words.startswith("alt") else "navigation"), "a piece of HTML"
    if _ADDRESS.match(words):
        return "navigation", "an address"
    if not words.isdigit() and _COUNT.match(words):
        return "navigation", "a count of readers or minutes"
    if _MENU.match(words) and all(len(item.split()) <= _ITEM_WORDS for item in re.split("[|•]", words)):
        return "navigation", "a menu: short items with bars between them"
    if phrases().section_menu.fullmatch(words):
        return "navigation", "only names of sections"
    if _TAG.match(words):
        return "navigation", "only hashtags"
    if _HOUR.match(words):
        return "marker", "only an hour"
    if len(words) < _DATE_LINE and _CAPTION.search(words):
        return "caption", "a picture's words"
    return None


def _dated(words: str) -> Verdict | None:
    if len(words) > _DATE_LINE or not any(c.isdigit() for c in words):
        return None
    found = days(words)
    if not found:
        return None
    rest = left(words, found[0])
    if len(rest) <= 1:
        return "date", "a date and nothing else"
    if len(rest) <= 4 and phrases().agency.search(words):
        return "dateline", "place, date and agency"
    return None


def _credited(stretch: Stretch) -> Verdict | None:
    words = stripped(stretch.words)
    if stretch.count > _SIGNED_WORDS * 2:
        return None
    if _CREDIT.match(words):
        return "credit", "names its source"
    if _BYLINE.match(words):
        return "byline", "names its writer"
    if stretch.count <= _SIGNED_WORDS and _SIGNED.match(words) and _signs(words):
        return "byline", "writer or paper, and place"
    if stretch.count <= 4 and words not in phrases().sections and phrases().agency.fullmatch(words) is not None:
        return "credit", "only an agency's name"
    return None


def signed(words: str) -> bool:
    """Whether a short line has the shape of a signature: two names with a dash between them, and no verb of news."""
    return bool(_SIGNED.match(stripped(words))) and not any(map(phrases().opens, words.split()))


def _signs(words: str) -> bool:
    """Whether one side of a dash is an agency, so that the line signs the article."""
    parts = re.split(r"\s*[-–/ـ]\s*", words.rstrip(":"))
    return any(phrases().agency.fullmatch(part) for part in parts) and not patterns().day.search(words)
