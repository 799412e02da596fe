"""The rows of a language's lexicons, read from TOML and checked on the way in (`docs/language-pack.md`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

import msgspec

from marsad.errors import DataError

Part = Literal["actor", "recipient", "topic", ""]


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """What verb and noun rows of the event lexicon have in common."""

    type: str
    mode: str | None = None
    masdar: list[str] = []
    plural: list[str] = []
    without: list[str] = []
    prepositions: dict[str, Part] = {}
    genitive: Part = "actor"
    status: str | None = None
    contexts: list[str] = []
    only_next: tuple[str, ...] = ()
    unless_next: tuple[str, ...] = ()
    only_near: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    yes: list[str] = []
    no: list[str] = []
    note: str = ""


class Verb(Trigger, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A verb with its verbal nouns and participles."""

    past: str
    present: str
    past_passive: str = ""
    active: list[str] = []
    adjunct: bool = False
    passive: list[str] = []
    phrase: tuple[str, ...] = ()
    subject: Part = "actor"
    object: Part = "recipient"
    transitive: bool = False

    @property
    def id(self) -> str:
        """The row's name in rules and in `why`."""
        return f"{self.type.lower()}/{self.past}" + (f" {self.phrase[0]}" if self.phrase else "")


class Noun(Trigger, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A noun that tells an event by itself."""

    lemma: str

    @property
    def id(self) -> str:
        """The row's name in rules and in `why`."""
        return f"{self.type.lower()}/{self.lemma}"


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A reporting verb: its force, and where what was said and the person spoken to stand."""

    past: str
    present: str
    past_passive: str = ""
    active: list[str] = []
    masdar: list[str] = []
    force: str
    complement: list[str] = []
    without: list[str] = []
    addressee: list[str] = []
    only_near: tuple[str, ...] = ()
    only_next: tuple[str, ...] = ()
    weak: bool = False
    transitive: bool = False
    yes: list[str] = []
    no: list[str] = []
    note: str = ""

    @property
    def id(self) -> str:
        """The row's name in rules and in `why`."""
        return f"reporting/{self.past}"


class LightVerb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A verb whose noun tells the event: أجرى محادثات. `subject` is what its subject is to that event.

    `preposition` is the one glued to the noun, where the verb has no object: تعرض لهجوم. `link` is the one right before it: تمكن من السيطرة.
    """

    past: str
    present: str
    subject: Part = "actor"
    preposition: str = ""
    link: str = ""
    yes: list[str] = []
    no: list[str] = []


class Phrase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A fixed attribution such as نقلا عن."""

    form: str
    force: str
    speaker: Literal["after", "none"] = "after"
    yes: list[str] = []
    no: list[str] = []
    note: str = ""

    @property
    def id(self) -> str:
        """The row's name in rules and in `why`."""
        return f"reporting/{self.form}"


class OfficeWord(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The head of a title: وزير, رئيس, نائب وزير, المتحدث باسم."""

    lemma: str
    office: str
    plural: list[str] = []
    feminine: str = ""
    complement: bool = True
    example: str = ""


class Honorific(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A rank or form of address before a name."""

    form: str


class Portfolio(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a minister is minister of."""

    form: str
    ministry: str


class Unnamed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A noun that stands for a speaker or doer without a name.

    `possessed` says what it is with a pronoun: `never` a party (جهته), a party `only` then (بلاده), one only where they are
    `several` (قواته, but قوته is strength), the owner's `state` (حكومته). Where it is not `feminine`, the form in ة is another
    word (مراقبة is watching); where it is `qualified`, one without the article needs an adjective (حركة مسلحة, not حركة المرور).
    """

    head: str
    kind: str
    plural: list[str] = []
    possessed: Literal["", "never", "only", "several", "state", "only state"] = ""
    feminine: bool = True
    qualified: bool = False
    example: str = ""


class Anaphor(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A definite noun that means the last party of one of some kinds: الصحيفة, الوزارة, المسؤول."""

    form: str
    kinds: list[str]


Row = TypeVar("Row", bound=msgspec.Struct)


def tables(file: Traversable) -> dict[str, list[dict[str, Any]]]:
    """The TOML tables of one lexicon file; raises DataError with the file's name."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise DataError(f"{file.name}: not valid TOML: {fault}. Correct the line it names.") from fault


def rows(file: Traversable, table: str, kind: type[Row], **fixed: Any) -> Iterator[Row]:
    """The rows of one table as structs; raises DataError naming file, row and key."""
    for i, row in enumerate(tables(file).get(table, []), 1):
        try:
            yield msgspec.convert({**row, **fixed}, kind)
        except msgspec.ValidationError as fault:
            raise DataError(f"{file.name}: [[{table}]] {i} ({next(iter(row.values()), '')}): {fault}") from fault
