"""The audit log says who did what, can only be added to, and shows when somebody changed it by other means."""

import pytest
from sqlalchemy import Engine, text

from dragoman.errors import LibraryError
from dragoman.office import audit
from dragoman.office.model import Act, Role
from dragoman.office.office import Office
from dragoman.store.database import writing


@pytest.fixture
def logged(office: Office) -> Office:
    for number in range(5):
        with writing(office.engine) as connection:
            audit.note(connection, "2026-03-01T09:00:00Z", Act(actor="amira", action="tested", subject=str(number)))
    return office


def test_it_says_who_did_what_and_nothing_that_lets_anybody_in(office: Office) -> None:
    who = office.accounts.add(login="amira", name="Amira", role=Role.EDITOR, by="boss")
    secret = office.links.for_account(who, by="boss")
    office.links.choose_password(secret, "seven lanterns over Vilnius")
    lines = audit.lines(office.engine)
    assert [(line.actor, line.action, line.subject) for line in lines] == [
        ("amira", "invitation-accepted", "amira"),
        ("boss", "link-made-invitation", "amira"),
        ("boss", "account-made", "amira"),
    ]
    assert secret not in repr(lines)
    assert "lanterns" not in repr(lines)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE office_audit SET actor = 'eve'", "DELETE FROM office_audit", "DELETE FROM office_audit WHERE number = 5"],
)
def test_the_application_can_not_change_it(logged: Office, statement: str) -> None:
    with pytest.raises(LibraryError, match="only be added to"), writing(logged.engine) as connection:
        connection.execute(text(statement))
    assert audit.verify(logged.engine).lines == 5


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE office_audit SET actor = 'eve' WHERE number = 3", 3),
        ("DELETE FROM office_audit WHERE number = 2", 2),
        ("UPDATE office_audit SET number = 9 WHERE number = 5", 5),
    ],
)
def test_who_changes_it_in_the_database_is_found_out(logged: Office, statement: str, broken_at: int) -> None:
    _without_triggers(logged.engine, statement)
    assert audit.verify(logged.engine).broken_at == broken_at


def test_a_line_that_is_whole_is_verified_and_lines_come_newest_first(logged: Office) -> None:
    found = audit.verify(logged.engine)
    assert (found.lines, found.broken_at, len(found.digest)) == (5, None, 64)
    assert [line.number for line in audit.lines(logged.engine, before=4, limit=2)] == [3, 2]


def _without_triggers(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        if connection.dialect.name == "sqlite":
            for event in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER office_audit_{event}"))
        else:
            connection.execute(text("ALTER TABLE office_audit DISABLE TRIGGER USER"))
        connection.execute(text(statement))
