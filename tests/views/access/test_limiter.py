from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from marsad.views.access.limiter import Limiter, subscriber
from marsad.views.access.refused import Refused
from marsad.views.access.settings import Settings
from marsad.views.access.visitor import Visitor


class Seconds:
    """Stands in for `time.time`."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    made = Seconds()
    monkeypatch.setattr(time, "time", made)
    return made


def allowed(act: Callable[[], None], most: int = 200) -> int:
    """How often in a row, before it is refused with the seconds to wait."""
    for n in range(most):
        try:
            act()
        except Refused as refused:
            wait = int(refused.headers["Retry-After"]) if refused.status == 429 else 0
            return n if 1 <= wait <= 60 else -1
    return most


def test_five_logins_a_minute_for_a_name_and_address(seconds: Seconds) -> None:
    limiter = Limiter(Settings())
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 5
    assert allowed(lambda: limiter.login("192.0.2.1", "salma"), 5) == 5
    assert allowed(lambda: limiter.login("192.0.2.2", "amina"), 5) == 5
    seconds.at += 59
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 0
    seconds.at += 2
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 5


def test_the_window_moves(seconds: Seconds) -> None:
    limiter = Limiter(Settings())
    for _ in range(5):
        limiter.login("192.0.2.1", "amina")
        seconds.at += 10
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 0
    seconds.at += 11
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 1


def test_thirty_logins_a_minute_for_an_address(seconds: Seconds) -> None:
    limiter, names = Limiter(Settings()), iter(range(1000))
    assert allowed(lambda: limiter.login("192.0.2.1", f"name{next(names)}")) == 30
    assert allowed(lambda: limiter.login("192.0.2.2", "amina")) == 5


def test_sixty_searches_a_minute_for_a_visitor(seconds: Seconds) -> None:
    limiter = Limiter(Settings())
    amina = Visitor(name="amina", role="reader", via="session")
    salma = Visitor(name="salma", role="reader", via="token")
    local = Visitor(name="amina", role="owner", via="local")
    assert allowed(lambda: limiter.search(amina)) == 60
    assert allowed(lambda: limiter.search(salma)) == 60
    assert allowed(lambda: limiter.search(local)) == 200


def test_limits_can_be_set(seconds: Seconds) -> None:
    limiter = Limiter(Settings(login_name=2, login_address=3, search=4))
    assert allowed(lambda: limiter.login("192.0.2.1", "amina")) == 2
    assert allowed(lambda: limiter.login("192.0.2.1", "salma")) == 0  # the third was counted for the address
    assert allowed(lambda: limiter.search(Visitor(name="x", role="reader", via="token"))) == 4


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_what_is_counted_as_one(address: str, counted: str) -> None:
    assert subscriber(address) == counted
