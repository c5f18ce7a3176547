"""`dragoman account`: who may work on the library, from the machine that it runs on; and the log of what they did."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from dragoman.config import place, site_settings
from dragoman.errors import NotHere
from dragoman.office import audit
from dragoman.office.model import Account, Role
from dragoman.office.office import Office
from dragoman.surfaces import addresses
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json

LOCAL: Final = "http://127.0.0.1:8000"
EPILOG = """
\b
Examples:
  dragoman account list
  dragoman account add amira --name "Amira Haddad" --role editor    prints a link by which she chooses a password
  dragoman account reset amira                                      prints a link for a new password
  dragoman account disable amira
  dragoman account log --verify
"""
url_option = click.option(
    "--url", metavar="URL", help=f"Where the library is served, for the link (else its public_url, else {LOCAL})."
)
role_choice = click.Choice([str(role) for role in Role])


@click.group("account", epilog=EPILOG)
def account_command() -> None:
    """Say who may work on the library: nobody needs an account to read it."""


@account_command.command("add", epilog=EPILOG)
@click.argument("login")
@click.option("--name", default="", help="The person's name, as others see it.")
@click.option("--role", type=role_choice, default=str(Role.EDITOR), show_default=True, help="What the person may do.")
@url_option
@library_option
def add(*, login: str, name: str, role: str, url: str | None, folder: str | None) -> None:
    """Make an account that signs in as LOGIN, and print the link by which its person chooses a password."""
    with _office(folder) as office:
        who = office.accounts.add(login=login, name=name, role=Role(role), by=audit.SYSTEM)
        _say_link(office, who, folder, url)


@account_command.command("reset", epilog=EPILOG)
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Also take away the second factor, which the person has lost.")
@url_option
@library_option
def reset(*, login: str, second_factor: bool, url: str | None, folder: str | None) -> None:
    """Print a link by which the person LOGIN chooses a new password. The old one holds until then."""
    with _office(folder) as office:
        who = _named(office, login)
        if second_factor:
            office.second_factors.take_away(who, by=audit.SYSTEM)
            note(f"{who.login} has no second factor now.")
        _say_link(office, who, folder, url)


@account_command.command("list", epilog=EPILOG)
@library_option
@json_option
def list_(*, folder: str | None, as_json: bool) -> None:
    """List the accounts."""
    with _office(folder) as office:
        for who in office.accounts.all():
            if as_json:
                say_json(who)
            else:
                state = "disabled" if who.disabled else ("" if who.has_password else "no password yet")
                say("\t".join(part for part in (who.login, who.role, who.name, state) if part))


@account_command.command("role", epilog=EPILOG)
@click.argument("login")
@click.argument("role", type=role_choice)
@library_option
def role_(*, login: str, role: str, folder: str | None) -> None:
    """Give the person LOGIN another role, from the next request on."""
    with _office(folder) as office:
        who = _named(office, login)
        office.accounts.set_role(who.id, Role(role), by=audit.SYSTEM)
        say(f"{who.login} is now: {role}.")


@account_command.command("disable", epilog=EPILOG)
@click.argument("login")
@library_option
def disable(*, login: str, folder: str | None) -> None:
    """Let the person LOGIN in no more: sessions, links and tokens end at once. What they did stays."""
    with _office(folder) as office:
        who = _named(office, login)
        office.accounts.disable(who.id, by=audit.SYSTEM)
        say(f"{who.login} can't sign in any more.")


@account_command.command("enable", epilog=EPILOG)
@click.argument("login")
@library_option
def enable(*, login: str, folder: str | None) -> None:
    """Let the person LOGIN in again."""
    with _office(folder) as office:
        who = _named(office, login)
        office.accounts.enable(who.id, by=audit.SYSTEM)
        say(f"{who.login} can sign in again.")


@account_command.command("log", epilog=EPILOG)
@click.option(
    "--verify", is_flag=True, help="Follow the log's chain of digests instead: exit status 1 if it is broken."
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many lines.")
@library_option
@json_option
@click.pass_context
def log(context: click.Context, *, verify: bool, limit: int, folder: str | None, as_json: bool) -> None:
    """Print what was done, newest first."""
    with _office(folder) as office:
        if not verify:
            for line in audit.lines(office.engine, limit=limit):
                if as_json:
                    say_json(line)
                else:
                    say("\t".join((line.at, line.actor, line.action, line.subject, line.detail)).rstrip("\t"))
            return
        found = audit.verify(office.engine)
    if as_json:
        say_json(found)
    elif found.broken_at is None:
        say(f"The log is whole: {found.lines} lines, the last digest {found.digest}.")
    else:
        say(f"The log is not as it was written from line {found.broken_at} on; {found.lines} lines before it are.")
        note("  Compare it with the last backup whose log is whole.")
    context.exit(0 if found.broken_at is None else 1)


@contextmanager
def _office(folder: str | None) -> Iterator[Office]:
    with opened(folder) as library:
        office = Office.of(library)
        try:
            yield office
        finally:
            office.close()


def _named(office: Office, login: str) -> Account:
    who = office.accounts.by_login(login)
    if who is None:
        raise NotHere("account-not-here", f"There is no account {login!r}.", "`dragoman account list` names them.")
    return who


def _say_link(office: Office, who: Account, folder: str | None, url: str | None) -> None:
    secret = office.links.for_account(who, by=audit.SYSTEM)
    base = url or site_settings(place(folder).folder).public_url or LOCAL
    say(f"{base.rstrip('/')}{addresses.OFFICE}/links/{secret}")
    note(f"Give this link to {who.name}: it opens once. Whoever has it can choose the password.")
