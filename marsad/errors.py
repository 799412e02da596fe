"""What can go wrong, as a small tree. Each message names the thing, the value and the next step.

MarsadError
├── InputError      a file, page or record that cannot be read
├── DataError       a lexicon, knowledge-base or dossier row that does not hold
├── LedgerError     a ledger that cannot be opened, written or trusted
└── OutputError     a result that cannot be written
"""


class MarsadError(Exception):
    """Anything Marsad refuses to do, in one line a person can act on."""


class InputError(MarsadError):
    """A file, page or record that cannot be read."""


class DataError(MarsadError):
    """A lexicon, knowledge-base or dossier row that does not hold."""


class LedgerError(MarsadError):
    """A ledger that cannot be opened, written or trusted."""


class OutputError(MarsadError):
    """A result that cannot be written."""
