from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from marsad import flow
from marsad.views.access.access import Access
from marsad.views.cli import app
from tests.views.access.conftest import OTHER, SECRET

COMMANDS = ("add", "list", "password", "role", "disable", "enable", "token", "tokens", "revoke", "log")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return flow.init(tmp_path / "l", dossier="libya").folder


@pytest.fixture
def opened(folder: Path) -> Iterator[Access]:
    access = Access.open(folder)
    yield access
    access.close()


def account(folder: Path, *arguments: str, typed: str = "") -> Result:
    env = {"COLUMNS": "120", "MARSAD_USER": "the desk", "MARSAD_LEDGER": str(folder)}
    return CliRunner(env=env).invoke(app, ["account", *arguments], input=typed)


def add(folder: Path, name: str = "amina", role: str = "owner") -> Result:
    return account(folder, "add", name, "--role", role, "--password-stdin", typed=f"{SECRET}\n")


def test_accounts_are_kept_from_the_command_line(folder: Path, opened: Access) -> None:
    assert "no accounts" in account(folder, "list").stdout
    assert add(folder).stdout == "added amina, owner\n"
    assert add(folder, "Salma", "reader").exit_code == 0
    assert account(folder, "role", "salma", "reviewer").stdout == "salma is reviewer\n"
    assert account(folder, "password", "salma", "--password-stdin", typed=f"{OTHER}\r\n").exit_code == 0
    assert account(folder, "disable", "SALMA").stdout == "salma is disabled\n"
    listed = account(folder, "list").stdout
    assert re.search(r"salma\W+reviewer\W+disabled", listed)
    assert account(folder, "enable", "salma").stdout == "salma is open\n"
    assert opened.accounts.right("salma", OTHER)
    log = account(folder, "log", "--limit", "0")
    assert log.exit_code == 0
    assert [log.stdout.count(what) for what in ("add owner", "role reviewer", "password", "disable", "enable")] == [
        1
    ] * 5
    assert log.stdout.count("the desk") == log.stdout.count("command line") == 6


def test_a_password_is_asked_twice_and_never_shown(folder: Path, opened: Access) -> None:
    done = account(folder, "add", "amina", "--role", "owner", typed=f"{SECRET}\n{OTHER}\n{SECRET}\n{SECRET}\n")
    assert done.exit_code == 0
    assert SECRET not in done.output
    assert opened.accounts.right("amina", SECRET)
    assert account(folder, "add", "amina", SECRET, "--role", "owner").exit_code == 2


def test_tokens_are_made_listed_and_revoked(folder: Path, opened: Access) -> None:
    add(folder)
    made = account(folder, "token", "amina", "--label", "nightly", "--days", "30", "--role", "reader").stdout.strip()
    visitor = opened.token(made)
    assert visitor
    assert (visitor.name, visitor.role) == ("amina", "reader")
    (token,) = opened.tokens.of("amina")
    assert re.search(rf"{token.id}\W+nightly\W+reader\W+{token.expires}", account(folder, "tokens", "amina").stdout)
    assert account(folder, "revoke", "amina", token.id).exit_code == 0
    assert opened.token(made) is None
    assert "revoked" in account(folder, "tokens", "amina").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "amina", "--role", "owner", "--password-stdin"], "already; choose another name"),
        (["add", "salma", "--role", "king", "--password-stdin"], "give reader, reviewer, owner"),
        (["role", "amina", "reader"], "last owner; make another one first"),
        (["disable", "amina"], "last owner"),
        (["role", "nobody", "reader"], "see: marsad account list"),
        (["tokens", "nobody"], "see: marsad account list"),
        (["token", "amina", "--label", "x", "--days", "0"], "1 to 366 days"),
        (["revoke", "amina", "ffff"], "see: marsad account tokens amina"),
    ],
)
def test_what_is_refused_is_one_line_with_the_next_step(folder: Path, arguments: list[str], said: str) -> None:
    add(folder)
    done = account(folder, *arguments, typed=f"{SECRET}\n")
    assert done.exit_code == 1
    assert done.stderr.startswith("marsad: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_a_poor_password_makes_no_account(folder: Path, opened: Access) -> None:
    for typed in ("", "short\n", "password1234\n"):
        assert account(folder, "add", "amina", "--role", "owner", "--password-stdin", typed=typed).exit_code == 1
    assert opened.accounts.all() == []


def test_a_log_that_was_written_to_is_told(folder: Path, opened: Access) -> None:
    add(folder)
    with opened.store.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET by = 'nobody'")
    done = account(folder, "log")
    assert done.exit_code == 1
    assert "change 1: was altered" in done.stderr


def test_a_folder_without_a_ledger_has_no_accounts(tmp_path: Path) -> None:
    done = account(tmp_path, "list")
    assert done.exit_code == 1
    assert "marsad init" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(folder: Path, command: str) -> None:
    done = account(folder, command, "--help")
    assert done.exit_code == 0
    assert f"marsad account {command}" in done.stdout
    assert "Example" in done.stdout
