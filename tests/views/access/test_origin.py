from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from marsad.views.access.origin import hostname, local, loopback, same_site


def request(*headers: tuple[str, str], scheme: str = "http") -> Request:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    return Request(
        {"type": "http", "scheme": scheme, "method": "POST", "path": "/", "query_string": b"", "headers": raw}
    )


@pytest.mark.parametrize(
    "path",
    ["/ar", "/en/stories?issue=ceasefire&from=2020-01-01", "/ar/actors/%D8%AD%D9%81%D8%AA%D8%B1", "/en/why/a:b@c", "/"],
)
def test_paths_of_the_site_are_followed(path: str) -> None:
    assert local(path, "/ar") == path


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example/", "javascript:alert(1)",
     "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "evil", "", None, "/\x00",
     "/حفتر", "/a\r\nSet-Cookie: x=y"],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_not(path: str | None) -> None:
    assert local(path, "/ar") == "/ar"


@pytest.mark.parametrize(
    ("host", "is_"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("127.1.2.3", True), ("0.0.0.0", False),  # noqa: S104
     ("192.0.2.1", False), ("::", False), ("", False), ("localhost.example", False)],
)  # fmt: skip
def test_loopback(host: str, is_: bool) -> None:
    assert loopback(host) is is_


@pytest.mark.parametrize(
    ("host", "name"),
    [("localhost:8000", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]:80", "::1"), ("LOCALHOST", "localhost"), ("", None),
     ("a@localhost", None), ("localhost/x", None), ("localhost?x", None), ("localhost:port", None), ("[::1", None)],
)  # fmt: skip
def test_the_name_in_a_host_header(host: str, name: str | None) -> None:
    assert hostname(request(("Host", host))) == name


def test_hosts_that_are_none_or_two() -> None:
    assert hostname(request()) is None
    assert hostname(request(("Host", "localhost"), ("Host", "evil.example"))) is None


HOST = ("Host", "marsad.example:8000")


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ([("Origin", "http://marsad.example:8000")], True),
        ([("Sec-Fetch-Site", "same-origin")], True),
        ([("Origin", "http://marsad.example:8000"), ("Sec-Fetch-Site", "same-origin")], True),
        ([], False),
        ([("Origin", "null")], False),
        ([("Origin", "http://evil.example:8000")], False),
        ([("Origin", "http://marsad.example")], False),
        ([("Origin", "http://marsad.example:8000.evil.example")], False),
        ([("Origin", "http://marsad.example:8000"), ("Origin", "http://evil.example")], False),
        ([("Sec-Fetch-Site", "same-site")], False),
        ([("Sec-Fetch-Site", "cross-site")], False),
        ([("Sec-Fetch-Site", "none")], False),
        ([("Origin", "http://marsad.example:8000"), ("Sec-Fetch-Site", "cross-site")], False),
        ([("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-origin")], False),
    ],
)
def test_requests_of_the_site_itself(headers: list[tuple[str, str]], same: bool) -> None:
    assert same_site(request(HOST, *headers)) is same


def test_a_proxy_may_take_https_off_but_not_put_it_on() -> None:
    assert same_site(request(("Host", "marsad.example"), ("Origin", "https://marsad.example")))
    assert not same_site(request(("Host", "marsad.example"), ("Origin", "http://marsad.example"), scheme="https"))


@given(st.text(st.characters(codec="utf-8")) | st.text("/\\:.@?#%evil \t\n"))
def test_no_path_leads_to_another_host(path: str) -> None:
    for stripped in (
        local(path, "/ar"),
        re.sub(r"[\t\n\r]", "", local(path, "/ar")).replace("\\", "/"),
    ):  # as browsers read it
        assert urlsplit(urljoin("http://localhost/en/login", stripped)).netloc == "localhost"
