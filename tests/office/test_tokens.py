"""A personal token lets a program act for a person: within its scopes, the person's role, and its time."""

from collections.abc import Callable

import pytest

from dragoman.errors import Refused
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.office.tokens import PREFIX, Scope
from tests.office.conftest import PASSWORD, Person, Watch


def test_it_allows_its_scopes_while_its_person_has_the_role(staffed: Office, watch: Watch) -> None:
    who = staffed.accounts.by_login("editor")
    assert who is not None
    secret = staffed.tokens.make(who, name="harvest", scopes=(Scope.DEPOSIT, Scope.PUBLISH), days=30)
    caller = staffed.tokens.caller(secret)
    assert caller is not None
    assert [scope for scope in Scope if caller.may(scope)] == [Scope.DEPOSIT, Scope.PUBLISH]
    staffed.accounts.set_role(who.id, Role.CONTRIBUTOR, by="test")
    caller = staffed.tokens.caller(secret)
    assert caller is not None
    assert [scope for scope in Scope if caller.may(scope)] == [Scope.DEPOSIT]
    watch.on(days=30)
    assert staffed.tokens.caller(secret) is None


@pytest.mark.parametrize("forged", ["", "x", PREFIX, PREFIX + "x" * 43, "dragoman_\ud800"])
def test_a_forged_token_opens_nothing(staffed: Office, forged: str) -> None:
    assert staffed.tokens.caller(forged) is None


def test_nobody_gives_more_than_they_have(staffed: Office) -> None:
    who = staffed.accounts.by_login("contributor")
    assert who is not None
    with pytest.raises(Refused):
        staffed.tokens.make(who, name="x", scopes=(Scope.READ, Scope.PUBLISH), days=30)
    with pytest.raises(Refused):
        staffed.tokens.make(who, name="x", scopes=(Scope.READ,), days=100_000)


def test_it_ends_with_its_account_and_when_it_is_removed(staffed: Office, person: Callable[[], Person]) -> None:
    somebody = person()
    somebody.signs_in("editor")
    somebody.opens("/office/account")
    page = somebody.sends(
        "/office/account", status=200, do="token", name="my <b>program</b>", scope="edit", days="30", current=PASSWORD
    )
    secret = page.split('class="secret">')[1].split("<")[0]
    assert staffed.tokens.caller(secret) is not None
    page = somebody.opens("/office/account")
    assert secret not in page
    assert "my &lt;b&gt;program" in page
    who = staffed.accounts.by_login("editor")
    assert who is not None
    other = staffed.accounts.by_login("contributor")
    assert other is not None
    token = staffed.tokens.of(who)[0].id
    outsider = person()
    outsider.signs_in("contributor")
    outsider.opens("/office/account")
    outsider.sends("/office/account", status=404, do="token-end", id=token)
    assert staffed.tokens.caller(secret) is not None
    somebody.sends("/office/account", do="token-end", id=token)
    assert staffed.tokens.caller(secret) is None
    again = staffed.tokens.make(who, name="x", scopes=(Scope.READ,), days=30)
    staffed.accounts.disable(who.id, by="test")
    assert staffed.tokens.caller(again) is None
