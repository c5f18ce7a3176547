"""The second factor: set up with a code that fits, asked for after the password, each code once, recoverable."""

import re
from collections.abc import Callable

import pyotp
import pytest

from dragoman.errors import LibraryError
from dragoman.office.model import Account
from dragoman.office.office import Office
from dragoman.office.schema import account
from dragoman.office.second_factors import SecondFactors
from dragoman.store.database import reading
from tests.office.conftest import PASSWORD, Person, Watch

Comer = Callable[[], Person]


def set_up(somebody: Person, watch: Watch) -> tuple[str, list[str]]:
    """The program's secret, and the recovery codes, by the pages."""
    somebody.opens("/office/account")
    page = somebody.sends("/office/account", status=200, do="second-factor", current=PASSWORD)
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    assert sealed
    secret = found[1].replace(" ", "")
    code = pyotp.TOTP(secret).at(watch.now)
    page = somebody.sends("/office/account", status=200, do="second-factor-try", sealed=sealed[1], code=code)
    codes = re.findall(r"[2-9a-z]{5}-[2-9a-z]{5}", page.split('class="secret">')[1])
    assert len(codes) == 10
    return secret, codes


def test_the_code_is_asked_for_after_the_password_and_fits_once(staffed: Office, person: Comer, watch: Watch) -> None:
    somebody = person()
    somebody.signs_in("editor")
    secret, _ = set_up(somebody, watch)
    other = person()
    watch.on(seconds=30)
    assert other.signs_in("editor") == "/sub/office/sign-in/code"
    assert other.browser.get("/office/").status_code == 303, "half signed in is not signed in"
    other.opens("/office/sign-in/code")
    other.sends("/office/sign-in/code", status=422, code="000000")
    code = pyotp.TOTP(secret).at(watch.now)
    assert other.sends("/office/sign-in/code", code=code) == "/sub/office/"
    other.opens("/office/")
    third = person()
    third.signs_in("editor")
    third.opens("/office/sign-in/code")
    assert "does not fit" in third.sends("/office/sign-in/code", status=422, code=code)
    assert staffed.accounts.by_login("editor") is not None


@pytest.mark.usefixtures("staffed")
def test_a_recovery_code_lets_in_once(person: Comer, watch: Watch) -> None:
    somebody = person()
    somebody.signs_in("editor")
    _, codes = set_up(somebody, watch)
    for status in (303, 422):
        other = person()
        other.signs_in("editor")
        other.opens("/office/sign-in/code")
        other.sends("/office/sign-in/code", status=status, code=codes[0].upper())


@pytest.mark.usefixtures("staffed")
def test_a_link_for_a_new_password_does_not_go_round_the_second_factor(
    office: Office, person: Comer, watch: Watch
) -> None:
    somebody = person()
    somebody.signs_in("editor")
    set_up(somebody, watch)
    secret = office.links.for_account(_editor(office), by="administrator")
    other = person()
    other.opens(f"/office/links/{secret}")
    told = other.sends(f"/office/links/{secret}", password="another lantern in Kaunas")
    assert told == "/sub/office/sign-in/code"


def test_codes_can_not_be_guessed_by_trying(staffed: Office, person: Comer, watch: Watch) -> None:
    somebody = person()
    somebody.signs_in("editor")
    set_up(somebody, watch)
    other = person()
    other.signs_in("editor")
    other.opens("/office/sign-in/code")
    answers = [
        other.browser.post("/office/sign-in/code", data={"code": f"{n:06}", "csrf": _mark(other)}).status_code
        for n in range(7)
    ]
    assert answers == [422] * 5 + [429] * 2
    assert staffed.attempts.wait("editor", "elsewhere") == 0


@pytest.mark.usefixtures("staffed")
def test_it_is_set_up_only_with_the_password_and_a_code_that_fits(person: Comer) -> None:
    somebody = person()
    somebody.signs_in("editor")
    somebody.opens("/office/account")
    assert "does not fit" in somebody.sends("/office/account", status=422, do="second-factor", current="wrong")
    page = somebody.sends("/office/account", status=200, do="second-factor", current=PASSWORD)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed
    somebody.sends("/office/account", status=422, do="second-factor-try", sealed=sealed[1], code="123456")
    somebody.sends("/office/account", status=422, do="second-factor-try", sealed="forged", code="123456")


def test_its_secret_is_not_in_the_database_as_it_is(staffed: Office, person: Comer, watch: Watch) -> None:
    somebody = person()
    somebody.signs_in("editor")
    secret, codes = set_up(somebody, watch)
    with reading(staffed.engine) as connection:
        kept = repr(connection.execute(account.select()).all())
    assert secret not in kept
    stranger = SecondFactors(staffed.engine, b"\1" * 32, watch)
    with pytest.raises(LibraryError, match=r"office\.key"):
        stranger.check(_editor(staffed), codes[0])


def _editor(office: Office) -> Account:
    found = office.accounts.by_login("editor")
    assert found is not None
    return found


def _mark(somebody: Person) -> str:
    return somebody.last.text.split('name="csrf" content="')[1].split('"')[0]
