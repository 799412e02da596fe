"""Pictures of every page, in Arabic and English, wide and narrow, to be looked at.

    python -m bench.screenshots [--to build/screenshots] [--ledger DIR] [--only NAME] [--readme]

Without a ledger the sample one is made and served. `--readme` writes the two pictures that the README shows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.browser import Visit, browsing, chromium, sample, serving
from bench.rules import ROOT

PAGES = {
    "today": "",
    "stories": "/stories",
    "story": "/stories/story-1052bc0d071c46ce",
    "positions": "/positions",
    "position": "/positions?cell=EG+ceasefire",
    "events": "/events",
    "timeline": "/events?view=timeline",
    "dyads": "/events?view=series",
    "map": "/events?view=map",
    "statements": "/statements",
    "actors": "/actors",
    "network": "/actors?view=network",
    "actor": "/actors/EG",
    "articles": "/articles",
    "article": "/articles/1052bc0d071c46ce",
    "original": "/articles/1052bc0d071c46ce?original=1",
    "search": "/search?q=%D8%AD%D9%81%D8%AA%D8%B1",
    "review": "/review",
    "decisions": "/review?view=log",
    "briefing": "/briefing?from=2020-05-01",
    "why": "/why/dispute-752f8541ad6f",
}
"""Each page by name: its address below the language, with the sample's ids."""
README = {"page-story.png": "/ar/stories/story-1052bc0d071c46ce", "page-positions.png": "/en/positions"}
"""The pictures that the README shows."""


def pictures(to: Path, address: str, only: str | None) -> int:
    """Takes them; returns how many pages did what they must not."""
    to.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with browsing() as browser:
        for lang in ("ar", "en"):
            for width in (1440, 420):
                for name, path in PAGES.items():
                    if only in (None, name):
                        window = Visit(browser, address, width=width, scheme="light" if lang == "ar" else "dark")
                        window.go(f"/{lang}{path}").screenshot(path=to / f"{name}-{lang}-{width}.png", full_page=True)
                        wrong += bool(window.faults)
                        print(f"{name}-{lang}-{width}.png", *window.faults, sep="\n  ")
                        window.close()
    return wrong


def readme(to: Path, address: str) -> None:
    """Takes the pictures of the README."""
    to.mkdir(parents=True, exist_ok=True)
    with browsing() as browser:
        for name, path in README.items():
            window = Visit(browser, address, width=1280)
            window.go(path).screenshot(path=to / name)
            window.close()


def main() -> int:
    """The command line; exit code 1 where a page did what it must not, or there is no browser."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--to", type=Path, default=ROOT / "build" / "screenshots")
    options.add_argument("--ledger", type=Path)
    options.add_argument("--only", choices=PAGES)
    options.add_argument("--readme", action="store_true")
    given = options.parse_args()
    if chromium() is None:
        print("Chromium is not installed: apt-get install chromium", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = given.ledger or sample(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "ledger")
        address = stack.enter_context(serving(folder))
        if given.readme:
            readme(ROOT / "docs" / "pictures", address)
            return 0
        wrong = pictures(given.to, address, given.only)
    print(f"{given.to}: look at them")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
