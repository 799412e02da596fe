"""Makes the dictionary by which the search index splits words: marsad/ledger/forms.txt.gz, from simplemma's Arabic forms.

    python -m training.forms.build

Kept are the forms in Arabic letters, folded, save those that bear an article, a particle, a pronoun or the alef of an
object that their lemma lacks (النجاران, فيه, اجتماعا): they are what the index takes apart. Sorted, one a line, so that two builds are the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from marsad.lang.ar.fold import fold

TARGET = Path(__file__).resolve().parents[2] / "marsad" / "ledger" / "forms.txt.gz"
_ARABIC = re.compile(r"[\u0621-\u063f\u0641-\u064a]{2,}")


def forms() -> list[str]:
    """The folded forms that stand for themselves, sorted."""
    listed = DefaultDictionaryFactory().get_dictionary("ar")
    rows = [(_text(form), _text(lemma)) for form, lemma in listed.items()]
    return sorted({fold(form) for form, lemma in rows if _ARABIC.fullmatch(fold(form)) and not hung(form, lemma)})


def hung(form: str, lemma: str) -> bool:
    """Whether a form bears an article, particle, pronoun or alef of an object that its lemma lacks; the ending ة is no pronoun."""
    folded, bare = fold(form), fold(lemma)
    if folded == bare or (form.endswith("ة") and folded[:-1] == bare):
        return False
    if (folded.startswith("ال") and not bare.startswith("ال")) or folded == bare + "ا":
        return True
    particle = len(folded) == len(bare) + 1 and folded[0] in "وفبلك" and folded.endswith(bare)
    pronoun = folded.startswith(bare) and folded[len(bare) :] in ("ه", "ها", "هم", "هما", "هن")
    return particle or pronoun


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def main() -> int:
    """Writes the file and says how much it holds."""
    found = forms()
    TARGET.write_bytes(gzip.compress("\n".join(found).encode(), 9, mtime=0))
    print(f"{TARGET.name}: {len(found):,} forms, {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
