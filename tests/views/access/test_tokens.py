from __future__ import annotations

import pytest

from marsad.views.access.access import Access
from marsad.views.access.refused import Unfit
from tests.views.access.conftest import ME, Clock


def make(access: Access, name: str = "reviewer", *, days: int = 3, role: str | None = None, label: str = "x") -> str:
    return access.tokens.make(access.accounts.get(name), label, ME, days=days, role=role)


def test_a_token_speaks_for_its_account(staffed: Access) -> None:
    made = make(staffed)
    assert made.startswith("marsad_")
    assert len(made) >= 50
    found = staffed.token(made)
    assert found
    assert (found.name, found.role, found.via, found.csrf, found.session) == (
        "reviewer",
        "reviewer",
        "token",
        "",
        None,
    )
    for other in ("", "marsad_", made[:-1], made.removeprefix("marsad_"), "marsad_\ud800"):
        assert staffed.token(other) is None


def test_a_token_may_less_than_its_owner_but_never_more(staffed: Access) -> None:
    lesser, equal = make(staffed, role="reader"), make(staffed)
    assert [found.role for t in (lesser, equal) if (found := staffed.token(t))] == ["reader", "reviewer"]
    with pytest.raises(Unfit, match="at most reviewer, not owner"):
        make(staffed, role="owner")
    staffed.accounts.set_role("reviewer", "reader", ME)
    assert [found.role for t in (lesser, equal) if (found := staffed.token(t))] == ["reader", "reader"]
    staffed.accounts.set_role("reviewer", "owner", ME)
    assert [found.role for t in (lesser, equal) if (found := staffed.token(t))] == ["reader", "reviewer"]


def test_a_token_holds_to_its_last_day(staffed: Access, clock: Clock) -> None:
    made = make(staffed, days=2)
    clock.move(days=2)
    assert staffed.token(made)
    clock.move(days=1)
    assert staffed.token(made) is None


def test_a_revoked_token_and_one_of_a_disabled_account_are_worthless(staffed: Access) -> None:
    one, other = make(staffed), make(staffed, "reader")
    (kept,) = staffed.tokens.of("reviewer")
    with pytest.raises(Unfit, match="has no token"):
        staffed.tokens.revoke("reader", kept.id, ME)
    staffed.tokens.revoke("reviewer", kept.id, ME)
    staffed.tokens.revoke("reviewer", kept.id, ME)
    staffed.accounts.disable("reader", ME)
    assert [staffed.token(one), staffed.token(other)] == [None, None]
    assert [c.what for c in staffed.store.changes(limit=2)] == ["disable", "revoke"]


def test_the_last_day_of_use_is_kept(staffed: Access, clock: Clock) -> None:
    made = make(staffed, days=9)
    assert staffed.tokens.of("reviewer")[0].used is None
    for day in ("2026-03-01", "2026-03-02"):
        staffed.token(made)
        staffed.token(made)
        assert staffed.tokens.of("reviewer")[0].used == day
        clock.move(days=1)


@pytest.mark.parametrize(
    ("label", "days", "code"),
    [("", 3, "label"), ("x" * 81, 3, "label"), ("a\u202eb", 3, "label"), ("x", 0, "days"), ("x", 367, "days")],
)
def test_tokens_that_are_not_made(staffed: Access, label: str, days: int, code: str) -> None:
    with pytest.raises(Unfit) as found:
        make(staffed, label=label, days=days)
    assert found.value.code == code
    assert staffed.tokens.of("reviewer") == []
