from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.views.access import passwords
from marsad.views.access.access import Access
from marsad.views.access.accounts import NOBODY, Accounts
from marsad.views.access.refused import Unfit
from marsad.views.web.words import phrases
from tests.views.access.conftest import ME, OTHER, SECRET


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Unfit) as found:
        act()
    assert str(found.value).endswith(".") or "marsad account" in str(found.value)
    assert all(phrases()[f"unfit.{found.value.code}"])
    return found.value.code


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("eleven char", "short"),
        ("x" * 6 + "y" * 251, "long"),
        ("Fatima.Alamin", "own_name"),
        ("\ufdfa", "short"),  # one key, 18 letters once it is written out
        ("PassWord1234", "listed"),
        ("aaaaaaaaaaaaaaa", "listed"),
        ("abababababababab", "listed"),
        ("１２３４５６７８９０１２", "listed"),  # full-width digits are digits
        ("كلمةالمرور123", "listed"),
    ],
)
def test_poor_passwords_are_refused(staffed: Access, password: str, why: str) -> None:
    assert code(lambda: staffed.accounts.add("fatima.alamin", password, "reader", ME)) == why
    assert code(lambda: passwords.fit(password, "fatima.alamin")) == why


@pytest.mark.parametrize("password", ["twelve chars", "ليل بحر جبل نهر", "x" * 128 + "abcde" * 25])
def test_good_passwords_are_taken(access: Access, password: str) -> None:
    access.accounts.add("amina", password, "owner", ME)
    assert access.accounts.right("amina", password)
    assert access.accounts.right("amina", password + " ") is None


def test_a_password_is_the_same_however_it_is_typed(access: Access) -> None:
    access.accounts.add("amina", "cafe\u0301 au lait, twice", "owner", ME)
    assert access.accounts.right("amina", "café au lait, twice")


def test_hashes_are_argon2id_and_salted(access: Access) -> None:
    one, other = passwords.kept(SECRET), passwords.kept(SECRET)
    assert one.startswith("$argon2id$")
    assert one != other
    assert passwords.same(SECRET, one)
    assert not passwords.same(OTHER, one)
    assert not passwords.same(SECRET, "no hash")


@pytest.mark.parametrize("name", ["", " ", "-", ".hidden", "two words", "a/b", "x" * 65, "a\u202eb", "<b>", "a\nb"])
def test_names_that_are_none(access: Access, name: str) -> None:
    assert code(lambda: access.accounts.add(name, SECRET, "owner", ME)) == "name"


def test_names_do_not_differ_in_capitals_or_width(access: Access) -> None:
    access.accounts.add("Amina", SECRET, "owner", ME)
    assert access.accounts.add("سلمى", SECRET, "reader", ME).name == "سلمى"
    assert code(lambda: access.accounts.add("ＡＭＩＮＡ", SECRET, "reader", ME)) == "taken"
    assert access.accounts.check(" AMINA ", SECRET, ME)
    assert access.accounts.get("aMina").name == "amina"


def test_the_first_account_is_an_owners(access: Access) -> None:
    assert code(lambda: access.accounts.add("amina", SECRET, "reviewer", ME)) == "first"
    assert code(lambda: access.accounts.add("amina", SECRET, "king", ME)) == "role"
    assert access.accounts.add("amina", SECRET, "owner", ME).role == "owner"


def test_the_last_owner_stays(staffed: Access) -> None:
    accounts = staffed.accounts
    assert code(lambda: accounts.disable("owner", ME)) == "last"
    assert code(lambda: accounts.set_role("owner", "reviewer", ME)) == "last"
    accounts.set_role("owner", "owner", ME)
    accounts.add("second", SECRET, "owner", ME)
    accounts.disable("owner", ME)
    assert code(lambda: accounts.disable("second", ME)) == "last", "a disabled owner is none"
    accounts.enable("owner", ME)
    accounts.set_role("second", "reader", ME)
    assert staffed.store.verify() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda a: a.get("nobody"),
        lambda a: a.set_password("nobody", SECRET, ME),
        lambda a: a.set_role("nobody", "owner", ME),
        lambda a: a.disable("nobody", ME),
        lambda a: a.enable("nobody", ME),
    ],
)
def test_an_account_that_there_is_not(staffed: Access, act: Callable[[Accounts], object]) -> None:
    assert code(lambda: act(staffed.accounts)) == "unknown"


def test_a_login_is_noted_whether_it_succeeds_or_not(staffed: Access) -> None:
    check = staffed.accounts.check
    assert check("owner", SECRET, ME)
    assert check("owner", OTHER, ME) is None
    assert check(SECRET, SECRET, ME) is None  # a password typed where the name belongs
    staffed.accounts.disable("reader", ME)
    assert check("reader", SECRET, ME) is None
    rows = [(c.what, c.account, c.address) for c in staffed.store.changes(limit=5)]
    assert rows[::-1] == [("login", "owner", "test"), ("refused", "owner", "test"), ("refused", NOBODY, "test"),
                          ("disable", "reader", "test"), ("refused", "reader", "test")]  # fmt: skip
    assert not any(SECRET in str(c) for c in staffed.store.changes())


def test_an_unknown_name_takes_the_work_of_a_wrong_password(staffed: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    real = passwords.same

    def noted(password: str, hash_: str) -> bool:
        compared.append(hash_)
        return real(password, hash_)

    monkeypatch.setattr(passwords, "same", noted)
    for name in ("owner", "nobody"):
        assert staffed.accounts.check(name, OTHER, ME) is None
    assert len(compared) == 2
    assert {hash_.split("$")[3] for hash_ in compared} == {"m=8,t=1,p=1"}
