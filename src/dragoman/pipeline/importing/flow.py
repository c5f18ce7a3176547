"""An import in one screen: files are taken in as by any ingest, then what is said of them is kept as a person's word.

Offers come in and go by in batches, so that memory does not grow with the source; what is kept is kept batch by batch,
and whoever repeats an import that was stopped finds what is done already unchanged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from dragoman.accession.model import spelled
from dragoman.errors import Refused
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Unsound
from dragoman.pipeline.importing.model import Imported, Manner, Offer, Outcome
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Settled
from dragoman.pipeline.upkeep import open_index
from dragoman.record.incoming.comparing import weighed
from dragoman.record.incoming.model import Field, Problem
from dragoman.record.incoming.values import Proposal, proposal
from dragoman.record.model import Work
from dragoman.store.library import Library

BATCH: Final = 200
_NO_FILE: Final = "Give the file's name in the column “file”, or the edition's id in the column “id”."


def import_offers(library: Library, offers: Iterable[Offer], manner: Manner) -> Iterator[Settled | Imported]:
    """Takes in what the offers are about, and says of each file and each record what became of it.

    Errors: `LibraryError`, `LibraryBusy`; what is wrong with a file or a record is a value.
    """
    for batch in _batches(offers):
        if not isinstance(batch, Refused):
            if not manner.dry_run:
                yield from _taken_in(library, batch, manner)
            yield from _applied(library, batch, manner)
            continue
        problem = Problem(place=manner.method, message=batch.message, remedy=batch.remedy)
        yield Imported(place=manner.method, outcome=Outcome.FAILED, problems=(problem,))
    if not manner.dry_run:
        open_index(library).follow(library)


def _batches(offers: Iterable[Offer]) -> Iterator[list[Offer] | Refused]:
    """The offers in batches; where the source can't be read on, why."""
    waiting = iter(offers)
    batch: list[Offer] = []
    try:
        for offer in waiting:
            batch.append(offer)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Refused as error:
        yield batch
        yield error
        return
    if batch:
        yield batch


def _taken_in(library: Library, batch: Sequence[Offer], manner: Manner) -> Iterator[Settled]:
    """The files that the library does not have as they are now."""
    paths = list(dict.fromkeys(path for offer in batch for path in offer.files))
    new = [path for path in paths if not _is_known(library, path) and Path(path).exists()]
    if new:
        events = ingest(library, new, limits=manner.limits, processes=manner.processes)
        yield from (event for event in events if isinstance(event, Settled))


def _is_known(library: Library, path: str) -> bool:
    source = library.stacks.source(spelled(path))
    if source is None:
        return False
    try:
        status = Path(path).stat()
    except OSError:
        return False
    return (source.size, source.modified_ns) == (status.st_size, status.st_mtime_ns)


def _applied(library: Library, batch: Sequence[Offer], manner: Manner) -> Iterator[Imported]:
    """The batch's records said of their editions, in one go; what fails fails alone."""
    at = library.stacks.editions_at([spelled(path) for offer in batch for path in offer.files])
    named = [_edition(offer, at) for offer in batch]
    works = library.stacks.holders([edition for edition in named if edition])
    judged = [_judged(offer, edition, works, manner) for offer, edition in zip(batch, named, strict=True)]
    wanted = [amendment for _, amendment in judged if amendment is not None]
    said = Cataloguing(library, by=manner.by, method=manner.method)
    kept = (said.preview(one) for one in wanted) if manner.dry_run else said.amend_all(wanted)
    for event, amendment in judged:
        if amendment is None:
            yield event
            continue
        result = next(kept)
        if isinstance(result, Amended):
            changed = tuple(difference.field for difference in result.differences)
            outcome = Outcome.APPLIED if changed else Outcome.UNCHANGED
            yield replace(event, outcome=outcome, changed=changed)
        else:
            faults = result.faults if isinstance(result, Unsound) else ()
            problems = tuple(Problem(place=event.place, message=f.message, remedy=f.remedy) for f in faults)
            yield replace(event, outcome=Outcome.FAILED, problems=(*event.problems, *problems))


def _edition(offer: Offer, at: Mapping[str, Sequence[str]]) -> str | None:
    """The edition that an offer is about: that of its files, else the one that it names."""
    for path in offer.files:
        if found := at.get(spelled(path)):
            return found[0]
    claim = offer.record.first(Field.EDITION)
    return claim.value.rstrip("/").rpartition("/")[2] if claim else None


def _judged(
    offer: Offer, edition_id: str | None, works: Mapping[str, Work], manner: Manner
) -> tuple[Imported, Amendment | None]:
    """What is to be said of the edition; or why nothing is."""
    proposed = proposal(offer.record)
    event = Imported(place=offer.record.place, outcome=Outcome.FAILED, problems=proposed.problems)
    if not offer.record.claims or (offer.strict and proposed.problems):
        return event, None
    work = works.get(edition_id) if edition_id else None
    edition = work.expression(edition_id) if work and edition_id else None
    if work is None or edition is None:
        return _without_edition(offer, proposed, event, manner), None
    values, contradictions = weighed(work, edition, proposed, method=manner.method, overrule=manner.overrule)
    event = replace(event, edition=edition.id, contradictions=contradictions)
    return event, Amendment(expression=edition.id, values=values)


def _without_edition(offer: Offer, proposed: Proposal, event: Imported, manner: Manner) -> Imported:
    missing = [path for path in offer.files if not Path(path).exists()]
    claim = offer.record.first(Field.EDITION)
    if offer.files and not missing:
        if manner.dry_run:
            return replace(event, outcome=Outcome.NEW, changed=tuple(proposed.values))
        said = ("Its file was not taken in; what is wrong with the file is said above.", "Give another file.")
    elif missing:
        names = ", ".join(missing)
        said = (f"The file {names} is not there.", "Put it there, or correct its name; large and small letters count.")
    elif claim is not None:
        said = (f"There is no edition {claim.value}.", "Take the id from the edition's address: /editions/ID.")
    else:
        return replace(event, outcome=Outcome.WITHOUT_FILE)
    place = next((c.place for c in (offer.record.first(Field.FILE), claim) if c), offer.record.place)
    problem = Problem(place=place, message=said[0], remedy=said[1])
    return replace(event, outcome=Outcome.FAILED, problems=(*event.problems, problem))
