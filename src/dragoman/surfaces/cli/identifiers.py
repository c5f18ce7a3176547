"""`dragoman identifiers`: DOIs, ARKs and Handles of the editions, given and kept true."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any, Final

import click

from dragoman.config import SiteSettings, datacite_password, place, site_settings
from dragoman.errors import UsageError
from dragoman.pipeline.datacite import Account, DataCite
from dragoman.pipeline.identifying import Named, Outcome, Schemes, mint, unnamed, update
from dragoman.record.crosswalks.datacite import datacite_attributes
from dragoman.record.model import Expression, Work
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json
from dragoman.surfaces.entries import entry_of

EPILOG: Final = """
\b
Examples:
  dragoman identifiers mint --dry-run     what would be given
  dragoman identifiers mint               gives every edition what it lacks, and makes DOIs findable at DataCite
  dragoman identifiers update             tells DataCite what has changed since, and hides what was withdrawn
  dragoman identifiers list               every identifier with the address that it leads to

\b
Exit status: 0 all well · 1 some editions failed (each is named)
"""
_WITHOUT: Final = "Write [datacite], [ark] or [handle] into site.toml: docs/settings.md says how."


@click.group("identifiers", epilog=EPILOG)
def identifiers_command() -> None:
    """DOIs (by DataCite), ARKs and Handles: one of each an edition, as site.toml says; none is ever given twice."""


@identifiers_command.command("mint")
@library_option
@json_option
@click.option("--dry-run", is_flag=True, help="Show what would be given; give nothing.")
@click.pass_context
def mint_command(context: click.Context, *, folder: str | None, as_json: bool, dry_run: bool) -> None:
    """Give every edition the identifiers that it lacks."""
    settings, base = _settings(folder)
    schemes = _schemes(settings)
    with opened(folder) as library, addresses.based(base):
        if dry_run:
            for _, edition, wanted in unnamed(library, schemes):
                _tell(Named(expression=edition.id, identifiers=wanted), as_json=as_json)
            return
        with _datacite(settings, library) if settings.datacite else nullcontext() as datacite:
            context.exit(_told(mint(library, schemes, _described, datacite), as_json=as_json))


@identifiers_command.command("update")
@library_option
@json_option
@click.pass_context
def update_command(context: click.Context, *, folder: str | None, as_json: bool) -> None:
    """Tell DataCite what has changed in editions with a DOI of ours since last time."""
    settings, base = _settings(folder)
    if settings.datacite is None:
        raise UsageError("no-datacite", "There is no account at DataCite in site.toml.", _WITHOUT)
    with opened(folder) as library, addresses.based(base), _datacite(settings, library) as datacite:
        told = update(library, settings.datacite.prefix, _described, datacite)
        context.exit(_told(told, as_json=as_json))


@identifiers_command.command("list")
@library_option
@json_option
def list_identifiers_command(*, folder: str | None, as_json: bool) -> None:
    """List every persistent identifier with the address that it leads to, for a Handle or ARK resolver."""
    _, base = _settings(folder)
    with opened(folder) as library, addresses.based(base):
        for identifier, address in _leading(library):
            if as_json:
                say_json({"identifier": identifier, "address": address})
            else:
                say(f"{identifier} {address}")


def _leading(library: Library) -> Iterator[tuple[str, str]]:
    after = ""
    while heads := library.harvest.by_id(after=after, limit=100):
        after = heads[-1].id
        for head in heads:
            edition = head.work.expression(head.id) if head.work else None
            for each in edition.persistent_ids if edition else ():
                yield each.value.value, addresses.absolute(addresses.record(head.id))


def _settings(folder: str | None) -> tuple[SiteSettings, addresses.Base]:
    settings = site_settings(place(folder).folder)
    if settings.public_url is None:
        raise UsageError(
            "no-public-url",
            "Identifiers lead to the site, and site.toml has no public_url.",
            'Write public_url = "https://…" into it: an identifier can\'t be taken back.',
        )
    return settings, addresses.Base.of(settings.public_url)


def _schemes(settings: SiteSettings) -> Schemes:
    schemes = Schemes(
        doi=settings.datacite.prefix if settings.datacite else None,
        ark=(settings.ark.naan, settings.ark.shoulder) if settings.ark else None,
        handle=settings.handle.prefix if settings.handle else None,
    )
    if schemes == Schemes():
        raise UsageError("no-identifiers", "site.toml says of no identifiers that are to be given.", _WITHOUT)
    return schemes


def _datacite(settings: SiteSettings, library: Library) -> DataCite:
    assert settings.datacite is not None
    return DataCite(
        Account(
            repository=settings.datacite.repository,
            password=datacite_password(library.folder, settings.datacite),
            prefix=settings.datacite.prefix,
            api=settings.datacite.api,
        )
    )


def _described(work: Work, edition: Expression) -> Mapping[str, Any]:
    return datacite_attributes(entry_of(work, edition))


def _told(outcomes: Iterator[Outcome], *, as_json: bool) -> int:
    failed = given = 0
    for outcome in outcomes:
        _tell(outcome, as_json=as_json)
        failed += not isinstance(outcome, Named)
        given += isinstance(outcome, Named)
    if not as_json:
        note(f"{given} editions done" + (f", {failed} failed." if failed else "."))
    return 1 if failed else 0


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        say_json(outcome)
    elif not isinstance(outcome, Named):
        say(f"{outcome.expression}  failed: {outcome.message}")
    elif outcome.identifiers:
        say(f"{outcome.expression}  {'  '.join(each.value for each in outcome.identifiers)}")
    else:
        say(f"{outcome.expression}  {'hidden' if outcome.hidden else 'updated'}")
