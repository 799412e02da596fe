from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from marsad.errors import LedgerError
from marsad.views.access.access import Access
from marsad.views.access.store import FILE, Store
from tests.views.access.conftest import ME, OTHER, SECRET


def edit(access: Access, statement: str) -> None:
    access.close()
    with sqlite3.connect(access.store.path) as connection:
        connection.execute(statement)
    connection.close()


def test_the_file_is_for_its_owner_alone(staffed: Access, tmp_path: Path) -> None:
    files = sorted(tmp_path.iterdir())
    assert files[0].name == FILE
    assert [f.stat().st_mode & 0o777 for f in files] == [0o600] * len(files)


def test_a_file_that_others_could_read_is_shut(staffed: Access, tmp_path: Path) -> None:
    staffed.close()
    (tmp_path / FILE).chmod(0o644)
    assert Access.open(tmp_path).accounts.any()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_nothing_is_made_by_looking(access: Access, tmp_path: Path) -> None:
    assert not access.demanded
    assert access.accounts.all() == []
    assert access.store.changes() == []
    assert access.store.verify() == []
    assert access.tokens.of("owner") == []
    assert access.token("marsad_x") is None
    assert list(tmp_path.iterdir()) == []


def test_every_change_is_told_with_who_and_whence(staffed: Access) -> None:
    staffed.accounts.set_role("reader", "reviewer", ME)
    staffed.accounts.set_password("reader", OTHER, ME)
    staffed.accounts.disable("reader", ME)
    staffed.accounts.enable("reader", ME)
    staffed.tokens.make(staffed.accounts.get("reader"), "nightly", ME, days=3)
    (token,) = staffed.tokens.of("reader")
    staffed.tokens.revoke("reader", token.id, ME)
    latest = staffed.store.changes(limit=6)
    assert [(c.what, c.value) for c in reversed(latest)] == [
        ("role", "reviewer"), ("password", ""), ("disable", ""), ("enable", ""), ("token", token.id), ("revoke", token.id),
    ]  # fmt: skip
    assert {(c.account, c.by, c.address) for c in latest} == {("reader", "tester", "test")}
    assert [c.seq for c in staffed.store.changes()] == list(range(9, 0, -1))
    assert staffed.store.verify() == []


def test_no_secret_stands_in_the_file(staffed: Access) -> None:
    session = staffed.sessions.begin("owner")
    token = staffed.tokens.make(staffed.accounts.get("owner"), "x", ME, days=1)
    staffed.close()
    held = b"".join(file.read_bytes() for file in staffed.store.path.parent.iterdir())
    for secret in (session, token, SECRET):
        assert secret.encode() not in held
    assert b"$argon2id$" in held


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("UPDATE change SET by = 'somebody' WHERE seq = 2", "change 2"),
        ("DELETE FROM change WHERE seq = 2", "change 3"),
        ("UPDATE change SET seq = 9 WHERE seq = 3", "change 9"),
        ("UPDATE account SET role = 'owner' WHERE name = 'reader'", "account reader"),
        ("UPDATE account SET disabled = 1 WHERE name = 'owner'", "account owner"),
        ("DELETE FROM account WHERE name = 'reader'", "account reader"),
        ("INSERT INTO account VALUES ('mallory', 'owner', 'x', 0, '2026')", "account mallory"),
        ("DELETE FROM change WHERE seq = 3", "account reader"),  # the last one: the chain alone would not tell
    ],
)
def test_what_was_written_by_hand_is_found(staffed: Access, statement: str, record: str) -> None:
    assert staffed.store.verify() == []
    edit(staffed, statement)
    assert record in {fault.record for fault in Store(staffed.store.path.parent).verify()}


def test_a_file_of_a_newer_version_is_refused(staffed: Access, tmp_path: Path) -> None:
    edit(staffed, "PRAGMA user_version = 7")
    with pytest.raises(LedgerError, match=r"newer Marsad.*pip install"):
        Access.open(tmp_path, demanded=True)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to be looked at" * 50)
    with pytest.raises(LedgerError, match="damaged"):
        _ = Access.open(tmp_path).demanded


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"cannot be made .*check who may write"):
        Access.open(tmp_path / "nowhere").accounts.add("amina", SECRET, "owner", ME)


def test_many_at_once_make_one_chain(staffed: Access, tmp_path: Path) -> None:
    def knock(name: str) -> None:
        beside = Access.open(tmp_path)  # as another process does
        for _ in range(5):
            beside.accounts.check(name, SECRET, ME)
            beside.sessions.begin(name)
        beside.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(knock, ["owner", "reader"] * 3))
    assert len(staffed.store.changes()) == 33
    assert staffed.store.verify() == []
