"""Which stretch is the headline: the one that is given, or repeated, or the first that is no menu."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from marsad.ingest.phrases import bare, phrases, stripped, worded
from marsad.ingest.stretches import Stretch
from marsad.lang.ar.fold import fold

_BODY_WORDS = 30
_SENTENCE_WORDS = 5
_TITLE_WORDS = 35
_SLUG_WORDS = 4
_GAP = 3
_SITE = re.compile(r"[-|–]\s*[\"'(]*\s*$")
_SENTENCE_END = re.compile(r"[.!؟…]\"?\)?$|[.!؟]\s*[»\"”]$")


def is_sentence(stretch: Stretch) -> bool:
    """Whether a stretch reads as running text rather than as a headline."""
    if stretch.count >= _BODY_WORDS:
        return True
    ends = bool(_SENTENCE_END.search(stretch.words)) and stretch.words[-1] not in "؟!…"
    return stretch.count >= _SENTENCE_WORDS and ends


def find(stretches: list[Stretch], title: str | None, url: str | None) -> Stretch | None:
    """The headline, cut out of its stretch where it is run together with others; given the role `headline`.

    A `title` that came with the page is taken where it stands in the text, and nothing else in its place.
    """
    found = _given(stretches, bare(title)) if title else _first(stretches, slug(url))
    if found is not None:
        found.give("headline", found.reason or "the first line that is no menu")
    return found


def slug(url: str | None) -> list[str]:
    """The words of a headline in an address: the folded words of its last part, where it has four or more."""
    try:
        parts = [p for p in unquote(urlsplit(url or "").path).split("/") if p]
    except ValueError:  # http://[ is no address
        return []
    words = [w for w in re.findall(r"\w+", fold(parts[-1].replace("_", "-"))) if not w.isdigit()] if parts else []
    return words if len(words) >= _SLUG_WORDS and re.search(r"[ء-ي]", "".join(words)) else []


def _given(stretches: list[Stretch], title: str) -> Stretch | None:
    if not worded(title):
        return None
    for stretch in stretches:
        if stripped(stretch.words) == title and stretch.role in (None, "byline", "dateline", "date", "credit"):
            stretch.reason = "the title that came with the page"
            return stretch
    for stretch in stretches:
        at = stretch.words.find(title)
        if at >= 0 and stretch.role is None and not _is_site(stretch.words[:at]):
            return _carve(stretches, stretch, at, at + len(title), "the title that came with the page")
    return None


def _first(stretches: list[Stretch], words: list[str]) -> Stretch | None:
    head = _head(stretches)
    if not head:
        return None
    for i, stretch in enumerate(head):
        for later in head[i + 1 :]:
            if (found := _repeated(stretches, stretch, later)) is not None:
                return found
    plain = [s for s in head if stripped(s.words) not in phrases().sections]
    chosen = next((s for least in (4, 2, 1) for s in plain if s.count >= least), None)
    if chosen is None:
        return None
    return _whole_or_carved(stretches, chosen, words)


def _whole_or_carved(stretches: list[Stretch], chosen: Stretch, words: list[str]) -> Stretch | None:
    here = stretches.index(chosen)
    follows = stretches[here + 1] if here + 1 < len(stretches) else None
    runs_on = not chosen.alone or (follows is not None and follows.line == chosen.line)
    if runs_on and phrases().opens(chosen.words.split()[0]):
        return None
    if (half := _doubled(chosen.words)) is not None:
        return _carve(stretches, chosen, 0, half, "the first of two")
    menu = here > 0 and stretches[here - 1].role == "navigation" and stretches[here - 1].line == chosen.line
    at = _section_end(chosen) if menu else 0
    if is_sentence(chosen):
        return _run_together(stretches, chosen, words, at)
    if all(s is chosen or s.role for s in stretches):
        return None  # a post of one line is what it says
    return _carve(stretches, chosen, at, len(chosen.words), "") if at else chosen


def _doubled(words: str) -> int | None:
    """Where the first half of a stretch ends whose second half says the same again."""
    tokens = list(re.finditer(r"\S+", words))
    n = len(tokens) // 2
    same = n >= 3 and len(tokens) == 2 * n and [t[0] for t in tokens[:n]] == [t[0] for t in tokens[n:]]
    return tokens[n - 1].end() if same else None


def _head(stretches: list[Stretch]) -> list[Stretch]:
    """The stretches without a role up to the first that is running text, and that one where nothing else is left."""
    head: list[Stretch] = []
    for stretch in stretches:
        if stretch.role in ("related", "comment"):
            break
        if stretch.role is not None:
            continue
        if head and is_sentence(stretch):
            break
        head.append(stretch)
        if stretch.count >= _BODY_WORDS:
            break
    return head


def _repeated(stretches: list[Stretch], one: Stretch, other: Stretch) -> Stretch | None:
    """The headline, where `other` repeats the end of `one`: the first telling, unless a site's name stands before it."""
    title, whole = stripped(other.words), stripped(one.words)
    if other.count < 3 or is_sentence(other) or not whole.endswith(title) or one is not stretches[0]:
        if other.count >= 3 and one is stretches[0] and whole == title:
            other.give("repeat", "the headline again")
            return one
        return None
    at = one.words.rfind(title)
    if _is_site(one.words[:at]):
        one.give("repeat", "the headline behind the site's name")
        other.reason = "the line that the page's title repeats"
        return other
    other.give("repeat", "the headline again")
    return _carve(stretches, one, at, at + len(title), "the line that is repeated") if at > 0 else one


def _is_site(before: str) -> bool:
    return bool(_SITE.search(before))


def _section_end(stretch: Stretch) -> int:
    """How far the name of a section reaches at the start of a headline that was cut out of a longer line."""
    words = stretch.words.split(" ")
    for n in (3, 2, 1):
        if len(words) > n + 2 and " ".join(words[:n]) in phrases().sections:
            return len(" ".join(words[:n])) + 1
    return 0


def _run_together(stretches: list[Stretch], stretch: Stretch, words: list[str], at: int) -> Stretch | None:
    """The headline at the start of a stretch that holds the article too, by the address or by the verb of the lead."""
    tokens = list(re.finditer(r"\S+", stretch.words[at:]))
    end = _by_slug([stripped(t[0]) for t in tokens[: len(words) + 8]], words)
    reason = "the words of the address"
    if end is None and not stretch.alone:
        end = _by_lead([t[0] for t in tokens[:_TITLE_WORDS]])
        reason = "what stands before the lead"
    if not end:
        return None
    return _carve(stretches, stretch, at, at + tokens[end - 1].end(), reason)


def _by_slug(tokens: list[str], words: list[str]) -> int | None:
    if not words:
        return None
    blocks = [b for b in SequenceMatcher(None, tokens, words, autojunk=False).get_matching_blocks() if b.size]
    if not blocks or blocks[0].a > 1 or sum(b.size for b in blocks) < 0.6 * len(words):
        return None
    end = blocks[0].a + blocks[0].size
    for block in blocks[1:]:
        if block.a - end > _GAP:
            break
        end = block.a + block.size
    for more in range(_GAP):
        if end + more < len(tokens) and phrases().opens(tokens[end + more]):
            return end + more
    return end


def _by_lead(tokens: list[str]) -> int | None:
    for i, token in enumerate(tokens):
        if i >= 3 and phrases().opens(token) and token[0] not in "وف":
            return i
        if i >= 3 and tokens[i - 1].endswith(("!", "؟", "(فيديو)", "(صور)", "(فيديوهات)")):
            return i
    return None


def _carve(stretches: list[Stretch], stretch: Stretch, start: int, end: int, reason: str) -> Stretch:
    """Cut characters `start` to `end` of a stretch out of it; what is left before and after stands for itself."""
    here = stretches.index(stretch)
    parts = [(0, start), (start, end), (end, len(stretch.words))]
    new = []
    for a, b in parts:
        text = stretch.words[a:b]
        lead = len(text) - len(text.lstrip(" :،,-"))
        if text.strip(" :،,-"):
            body = text[lead:].rstrip()
            new.append(
                Stretch(stretch.start + a + lead, stretch.start + a + lead + len(body), stretch.line, body, alone=False)
            )
    stretches[here : here + 1] = new
    found = next(s for s in new if s.start >= stretch.start + start)
    found.reason = reason
    if new[0] is not found:
        new[0].give("navigation", "a menu before the headline")
    return found
