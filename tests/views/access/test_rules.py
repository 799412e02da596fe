from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from marsad.views.access import pages, rules
from marsad.views.access.visitor import Role

UNSAFE = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "ANYTHING")


@pytest.mark.parametrize(
    ("path", "safe", "unsafe"),
    [
        ("/ar/login", None, None),
        ("/en/login", None, None),
        ("/static/marsad.css", None, "owner"),
        ("/static/vendor/htmx.min.js", None, "owner"),
        ("/healthz", None, "owner"),
        ("/en/logout", "reader", "reader"),
        ("/ar/account", "reader", "reader"),
        ("/ar/accounts", "owner", "owner"),
        ("/ar/accounts/amina", "owner", "owner"),
        ("/ar", "reader", "reviewer"),
        ("/", "reader", "reviewer"),
        ("/ar/review", "reader", "reviewer"),
        ("/api/v1/events", "reader", "reviewer"),
        ("/api/v1/login", "reader", "reviewer"),
        ("/openapi.json", "reader", "reviewer"),
        ("/fr/login", "reader", "reviewer"),
        ("/ar/login/", "reader", "reviewer"),
        ("/ar/loginx", "reader", "reviewer"),
        ("//ar/login", "reader", "reviewer"),
        ("/ar/login\n", "reader", "reviewer"),
        ("/healthz/x", "reader", "reviewer"),
        ("/x/static/y", "reader", "reviewer"),
        ("/ar/story\n", "reader", "reviewer"),
        ("*", "reader", "reviewer"),
        ("", "reader", "reviewer"),
    ],
)
def test_what_an_address_needs(path: str, safe: Role | None, unsafe: Role | None) -> None:
    assert {rules.needed(method, path) for method in rules.SAFE} == {safe}
    assert {rules.needed(method, path) for method in UNSAFE} == {unsafe}


def test_only_what_is_public_is_shared() -> None:
    for path in ("/static/x", "/healthz"):
        assert rules.shared(path)
        assert rules.needed("GET", path) is None
    for path in ("/ar/login", "/ar", "/healthz/", "/api/v1/events", "/static"):
        assert not rules.shared(path)


@pytest.mark.parametrize("path", ["/api/v1/search", "/ar/search", "/en/search", "/en/search/facets"])
def test_searches_are_known(path: str) -> None:
    assert rules.searches(path)
    assert not rules.searches(path.replace("search", "research"))


@pytest.mark.parametrize(
    ("path", "api"), [("/api/v1/events", True), ("/api", True), ("/apiary", False), ("/ar/api/", False)]
)
def test_the_api_is_known(path: str, api: bool) -> None:
    assert rules.api(path) is api


def test_every_page_here_has_a_rule_of_its_own() -> None:
    rest = rules.RULES[-1]
    for route in pages.router.routes:
        assert isinstance(route, APIRoute)
        path = route.path.replace("{lang}", "ar")
        assert next(rule for rule in rules.RULES if rule.path.fullmatch(path)) is not rest, path
