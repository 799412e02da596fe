"""The pages over the sample ledger, and over one of hostile articles, as somebody at this machine sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from lxml import html
from starlette.middleware.base import RequestResponseEndpoint
from starlette.testclient import TestClient

from marsad.views.access.access import Access
from marsad.views.access.visitor import Visitor
from marsad.views.desk import Desk, open_desk
from marsad.views.web import site as pages
from marsad.views.web.app import create_app
from tests.views.ledger_fixture import SAMPLE, hostile, sample
from tests.views.retold_fixture import retold

HOST = "http://127.0.0.1"


def inline(page: str) -> list[str]:
    """What a strict content policy would stop in a page: scripts and styles of its own, handlers, script addresses."""
    tree = html.fromstring(page)
    found = [f"<{e.tag}> without src" for e in tree.iter("script") if not e.get("src")]
    found += [f"<{e.tag}>" for e in tree.iter("style")]
    for element in tree.iter(html.etree.Element):
        found += [f"{name} on <{element.tag}>" for name in element.attrib if name == "style" or name.startswith("on")]
        address = element.get("href") or element.get("src") or ""
        found += [address] if address.strip().lower().startswith(("javascript:", "data:text")) else []
    return found


def untidy(page: str) -> list[str]:
    """What a whole page must not have: faults of the content policy, ids that stand twice, fields without a name, no or two headings."""
    tree, found = html.fromstring(page), inline(page)
    ids = Counter(tree.xpath("//@id"))
    found += [f"id {id_} stands {times} times" for id_, times in ids.items() if times > 1]
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = (
            field.get("aria-label")
            or field.xpath("ancestor::label")
            or tree.xpath(f"//label[@for='{field.get('id')}']")
        )
        found += [] if named else [f"<{field.tag} name={field.get('name')}> has no label"]
    for name in ("aria-labelledby", "list", "for"):
        named = {id_ for value in tree.xpath(f"//@{name}") for id_ in value.split()}
        found += [f"{name}={id_} names nothing" for id_ in sorted(named - set(ids))]
    found += [] if len(tree.xpath("//h1")) == 1 else ["one h1 is missing"]
    if (tree.get("lang"), tree.get("dir")) not in (("ar", "rtl"), ("en", "ltr")):
        found.append("language and direction do not fit")
    return found


@contextmanager
def visiting(folder: Path, **options: Any) -> Iterator[TestClient]:
    """A browser on the whole site of a ledger: guard, API and files as well."""
    desk = open_desk(folder)
    app = create_app(desk, Access.open(folder, **options))
    with TestClient(app, base_url=HOST, headers={"Origin": HOST}, follow_redirects=False) as client:
        yield client


def _checked(response: Any) -> None:
    """Every page that any test asks for is held to the content policy."""
    response.read()
    if response.headers.get("content-type", "").startswith("text/html"):
        assert inline(response.text) == []


def browser(desk: Desk) -> TestClient:
    """A browser on the pages of a desk."""
    app = FastAPI()
    app.state.desk = desk

    @app.middleware("http")
    async def visit(request: Request, call_next: RequestResponseEndpoint) -> Response:
        request.state.visitor = Visitor(name="local", role="owner", via="local", csrf="token-of-the-test")
        return await call_next(request)

    app.include_router(pages.pages())
    client = TestClient(app)
    client.event_hooks["response"].append(_checked)
    return client


@pytest.fixture(scope="session")
def site() -> Iterator[TestClient]:
    """A browser on the pages of the sample ledger."""
    with browser(sample()) as client:
        yield client


@pytest.fixture(scope="session")
def whole() -> Iterator[TestClient]:
    """A browser on the whole site of the sample ledger; it follows no redirects."""
    sample()
    with visiting(SAMPLE) as client:
        yield client


@pytest.fixture(scope="session")
def hostile_site() -> Iterator[TestClient]:
    """A browser on the pages of a ledger of hostile articles."""
    with browser(hostile()) as client:
        yield client


@pytest.fixture(scope="session")
def retold_site() -> Iterator[TestClient]:
    """A browser on the pages of two articles that report one utterance."""
    with browser(retold()) as client:
        yield client
