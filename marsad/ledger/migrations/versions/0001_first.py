"""The first ledger: facts, audit chain, what is woven from them, and the search index."""

from alembic import op

from marsad.ledger.tables import metadata
from marsad.ledger.words import SCHEMA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes all tables."""
    connection = op.get_bind()
    metadata.create_all(connection)
    for statement in SCHEMA[connection.dialect.name]:
        op.execute(statement)
