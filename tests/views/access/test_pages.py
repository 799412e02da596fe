from __future__ import annotations

import re

import pytest

from marsad.views.access.access import Access
from marsad.views.web.words import phrases
from tests.views.access.conftest import ME, OTHER, SECRET, Browser


@pytest.fixture
def owner(staffed: Access) -> Browser:
    browser = Browser(staffed, address="2001:db8::7")
    assert browser.log_in("owner").status_code == 303
    return browser


def act(browser: Browser, page: str, **fields: str) -> tuple[int, str]:
    """Posts a form of a page; the status and the notice that is then shown, as its code."""
    answer = browser.post(f"/en/{page}", fields, token=browser.csrf(f"/en/{page}"))
    where = answer.headers.get("location")
    said = re.search(r'<p class="notice" role="\w+">([^<]*)', browser.get(where).text if where else answer.text)
    codes = {pair[1]: key for key, pair in phrases().items() if key.startswith(("unfit.", "done."))}
    return answer.status_code, codes.get(said[1].strip(), said[1]) if said else ""


# Logging in and out


def test_a_login_begins_a_session(browser: Browser) -> None:
    answer = browser.log_in("Reader")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    cookie = answer.headers["set-cookie"]
    assert re.search(r"^marsad-[0-9a-f]{8}=[\w-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=strict$", cookie)
    assert browser.get("/en/today").json()["name"] == "reader"
    assert browser.get("/en/login").headers["location"] == "/en"


@pytest.mark.parametrize("name", ["reader", "nobody", "", "x" * 5000, "<script>"])
def test_a_wrong_login_says_no_more_than_that(browser: Browser, name: str) -> None:
    answer = browser.log_in(name, OTHER)
    assert answer.status_code == 403
    assert "The name or the password is wrong." in answer.text
    assert "set-cookie" not in answer.headers
    assert name not in answer.text or not name or name == "reader"


@pytest.mark.parametrize(
    ("to", "led"),
    [("/en/stories?from=2020-01-01", "/en/stories?from=2020-01-01"), ("//evil.example", "/en"), ("/\\evil.example", "/en"),
     ("https:evil.example", "/en"), ("https://evil.example", "/en"), ("/\tevil", "/en"), ("", "/en")],
)  # fmt: skip
def test_next_leads_to_this_site_alone(browser: Browser, to: str, led: str) -> None:
    page = browser.client.get("/en/login", params={"next": to}).text
    assert f'name="next" value="{led.replace("&", "&amp;")}"' in page
    assert browser.log_in("reader", next=to).headers["location"] == led
    assert browser.client.get("/en/login", params={"next": to}).headers["location"] == led


def test_a_session_that_was_put_upon_the_browser_is_not_kept(staffed: Access, browser: Browser) -> None:
    cookie = staffed.cookie(https=False).name
    browser.client.cookies.set(cookie, "planted" * 7, domain="127.0.0.1")
    browser.post("/en/login", {"name": "reader", "password": SECRET}, token=browser.csrf())
    ids = [c.value for c in browser.client.cookies.jar if c.name == cookie]
    assert "planted" * 7 not in ids
    assert staffed.session("planted" * 7) is None


def test_a_second_login_ends_the_first_session(staffed: Access, browser: Browser) -> None:
    browser.log_in("reader")
    first = browser.session
    assert first
    browser.log_in("owner")
    assert browser.session != first
    assert staffed.session(first) is None


def test_a_session_is_not_replayed_after_logging_out(staffed: Access, browser: Browser) -> None:
    browser.log_in("reader")
    id_, token = browser.session, browser.get("/en/today").json()["csrf"]
    assert id_
    answer = browser.post("/en/logout", {}, token=token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/login")
    assert browser.session is None
    browser.client.cookies.set(staffed.cookie(https=False).name, id_)
    assert browser.get("/en/today").status_code == 303
    assert browser.post("/en/form", {}, token=token).status_code == 303


def test_a_token_of_another_session_is_refused(staffed: Access, browser: Browser) -> None:
    browser.log_in("owner")
    other = Browser(staffed)
    other.log_in("reviewer")
    token = other.get("/en/today").json()["csrf"]
    assert browser.post("/en/form", {}, token=token).status_code == 403
    assert browser.post("/en/form", {}, token=browser.get("/en/today").json()["csrf"]).status_code == 200


def test_logins_are_counted(browser: Browser, staffed: Access) -> None:
    for _ in range(5):
        assert browser.log_in("reader", OTHER).status_code == 403
    answer = browser.log_in("READER")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many attempts" in answer.text
    assert browser.log_in("reviewer").status_code == 303
    assert Browser(staffed, address="203.0.113.9").log_in("reader").status_code == 303


def test_the_login_is_noted_with_its_address(owner: Browser) -> None:
    latest = owner.access.store.changes()[0]
    assert (latest.what, latest.by, latest.account, latest.address) == ("login", "owner", "owner", "2001:db8::7")


# One's own account


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(staffed: Access, browser: Browser) -> None:
    elsewhere = Browser(staffed)
    for one in (browser, elsewhere):
        one.log_in("reader")
    before = browser.session
    change = {"action": "password", "new": OTHER, "again": OTHER}
    assert act(browser, "account", **change, password="not this one") == (400, "unfit.wrong")  # noqa: S106
    assert act(browser, "account", **{**change, "again": SECRET}, password=SECRET) == (400, "unfit.again")
    assert act(browser, "account", action="password", new="reader", again="reader", password=SECRET) == (
        400,
        "unfit.short",
    )
    assert act(browser, "account", **change, password=SECRET) == (303, "done.password")
    assert browser.session != before
    assert browser.get("/en/today").json()["name"] == "reader"
    assert elsewhere.get("/en/today").status_code == 303
    assert staffed.accounts.right("reader", OTHER)


def test_guesses_of_the_old_password_are_counted(browser: Browser) -> None:
    browser.log_in("reader")
    wrong = {"action": "password", "new": OTHER, "again": OTHER, "password": "not this one"}
    assert [act(browser, "account", **wrong)[0] for _ in range(5)] == [
        400,
        400,
        400,
        400,
        429,
    ]  # the login was the first


def test_a_token_is_shown_once(browser: Browser, staffed: Access) -> None:
    browser.log_in("reviewer")
    fields = {"action": "token", "label": "nightly <b>", "days": "30", "role": "reader"}
    page = browser.post("/en/account", fields, token=browser.csrf("/en/account"))
    made = re.search(r'<code dir="ltr" id="made">(marsad_[\w-]{43})</code>', page.text)
    assert made
    assert page.headers["cache-control"] == "no-store"
    assert "nightly &lt;b&gt;" in page.text
    later = browser.get("/en/account").text
    assert made[1] not in later
    assert staffed.token(made[1])
    (kept,) = staffed.tokens.of("reviewer")
    assert (kept.label, kept.role, kept.expires) == ("nightly <b>", "reader", "2026-03-31")
    assert act(browser, "account", action="revoke", id=kept.id) == (303, "done.revoke")
    assert staffed.token(made[1]) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "token", "label": "x", "days": "3", "role": "owner"}, "token_role"),
        ({"action": "token", "label": "x", "days": "3", "role": "king"}, "role"),
        ({"action": "token", "label": "", "days": "3"}, "label"),
        ({"action": "token", "label": "x", "days": "soon"}, "days"),
        ({"action": "token", "label": "x", "days": "9" * 5000}, "days"),
        ({"action": "revoke", "id": "ffffffffffff"}, "no_token"),
        ({"action": "role", "role": "owner"}, "action"),
        ({}, "action"),
    ],
)
def test_what_one_may_not_do_to_ones_account(browser: Browser, fields: dict[str, str], code: str) -> None:
    browser.log_in("reviewer")
    assert act(browser, "account", **fields) == (400, f"unfit.{code}")
    assert browser.access.accounts.get("reviewer").role == "reviewer"


def test_tokens_of_others_are_not_shown_and_not_revoked(browser: Browser, staffed: Access) -> None:
    staffed.tokens.make(staffed.accounts.get("owner"), "of the owner", ME, days=1)
    (token,) = staffed.tokens.of("owner")
    browser.log_in("reviewer")
    assert "of the owner" not in browser.get("/en/account").text
    assert act(browser, "account", action="revoke", id=token.id) == (400, "unfit.no_token")


def test_without_accounts_there_is_none_to_change(access: Access) -> None:
    browser = Browser(access)
    assert "/ar/accounts" in browser.get("/ar/account").text
    token = browser.get("/en/today").json()["csrf"]
    answer = browser.post("/en/account", {"action": "token", "label": "x", "days": "1"}, token=token)
    assert answer.status_code == 400
    assert "There is no account yet" in answer.text


# All accounts


def test_an_owner_keeps_the_accounts(owner: Browser, staffed: Access) -> None:
    assert act(owner, "accounts", action="add", name="Salma", password=OTHER, role="reader") == (303, "done.add")
    assert act(owner, "accounts", action="role", name="salma", role="reviewer") == (303, "done.role")
    assert act(owner, "accounts", action="password", name="salma", password=SECRET) == (303, "done.password")
    assert act(owner, "accounts", action="disable", name="salma") == (303, "done.disable")
    assert act(owner, "accounts", action="enable", name="salma") == (303, "done.enable")
    rows = staffed.store.changes(limit=5)
    assert [row.what for row in reversed(rows)] == ["add", "role", "password", "disable", "enable"]
    assert {(row.by, row.address, row.account) for row in rows} == {("owner", "2001:db8::7", "salma")}
    page = owner.get("/ar/accounts").text
    assert "2001:db8::7" in page
    assert phrases()["change.disable"][0] in page
    assert staffed.store.verify() == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "add", "name": "reader", "password": OTHER, "role": "reader"}, "taken"),
        ({"action": "add", "name": "two words", "password": OTHER, "role": "reader"}, "name"),
        ({"action": "add", "name": "salma", "password": "short", "role": "reader"}, "short"),
        ({"action": "add", "name": "salma", "password": OTHER, "role": "king"}, "role"),
        ({"action": "add", "name": "salma", "password": OTHER}, "role"),
        ({"action": "disable", "name": "owner"}, "last"),
        ({"action": "role", "name": "owner", "role": "reader"}, "last"),
        ({"action": "role", "name": "nobody", "role": "reader"}, "unknown"),
        ({"action": "password", "name": "Owner", "password": OTHER}, "own"),
        ({"action": "drop"}, "action"),
    ],
)
def test_what_an_owner_may_not_do(owner: Browser, fields: dict[str, str], code: str) -> None:
    assert act(owner, "accounts", **fields) == (400, f"unfit.{code}")


def test_the_first_account_is_made_by_who_sits_at_the_machine(access: Access) -> None:
    browser = Browser(access)
    token = browser.csrf("/en/accounts")
    fields = {"action": "add", "name": "amina", "password": SECRET, "role": "owner"}
    answer = browser.post("/en/accounts", fields, token=token)
    assert answer.status_code == 303
    assert browser.get("/en/accounts").headers["location"].startswith("/en/login")
    assert browser.log_in("amina").status_code == 303
    assert browser.get("/en/accounts").status_code == 200


def test_one_may_step_down_where_another_owner_is(owner: Browser) -> None:
    act(owner, "accounts", action="add", name="salma", password=OTHER, role="owner")
    assert act(owner, "accounts", action="role", name="owner", role="reader")[0] == 303
    assert owner.get("/en/today").status_code == 303, "the session ended"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_in_both_languages_hold_no_script_and_no_style(owner: Browser, lang: str) -> None:
    for page in ("account", "accounts"):
        text = owner.get(f"/{lang}/{page}").text
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in text
        assert not re.search(r"\son\w+=|style=|<script(?![^>]* src=)", text)
    assert owner.get(f"/{lang}/accounts?done=<script>").text.count("notice") == 0


def test_every_form_has_the_token(owner: Browser) -> None:
    for page in ("account", "accounts"):
        forms = re.findall(r'<form[^>]*method="post".*?</form>', owner.get(f"/en/{page}").text, re.DOTALL)
        assert forms
        assert all('name="csrf" value="' in form for form in forms)
