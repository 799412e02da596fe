from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from marsad.views.access.access import Access
from marsad.views.access.accounts import Accounts
from marsad.views.access.sessions import hashed
from marsad.views.access.store import session
from tests.views.access.conftest import ME, OTHER, Clock


def seen(access: Access) -> list[str]:
    with access.store.reading() as connection:
        return list(connection.scalars(select(session.c.seen)))


def test_a_session_is_found_by_its_id_alone(staffed: Access) -> None:
    id_ = staffed.sessions.begin("reviewer")
    found = staffed.session(id_)
    assert found
    assert (found.name, found.role, found.via, found.session) == ("reviewer", "reviewer", "session", hashed(id_))
    assert len(id_) >= 43  # 256 bits in base 64
    for other in ("", id_[:-1], hashed(id_), "\ud800"):
        assert staffed.session(other) is None


def test_ids_and_their_tokens_differ(staffed: Access) -> None:
    ids = [staffed.sessions.begin("owner") for _ in range(20)]
    tokens = {found.csrf for id_ in ids if (found := staffed.session(id_))}
    assert len(set(ids)) == len(tokens) == 20
    assert not tokens & {staffed.nobody().csrf, staffed.local().csrf}


def test_an_idle_session_ends(staffed: Access, clock: Clock) -> None:
    id_ = staffed.sessions.begin("owner")
    for _ in range(3):
        clock.move(hours=11, minutes=59)
        assert staffed.session(id_)
    clock.move(hours=12)
    assert staffed.session(id_) is None


def test_a_session_ends_after_a_week_however_much_it_is_used(staffed: Access, clock: Clock) -> None:
    id_ = staffed.sessions.begin("owner")
    for _ in range(23):
        clock.move(hours=7)
        assert staffed.session(id_)
    clock.move(hours=7)
    assert staffed.session(id_) is None


def test_use_is_written_once_a_minute(staffed: Access, clock: Clock) -> None:
    id_ = staffed.sessions.begin("owner")
    begun = seen(staffed)
    clock.move(seconds=59)
    staffed.session(id_)
    assert seen(staffed) == begun
    clock.move(seconds=1)
    staffed.session(id_)
    assert seen(staffed) != begun


def test_what_has_ended_is_taken_out(staffed: Access, clock: Clock) -> None:
    for _ in range(5):
        staffed.sessions.begin("owner")
    clock.move(hours=13)
    staffed.sessions.begin("owner")
    assert len(seen(staffed)) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda a: a.set_password("reader", OTHER, ME),
        lambda a: a.set_role("reader", "reviewer", ME),
        lambda a: a.disable("reader", ME),
    ],
)
def test_a_change_of_the_account_ends_all_its_sessions(staffed: Access, act: Callable[[Accounts], None]) -> None:
    ids = [staffed.sessions.begin(name) for name in ("reader", "reader", "owner")]
    act(staffed.accounts)
    assert [staffed.session(id_) is None for id_ in ids] == [True, True, False]
    staffed.accounts.enable("reader", ME)
    assert staffed.session(ids[0]) is None


def test_a_session_that_was_ended_is_not_brought_back_by_its_use(staffed: Access) -> None:
    id_ = staffed.sessions.begin("owner")
    found = staffed.sessions.find(id_)
    assert found
    staffed.sessions.end(found.hash)
    staffed.sessions.touch(found)
    assert staffed.session(id_) is None


def test_a_login_that_crosses_with_the_shutting_out_is_worth_nothing(staffed: Access) -> None:
    staffed.accounts.disable("reader", ME)
    assert staffed.session(staffed.sessions.begin("reader")) is None
