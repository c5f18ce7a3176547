"""The journal becomes the index: each work that a line names is brought to what the record says now.

Comes in: a `Source` (the library). Goes out: documents in a Tantivy index. Applying a line twice changes nothing, and
the number of the last line is committed together with what it speaks of: after a crash the next run goes on from the
last commit, and nothing is lost or doubled.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import msgspec
import tantivy

from dragoman.document.model import Document
from dragoman.errors import DragomanError
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, Status, Work
from dragoman.search.failures import written_to
from dragoman.search.model import Difference
from dragoman.search.passages import foreign_scripts, passages, text_of
from dragoman.search.schema import (
    FORMAT,
    MARK,
    Header,
    PassageWriter,
    header_document,
    mark_document,
    ordinal,
    part_of,
    ties_of,
    year_of,
)
from dragoman.store.model import JournalLine

_LINES: Final = 1_000
_COMMIT_SECONDS: Final = 5.0

Progress = Callable[[int, int], None]
"""Told (number of the last line applied, number of the last line there is) after each work."""


class Catalogue(Protocol):
    """What the follower asks of the catalogue."""

    def journal(self, *, after: int, limit: int) -> Sequence[JournalLine]:
        """Lines with a greater number, in order."""
        ...

    def head(self) -> int:
        """The number of the last line; 0 before the first."""
        ...

    def work(self, work_id: str) -> Work | None:
        """The work as it is now."""
        ...

    def version(self) -> str:
        """A name for this journal, a hyphen, and the number of its last line; a rebuilt catalogue has another name."""
        ...


class Documents(Protocol):
    """What the follower asks of the storage root."""

    def document(self, digest: str) -> Document:
        """What was read from an item."""
        ...


class Source(Protocol):
    """What an index follows: a library's catalogue with its journal, and the texts."""

    @property
    def catalogue(self) -> Catalogue:
        """The records and their journal."""
        ...

    @property
    def root(self) -> Documents:
        """The texts."""
        ...


def headers_of(searcher: tantivy.Searcher, schema: tantivy.Schema, work_id: str) -> list[Header]:
    """The headers that the index holds for a work."""
    query = tantivy.Query.term_query(schema, "header", work_id, "basic")
    return [_header(searcher, address) for _, address in searcher.search(query, limit=10_000, count=False).hits]


def _header(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Header:
    return msgspec.msgpack.decode(searcher.doc(address).get_first("stored") or b"", type=Header)


class Mark(NamedTuple):
    """How far which journal has been followed."""

    number: int = 0
    journal: str = ""


def mark_in(searcher: tantivy.Searcher, schema: tantivy.Schema) -> Mark:
    """How far the index has followed."""
    hits = searcher.search(tantivy.Query.term_query(schema, "mark", MARK, "basic"), limit=1, count=False).hits
    if not hits:
        return Mark()
    return Mark(*msgspec.json.decode(searcher.doc(hits[0][1]).get_first("stored") or b"", type=tuple[int, str]))


def editions_in(searcher: tantivy.Searcher, schema: tantivy.Schema) -> int:
    """How many editions the index holds."""
    return _count(searcher, tantivy.Query.range_query(schema, "heads", tantivy.FieldType.Unsigned, 0, None))


def journal_of(source: Source) -> str:
    """The name of a library's journal."""
    return source.catalogue.version().rpartition("-")[0]


class Follower:
    """Brings an index up to date; the caller sees to it that nobody else writes into it at the same time."""

    def __init__(self, index: tantivy.Index, writer: tantivy.IndexWriter, *, folder: Path) -> None:
        self._index = index
        self._folder = folder
        self._writer = writer
        self._schema = index.schema
        self._searcher = index.searcher()
        self._pending: set[str] = set()
        self._journal = ""

    def follow(self, source: Source, *, progress: Progress | None = None) -> int:
        """Applies all lines after the last one that is in the index; gives the number of the last one."""
        number, self._journal = mark_in(self._searcher, self._schema).number, journal_of(source)
        committed, due = number, time.monotonic() + _COMMIT_SECONDS
        while lines := source.catalogue.journal(after=number, limit=_LINES):
            firsts = _first_lines(lines)
            # What a work is now already holds what its later lines say: all lines before the next work's first are in.
            settled = [*(line.number - 1 for line in firsts[1:]), lines[-1].number]
            head = source.catalogue.head()
            for line, number in zip(firsts, settled, strict=True):
                self._apply(line.work_id, source, before=line.number - 1)
                if progress is not None:
                    progress(number, max(number, head))
                if time.monotonic() > due:
                    self._commit(number)
                    committed, due = number, time.monotonic() + _COMMIT_SECONDS
        if number != committed:
            self._commit(number)
        return number

    def _commit(self, number: int) -> None:
        with written_to(self._folder):
            self._writer.delete_documents_by_term("mark", MARK)
            self._writer.add_document(mark_document(number, self._journal))
            self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._pending.clear()

    def _apply(self, work_id: str, source: Source, *, before: int) -> None:
        if work_id in self._pending:
            self._commit(before)
        self._pending.add(work_id)
        work = source.catalogue.work(work_id)
        held = {h.expression_id: h for h in headers_of(self._searcher, self._schema, work_id)}
        self._writer.delete_documents_by_term("header", work_id)
        for expression in _active(work):
            assert work is not None
            header = header_of(work, expression)
            old = held.pop(expression.id, None)
            if old is not None and old.fingerprint == header.fingerprint:
                header = msgspec.structs.replace(header, passages=old.passages)
            else:
                header = self._written(work, expression, header, source)
            self._writer.add_document(header_document(header, ties_of(sections_of(expression))))
        for gone in held:
            self._writer.delete_documents_by_term("part", part_of(work_id, gone))

    def _written(self, work: Work, expression: Expression, header: Header, source: Source) -> Header:
        """Writes an edition's passages in the place of its old ones; gives its header with their number."""
        self._writer.delete_documents_by_term("part", part_of(work.id, expression.id))
        if not header.item:
            return header
        try:
            document = source.root.document(header.item)
        except DragomanError:
            # All else can be searched; `check` says that this can't, and the next change of the work tries again.
            return msgspec.structs.replace(header, fingerprint="")
        count = 0
        maker = PassageWriter(header)
        for passage in passages(work, expression, document):
            self._writer.add_document(maker.document(passage))
            count += 1
        return msgspec.structs.replace(header, passages=count)


def _first_lines(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """The first line of each work, in order."""
    firsts: dict[str, JournalLine] = {}
    for line in lines:
        firsts.setdefault(line.work_id, line)
    return list(firsts.values())


def _active(work: Work | None) -> list[Expression]:
    if work is None or work.merged_into is not None:
        return []
    return [e for e in work.expressions if e.status is Status.ACTIVE]


def header_of(work: Work, expression: Expression) -> Header:
    """An edition's header as the record has it now; the number of passages is not known from it."""
    item = text_of(work, expression) or ""
    year = year_of(expression.date.value if expression.date else None)
    kind = expression.resource_type.value if expression.resource_type else None
    sections = sections_of(expression)
    item_read = f"{item} {_reading(work, item)}"
    shared = (FORMAT, work.id, expression.id, expression.language.value, expression.title.value, year, kind, item_read)
    cuts = [(s.id, s.label, s.title, s.page, s.y) for s in sections]
    foreign = sorted(foreign_scripts(work, expression, item))
    return Header(
        work_id=work.id,
        expression_id=expression.id,
        language=expression.language.value,
        title=expression.title.value,
        year=year,
        resource_type=kind,
        siblings=tuple((e.language.value, e.id) for e in _active(work) if e.id != expression.id),
        item=item,
        fingerprint=blake2b(msgspec.json.encode((shared, cuts, foreign)), digest_size=16).hexdigest(),
        passages=0,
        file_name=_file_name(work, item),
        uploaded=expression.uploaded,
        publisher=expression.publisher.value if expression.publisher else None,
        authors=tuple(c.value.name for c in expression.contributions if c.value.role != "pbl"),
        identifiers=tuple(f"{i.value.scheme} {i.value.value}" for i in expression.identifiers),
        flowed=expression.flowed,
        subjects=tuple(dict.fromkeys(s.value.uri for s in expression.subjects if s.value.uri)),
        tied=blake2b(msgspec.msgpack.encode(ties_of(sections)), digest_size=8).hexdigest() if sections else "",
    )


def _reading(work: Work, item: str) -> int:
    return max((f.reading for m in work.manifestations for f in m.files if f.item == item), default=1)


def _file_name(work: Work, item: str) -> str:
    return next((f.file_name for m in work.manifestations for f in reversed(m.files) if f.item == item), "")


def differences(index: tantivy.Index, source: Source) -> Iterator[Difference]:
    """Where index and record disagree, once every line is applied: editions missing, stale, incomplete or left over."""
    searcher, schema = index.searcher(), index.schema
    expected: set[int] = set()
    total = 0
    for work_id in _works(source):
        held = {h.expression_id: h for h in headers_of(searcher, schema, work_id)}
        work = source.catalogue.work(work_id)
        for expression in _active(work):
            assert work is not None
            expected.add(ordinal(expression.id))
            header = held.pop(expression.id, None)
            found = _count(searcher, tantivy.Query.term_query(schema, "part", part_of(work_id, expression.id), "basic"))
            total += found
            if message := _difference(header, header_of(work, expression), found):
                yield Difference(work_id=work_id, expression_id=expression.id, message=message)
        for gone in held:
            yield Difference(work_id=work_id, expression_id=gone, message="is in the index but not in the record")
    everything = _count(searcher, tantivy.Query.range_query(schema, "edition", tantivy.FieldType.Unsigned, 0, None))
    if everything != total:
        message = f"the index holds {everything} passages, {total} of them of editions that are in the record"
        yield Difference(work_id="", expression_id="", message=message)


def _works(source: Source) -> Iterator[str]:
    seen: set[str] = set()
    number = 0
    while lines := source.catalogue.journal(after=number, limit=_LINES):
        for line in lines:
            if line.work_id not in seen:
                seen.add(line.work_id)
                yield line.work_id
        number = lines[-1].number


def _difference(held: Header | None, wished: Header, found: int) -> str | None:
    if held is None:
        return "is not in the index"
    if not held.fingerprint:
        return "its text could not be read when it was indexed"
    if held != msgspec.structs.replace(wished, passages=held.passages):
        return "the index has an older state of it"
    if held.passages != found:
        return f"{found} of its {held.passages} passages are in the index"
    return None


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(searcher.search(query, limit=1).count)  # type: ignore[attr-defined]  # tantivy's stub lacks `count`
