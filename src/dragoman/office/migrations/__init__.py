"""The office's schema, one change a module in `versions/`, run by Alembic."""
