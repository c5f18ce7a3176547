"""What a person says of records is kept in a library on SQLite and on PostgreSQL."""

from tests.store.conftest import database_url, folder, library, postgresql, server

__all__ = ["database_url", "folder", "library", "postgresql", "server"]
