"""The migrations, run from nothing, give just the tables that the code works with."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dragoman.store.database import MIGRATIONS, checked, revision
from dragoman.store.library import Library
from dragoman.store.schema import REVISION, metadata


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrated_tables_are_those_of_the_schema(library: Library) -> None:
    assert revision(library.engine) == REVISION
    assert checked(library.engine)
    with library.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
