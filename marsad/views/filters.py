"""The filters that every list takes: one table for the command line, the HTTP API and the page."""

from __future__ import annotations

from typing import NamedTuple


class FilterOption(NamedTuple):
    """A filter: its field of `marsad.ledger.filters.Filter`, its name in addresses (`--NAME` on the command line), its value and help."""

    field: str
    name: str
    metavar: str
    help: str

    @property
    def flag(self) -> str:
        """The option of the command line."""
        return f"--{self.name.replace('_', '-')}"


OPTIONS = (
    FilterOption("actor", "actor", "NAME", "Who does or says it: an id, or any spelling in Arabic or Latin."),
    FilterOption("recipient", "recipient", "NAME", "Whom it is done or said to."),
    FilterOption("party", "party", "NAME", "Who takes part on either side."),
    FilterOption("issue", "issue", "ID", "Issue of the dossier, such as ceasefire."),
    FilterOption("type", "type", "TYPE", "PLOVER type of events, force of statements, kind of copies, matter of disagreements."),
    FilterOption("quad", "quad", "CLASS", "Quad class: verbal_cooperation, material_cooperation, verbal_conflict, material_conflict."),
    FilterOption("place", "place", "ID", "Place that an event is located in."),
    FilterOption("source", "source", "NAME", "Publisher of the articles."),
    FilterOption("story", "story", "ID", "Story that it belongs to."),
    FilterOption("since", "from", "DATE", "First day, as YYYY-MM-DD."),
    FilterOption("until", "to", "DATE", "Last day, as YYYY-MM-DD."),
    FilterOption("min_confidence", "min_confidence", "P", "Least confidence of the records."),
    FilterOption("known_on", "as_known_on", "DATE", "What the ledger said at the end of that day."),
)  # fmt: skip
"""All filters, in the order in which they are offered."""
