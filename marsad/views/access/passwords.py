"""Passwords: which are taken, and how they are kept and compared (Argon2id by pwdlib, with RFC 9106's second setting)."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from marsad.views.access.refused import Unfit

SHORTEST, LONGEST = 12, 256
"""Characters of a password."""
_FEWEST = 5  # different characters
_AT_ONCE = 4  # each comparison takes 64 MiB

HASHER = PasswordHash((Argon2Hasher(),))
_LISTED = frozenset(
    """
    123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678910 987654321098 123123123123
    1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop12 qwertyuiop123 qwerty123456 qwerty12345678 qwertyuiopasdf asdfghjkl123
    abcdefghijkl abcd12345678 abc123456789 password1234 password12345 password123456 passwordpassword passw0rd1234
    p@ssw0rd1234 p@ssword1234 letmein12345 letmeinletmein welcome12345 welcome123456 iloveyou1234 iloveyouiloveyou
    administrator administrator1 admin1234567 admin12345678 changeme1234 changemechangeme correcthorsebatterystaple
    marsad123456 marsadmarsad marsadmarsad1 marsadpassword كلمةالمرور123 كلمهالمرور123
    """.split()
)
_slots = BoundedSemaphore(_AT_ONCE)


def fit(password: str, name: str) -> str:
    """The password of the account `name` in one form (NFKC, as NIST SP 800-63B asks). Raises Unfit where it is no good one."""
    normal = _normal(password)
    plain, typed = normal.casefold(), min(len(password), len(normal))
    if typed < SHORTEST:
        raise Unfit("short", f"the password has {typed} characters; give one of {SHORTEST} or more.")
    if len(normal) > LONGEST:
        raise Unfit("long", f"the password has {len(normal)} characters; give one of at most {LONGEST}.")
    if plain == name.casefold():
        raise Unfit("own_name", f"the password is the name {name}; choose another.")
    if plain in _LISTED or len(set(plain)) < _FEWEST:
        raise Unfit("listed", "the password is among the first that are tried; choose another, such as four words.")
    return normal


def kept(password: str) -> str:
    """The hash that a password is kept as."""
    with _slots:
        return HASHER.hash(_normal(password))


def same(password: str, hash_: str) -> bool:
    """Whether a password is the one that a hash was made of."""
    with _slots:
        try:
            return HASHER.verify(_normal(password)[: LONGEST + 1], hash_)
        except PwdlibError:  # the hash is no hash
            return False


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode("utf-8"))
