"""Alembic runs this: the changes are applied in the transaction that `store.database.migrate` has opened."""

from alembic import context

from dragoman.office.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
