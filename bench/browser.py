"""A real browser on a real server: for the tests of the pages and for their pictures.

`serving` runs `marsad serve` on a ledger as a user would; `browsing` opens Chromium; a `Visit` is a window that notes whatever
a page must not do: errors on the console, requests that fail or go to another host, breaches of the content policy.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from bench.rules import ROOT
from marsad import dossiers, flow

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic", "--disable-background-networking", "--disable-component-update")  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+")
_WAIT = 60_000  # milliseconds that a page may take on a busy machine


def chromium() -> str | None:
    """Where Chromium is; None where it is not installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def sample(folder: Path) -> Path:
    """A woven ledger of the sample articles."""
    ledger = flow.init(folder, dossier="libya")
    list(flow.add_paths(ledger, dossiers.articles("libya")))
    flow.weave(ledger)
    ledger.close()
    return folder


@contextlib.contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """`marsad serve` on a free port; gives its address without the last slash."""
    command = [sys.executable, "-m", "marsad", "serve", str(folder), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder) as server:
        try:
            assert server.stdout
            said = server.stdout.readline()
            found = _ADDRESS.search(said)
            if not found:
                raise RuntimeError(f"marsad serve said {said!r}")
            yield found[0].rstrip("/")
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium without a screen. Raises RuntimeError where it is not installed."""
    path = chromium()
    if path is None:
        raise RuntimeError("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


class Visit:
    """A window of a width on a site; `faults` is what pages did that they must not."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        width: int = 1440,
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
    ) -> None:
        self.address, self.faults = address, list[str]()
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(_WAIT)
        self.page.on("console", lambda m: self._note("console", m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._note("script", str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._asked)

    def _note(self, kind: str, what: str) -> None:
        self.faults.append(f"{self.page.url}: {kind}: {what}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the window went elsewhere meanwhile
            self._note("failed", f"{request.url} {request.failure}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.address).netloc:
            self._note("another host", request.url)

    def go(self, path: str) -> Page:
        """Opens an address and waits until nothing is asked for any more and charts are drawn."""
        self.page.goto(path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until nothing is asked for any more and charts are drawn."""
        self.page.wait_for_load_state("networkidle")
        if self.page.locator("figure[data-chart] .canvas").count():
            self.page.wait_for_function(
                "() => [...document.querySelectorAll('figure[data-chart] .canvas')].every((c) => 'ready' in c.dataset)"
            )

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page at hand, one line a rule."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("async () => (await axe.run()).violations")
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})" for v in found]

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def close(self) -> None:
        """Closes the window."""
        self.context.close()
