"""The office's migrations, run from nothing, give just the tables that the code works with; nothing else is touched."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dragoman.office.database import CHAIN
from dragoman.office.office import Office
from dragoman.office.schema import REVISION, VERSION_TABLE, metadata
from dragoman.store.database import revision


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(CHAIN.scripts))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrated_tables_are_those_of_the_schema(office: Office) -> None:
    assert revision(office.engine, CHAIN) == REVISION

    def ours(_thing: Any, name: str | None, kind: str, _reflected: Any, _to: Any) -> bool:
        return kind != "table" or (name or "").startswith("office_")

    with office.engine.connect() as connection:
        options = {"compare_type": True, "version_table": VERSION_TABLE, "include_object": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
