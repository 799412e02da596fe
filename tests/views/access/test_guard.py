from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from marsad.views.access import rules
from marsad.views.access.access import Access
from marsad.views.access.guard import BODY
from marsad.views.access.settings import Settings
from marsad.views.access.visitor import Role
from tests.views.access.conftest import LOCAL, ME, ROLES, Browser, routes, site

HTTPS = "https://marsad.example"


ROUTES = sorted(set(routes(site().routes)))


def signed(access: Access, role: Role, *, at: str = LOCAL) -> Browser:
    browser = Browser(access, at=at)
    assert browser.log_in(role).status_code == 303
    return browser


# Who is let in


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_role_that_each_route_needs(staffed: Access, method: str, path: str) -> None:
    """Each visitor at each route, with a good token: let in where the table says so, and nowhere else."""
    needed = "owner" if path == "/api/v1/keys" else rules.needed(method, path)
    for role in (None, *ROLES):
        browser = Browser(staffed)
        if role:
            browser.client.cookies.set(staffed.cookie(https=False).name, staffed.sessions.begin(role))
        visitor = staffed.session(browser.session or "") or staffed.nobody()
        headers = {"Origin": LOCAL, "X-CSRF-Token": visitor.csrf}
        status = browser.client.request(method, path, headers=headers).status_code
        if needed is None or visitor.may(needed):
            assert status in (200, 303, 400, 500 if path == "/broken" else 403 if path == "/en/login" else 200), role
        else:
            assert status == (403 if role else 401 if rules.api(path) else 303), role


@pytest.mark.parametrize(("method", "path"), [r for r in ROUTES if r[0] not in rules.SAFE])
@pytest.mark.parametrize("via", ["local", "session"])
def test_no_unsafe_route_answers_without_its_token(access: Access, method: str, path: str, via: str) -> None:
    browser = Browser(access)
    if via == "session":
        access.accounts.add("owner", "four words of mine", "owner", ME)
        browser.client.cookies.set(access.cookie(https=False).name, access.sessions.begin("owner"))
    good = browser.get("/en/today").json()["csrf"]
    stranger = access.nobody().csrf
    for headers, code in [
        ({"Origin": LOCAL}, "csrf"),
        ({"Origin": LOCAL, "X-CSRF-Token": good[:-1]}, "csrf"),
        ({"Origin": LOCAL, "X-CSRF-Token": stranger}, "csrf"),
        ({"X-CSRF-Token": good}, "foreign_site"),
        ({"X-CSRF-Token": good, "Origin": "https://evil.example"}, "foreign_site"),
        ({"X-CSRF-Token": good, "Origin": LOCAL, "Sec-Fetch-Site": "cross-site"}, "foreign_site"),
    ]:
        answer = browser.client.request(method, path, headers=headers)
        assert (answer.status_code, code in answer.text) == (403, True), headers


def test_who_is_unknown_is_led_to_the_login_and_back(browser: Browser) -> None:
    answer = browser.get("/en/stories?issue=ceasefire&from=2020-01-01")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/login?next=%2Fen%2Fstories%3Fissue%3Dceasefire%26from%3D2020-01-01"
    assert browser.get("/ar/actors/حفتر").headers["location"].startswith("/ar/login?next=%2Far%2Factors%2F%25D8%25AD")
    assert browser.get("/").headers["location"] == "/ar/login?next=%2F"
    assert browser.get("/", **{"Accept-Language": "en-GB"}).headers["location"] == "/en/login?next=%2F"
    assert browser.client.post("/en/review").headers["location"] == "/en/login"
    assert browser.get(f"{LOCAL}//evil.example/x").headers["location"] == "/ar/login?next=%2Far"


def test_who_is_unknown_gets_the_envelope_from_the_api(browser: Browser) -> None:
    answer = browser.get("/api/v1/events")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unauthorized"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_htmx_is_led_to_the_login_as_a_whole(browser: Browser) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"{LOCAL}/ar/search?q=x"}
    answer = browser.get("/ar/search?q=xy", **headers)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/ar/login?next=%2Far%2Fsearch%3Fq%3Dx")
    answer = browser.get("/ar/search", **{**headers, "HX-Current-URL": "https://evil.example//evil.example"})
    assert answer.headers["hx-redirect"] == "/ar/login?next=%2Far"


def test_a_link_from_another_site_finds_its_session(staffed: Access) -> None:
    browser = signed(staffed, "reader")
    cookies = dict(browser.client.cookies)
    browser.client.cookies.clear()  # SameSite=Strict
    path = '/en/today?q="><script>'
    answer = browser.get(path, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/en/today?q=' in answer.text
    assert "<script" not in answer.text
    browser.client.cookies.update(cookies)
    assert browser.get("/en/today", **{"Sec-Fetch-Site": "same-origin"}).json()["name"] == "reader"
    assert Browser(staffed).get("/en/today", **{"Sec-Fetch-Site": "same-origin"}).status_code == 303, "no circle"


def test_without_accounts_everybody_on_this_machine_is_let_in(access: Access) -> None:
    browser = Browser(access)
    assert browser.get("/en/today").json()["via"] == "local"
    assert browser.get("/en/accounts").status_code == 200
    token = browser.get("/en/today").json()["csrf"]
    assert browser.post("/en/form", {"a": "b"}, token=token).json() == {"a": "b", "csrf": token}
    assert Browser(Access.open(access.store.path.parent)).post("/en/form", {}, token=token).status_code == 403, "stale"


def test_the_first_account_shuts_the_door_behind_it(access: Access) -> None:
    browser = Browser(access)
    assert browser.get("/en/today").status_code == 200
    access.accounts.add("amina", "four words of mine", "owner", ME)
    assert browser.get("/en/today").status_code == 303


@pytest.mark.parametrize("path", ["/en/today", "/api/v1/search", "/static/x.css"])
def test_other_sites_may_lead_here_but_not_pry(access: Access, path: str) -> None:
    browser = Browser(access)
    for site_ in ("cross-site", "same-site"):
        for mode in ("no-cors", "cors", "same-origin"):
            assert browser.get(path, **{"Sec-Fetch-Site": site_, "Sec-Fetch-Mode": mode}).status_code == 403
        assert browser.get(path, **{"Sec-Fetch-Site": site_, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    for own in ("same-origin", "none"):
        assert browser.get(path, **{"Sec-Fetch-Site": own, "Sec-Fetch-Mode": "cors"}).status_code == 200


# Tokens of the API


def test_an_api_token_needs_no_form_and_opens_the_api_alone(staffed: Access) -> None:
    made = staffed.tokens.make(staffed.accounts.get("reviewer"), "x", ME, days=1)
    browser = Browser(staffed)
    bearer = {"Authorization": f"Bearer {made}"}
    assert browser.get("/api/v1/events", **bearer).json()["name"] == "reviewer"
    assert browser.get("/api/v1/events", Authorization=f"bearer  {made} ").status_code == 200
    posted = browser.client.post("/api/v1/review", headers=bearer, json={"a": 1})
    assert (posted.status_code, posted.json()["body"]) == (200, '{"a":1}')
    assert browser.get("/en/today", **bearer).status_code == 303
    assert browser.client.post("/en/review", headers=bearer).status_code == 303
    assert browser.get("/api/v1/keys", **bearer).status_code == 403


def test_a_readers_token_changes_nothing(staffed: Access) -> None:
    made = staffed.tokens.make(staffed.accounts.get("owner"), "x", ME, days=1, role="reader")
    answer = Browser(staffed).client.post("/api/v1/review", headers={"Authorization": f"Bearer {made}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("token", ["", "x", "marsad_x", "marsad_" + "A" * 43])
def test_a_bad_token_is_told_even_beside_a_good_cookie(staffed: Access, token: str) -> None:
    browser = signed(staffed, "owner")
    answer = browser.get("/api/v1/events", Authorization=f"Bearer {token}")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_a_cookie_opens_the_api_but_its_posts_need_the_form_token(staffed: Access) -> None:
    browser = signed(staffed, "reviewer")
    token = browser.get("/api/v1/events").json()["csrf"]
    assert browser.client.post("/api/v1/review", headers={"Origin": LOCAL}).status_code == 403
    headers = {"Origin": LOCAL, "X-CSRF-Token": token}
    assert browser.client.post("/api/v1/review", headers=headers, json=[1]).json()["body"] == "[1]"


# Hosts


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_names_of_this_machine(access: Access, host: str) -> None:
    assert Browser(access).get("/en/today", Host=host).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example", 421), ("localhost.evil.example", 421), ("localhost/x", 400), ("x@localhost", 400)],
)
@pytest.mark.parametrize("path", ["/en/today", "/static/x.css", "/healthz", "/api/v1/events"])
def test_other_names_are_refused_on_loopback(access: Access, host: str, status: int, path: str) -> None:
    assert Browser(access).get(path, Host=host).status_code == status


def test_behind_a_proxy_its_name_is_known(staffed: Access) -> None:
    behind = Access.open(staffed.store.path.parent, settings=Settings(hosts=("marsad.example",)))
    assert Browser(behind).get("/healthz", Host="marsad.example").status_code == 200
    assert Browser(behind).get("/healthz", Host="evil.example").status_code == 421


def test_open_to_others_any_name_leads_to_it(staffed: Access) -> None:
    opened = Access.open(staffed.store.path.parent, host="0.0.0.0")  # noqa: S104
    browser = Browser(opened, at="http://marsad.lan:8000")
    assert browser.log_in("reader").status_code == 303
    assert browser.get("/en/today").json()["name"] == "reader"


# Bodies


def test_a_body_is_read_once_more_by_the_application(access: Access) -> None:
    browser = Browser(access)
    token = browser.get("/en/today").json()["csrf"]
    fields = {"name": "وقف إطلاق النار", "because": "x" * 5000}
    assert browser.post("/en/form", fields, token=token).json() == {**fields, "csrf": token}
    headers = {"Origin": LOCAL, "X-CSRF-Token": token}
    parts = browser.client.post("/en/form", files={"name": (None, "value")}, headers=headers)
    assert parts.json() == {"name": "value"}
    assert browser.client.put("/en/review", content=b"", headers=headers).json()["body"] == ""


def test_a_token_in_a_body_of_another_kind_does_not_count(access: Access) -> None:
    browser = Browser(access)
    token = browser.get("/en/today").json()["csrf"]
    for how in ({"json": {"csrf": token}}, {"files": {"csrf": (None, token)}}, {"content": f"csrf={token}"}):
        answer: Any = browser.client.post("/en/review", headers={"Origin": LOCAL}, **how)
        assert (answer.status_code, answer.text) == (403, "csrf")
    many = "&".join(["a=b"] * 1001) + f"&csrf={token}"
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": LOCAL}
    assert browser.client.post("/en/review", content=many, headers=kind).status_code == 403


def test_large_bodies_are_refused(access: Access) -> None:
    browser = Browser(access)
    headers = {"Origin": LOCAL, "X-CSRF-Token": browser.get("/en/today").json()["csrf"]}
    assert browser.client.post("/en/review", content=b"x" * BODY, headers=headers).status_code == 200
    assert browser.client.post("/en/review", content=b"x" * (BODY + 1), headers=headers).status_code == 413

    def pieces() -> Iterator[bytes]:  # no Content-Length
        for _ in range(17):
            yield b"x" * (BODY // 16)

    assert browser.client.post("/en/review", content=pieces(), headers=headers).status_code == 413
    for length in ("-1", "1e9", "９"):
        told_ = {**headers, "Content-Length": length.encode()}
        assert browser.client.post("/en/review", headers=told_).status_code == 413
