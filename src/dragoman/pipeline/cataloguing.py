"""The one place where a person's word on records is applied: checked, compared with what he saw, kept, journaled.

Comes in: `Amendment`s, by a form, a sheet, a command or a program, and who says so. Goes out: for each what became of
it, as a value: `Amended`, `Unsound` (a field can't be so), `Conflict` (somebody else was faster) or `Missing`. The
writer's place is taken for a moment only, so that ingest and others go on; many amendments are kept in batches.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from dragoman.pipeline.model import clock
from dragoman.record.amendment import Difference, Pointed, amended, difference, misfits
from dragoman.record.fields import Fault, checked
from dragoman.record.model import Act, Work
from dragoman.record.said import BY_A_PERSON, Said
from dragoman.store.catalogue import Catalogue
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.store.writer import Writer

PATIENCE: Final = 10.0
"""Seconds that a person's change waits for the writer's place."""
BATCH: Final = 200
"""Works that are kept in one change: others come in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Fields of an edition to set, as `record.fields` has them; None or () for none. `seen` is the revision that the
    person saw; `pointed` says for a field where in the file he has pointed at.
    """

    expression: str
    values: Mapping[str, object]
    seen: int | None = None
    pointed: Mapping[str, Pointed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """An amendment that was kept; `differences` is what it changed, () where the record said all that before."""

    expression: str
    work: str
    revision: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """An amendment with fields that can't be so; nothing of it was kept."""

    expression: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else has changed one of the same fields since; nothing of the amendment was kept.

    `differences` is all that has changed since the revision that was seen, `contested` the names of the fields that the
    amendment would change too.
    """

    expression: str
    seen: int
    revision: int
    differences: tuple[Difference, ...]
    contested: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """There is no such edition."""

    expression: str


Outcome = Amended | Unsound | Conflict | Missing
Enacted = Callable[[Catalogue, Said], Sequence[Work]]
"""Looks up works in the stacks, and gives those that change, as they are then."""


class Cataloguing:
    """One person's work on records: `by` is his name, `method` what he does it with (a sheet, say)."""

    def __init__(
        self, library: Library, *, by: str, method: str = BY_A_PERSON, now: Callable[[], datetime] = clock
    ) -> None:
        self._library = library
        self._by = by
        self._method = method
        self._now = now

    def amend(self, amendment: Amendment) -> Outcome:
        """Keeps one amendment. Errors: `LibraryBusy` where the writer's place is taken for long."""
        return next(self.amend_all([amendment]))

    def amend_all(self, amendments: Iterable[Amendment]) -> Iterator[Outcome]:
        """Keeps amendments, and says of each what became of it, in their order; batch by batch, each of them whole."""
        batch: list[Amendment] = []
        for amendment in amendments:
            batch.append(amendment)
            if len(batch) == BATCH:
                yield from self._keep(batch)
                batch = []
        if batch:
            yield from self._keep(batch)

    def preview(self, amendment: Amendment) -> Outcome:
        """What would become of an amendment; nothing is kept."""
        work = self._library.stacks.expression(amendment.expression)
        return self._tried(amendment, work, self._said())[0]

    def _said(self) -> Said:
        return Said(by=self._by, at=self._now().strftime("%Y-%m-%dT%H:%M:%SZ"), method=self._method)

    def _keep(self, batch: Sequence[Amendment]) -> list[Outcome]:
        with self._library.writer(wait=PATIENCE) as writer:
            return self._kept(batch, writer)

    def _kept(self, batch: Sequence[Amendment], writer: Writer) -> list[Outcome]:
        held = self._library.stacks.holders([amendment.expression for amendment in batch])
        before = {work.id: work for work in held.values()}
        now = dict(before)
        said = self._said()
        outcomes = []
        for amendment in batch:
            work = held.get(amendment.expression)
            outcome, after = self._tried(amendment, now[work.id] if work else None, said)
            outcomes.append(outcome)
            if after is not None:
                now[after.id] = after
        changed = tuple(work for work in now.values() if work is not before[work.id])
        if changed:
            writer.keep(Change(works=changed, act=self.act("amend", at=said.at)))
        return outcomes

    def act(self, kind: str, *, at: str, note: str = "") -> Act:
        """What he does now, as the works that it changes remember it."""
        told = note or (self._method if self._method != BY_A_PERSON else "")
        return Act(id=uuid4().hex[:12], kind=kind, by=self._by or None, at=at, note=told)

    def enact(self, kind: str, change: Enacted, *, note: str = "") -> tuple[Work, ...]:
        """Does something to works, whole: `change` is called in the writer's place, and what it gives is kept.

        Errors: `LibraryBusy`; those of `change`, and then nothing is kept.
        """
        with self._library.writer(wait=PATIENCE) as writer:
            said = self._said()
            works = tuple(change(self._library.stacks, said))
            return writer.keep(Change(works=works, act=self.act(kind, at=said.at, note=note))) if works else ()

    def _tried(self, amendment: Amendment, work: Work | None, said: Said) -> tuple[Outcome, Work | None]:
        """What becomes of an amendment, and its work then."""
        edition = work.expression(amendment.expression) if work else None
        if work is None or edition is None:
            return Missing(expression=amendment.expression), None
        values, faults = checked(amendment.values)
        faults = (*faults, *misfits(edition, values))
        if faults:
            return Unsound(expression=edition.id, faults=faults), None
        if amendment.seen is not None and amendment.seen != edition.revision:
            conflict = self._conflict(work, amendment.seen, edition.id, values)
            if conflict is not None:
                return conflict, None
        after = amended(work, edition.id, values, said, pointed=amendment.pointed)
        told = after.expression(edition.id) or edition
        changes = difference(work, after, edition.id)
        return Amended(expression=edition.id, work=work.id, revision=told.revision, differences=changes), after

    def _conflict(self, work: Work, seen: int, expression_id: str, values: Mapping[str, Any]) -> Conflict | None:
        """What has changed since the revision that was seen, if that concerns the fields that are to be set."""
        edition = work.expression(expression_id)
        then = self._library.root.work_when(work.id, expression_id, seen)
        changes = difference(then, work, expression_id) if then else ()
        contested = tuple(c.field for c in changes if c.field in values and c.after != values[c.field])
        if edition is None or (then is not None and not contested):
            return None
        return Conflict(
            expression=expression_id,
            seen=seen,
            revision=edition.revision,
            differences=changes,
            contested=contested or tuple(values),
        )
