"""What is refused to a visitor, or to whoever changes accounts."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.errors import InputError, MarsadError


class Refused(MarsadError):  # noqa: N818 - what it says, not an error of the program
    """A request that is not answered: its HTTP `status`, a `code` for programs, and what to do `next`."""

    def __init__(
        self, status: int, code: str, message: str, *, step: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{message}; {step}.")
        self.status, self.code, self.message, self.step = status, code, message, step
        self.headers = dict(headers or {})


class Unfit(InputError):  # noqa: N818 - as above
    """A name, password, role or change of an account that does not hold; `code` is its row in `words/access.toml`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
