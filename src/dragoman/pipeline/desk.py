"""Where files arrive and leave: what is here already is recognised, the rest is sent to be read, then filed."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from dragoman.accession.fixity import take
from dragoman.accession.format import media_type
from dragoman.accession.model import SITE, Item, Rejection, spelled
from dragoman.accession.scan import Sighting, unreachable
from dragoman.accession.selection import is_offered
from dragoman.document.isolation import Failure
from dragoman.errors import LibraryError
from dragoman.pipeline.deciding import decided
from dragoman.pipeline.model import NO_DOCUMENT, Outcome, Reading, ReadingTask, Settled, clock
from dragoman.pipeline.reading import rejection
from dragoman.plugins import readers
from dragoman.record import assembly
from dragoman.record.assembly import Arrival
from dragoman.record.linking import choose
from dragoman.record.model import Description, HeldFile, Manifestation, Source, Status, Work
from dragoman.record.public import is_public
from dragoman.store.library import Library
from dragoman.store.model import Change, NewItem, NewReading, SourceFile
from dragoman.store.writer import Writer

LEAST_SHARED_TOKENS: Final = 3
PATIENCE: Final = 600.0
"""Seconds that a file waits for the writer's place: others keep what they have in moments, a rebuild in minutes."""
SOON: Final = 2.0
DAMAGED: Final = "object-damaged"


class Glance(StrEnum):
    """What a first look at a file says."""

    NEW = "new"
    CHANGED = "changed"


class Desk:
    """One run's desk: what it decides of a file, and keeps, it does in the writer's place, which it takes for each.

    The instant of all that it keeps is what `now` tells. With `draft`, what is new is for nobody yet, and nothing that
    is public changes by it.
    """

    def __init__(self, library: Library, *, now: Callable[[], datetime] = clock, draft: bool = False) -> None:
        self._library = library
        self._draft = draft
        self._catalogue = library.stacks
        self._now = now
        self._waiting: dict[str, list[Item]] = {}
        self._copies = 0

    def glance(self, sighting: Sighting) -> Settled | Glance:
        """Settles what needs no reading: a file that is unchanged, or no document. Else says what to do next."""
        known = self._catalogue.source(spelled(sighting.path))
        if known and (known.size, known.modified_ns) == (sighting.size, sighting.modified_ns):
            return Settled(path=sighting.path, outcome=Outcome.UNCHANGED, size=sighting.size)
        if sighting.parts:
            return Glance.CHANGED if known else Glance.NEW
        try:
            kind = media_type(Path(sighting.path))
        except OSError as error:
            return rejected(unreachable(sighting.path, error), size=sighting.size)
        if not is_offered(sighting.path, kind=kind, size=sighting.size, readable=readers()):
            return Settled(path=sighting.path, outcome=Outcome.PASSED_OVER, size=sighting.size, media_type=kind)
        return Glance.CHANGED if known else Glance.NEW

    def receive(self, sighting: Sighting) -> Settled | ReadingTask | None:
        """Settles a file whose bytes are known or that can't be taken; else a copy of it is ready to be read.

        None: the same bytes are being read just now under another name; they are settled together.
        """
        self._copies += 1
        spool = self._library.spool / f"{os.getpid()}-{self._copies}"
        item = take(sighting, spool=spool)
        if isinstance(item, Rejection):
            return rejected(item, size=sighting.size)
        if self._catalogue.is_purged(item.digest):
            spool.unlink()
            return rejected(_purged(item), size=item.size)
        if item.digest not in self._waiting and self._catalogue.item(item.digest) is None:
            self._waiting[item.digest] = []
            return ReadingTask(item=item, bytes_at=str(spool), choosy=True)
        spool.unlink()
        if item.digest not in self._waiting:
            with self._place() as writer:
                return self._recognise(item, writer)
        self._waiting[item.digest].append(item)
        return None

    def file(self, task: ReadingTask, outcome: Reading | Failure) -> tuple[Settled, ...]:
        """Keeps what was read, or says why it couldn't be; then settles the names that waited for the same bytes."""
        items = (task.item, *self._waiting.pop(task.item.digest))
        if isinstance(outcome, Failure):
            Path(task.bytes_at).unlink(missing_ok=True)
            return tuple(_failed(item, outcome) for item in items)
        description = msgspec.json.decode(outcome.description, type=Description)
        new = NewItem(item=task.item, spool=task.bytes_at, document=outcome.document, description=outcome.description)
        with self._place() as writer:
            try:
                if lost := self._catalogue.holding(task.item.digest):
                    first = self._brought_back(new, lost, writer)
                else:
                    first = self._keep(new, description, writer)
            except LibraryError as error:
                if error.code != DAMAGED:
                    raise
                Path(new.spool).unlink(missing_ok=True)
                return tuple(rejected(_because(error, item.path), size=item.size) for item in items)
            return first, *(self._recognise(item, writer) for item in items[1:])

    def _place(self) -> Writer:
        return self._library.writer(wait=PATIENCE)

    def _brought_back(self, new: NewItem, works: tuple[Work, ...], writer: Writer) -> Settled:
        """A file that the records have and that was lost from the root: they stay as they are, and its text is back."""
        writer.keep(Change(items=(new,), works=works, sources=(_source(new.item),)))
        return self._recognise(new.item, writer)

    def reread(self, digest: str, reading: Reading) -> Work | None:
        """Keeps what was read anew from a file that is kept, and decides again where it belongs; its work, then.

        None where it is no longer the newest revision of anything.
        """
        with self._place() as writer:
            return self._reread(digest, reading, writer)

    def _reread(self, digest: str, reading: Reading, writer: Writer) -> Work | None:
        work = self._current(digest)
        if work is None:
            return None
        held = _holding(work, digest).current
        arrival = Arrival(
            file=replace(held, accessioned=self._instant()),
            description=msgspec.json.decode(reading.description, type=Description),
            untitled=_untitled(held.file_name),
        )
        again, signposts = self._placed_again(assembly.reread(work, arrival), arrival)
        first = self._decided(again, arrival)
        new = NewReading(digest=digest, document=reading.document, description=reading.description)
        writer.keep(Change(readings=(new,), works=(first, *signposts)))
        return first

    def _placed_again(self, work: Work, arrival: Arrival) -> tuple[Work, tuple[Work, ...]]:
        """A work of one file, of which little could be read before, may be an edition of another, or a file of one."""
        if work.is_placed or len(work.expressions) > 1 or len(work.manifestations) > 1:
            return work, ()
        tokens = [token for token, _ in arrival.description.fingerprint.tokens]
        near = self._catalogue.alike(tokens, least=LEAST_SHARED_TOKENS)
        placement = choose(arrival.description, [c for c in near if c.work_id != work.id])
        whole, signposts = self._as_one(placement.works, arrival)
        if whole is None:
            return work, ()
        if placement.expression_id:
            whole, signpost = assembly.absorb(whole, placement.expression_id, work, now=arrival.now)
        else:
            told = tuple(replace(e, placement=placement.evidence) for e in work.expressions)
            whole, signpost = assembly.merge(whole, replace(work, expressions=told), now=arrival.now)
        return whole, (*signposts, signpost)

    def _as_one(self, work_ids: Sequence[str], arrival: Arrival) -> tuple[Work | None, tuple[Work, ...]]:
        """The first of these works with the editions of the others, and the signposts that the others become."""
        works = assembly.mergeable([w for w in map(self._catalogue.work, work_ids) if w is not None])
        if not works:
            return None, ()
        whole = works[0]
        signposts: tuple[Work, ...] = ()
        for other in works[1:]:
            whole, signpost = assembly.merge(whole, other, now=arrival.now)
            signposts = (*signposts, signpost)
        return whole, signposts

    def _recognise(self, item: Item, writer: Writer) -> Settled:
        """Bytes that the library has: another name for them, or a file that went back to what it was."""
        description = self._catalogue.description(item.digest)
        current = self._current(item.digest)
        if description is not None and current is None:
            replaced = self._replaced(item)
            if replaced is not None:
                arrival = self._arrival(item, description)
                return self._kept(item, arrival, self._filed(arrival, replaced), writer)
        held = self._catalogue.item(item.digest)
        work = current or (self._catalogue.expression(held.expression_ids[0]) if held and held.expression_ids else None)
        if work is None:
            raise AssertionError(item.digest)  # the caller has seen it in the catalogue, and there is one writer
        told = assembly.also_at(work, item.digest, spelled(item.path))
        writer.keep(Change(works=() if told is work else (told,), sources=(_source(item),)))
        outcome = Outcome.UNCHANGED if told is work else Outcome.COPY
        expression = _holding(work, item.digest).expressions[0]
        return Settled(path=item.path, outcome=outcome, size=item.size, work=work.id, expression=expression)

    def _current(self, digest: str) -> Work | None:
        """The work in which these bytes are the newest revision of a file."""
        held = self._catalogue.item(digest)
        works = [self._catalogue.expression(e) for e in (held.expression_ids if held else ())]
        return next((w for w in works if w and any(m.current.item == digest for m in w.manifestations)), None)

    def _replaced(self, item: Item) -> tuple[Work, str] | None:
        """The work and manifestation of the file that stood at the item's path before.

        None where nothing did, and where its bytes still stand at another path: then that file was moved or copied,
        and what is here now is another one.
        """
        known = self._catalogue.source(spelled(item.path))
        if known is None or known.digest == item.digest:
            return None
        others = (s.path for s in self._catalogue.sources_of(known.digest) if s.path != known.path)
        if any(Path(path).exists() for path in others):
            return None
        return self._catalogue.holder(known.path, known.digest)

    def _keep(self, new: NewItem, description: Description, writer: Writer) -> Settled:
        """Keeps a file that is new here."""
        arrival = self._arrival(new.item, description)
        filed = self._filed(arrival, self._replaced(new.item))
        return self._kept(new.item, arrival, filed, writer, items=(new,))

    def _filed(self, arrival: Arrival, replaced: tuple[Work, str] | None) -> tuple[Outcome, Work, tuple[Work, ...]]:
        """What becomes of a file, its work, and the works that were merged into that one."""
        if (
            replaced is not None
            and _fits(*replaced, arrival.description)
            and not (self._draft and is_public(replaced[0]))
        ):
            return Outcome.REVISION, assembly.revise(*replaced, arrival), ()
        return self._placement(arrival)

    def _kept(
        self,
        item: Item,
        arrival: Arrival,
        filed: tuple[Outcome, Work, tuple[Work, ...]],
        writer: Writer,
        items: tuple[NewItem, ...] = (),
    ) -> Settled:
        outcome, work, signposts = filed
        description = arrival.description
        first = self._decided(work, arrival)
        writer.keep(Change(items=items, works=(first, *signposts), sources=(_source(item),)))
        return Settled(
            path=item.path,
            outcome=outcome,
            size=item.size,
            pages=0 if description.flowed else description.pages,
            language=description.language.value,
            title=description.title.value if description.title else None,
            work=first.id,
            expression=_holding(first, item.digest).expressions[0],
        )

    def _arrival(self, item: Item, description: Description) -> Arrival:
        name = _file_name(item)
        file = HeldFile(
            item=item.digest,
            file_name=name,
            paths=(spelled(item.path),),
            size=item.size,
            pages=description.pages,
            flowed=description.flowed,
            media_type=item.media_type,
            accessioned=self._instant(),
        )
        return Arrival(file=file, description=description, untitled=_untitled(name))

    def _decided(self, work: Work, arrival: Arrival) -> Work:
        read = {arrival.file.item: arrival.description}
        return decided(work, self._catalogue, now=arrival.now, read=read)

    def _instant(self) -> str:
        return self._now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def _placement(self, arrival: Arrival) -> tuple[Outcome, Work, tuple[Work, ...]]:
        """A file that was not here before: an edition of a work that is, of two that are one, or a work of its own.

        What became of it, its work, and the works that were merged into that one.
        """
        tokens = [token for token, _ in arrival.description.fingerprint.tokens]
        placement = choose(arrival.description, self._catalogue.alike(tokens, least=LEAST_SHARED_TOKENS))
        whole, signposts = self._as_one(placement.works[:1] if self._draft else placement.works, arrival)
        status = Status.DRAFT if self._draft else Status.ACTIVE
        if whole is None:
            return Outcome.NEW, assembly.stand_alone(arrival, status=status), ()
        if placement.expression_id and not (self._draft and is_public(whole)):
            return Outcome.FORMAT, assembly.embody(whole, placement.expression_id, arrival), signposts
        return Outcome.EDITION, assembly.join(whole, arrival, placement.evidence, status=status), signposts


def settled(library: Library) -> None:
    """Undoes what a writer that was killed left half done: `LibraryBusy` where the place is taken for long."""
    with library.writer(wait=SOON):
        pass


def _failed(item: Item, failure: Failure) -> Settled:
    event = rejected(rejection(item.path, failure), size=item.size)
    passed_over = failure.code == NO_DOCUMENT
    return replace(event, outcome=Outcome.PASSED_OVER, media_type=item.media_type) if passed_over else event


def rejected(reason: Rejection, *, size: int = 0) -> Settled:
    """The event of a file that was not taken."""
    return Settled(path=reason.path, outcome=Outcome.REJECTED, size=size, rejection=reason)


def _purged(item: Item) -> Rejection:
    return Rejection(
        path=item.path,
        code="file-purged",
        message="This file was deleted from the library for good, and does not come in again.",
        remedy="Its record says why. If that was a mistake, take in a corrected file.",
    )


def _because(error: LibraryError, path: str) -> Rejection:
    return Rejection(path=path, code=error.code, message=error.message, remedy=error.remedy)


def _fits(work: Work, manifestation_id: str, description: Description) -> bool:
    """Whether a new text can be a revision: not in the language of another edition of the same work.

    Where a person has placed the edition, whatever replaces its file is a revision.
    """
    replaced = next(m for m in work.manifestations if m.id == manifestation_id)
    own = [e for e in work.expressions if e.id in replaced.expressions]
    others = {e.language.value for e in work.expressions if e.id not in replaced.expressions}
    return (
        any(e.placement and e.placement.source is Source.PERSON for e in own)
        or description.language.value not in others
    )


def _file_name(item: Item) -> str:
    """The name that a file came under; pages that are one document have that of their folder."""
    folder, name = os.path.split(item.path)  # a name is bytes that need not be UTF-8
    return spelled(f"{os.path.basename(folder)}.zip" if item.media_type == SITE else name)  # noqa: PTH119


def _untitled(file_name: str) -> str:
    """What stands in for a title."""
    return file_name.rpartition(".")[0] or file_name


def _source(item: Item) -> SourceFile:
    return SourceFile(path=spelled(item.path), digest=item.digest, size=item.size, modified_ns=item.modified_ns)


def _holding(work: Work, digest: str) -> Manifestation:
    """The manifestation of the work whose newest file this is, else one that ever had it."""
    holding = [m for m in work.manifestations if any(f.item == digest for f in m.files)]
    return next((m for m in holding if m.current.item == digest), holding[0])
