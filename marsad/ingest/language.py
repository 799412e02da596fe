"""Whether a text is Arabic, told by its letters and its commonest words; no model, no download."""

from __future__ import annotations

import re

_NO_LETTERS = re.compile(r"[\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[^ء-يٱ-ۓۀ-ۿݐ-ݿ\ufb50-\ufdff\ufe70-\ufefc]+")
_WORDS = re.compile(r"[^\W\d_]+")
_ENOUGH_SCRIPT = 0.5
_SAMPLE = 1000
_FEW_WORDS = 12
_LISTS = {
    "ar": "في من على إلى الى أن ان إن عن التي الذي هذا هذه مع كان كانت قال قد لا ما لم لن بعد بين كما أو هو هي ذلك حيث التى علي فى إنه أنه وقال وأضاف",
    "fa": "است که این را از به برای آن می شود شد کرد بود های خود تا با یک دارد کند باید و در هم نیز اين مي اند است، شده گفت ها",
    "ur": "ہے کے کی میں کو سے کا نے پر اور ہیں یہ بھی کہ تھا گیا ہو کر رہے جو ان اس ایک لیے",
    "ckb": "لە بۆ کە ئەو بە و لەسەر ئەم بوو نەوەی دەکات کوردستان",
    "ps": "په چې کې د او له دی ته شوي کړي وي يې هغه دې",
}
_FUNCTION_WORDS = {code: frozenset(words.split()) for code, words in _LISTS.items()}
_OWNER = {word: code for code in ("fa", "ur", "ckb", "ps", "ar") for word in _FUNCTION_WORDS[code]}
_SHARED = {"و", "از", "ان", "با", "ما", "تا", "در", "به", "هم", "او", "را", "د"}
_MARKED = {"ur": "ٹڈڑںےہھ", "fa": "پچژگکی", "ckb": "ێۆڵڕە", "ps": "ښځړډټۍېګ"}


def language(text: str) -> str:
    """`ar`, or `fa`, `ur`, `ckb`, `ps` for what shares the script, or `other`."""
    sample = text[:_SAMPLE]
    for part in (sample, text):
        letters, script = len(_NO_LETTERS.sub("", part)), len(_OTHER_SCRIPT.sub("", part))
        if letters and script >= _ENOUGH_SCRIPT * letters:
            break
    else:
        return "other"
    words = _WORDS.findall(sample)
    votes = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in words:
        owner = _OWNER.get(word)
        if owner and (word not in _SHARED):
            votes[owner] += 1
        elif word.startswith(("ال", "وال", "بال", "لل")) and len(word) > 4:
            votes["ar"] += 1
    best = max(votes, key=lambda code: votes[code])
    if votes[best] and (best == "ar" or votes[best] > votes["ar"]):
        return best if len(words) >= _FEW_WORDS or best == "ar" else _by_letters(sample)
    return _by_letters(sample)


def _by_letters(sample: str) -> str:
    """For a few words: letters that Arabic does not have."""
    counts = {code: sum(sample.count(c) for c in letters) for code, letters in _MARKED.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] * 12 > len(sample) else "ar"
