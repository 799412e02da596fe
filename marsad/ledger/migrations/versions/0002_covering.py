"""Indices that answer without the rows themselves, as filtered searches ask for these hundreds of times.

Which articles name an actor, what a record is linked to, what a page said last.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Replaces three indices by wider ones."""
    op.drop_index("ix_naming_actor", "naming")
    op.create_index("naming_actor", "naming", ["actor", "ended", "article"])
    op.drop_index("link_woven", "link")
    op.create_index("link_woven", "link", ["woven", "role", "target"])
    op.drop_index("ix_capture_thread", "capture")
    op.create_index("capture_thread", "capture", ["thread", "captured", "seq", "article"])
