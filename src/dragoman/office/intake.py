"""What runs behind the upload page: files that have arrived, and those in the inbox, are taken in as drafts.

In: the library, its uploads, the inbox folder if there is one. Out: each upload with its `Fate`. A file in the inbox is
looked at when it has not changed for a moment, so that nobody's half copy is taken; it stays where it is.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from dragoman.accession.model import spelled
from dragoman.accession.scan import Sighting, scan
from dragoman.errors import LibraryBusy, LibraryError
from dragoman.office.uploads import Fate, Offer, Stage, Upload, Uploads
from dragoman.pipeline.desk import Desk
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Outcome, Settled
from dragoman.record.kin import newer_release_of
from dragoman.record.model import Expression, Work
from dragoman.store.library import Library

log = logging.getLogger("dragoman.office")
INBOX: Final = "(inbox)"
"""Whose the files of the inbox are, in the list of uploads."""
LOOK_AGAIN: Final = 5.0
"""Seconds between two looks at the inbox; a file has to be the same in both."""
_NOT_READ: Final = Fate(
    outcome=Outcome.REJECTED,
    code="not-a-document",
    message="It is of no kind that is read here.",
    remedy="Save it as PDF, DOCX, ODT, EPUB or HTML, and drop it again.",
)
_VANISHED: Final = Fate(
    outcome=Outcome.REJECTED,
    code="vanished",
    message="Its bytes are not there any more.",
    remedy="Drop it again.",
)
_LEAST_SHARED: Final = 3
_OF_ITS_OWN: Final = frozenset({Outcome.NEW, Outcome.EDITION})


@dataclass(slots=True)
class Intake:
    """The taking in of one process; any number of processes may have one."""

    library: Library
    uploads: Uploads
    inbox: Path | None = None
    processes: int | None = None
    _awake: threading.Event = field(default_factory=threading.Event)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    _taken: dict[str, tuple[int, int]] = field(default_factory=dict)

    def wake(self) -> None:
        """There is something to take in."""
        self._awake.set()

    def keep_on(self) -> None:
        """Takes in what there is, again and again, for as long as the process lives."""
        while True:
            with suppress(LibraryBusy):
                try:
                    for _ in self.take_in():
                        pass
                except LibraryError as error:
                    log.error("%s %s What was uploaded waits.", error.message, error.remedy)
            self._awake.wait(LOOK_AGAIN)
            self._awake.clear()

    def take_in(self) -> Iterator[Upload]:
        """What has arrived, and what lies in the inbox; each with its fate."""
        while waiting := self.uploads.waiting():
            yield from self._arrived(waiting)
        if self.inbox is not None:
            yield from self._in_inbox(self.inbox)
        self.uploads.expire()

    def _arrived(self, waiting: Sequence[Upload]) -> Iterator[Upload]:
        at = {str(self.uploads.file(one)): one for one in waiting}
        for event in ingest(self.library, list(at), processes=self.processes, desk=self._desk()):
            if isinstance(event, Settled) and (one := at.pop(event.path, None)):
                fate = self._fate(event)
                self.uploads.settle(one, fate)
                yield replace(one, stage=Stage.SETTLED, fate=fate)
        for one in at.values():  # its bytes are gone, or it was never a file
            self.uploads.settle(one, _VANISHED)

    def _in_inbox(self, inbox: Path) -> Iterator[Upload]:
        """What lies there, once nothing of it has changed between two looks; of each state of a file one word."""
        met = {s.path: (s.size, s.modified_ns) for s in scan(str(inbox)) if isinstance(s, Sighting)}
        at_rest, self._seen = met == self._seen, met
        if not at_rest or met == self._taken:
            return
        known = self.uploads.marks(INBOX)
        for event in ingest(self.library, [str(inbox)], processes=self.processes, desk=self._desk()):
            if not isinstance(event, Settled) or event.outcome is Outcome.UNCHANGED:
                continue
            mark = f"{spelled(event.path)}|{met.get(event.path)}"
            if mark not in known:
                name, folder = spelled(Path(event.path).name), _within(inbox, event.path)
                offer = Offer(name=name, folder=folder, size=event.size, mark=mark)
                yield self.uploads.settled_at_once(offer, self._fate(event), account_id=INBOX)
        self._taken = met

    def _desk(self) -> Desk:
        """Nothing that arrives is public until an editor says so."""
        return Desk(self.library, draft=True)

    def _fate(self, event: Settled) -> Fate:
        if event.outcome is Outcome.PASSED_OVER:
            return _NOT_READ
        if event.rejection:
            said = event.rejection
            return Fate(outcome=event.outcome, code=said.code, message=said.message, remedy=said.remedy)
        work = self.library.stacks.expression(event.expression) if event.expression else None
        edition = work.expression(event.expression) if work and event.expression else None
        kin = self._kin(edition, work) if edition and event.outcome in _OF_ITS_OWN and work else None
        return Fate(
            outcome=event.outcome,
            work=event.work,
            expression=event.expression,
            title=edition.title.value if edition else event.title,
            language=edition.language.value if edition else event.language,
            kin=kin.id if kin else None,
            kin_title=kin.title.value if kin else None,
        )

    def _kin(self, edition: Expression, work: Work) -> Expression | None:
        """The edition that this one may be a newer release of."""
        description = self.library.stacks.description(edition.language.evidence.item)
        if description is None:
            return None
        tokens = [token for token, _ in description.fingerprint.tokens]
        near = self.library.stacks.alike(tokens, least=_LEAST_SHARED)
        found = newer_release_of(description, [(c.expression_id, c.description) for c in near if c.work_id != work.id])
        other = self.library.stacks.expression(found) if found else None
        return other.expression(found) if other and found else None


def _within(inbox: Path, path: str) -> str:
    return spelled(str(Path(path).parent.relative_to(inbox))) if Path(path).is_relative_to(inbox) else ""
