"""The site as it is served: no route of it is open by oversight."""

from __future__ import annotations

from typing import cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from marsad.views.access import rules
from marsad.views.access.access import Access
from marsad.views.access.guard import Guard
from marsad.views.web.app import create_app
from tests.views.access.conftest import LOCAL, ME, desk, routes


@pytest.fixture
def site(access: Access) -> Guard:
    return cast(Guard, create_app(desk(), access))


def every(site: Guard) -> list[tuple[str, str]]:
    found = list(routes(cast(FastAPI, site.app).routes))
    paths = {path for _, path in found}
    assert {"/en/login", "/en/accounts", "/en", "/api/v1/events"} <= paths
    return found


def test_nothing_is_changed_without_a_token(site: Guard, access: Access) -> None:
    client = TestClient(site, base_url=LOCAL, follow_redirects=False)
    unsafe = [(method, path) for method, path in every(site) if method not in rules.SAFE]
    assert len(unsafe) > 4
    good = {"X-CSRF-Token": access.local().csrf}
    for method, path in unsafe:
        for headers in ({}, {"Origin": LOCAL}, good, {**good, "Origin": "https://evil.example"}):
            assert client.request(method, path, headers=headers).status_code == 403, (method, path, headers)


def test_nothing_is_shown_to_who_did_not_log_in(site: Guard, access: Access) -> None:
    access.accounts.add("amina", "four words of mine", "owner", ME)
    client = TestClient(site, base_url=LOCAL, follow_redirects=False)
    for method, path in every(site):
        status = client.request(method, path).status_code
        public = path in ("/en/login", "/healthz") or path.startswith("/static/")
        assert public or status == (401 if rules.api(path) else 303), (method, path, status)


def test_a_reader_changes_nothing(site: Guard, access: Access) -> None:
    access.accounts.add("amina", "four words of mine", "owner", ME)
    access.accounts.add("salma", "four words of mine", "reader", ME)
    id_ = access.sessions.begin("salma")
    visitor = access.session(id_)
    assert visitor
    client = TestClient(site, base_url=LOCAL, follow_redirects=False, cookies={access.cookie(https=False).name: id_})
    headers = {"Origin": LOCAL, "X-CSRF-Token": visitor.csrf}
    for method, path in every(site):
        own = path in ("/en/login", "/en/logout", "/en/account")
        if method not in rules.SAFE and not own:
            assert client.request(method, path, headers=headers).status_code == 403, (method, path)
