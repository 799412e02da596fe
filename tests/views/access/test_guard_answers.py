from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from marsad.views.access.access import Access
from marsad.views.access.guard import Guard
from marsad.views.access.headers import POLICY
from marsad.views.access.settings import Settings
from marsad.views.access.visitor import Role
from tests.views.access.conftest import LOCAL, ME, Browser, Clock, site, told

HTTPS = "https://marsad.example"


def signed(access: Access, role: Role, *, at: str = LOCAL) -> Browser:
    browser = Browser(access, at=at)
    assert browser.log_in(role).status_code == 303
    return browser


# Headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/today", 200),
        ("/static/x.css", 200),
        ("/en/login", 303),
        ("/nowhere", 404),
        ("/broken", 500),
        ("/api/v1/keys", 200),
    ],
)
def test_every_answer_is_shut_in(access: Access, path: str, status: int) -> None:
    answer = Browser(access).get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1", 303)])
def test_refusals_are_shut_in_as_well(browser: Browser, host: str, status: int) -> None:
    answer = browser.get("/en/today", Host=host)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store"


def test_the_policy_lets_in_nothing_from_elsewhere() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in POLICY


def test_what_an_answer_says_itself_stays(staffed: Access) -> None:
    answer = signed(staffed, "reader").get("/archived")
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_for_one_visitor_is_kept_by_no_cache(staffed: Access, tmp_path: Path) -> None:
    browser = signed(staffed, "reader")
    assert browser.get("/en/today").headers["cache-control"] == "no-store"
    assert browser.get("/en/login").headers["cache-control"] == "no-store"
    assert "cache-control" not in browser.get("/static/x.css").headers


def test_over_https_the_cookie_is_for_https_alone(staffed: Access) -> None:
    behind = Access.open(staffed.store.path.parent, settings=Settings(hosts=("marsad.example",)))
    browser = Browser(behind, at=HTTPS)
    answer = browser.log_in("reader")
    (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
    assert cookie.key.startswith("__Host-")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "strict", "/")
    assert not cookie["domain"]
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert browser.get("/en/today").json()["name"] == "reader"


# Limits and faults


def test_the_search_is_counted_for_each_visitor(staffed: Access) -> None:
    staffed = Access.open(staffed.store.path.parent, settings=Settings(search=3), clock=staffed.store.clock)
    browser = signed(staffed, "reader")
    for path in ("/en/search", "/api/v1/search", "/en/search"):
        assert browser.get(path).status_code == 200
    answer = browser.get("/api/v1/search")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_requests")
    assert int(answer.headers["retry-after"]) > 0
    assert signed(staffed, "owner").get("/en/search").status_code == 200
    assert browser.get("/en/today").status_code == 200


def test_accounts_that_cannot_be_read_let_nobody_in(staffed: Access) -> None:
    browser = signed(staffed, "owner")
    staffed.close()
    staffed.store.path.write_bytes(b"damaged" * 1000)
    for name in ("-wal", "-shm"):
        staffed.store.path.with_name(staffed.store.path.name + name).unlink(missing_ok=True)
    answer = browser.get("/api/v1/events")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert str(staffed.store.path) not in answer.text


def test_there_are_no_web_sockets(access: Access) -> None:
    client = TestClient(Guard(site(), access, answer=told), base_url=LOCAL)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/en/today"):
        pass


def test_a_disabled_account_is_out_at_once(staffed: Access, clock: Clock) -> None:
    browser = signed(staffed, "reader")
    assert browser.get("/en/today").status_code == 200
    staffed.accounts.disable("reader", ME)
    assert browser.get("/en/today").status_code == 303
