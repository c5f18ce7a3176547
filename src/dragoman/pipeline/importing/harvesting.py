"""`harvest`: the records of a repository and their files, all at first and later those that have changed.

The list is read page by page. What a page names is fetched, taken in and noted before the next page is asked for, so
that a harvest that stops goes on at that page. A source may loop, lie or break off: what can be read is taken, what
can't is said, and a harvest of which something was lost begins at the same moment again next time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from dragoman.errors import Refused
from dragoman.pipeline.importing.fetching import fetch
from dragoman.pipeline.importing.flow import import_offers
from dragoman.pipeline.importing.ledger import Ledger, Note, State
from dragoman.pipeline.importing.model import Imported, Manner, Offer, Outcome
from dragoman.pipeline.importing.repository import Broken, Repository
from dragoman.pipeline.importing.web import Limits
from dragoman.pipeline.model import Settled, clock
from dragoman.record.incoming.formats import records_in
from dragoman.record.incoming.model import Field, Problem, SaidRecord
from dragoman.record.incoming.oai_pmh import Harvested, Page
from dragoman.record.incoming.values import proposal
from dragoman.store.library import Library

MOST_STALE: Final = 3
"""Pages without a new record, after which a source is taken to go in circles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be harvested: the base address, a set of it, a format (else the best), from the beginning or not."""

    url: str
    set: str = ""
    prefix: str | None = None
    again: bool = False
    files: Limits = Limits(size=512 << 20, seconds=900.0)


class Harvest:
    """One harvest of one source."""

    def __init__(self, library: Library, errand: Errand, repository: Repository, manner: Manner) -> None:
        self._library = library
        self._errand = errand
        self._repository = repository
        self._manner = manner
        self._prefix = repository.format(errand.prefix)
        self._ledger = Ledger.of(library.folder, errand.url, errand.set, self._prefix)
        self._met: set[int] = set()
        self._tokens: set[str] = set()
        self._forgotten = False
        self._notes: dict[str, Note] = {}

    def run(self) -> Iterator[Settled | Imported]:
        """All that is new at the source. Errors: `LibraryError`, `LibraryBusy`."""
        state = self._ledger.state(self._errand.url)
        if self._errand.again:
            state = State(url=self._errand.url)
        elif not state.token:
            yield from self._taken(self._unfinished())
        stale = 0
        while True:
            page, failure = self._page(state)
            if failure is not None:
                yield failure
            if page is None:
                return
            state.began = state.began or page.date or clock().strftime("%Y-%m-%dT%H:%M:%SZ")
            new = [record for record in page.records if hash(record.identifier) not in self._met]
            self._met.update(hash(record.identifier) for record in new)
            yield from self._taken(new)
            stale = 0 if new else stale + 1
            if page.token is None:
                break
            if page.token in self._tokens or stale >= MOST_STALE:
                yield _failed(self._errand.url, _in_circles(self._errand.url), "")
                state.flawed = True
                break
            self._tokens.add(page.token)
            state.token = page.token
            self._keep(state)
        self._keep(State(url=state.url, since=state.since if state.flawed else state.began))

    def _page(self, state: State) -> tuple[Page | None, Imported | None]:
        """The page where the harvest stands, and what is wrong with it; no page where it can't go on."""
        url = self._errand.url
        try:
            page = self._repository.page(self._arguments(state))
            if page.error and page.error[0] == "badResumptionToken" and state.token and not self._forgotten:
                self._forgotten, state.token = True, ""  # it has lost the thread: once more from the beginning
                self._tokens.clear()
                page = self._repository.page(self._arguments(state))
        except Broken as broken:
            state.flawed = True
            failure = _failed(url, broken.error, "The records of that page are missing.")
            return (Page(token=broken.token) if broken.token else None), failure
        except Refused as error:
            return None, _failed(url, error, "The next harvest goes on here.")
        if page.error and page.error[0] != "noRecordsMatch":
            return None, _failed(url, _said_no(url, page.error), "")
        return page, None

    def _unfinished(self) -> Iterator[Harvested]:
        """Records of earlier harvests whose files could not be had then."""
        if self._manner.dry_run:
            return
        for identifier in self._ledger.unfinished():
            record = self._repository.record(identifier, self._prefix)
            if record is not None:
                yield record

    def _keep(self, state: State) -> None:
        if not self._manner.dry_run:
            self._ledger.keep(state)

    def _arguments(self, state: State) -> dict[str, str]:
        if state.token:
            return {"resumptionToken": state.token}
        arguments = {"metadataPrefix": self._prefix}
        if self._errand.set:
            arguments["set"] = self._errand.set
        if state.since:
            seconds = "hh" in self._repository.granularity
            arguments["from"] = state.since if seconds else state.since[:10]
        return arguments

    def _taken(self, records: Iterable[Harvested]) -> Iterator[Settled | Imported]:
        """The records of a page with their files: taken in, noted, and the fetched copies put away."""
        offers: list[Offer] = []
        for record in records:
            told = self._offer(record)
            if isinstance(told, Offer):
                offers.append(told)
            else:
                yield told
        if self._manner.dry_run:
            yield from map(_previewed, offers)
            return
        for event in import_offers(self._library, offers, self._manner):
            if isinstance(event, Imported):
                self._noted(event)
            yield event

    def _offer(self, record: Harvested) -> Offer | Imported:
        if record.deleted:
            return Imported(place=record.identifier, outcome=Outcome.WITHDRAWN)
        if self._errand.set and record.sets and not _is_within(record.sets, self._errand.set):
            problem = Problem(
                place=record.identifier,
                message=f"It came as one of the set {self._errand.set}, and says it is of {', '.join(record.sets)}.",
                remedy="Tell the source's owner; or harvest all of it, without --set.",
            )
            return Imported(place=record.identifier, outcome=Outcome.FAILED, problems=(problem,))
        said = _said(record)
        if not said.claims:
            problem = Problem(
                place=record.identifier,
                message=f"Its description in {self._prefix} says nothing that can be read.",
                remedy="Try another format with --format.",
            )
            return Imported(place=record.identifier, outcome=Outcome.FAILED, problems=(problem,))
        note = self._ledger.note(record.identifier)
        if note.done and note.datestamp == record.datestamp and not self._errand.again:
            return Imported(place=record.identifier, outcome=Outcome.UNCHANGED)
        if self._manner.dry_run:
            return Offer(record=said)
        files = fetch(said, note, self._ledger, self._repository, self._errand.files)
        self._notes[said.place] = Note(
            identifier=record.identifier, datestamp=record.datestamp, files=list(files.fetched or note.files)
        )
        return Offer(record=replace(said, problems=(*said.problems, *files.problems)), files=files.paths)

    def _noted(self, event: Imported) -> None:
        """Says in the ledger what became of a record; its files are in the library, or will be fetched again."""
        note = self._notes.pop(event.place, None)
        if note is None:
            return
        note.done = event.outcome in (Outcome.APPLIED, Outcome.UNCHANGED)
        self._ledger.put(note)
        for file in note.files:
            (self._ledger.place(note.identifier) / file.name).unlink(missing_ok=True)


def _said(record: Harvested) -> SaidRecord:
    place = record.identifier
    found = next(records_in(record.metadata), None) if record.metadata is not None else None
    claims = tuple(found[0](found[1], place)) if found else ()
    return SaidRecord(place=place, claims=claims, name=record.identifier)


def _previewed(offer: Offer) -> Imported:
    proposed = proposal(offer.record)
    linked = offer.record.all(Field.LINK) or offer.record.all(Field.ADDRESS)
    outcome = Outcome.NEW if linked else Outcome.WITHOUT_FILE
    return Imported(
        place=offer.record.place, outcome=outcome, changed=tuple(proposed.values), problems=proposed.problems
    )


def _is_within(sets: Iterable[str], asked: str) -> bool:
    return any(name == asked or name.startswith(f"{asked}:") for name in sets)


def _failed(place: str, error: Refused, more: str) -> Imported:
    problem = Problem(place=place, message=f"{error.message} {more}".strip(), remedy=error.remedy)
    return Imported(place=place, outcome=Outcome.FAILED, problems=(problem,))


def _said_no(url: str, error: tuple[str, str]) -> Refused:
    remedy = "See which sets and formats it has; --again begins from the beginning."
    return Refused(error[0], f"{url} answers with the error {error[0]}: {error[1]}.", remedy)


def _in_circles(url: str) -> Refused:
    return Refused(
        "in-circles", f"{url} goes in circles: it gives a token that it gave before.", "Tell the source's owner."
    )
