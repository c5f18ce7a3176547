"""An administrator lets people in, helps them, and ends what they may; links are handed on, or sent by mail."""

import email
import email.policy
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from dragoman.office import audit, passwords
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.office.services import MailServer
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.office.app import create_office
from tests.office.conftest import HTTPS, PASSWORD, Person, Watch

Comer = Callable[[], Person]


@pytest.fixture
def boss(staffed: Office, person: Comer) -> Person:
    assert staffed.accounts.has_administrator()
    somebody = person()
    somebody.signs_in("administrator")
    somebody.opens("/office/people")
    return somebody


def link_in(page: str) -> str:
    found = re.search(r'class="secret">https://library\.test/sub(/office/links/[\w-]+)<', page)
    assert found, page
    return found[1]


def test_somebody_is_invited_and_comes_in(boss: Person, person: Comer, office: Office) -> None:
    page = boss.sends("/office/people", status=200, login="Noor@Example.org", name="Noor", role="editor")
    link = link_in(page)
    noor = person()
    assert "noor@example.org" in noor.opens(link)
    assert noor.sends(link, password="a lantern over Kaunas") == "/sub/office/"
    noor.opens("/office/")
    assert noor.browser.get("/office/people").status_code == 403
    assert person().browser.get(link).status_code == 404
    who = office.accounts.by_login("noor@example.org")
    assert who is not None
    assert who.role is Role.EDITOR


def test_a_new_link_takes_the_place_of_the_old_and_a_new_password_ends_sessions(
    boss: Person, person: Comer, office: Office
) -> None:
    editor = person()
    editor.signs_in("editor")
    who = office.accounts.by_login("editor")
    assert who is not None
    boss.opens(f"/office/people/{who.id}")
    first = link_in(boss.sends(f"/office/people/{who.id}", status=200, do="link"))
    boss.opens(f"/office/people/{who.id}")
    second = link_in(boss.sends(f"/office/people/{who.id}", status=200, do="link"))
    assert person().browser.get(first).status_code == 404
    editor.opens("/office/")  # the old password, and what it opened, hold until the link is used
    other = person()
    other.opens(second)
    other.sends(second, password="another lantern over Kaunas")
    assert editor.browser.get("/office/").status_code == 303


def test_who_is_disabled_is_out_at_once(boss: Person, person: Comer, office: Office) -> None:
    editor = person()
    editor.signs_in("editor")
    who = office.accounts.by_login("editor")
    assert who is not None
    boss.opens(f"/office/people/{who.id}")
    boss.sends(f"/office/people/{who.id}", do="disable")
    assert editor.browser.get("/office/").status_code == 303
    boss.opens(f"/office/people/{who.id}")
    assert "disabled" in boss.sends(f"/office/people/{who.id}", status=422, do="link")
    boss.sends(f"/office/people/{who.id}", do="enable")
    editor.signs_in("editor")


def test_the_last_administrator_stays_one(boss: Person, office: Office) -> None:
    me = office.accounts.by_login("administrator")
    assert me is not None
    page = boss.opens(f"/office/people/{me.id}")
    assert "Administrator" in page
    for fields in ({"do": "disable"}, {"do": "change", "name": "x", "role": "editor"}):
        assert "last administrator" in boss.sends(f"/office/people/{me.id}", status=422, **fields)
    boss.opens("/office/people")


def test_a_name_that_is_taken_or_unfit_is_said_beside_what_was_typed(boss: Person) -> None:
    for login, said in (("editor", "already"), ("a b", "can&#39;t be a name"), ("x" * 200, "can&#39;t be a name")):
        page = boss.sends("/office/people", status=422, login=login, name="<script>", role="editor")
        assert said in page
        assert "&lt;script&gt;" in page
        assert "<script>" not in page
    boss.sends("/office/people", status=422, login="fine", role="emperor")


def test_another_password_needs_the_current_one_and_ends_other_sessions(person: Comer, staffed: Office) -> None:
    here, there = person(), person()
    here.signs_in("editor")
    there.signs_in("editor")
    here.opens("/office/account")
    here.sends("/office/account", status=422, do="password", current="wrong", password="a lantern over Kaunas")
    here.sends("/office/account", do="password", current=PASSWORD, password="a lantern over Kaunas")
    here.opens("/office/account")
    assert there.browser.get("/office/").status_code == 303
    assert staffed.accounts.with_password("editor", PASSWORD) is None


def test_sessions_are_listed_and_ended(person: Comer, staffed: Office) -> None:
    here, there = person(), person()
    there.browser.headers["User-Agent"] = "Elsewhere <1>"
    here.signs_in("editor")
    there.signs_in("editor")
    page = here.opens("/office/account")
    assert "Elsewhere &lt;1&gt;" in page
    who = staffed.accounts.by_login("editor")
    assert who is not None
    other = next(each for each in staffed.sessions.of(who.id) if each.agent.startswith("Elsewhere"))
    here.sends("/office/account", do="session", id=other.digest)
    assert there.browser.get("/office/").status_code == 303
    here.opens("/office/account")


def test_the_log_says_what_was_done_and_is_verified(boss: Person, office: Office) -> None:
    boss.sends("/office/people", status=200, login="noor", name="Noor", role="editor")
    page = boss.opens("/office/log?verify=yes")
    assert "account-made" in page
    assert "as it was written" in page
    assert audit.verify(office.engine).digest in page


class Letterbox:
    """Takes letters as a mail server does."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, MailServer]]:
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    running = Controller(
        box,
        hostname="127.0.0.1",
        port=free,
        authenticator=lambda *_: AuthResult(success=True),
        auth_require_tls=False,
    )
    running.start()
    yield (
        box,
        MailServer(
            host="127.0.0.1", port=free, security="none", sender="library@example.org", user="us", password="them"
        ),
    )
    running.stop()


def test_where_mail_is_set_up_the_link_is_sent_too(
    letterbox: tuple[Letterbox, MailServer], library: Library, staffed: Office
) -> None:
    box, server = letterbox
    site = replace(HTTPS, mail=server)
    boss = Person(create_office(staffed, library, open_index(library), site), site)
    boss.signs_in("administrator")
    boss.opens("/office/people?ui=ar")
    page = boss.sends("/office/people", status=200, login="noor", name="Noor", email="noor@example.org", role="editor")
    link = link_in(page)
    assert len(box.letters) == 1
    envelope = box.letters[0]
    assert envelope.rcpt_tos == ["noor@example.org"]
    letter = _parsed(envelope.content)
    assert link in letter.get_content()
    assert "تدخل" in letter.get_content()


def test_a_letter_that_can_not_be_sent_is_said_and_the_link_is_shown(library: Library, staffed: Office) -> None:
    server = MailServer(host="127.0.0.1", port=1, security="none", sender="library@example.org")
    site = replace(HTTPS, mail=server)
    boss = Person(create_office(staffed, library, open_index(library), site), site)
    boss.signs_in("administrator")
    boss.opens("/office/people")
    page = boss.sends("/office/people", status=200, login="noor", name="N", email="noor@example.org", role="editor")
    assert "could not be sent" in page
    assert link_in(page)


def test_a_name_or_an_address_can_not_write_other_headers(
    letterbox: tuple[Letterbox, MailServer], boss: Person
) -> None:
    assert letterbox[0].letters == []
    for address in ("a@example.org\r\nBcc: eve@example.org", "a@example.org, eve@example.org", "Eve <a@example.org>"):
        boss.sends("/office/people", status=422, login="noor", name="N", email=address, role="editor")


def _parsed(content: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_time_tells_nothing_of_who_has_an_account(staffed: Office, watch: Watch) -> None:
    """Both ways hash once: the work is the same whoever is named. (Times themselves vary with the machine's load.)"""
    assert watch
    counted: list[str | None] = []
    original = staffed.accounts.with_password
    for login in ("editor", "stranger"):
        before = _verifications()
        assert original(login, "not the password") is None
        counted.append(str(_verifications() - before))
    assert counted == ["1", "1"]


_count = {"n": 0}


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = passwords._HASHER

    class Counting:
        def verify(self, *arguments: Any) -> bool:
            _count["n"] += 1
            return hasher.verify(*arguments)

        def __getattr__(self, name: str) -> Any:
            return getattr(hasher, name)

    monkeypatch.setattr(passwords, "_HASHER", Counting())


def _verifications() -> int:
    return _count["n"]
