"""Persistent identifiers of editions: given (DOI by DataCite, ARK, Handle), kept in the record, and kept true.

Comes in: a library, which identifiers to give, and how an edition is said to DataCite. Goes out: for each edition what
became of it. A name is made of the edition's id, which never changes, so whatever is interrupted can be repeated.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Conflict, Missing
from dragoman.pipeline.datacite import DataCite, Refusal
from dragoman.pipeline.model import clock
from dragoman.record.crosswalks.entry import identifiers_of
from dragoman.record.model import Expression, Identifier, Status, Work
from dragoman.store.harvest import Place
from dragoman.store.library import Library
from dragoman.store.model import RecordHead, Selection

AT_ONCE: Final = 100
BY: Final = "dragoman identifiers"
PLACE_FILE: Final = "datacite.json"
Describe = Callable[[Work, Expression], Mapping[str, Any]]
"""An edition as the attributes of DataCite's API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemes:
    """What is given: a DOI under a prefix, an ARK (NAAN and shoulder), a Handle under a prefix; each may be absent."""

    doi: str | None = None
    ark: tuple[str, str] | None = None
    handle: str | None = None

    def names(self, expression_id: str) -> tuple[Identifier, ...]:
        """The identifiers of an edition."""
        doi = (Identifier(scheme="DOI", value=f"{self.doi}/{expression_id}".lower()),) if self.doi else ()
        ark = (Identifier(scheme="ARK", value=f"ark:/{self.ark[0]}/{self.ark[1]}{expression_id}"),) if self.ark else ()
        handle = (Identifier(scheme="HANDLE", value=f"{self.handle}/{expression_id}"),) if self.handle else ()
        return (*doi, *ark, *handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An edition that was given identifiers, or (`hidden`) whose DOI was hidden, or (`updated`) was renewed."""

    expression: str
    identifiers: tuple[Identifier, ...] = ()
    updated: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """An edition for which that failed, and why."""

    expression: str
    message: str


Outcome = Named | Unnamed


def missing(edition: Expression, schemes: Schemes) -> tuple[Identifier, ...]:
    """What an edition is still to be given: one identifier a scheme, and none where it bears one already."""
    borne = {each.scheme for each in identifiers_of(edition)}
    return tuple(each for each in schemes.names(edition.id) if each.scheme not in borne)


def unnamed(library: Library, schemes: Schemes) -> Iterator[tuple[Work, Expression, tuple[Identifier, ...]]]:
    """The editions that are still to be given identifiers, in the order of their ids."""
    after = ""
    while heads := library.harvest.by_id(after=after, limit=AT_ONCE):
        after = heads[-1].id
        for head in heads:
            edition = head.work.expression(head.id) if head.work else None
            if head.work and edition and (wanted := missing(edition, schemes)):
                yield head.work, edition, wanted


def mint(library: Library, schemes: Schemes, describe: Describe, datacite: DataCite | None) -> Iterator[Outcome]:
    """Gives every edition what it lacks: a DOI is registered first, and kept in the record when it leads somewhere."""
    desk = Cataloguing(library, by=BY, method="identifiers mint")
    for work, edition, wanted in unnamed(library, schemes):
        doi = next((each.value for each in wanted if each.scheme == "DOI"), None)
        refused = datacite.publish(doi, describe(work, edition)) if datacite and doi else None
        yield _unnamed(edition.id, refused) if refused else _kept(desk, edition, wanted)


def _kept(desk: Cataloguing, edition: Expression, wanted: tuple[Identifier, ...]) -> Outcome:
    given = (*(each.value for each in edition.persistent_ids), *wanted)
    outcome = desk.amend(Amendment(expression=edition.id, values={"persistent_ids": given}))
    if isinstance(outcome, Amended):
        return Named(expression=edition.id, identifiers=wanted)
    if isinstance(outcome, Conflict | Missing):
        return Unnamed(expression=edition.id, message="The record has changed meanwhile; run the command again.")
    return Unnamed(expression=edition.id, message="; ".join(fault.message for fault in outcome.faults))


def update(library: Library, prefix: str, describe: Describe, datacite: DataCite) -> Iterator[Outcome]:
    """Tells DataCite what has changed since last time, in the order of the changes; withdrawn editions are hidden.

    How far it came is kept in the library's folder, so that it goes on there; losing that tells all again. Only seconds
    that are over are behind it: in the one that is now others may still change, and stand before those that were told.
    """
    place = _place(library.folder)
    while True:
        now = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        heads = library.harvest.page(Selection(), after=place, limit=AT_ONCE)
        if not heads:
            return
        for head in heads:
            place = (head.datestamp, head.id)
            outcome = _told(library, head, prefix, describe, datacite)
            if outcome is not None:
                yield outcome
        settled = [head for head in heads if head.datestamp < now]
        if settled:
            _keep_place(library.folder, (settled[-1].datestamp, settled[-1].id))


def _told(library: Library, head: RecordHead, prefix: str, describe: Describe, datacite: DataCite) -> Outcome | None:
    work = library.catalogue.expression(head.id)
    edition = work.expression(head.id) if work else None
    doi = _own_doi(edition, prefix) if edition else None
    if work is None or edition is None or doi is None:
        return None
    withdrawn = edition.status is Status.DELETED
    refused = datacite.hide(doi) if withdrawn else datacite.update(doi, describe(work, edition))
    if refused:
        return _unnamed(edition.id, refused)
    return Named(expression=edition.id, updated=not withdrawn, hidden=withdrawn)


def _own_doi(edition: Expression, prefix: str) -> str | None:
    """The DOI that was given here."""
    given = (each.value for each in edition.persistent_ids)
    return next((each.value for each in given if each.scheme == "DOI" and each.value.startswith(f"{prefix}/")), None)


def _unnamed(expression_id: str, refused: Refusal) -> Unnamed:
    return Unnamed(expression=expression_id, message=f"DataCite does not take {refused.doi}: {refused.message}")


def _place(folder: Path) -> Place | None:
    try:
        datestamp, expression_id = msgspec.json.decode((folder / PLACE_FILE).read_bytes(), type=tuple[str, str])
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return datestamp, expression_id


def _keep_place(folder: Path, place: Place) -> None:
    made = folder / f"{PLACE_FILE}.new"
    made.write_bytes(msgspec.json.encode(place))
    made.replace(folder / PLACE_FILE)
