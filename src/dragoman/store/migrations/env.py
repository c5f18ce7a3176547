"""Alembic runs this: the changes are applied in the transaction that `store.database.migrate` has opened."""

from alembic import context

from dragoman.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
