"""Signing in at an OpenID provider: a real one, run here, which asks and answers; and forged answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import pytest

from dragoman.config import SiteSettings
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.office.services import Provider
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.office.app import create_office
from tests.office.conftest import HTTPS, Person

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with pytest.warns(DeprecationWarning, match="authlib"):
        import oidc_provider_mock
    claims = {"email": "editor@example.org", "email_verified": True, "name": "Editor"}
    people = [
        oidc_provider_mock.User(sub="42", claims=claims),
        oidc_provider_mock.User(sub="43", claims={**claims, "email_verified": False}),
        oidc_provider_mock.User(sub="44", claims={"email": "new@example.org", "email_verified": True, "name": "New"}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield Provider(
            issuer=f"http://localhost:{server.server_port}",
            client_id="library",
            client_secret="secret",
            name="The Institute",
        )


@pytest.fixture
def visitor(staffed: Office, library: Library, provider: Provider) -> Callable[..., Person]:
    editor = staffed.accounts.by_login("editor")
    assert editor is not None
    staffed.accounts.change(editor.id, name="Editor", email="editor@example.org", by="test")

    def come(new_accounts: Role | None = None) -> Person:
        known = {"institute": replace(provider, new_accounts=new_accounts)}
        site: SiteSettings = replace(HTTPS, sign_in=known)
        return Person(create_office(staffed, library, open_index(library), site), site)

    return come


def answered(somebody: Person, sub: str) -> str:
    """The address that the provider sends the browser back to, after its person said who they are."""
    assert "Sign in at The Institute" in somebody.opens("/office/sign-in")
    away = somebody.browser.get("/office/sign-in/with/institute?onward=/office/account")
    assert away.status_code == 303
    asked = dict(parse_qsl(urlsplit(away.headers["location"]).query))
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "https://library.test/sub/office/sign-in/from/institute"
    back = httpx.post(away.headers["location"], data={"sub": sub}, follow_redirects=False)
    assert "location" in back.headers, back.text
    return back.headers["location"].removeprefix("https://library.test/sub")


def test_a_person_with_an_account_is_known_by_the_verified_address(visitor: Callable[..., Person]) -> None:
    somebody = visitor()
    answer = somebody.browser.get(answered(somebody, "42"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/sub/office/account")
    assert "editor" in somebody.opens("/office/account")
    again = visitor()
    assert again.browser.get(answered(again, "42")).status_code == 303


def test_an_address_that_the_provider_has_not_verified_opens_nothing(visitor: Callable[..., Person]) -> None:
    somebody = visitor()
    assert somebody.browser.get(answered(somebody, "43")).status_code == 422
    assert somebody.browser.get("/office/").status_code == 303


def test_who_has_no_account_gets_one_only_if_the_settings_say_so(
    visitor: Callable[..., Person], office: Office
) -> None:
    somebody = visitor()
    assert somebody.browser.get(answered(somebody, "44")).status_code == 422
    somebody = visitor(Role.CONTRIBUTOR)
    assert somebody.browser.get(answered(somebody, "44")).status_code == 303
    who = office.accounts.by_login("new@example.org")
    assert who is not None
    assert who.role is Role.CONTRIBUTOR


def test_an_answer_is_good_for_the_browser_that_was_sent_and_unchanged(visitor: Callable[..., Person]) -> None:
    sent, other = visitor(), visitor()
    address = answered(sent, "42")
    assert other.browser.get(address).status_code == 422
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    for forged in ({**query, "state": "forged"}, {**query, "code": "forged"}, {"error": "access_denied"}, {}):
        changed = urlunsplit(parts._replace(query=urlencode(forged)))
        assert sent.browser.get(changed).status_code == 422
    assert sent.browser.get(address.replace("institute", "elsewhere")).status_code == 404
    assert sent.browser.get("/office/").status_code == 303


def test_who_is_disabled_is_not_let_in_there_either(visitor: Callable[..., Person], office: Office) -> None:
    somebody = visitor()
    who = office.accounts.by_login("editor")
    assert who is not None
    office.accounts.disable(who.id, by="test")
    assert somebody.browser.get(answered(somebody, "42")).status_code == 422
