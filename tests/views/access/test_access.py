from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import LedgerError
from marsad.ledger.store import whoami
from marsad.views.access.access import Access
from marsad.views.access.settings import Settings
from tests.views.access.conftest import ME, SECRET


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_loopback_without_accounts_everybody_is_the_owner(tmp_path: Path, host: str) -> None:
    access = Access.open(tmp_path, host=host)
    assert not access.demanded
    local = access.local()
    assert (local.name, local.role, local.via) == (whoami(), "owner", "local")
    assert local.csrf
    assert local.csrf != Access.open(tmp_path).local().csrf, "each process has its own secret"


def test_an_account_demands_a_login_at_once_and_for_good(access: Access, tmp_path: Path) -> None:
    found = [access.demanded]
    Access.open(tmp_path).accounts.add("amina", SECRET, "owner", ME)  # as the command line does beside the server
    found.append(access.demanded)
    access.close()
    access.store.path.unlink()
    assert [*found, access.demanded] == [False, True, True]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "marsad.example", ""])  # noqa: S104
def test_open_to_others_it_needs_an_owner(tmp_path: Path, host: str) -> None:
    with pytest.raises(LedgerError, match="marsad account add NAME --role owner"):
        Access.open(tmp_path, host=host)
    Access.open(tmp_path).accounts.add("amina", SECRET, "owner", ME)
    access = Access.open(tmp_path, host=host)
    assert access.demanded
    assert access.hosts is None


def test_a_login_can_be_demanded_on_loopback(tmp_path: Path) -> None:
    for how in ({"demanded": True}, {"settings": Settings(hosts=("marsad.example",))}):
        with pytest.raises(LedgerError, match="no owner"):
            Access.open(tmp_path, **how)
    Access.open(tmp_path).accounts.add("amina", SECRET, "owner", ME)
    behind = Access.open(tmp_path, settings=Settings(hosts=("marsad.example",)))
    assert behind.hosts
    assert {"localhost", "marsad.example"} <= behind.hosts
    assert "127.9.9.9" in (Access.open(tmp_path, host="127.9.9.9").hosts or ())


def test_each_ledger_has_a_cookie_of_its_own(tmp_path: Path) -> None:
    one, other = Access.open(tmp_path), Access.open(tmp_path / "other")
    assert one.cookie(https=False).name == Access.open(tmp_path).cookie(https=False).name
    assert one.cookie(https=False).name != other.cookie(https=False).name
    assert one.cookie(https=True).name.startswith("__Host-")
    assert one.cookie(https=True).secure
    assert not one.cookie(https=False).secure
