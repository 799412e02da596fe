"""What Alembic runs to bring a ledger up: `marsad.ledger.schema.upgrade` hands it the open connection."""

from alembic import context

from marsad.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
