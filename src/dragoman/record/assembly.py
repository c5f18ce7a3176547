"""A new description finds its place: it becomes a work, an edition of one, or a revision of a file that is kept.

Ids are made from the digest of the first item, so that an interrupted ingest, repeated, gives the same ones; they are
kept for ever after.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.record.editions import sections_of
from dragoman.record.model import (
    Description,
    Evidence,
    Expression,
    HeldFile,
    Manifestation,
    Section,
    Source,
    Statement,
    Status,
    Work,
)
from dragoman.record.said import is_said, language_of, outranked, outranked_all
from dragoman.record.section_heirs import heirs
from dragoman.record.siblings import agreed, told
from dragoman.vocabulary.languages import LanguageTag

ID_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that came in and what was read from it; `untitled` stands in where no title could be read."""

    file: HeldFile
    description: Description
    untitled: str

    @property
    def now(self) -> str:
        """The instant of the arrival, which becomes the datestamp of all that it changes."""
        return self.file.accessioned


def minted(prefix: str, digest: str) -> str:
    """An id of 13 characters from a digest in hexadecimal: the same for the same item, and fit for an address."""
    name = base64.b32encode(bytes.fromhex(digest)[:ID_BYTES]).decode("ascii").rstrip("=").lower()
    return f"{prefix}{name}"


def stand_alone(arrival: Arrival, *, status: Status = Status.ACTIVE) -> Work:
    """A work of one edition."""
    expression = replace(_expression(arrival), status=status)
    return Work(
        id=minted("w", arrival.file.item),
        expressions=(expression,),
        manifestations=(_manifestation(arrival, expression.id),),
        datestamp=arrival.now,
    )


def join(work: Work, arrival: Arrival, placement: Evidence | None = None, *, status: Status = Status.ACTIVE) -> Work:
    """The work with one more language edition; `placement` says why it belongs here."""
    expression = replace(_expression(arrival), placement=placement, status=status)
    return _revised(
        work,
        now=arrival.now,
        expressions=(*work.expressions, expression),
        manifestations=(*work.manifestations, _manifestation(arrival, expression.id)),
    )


def embody(work: Work, expression_id: str, arrival: Arrival) -> Work:
    """The work with another published form of an edition that it has: the record of the edition gains a file."""
    expressions = tuple(_touched(e, arrival.now) if e.id == expression_id else e for e in work.expressions)
    manifestations = (*work.manifestations, _manifestation(arrival, expression_id))
    return _revised(work, now=arrival.now, expressions=expressions, manifestations=manifestations)


def revise(work: Work, manifestation_id: str, arrival: Arrival) -> Work:
    """The work after the file of a manifestation was replaced: the old revision stays, the new one is described."""
    replaced = next(m for m in work.manifestations if m.id == manifestation_id)
    manifestations = tuple(
        replace(m, files=(*m.files, arrival.file)) if m.id == manifestation_id else m for m in work.manifestations
    )
    expressions = tuple(_reread(e, arrival) if e.id in replaced.expressions else e for e in work.expressions)
    return _revised(work, now=arrival.now, expressions=expressions, manifestations=manifestations)


def reread(work: Work, arrival: Arrival) -> Work:
    """The work after a file that it has was read again: what was taken from it before is taken from the new reading.

    An edition that is described from another of its files stays as that one says.
    """
    item = arrival.file.item
    read = tuple(
        replace(m, files=tuple(replace(f, reading=f.reading + 1) if f.item == item else f for f in m.files))
        for m in work.manifestations
    )
    concerned = {e for m in work.manifestations if m.current.item == item for e in m.expressions}

    def described(e: Expression) -> Expression:
        return _reread(e, arrival) if e.language.evidence.item == item else _touched(e, arrival.now)

    expressions = tuple(described(e) if e.id in concerned else e for e in work.expressions)
    return _revised(work, now=arrival.now, expressions=expressions, manifestations=read)


def also_at(work: Work, digest: str, path: str) -> Work:
    """The work knowing one more path under which the bytes of an item were met; no record changes by it."""
    manifestations = tuple(
        replace(
            m,
            files=tuple(
                replace(f, paths=(*f.paths, path)) if f.item == digest and path not in f.paths else f for f in m.files
            ),
        )
        for m in work.manifestations
    )
    return (
        work
        if manifestations == work.manifestations
        else replace(work, manifestations=manifestations, revision=work.revision + 1)
    )


def merge(into: Work, other: Work, *, now: str) -> tuple[Work, Work]:
    """Two works that turn out to be one: the second hands over its editions and stays as a signpost to the first."""
    whole = _revised(
        into,
        now=now,
        expressions=(*into.expressions, *(_touched(e, now) for e in other.expressions)),
        manifestations=(*into.manifestations, *other.manifestations),
    )
    signpost = _revised(other, now=now, expressions=(), manifestations=())
    return whole, replace(signpost, merged_into=into.id, original_language=None)


def mergeable(works: Sequence[Work]) -> tuple[Work, ...]:
    """Of the works that a new file shows to be one, the first and those that may be merged into it.

    Where a person has placed an edition, that work stays as it is: neither its editions move nor do others come to
    them. The new file joins the first work alone then.
    """
    first = works[:1]
    return tuple(first if not first or first[0].is_placed else (*first, *(w for w in works[1:] if not w.is_placed)))


def absorb(into: Work, expression_id: str, other: Work, *, now: str) -> tuple[Work, Work]:
    """A work that turns out to be a file of an edition: its files become that edition's, and its own is withdrawn."""
    whole, signpost = merge(into, other, now=now)
    gone = {e.id for e in other.expressions}
    expressions = tuple(
        replace(e, status=Status.DELETED, replaced_by=expression_id) if e.id in gone else e
        for e in (_touched(e, now) if e.id == expression_id else e for e in whole.expressions)
    )
    manifestations = tuple(
        replace(m, expressions=(expression_id,)) if gone & {*m.expressions} else m for m in whole.manifestations
    )
    return replace(whole, expressions=expressions, manifestations=manifestations), signpost


def with_original(work: Work, original: Statement[LanguageTag] | None, *, now: str) -> Work:
    """The work with its original language decided, and its editions saying which of them is the original.

    The original's language is part of every edition's record: where it becomes another, all of them change. What a
    person has said of it stays.
    """
    original = work.original_language if is_said(work.original_language) else original
    source = next((e for e in work.expressions if original and e.language.value == original.value), None)
    told = tuple(
        replace(e, is_original=e is source, translation_of=source.id if source and e is not source else None)
        for e in work.expressions
    )
    other = (original and original.value) != (work.original_language and work.original_language.value)
    expressions = tuple(
        _touched(new, now) if (other or new != old) and old.datestamp != now else new
        for old, new in zip(work.expressions, told, strict=True)
    )
    return replace(work, original_language=original, expressions=expressions)


def with_agreed(work: Work, read: Mapping[str, Description], *, now: str) -> Work:
    """The work with what its editions agree on; `read` is what was read from each of its newest files.

    An edition speaks by the file that it is described from; its other forms and those that were withdrawn don't.
    """
    own = {
        e.id: read[e.language.evidence.item]
        for e in work.expressions
        if e.status is Status.ACTIVE and e.language.evidence.item in read
    }
    expressions = tuple(
        told(e, agreed(own[e.id], [d for i, d in own.items() if i != e.id], original=e.is_original))
        if e.id in own
        else e
        for e in work.expressions
    )
    return replace(
        work,
        expressions=tuple(
            _touched(new, now) if new != old and old.datestamp != now else new
            for old, new in zip(work.expressions, expressions, strict=True)
        ),
    )


def kept_sections(
    old: Sequence[Section], new: Sequence[Section], *, expression_id: str, issued: int
) -> tuple[tuple[Section, ...], int]:
    """The new sections with ids: their own, where they have one of the old; that of the old section that matches by
    place, label and title; else a fresh one.

    `issued` is the highest number that an id of this expression ever had; the second answer is what it is now.
    """
    own = {section.id for section in new}
    free = {_identity(section, place): section.id for section, place in _placed(old) if section.id not in own}
    kept = []
    for section, place in _placed(new):
        known = section.id or free.pop(_identity(section, place), "")
        issued += not known
        kept.append(replace(section, id=known or f"{expression_id}.{issued}"))
    return tuple(kept), issued


def _placed(sections: Sequence[Section]) -> list[tuple[Section, tuple[str, ...]]]:
    """Each section with the titles of those above it in the tree, and how often that place was met before."""
    above: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    placed = []
    for section in sections:
        del above[section.level - 1 :]
        place = (*above, section.title)
        seen[place] = seen.get(place, 0) + 1
        placed.append((section, (*place, str(seen[place]))))
        above.append(section.title)
    return placed


def _identity(section: Section, place: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    return section.label, place


def _manifestation(arrival: Arrival, expression_id: str) -> Manifestation:
    return Manifestation(id=minted("m", arrival.file.item), expressions=(expression_id,), files=(arrival.file,))


def _expression(arrival: Arrival) -> Expression:
    expression_id = minted("e", arrival.file.item)
    return _described(
        Expression(
            id=expression_id,
            language=arrival.description.language,
            title=_title(arrival),
            uploaded=arrival.now,
            datestamp=arrival.now,
        ),
        arrival,
    )


def _reread(expression: Expression, arrival: Arrival) -> Expression:
    return _touched(_described(expression, arrival), arrival.now)


def _described(expression: Expression, arrival: Arrival) -> Expression:
    """The expression with the statements of a new reading; what a person said stays (source "person")."""
    read = arrival.description
    title = _title(arrival)
    return replace(
        _with_contents(expression, read),
        language=language_of(expression, read.language),
        title=outranked(expression, "title", title) or title,
        pages=read.pages,
        flowed=read.flowed,
        abstract=outranked(expression, "abstract", read.abstract),
        date=outranked(expression, "date", read.date),
        contributions=outranked_all(expression, "contributions", read.contributions),
        publisher=outranked(expression, "publisher", read.publisher),
        identifiers=outranked_all(expression, "identifiers", read.identifiers),
        resource_type=outranked(expression, "resource_type", read.resource_type),
        recognition=read.recognition,
        unread=read.unread,
    )


def _with_contents(expression: Expression, read: Description) -> Expression:
    """The expression with the contents of a new reading, whose sections keep the ids of those that they match.

    A person's contents stay; a section of his that would begin after the last page begins on it.
    """
    counting = outranked(expression, "sections", read.sections)
    if counting is None:
        return replace(expression, sections=None)
    if is_said(counting):
        last = max(1, read.pages)
        within = tuple(replace(s, page=last, y=0.0) if s.page > last else s for s in counting.value)
        return replace(expression, sections=replace(counting, value=within))
    return with_sections(expression, counting, pages=read.pages)


def with_sections(expression: Expression, sections: Statement[tuple[Section, ...]], *, pages: int) -> Expression:
    """The expression with other contents, of so many pages: ids that go lead to the sections that replace them."""
    old = sections_of(expression)
    kept, issued = kept_sections(old, sections.value, expression_id=expression.id, issued=expression.sections_issued)
    return replace(
        expression,
        sections=replace(sections, value=kept),
        sections_issued=issued,
        sections_gone=heirs(old, kept, pages=(expression.pages, pages), gone=expression.sections_gone),
    )


def _title(arrival: Arrival) -> Statement[str]:
    if arrival.description.title is not None:
        return arrival.description.title
    evidence = Evidence(item=arrival.file.item, source=Source.FILE_NAME, method="file-name", confidence=0.1)
    return Statement(value=arrival.untitled, evidence=evidence)


def _touched(expression: Expression, now: str) -> Expression:
    return replace(expression, datestamp=now, revision=expression.revision + 1)


def _revised(
    work: Work, *, now: str, expressions: tuple[Expression, ...], manifestations: tuple[Manifestation, ...]
) -> Work:
    return replace(
        work, expressions=expressions, manifestations=manifestations, datestamp=now, revision=work.revision + 1
    )
