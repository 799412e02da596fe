"""The dossiers that come with Marsad: one folder each, data alone (`docs/dossier.md`)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import msgspec

from marsad.errors import DataError
from marsad.model.reading import Polarity


class IssueWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word or phrase that names an issue (`sense` `+`) or its opposite (`-`); a stance is the verb's polarity times `sense`.

    `bare` is the side of its bare mention, where that is not the issue's usual one: `none` for a word of many meanings.
    """

    form: str
    sense: Polarity
    bare: Literal["+", "-", "none"] | None = None


class IssueAct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event says of its doers' side on an issue: PLOVER's `type`, in one `mode` or in any, is for (`+`) or against it.

    `named` events count only where they are about the issue by its words; otherwise type and mode are enough. A row
    for what is `denied` counts where the event is refused or did not happen, any other where it happened or goes on.
    """

    type: str
    mode: str | None = None
    sense: Polarity
    named: bool = True
    denied: bool = False


class Issue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A matter in dispute, with its words in Arabic and the acts that take a side on it.

    `usual` is the side that a mention under no stance word takes, None where it takes none; `seldom` the side that only who
    refuses, announces or speaks of his own doing takes, None for the usual one's opposite; `unless` holds phrases
    that contain one of the words and do not name the issue.
    """

    id: str
    name: str
    name_ar: str
    definition: str
    usual: Polarity | None = None
    seldom: Polarity | None = None
    unless: tuple[str, ...] = ()
    words: tuple[IssueWord, ...]
    acts: tuple[IssueAct, ...] = ()


def names() -> list[str]:
    """The dossiers that come with Marsad, in alphabetical order."""
    return sorted(
        folder.name for folder in files(__name__).iterdir() if folder.is_dir() and (folder / "dossier.toml").is_file()
    )


def articles(name: str) -> list[str]:
    """The paths of a dossier's articles, pages and texts alike, in alphabetical order. Raises DataError for an unknown name."""
    return sorted(str(file) for file in (_folder(name) / "articles").iterdir() if file.name.endswith((".html", ".txt")))


def issues(name: str) -> tuple[Issue, ...]:
    """The issues that a dossier follows. Raises DataError for an unknown name and for a row that does not hold."""
    try:
        return _issues((_folder(name) / "issues.toml").read_text(encoding="utf-8"))
    except (KeyError, msgspec.ValidationError) as fault:
        raise DataError(f"dossiers/{name}/issues.toml: {fault}. See docs/dossier.md.") from fault


@lru_cache(maxsize=8)  # a page asks several times for what takes longer to parse than all else that it asks
def _issues(text: str) -> tuple[Issue, ...]:
    return msgspec.convert(tomllib.loads(text)["issue"], tuple[Issue, ...])


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source card: who publishes. `unknown` stands where there is no evidence of owner or side."""

    id: str
    kind: Literal["agency", "outlet"]
    name: str
    name_ar: str
    names: tuple[str, ...] = ()
    country: str | None = None
    domain: str | None = None
    owner: str = "unknown"
    side: str = "unknown"
    evidence: str = ""


def sources(name: str) -> tuple[Source, ...]:
    """The source cards of a dossier, none where it has no `sources.toml`. Raises DataError for a row that does not hold."""
    file = _folder(name) / "sources.toml"
    if not file.is_file():
        return ()
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")).get("source", []), tuple[Source, ...])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise DataError(f"dossiers/{name}/sources.toml: {fault}. See docs/dossier.md.") from fault


def copy(name: str, folder: Path) -> None:
    """Lays a dossier's rows, without its articles, into a folder of one's own, to be edited there. Raises DataError, OSError."""
    rows = [file for file in _folder(name).iterdir() if file.name.endswith(".toml") and file.name != "articles.toml"]
    folder.mkdir(parents=True)
    for file in rows:
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def _folder(name: str) -> Traversable:
    if (Path(name) / "dossier.toml").is_file():  # a folder of the user's own
        return Path(name)
    if name not in names():
        raise DataError(f"no dossier {name!r}; there is: {', '.join(names())}, or a folder with a dossier.toml in it.")
    return files(__name__) / name
