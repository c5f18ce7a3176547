"""A `Work` → the rows that the catalogue answers with. Pure: nothing is read or written here."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import product
from typing import Final, NamedTuple, TypedDict

import msgspec

from dragoman.record.certainty import certainty, is_checked
from dragoman.record.life import due
from dragoman.record.model import Access, Description, Expression, Status, Work
from dragoman.record.public import public
from dragoman.store.former import keys_of
from dragoman.store.schema import ANY_TEXT, ANY_YEAR

_YEAR: Final = re.compile(r"-?\d{4}")
_TITLE_KEY_LENGTH: Final = 200


class EditionRow(TypedDict):
    """An active expression as listings show it."""

    id: str
    work_id: str
    place: int
    language: str
    title: str
    title_key: str
    original_language: str | None
    is_original: bool
    pages: int
    year: int | None
    resource_type: str | None
    publisher: str | None
    uploaded: str
    abstract: str | None


class RecordRow(TypedDict):
    """An expression as harvesters list it."""

    id: str
    work_id: str
    datestamp: str
    state: str
    deleted: bool
    language: str
    year: int | None
    resource_type: str | None


class ReviewRow(TypedDict):
    """An expression as those who check records meet it."""

    id: str
    work_id: str
    status: str
    checked: bool
    certainty: int
    language: str
    title: str
    title_key: str
    year: int | None
    resource_type: str | None
    publisher: str | None
    uploaded: str


class SubjectRow(TypedDict):
    """A concept that an active expression is about."""

    uri: str
    id: str
    work_id: str


class HeldRow(TypedDict):
    """A revision of a file of a manifestation, for one of the expressions that it embodies."""

    work_id: str
    place: int
    digest: str
    expression_id: str
    file_name: str
    current: bool
    open: bool


class Cell(NamedTuple):
    """A cell of the tally: values, or what stands for "whatever"."""

    language: str
    year: int
    resource_type: str


class Amount(NamedTuple):
    """What a cell counts."""

    works: int
    expressions: int
    pages: int


def edition_rows(work: Work) -> list[EditionRow]:
    """The rows of the work's active expressions; a work that was merged into another has none."""
    if work.merged_into is not None:
        return []
    original = work.original_language
    return [
        _edition_row(e, work.id, place, original.value if original else None)
        for place, e in enumerate(work.expressions)
        if e.status is Status.ACTIVE
    ]


def _edition_row(e: Expression, work_id: str, place: int, original_language: str | None) -> EditionRow:
    return EditionRow(
        id=e.id,
        work_id=work_id,
        place=place,
        language=e.language.value,
        title=storable(e.title.value),
        title_key=title_key(e.title.value),
        original_language=original_language,
        is_original=e.is_original,
        pages=0 if e.flowed else e.pages,
        year=year_of(e.date.value) if e.date else None,
        resource_type=(storable(e.resource_type.value) or None) if e.resource_type else None,
        publisher=storable(e.publisher.value) if e.publisher else None,
        uploaded=e.uploaded,
        abstract=storable(e.abstract.value.text) if e.abstract else None,
    )


def record_rows(work: Work) -> list[RecordRow]:
    """The records of a work as harvesters list them, withdrawn ones too; the last change, its or theirs, dates them."""
    work = public(work)
    return [
        RecordRow(
            id=e.id,
            work_id=work.id,
            datestamp=max(work.datestamp, e.datestamp),
            state=_state(work, e),
            deleted=e.status is Status.DELETED,
            language=e.language.value,
            year=year_of(e.date.value) if e.date else None,
            resource_type=(storable(e.resource_type.value) or None) if e.resource_type else None,
        )
        for e in work.expressions
    ]


def _state(work: Work, e: Expression) -> str:
    """A digest of what is harvested of an expression: what it says, its files, what its record says of the others;
    of the work as everybody may see it.
    """
    others = [(o.id, o.language.value, o.title.value, o.is_original) for o in work.expressions if o.status is e.status]
    files = [(m.current.item, m.current.file_name, m.current.pages) for m in work.manifestations_of(e.id)]
    statements = (e.language, e.title, e.abstract, e.date, e.publisher, e.resource_type, work.original_language)
    sections = [(s.level, s.label, s.title, s.page, s.page_label) for s in e.sections.value] if e.sections else []
    said = (
        work.id,
        e.status,
        e.is_original,
        e.translation_of,
        e.pages,
        e.flowed,
        e.uploaded,
        e.recognition is not None,
        [statement.value if statement else None for statement in statements],
        [statement.value for statement in e.contributions],
        [statement.value for statement in e.identifiers],
        sections,
        others,
        files,
    )
    more = _said_by_persons(e)
    return blake2b(msgspec.json.encode((*said, more) if more else said), digest_size=12).hexdigest()


def _said_by_persons(e: Expression) -> dict[str, object]:
    """What only persons say of an expression; a record that says nothing of it has the digest that it always had."""
    told = {
        "subjects": [statement.value for statement in e.subjects],
        "series": [statement.value for statement in e.series],
        "notes": [statement.value for statement in e.notes],
        "former_addresses": [statement.value for statement in e.former_addresses],
        "persistent_ids": [statement.value for statement in e.persistent_ids],
        "rights": e.rights.value if e.rights else None,
        "official": str(e.official.value) if e.official else None,
        "opens": e.opens,
        "restricted": e.access is Access.RESTRICTED,
        "withdrawn": e.withdrawn,
    }
    return {name: value for name, value in told.items() if value}


def subject_rows(work: Work) -> list[SubjectRow]:
    """What the work's active expressions are about, as far as that has an address."""
    active = [e for e in work.expressions if e.status is Status.ACTIVE and work.merged_into is None]
    return [
        SubjectRow(uri=storable(uri), id=e.id, work_id=work.id)
        for e in active
        for uri in dict.fromkeys(statement.value.uri for statement in e.subjects)
        if uri
    ]


def review_rows(work: Work) -> list[ReviewRow]:
    """The rows of the work's expressions, whatever their status; a work that was merged into another has none."""
    return [
        ReviewRow(
            id=e.id,
            work_id=work.id,
            status=str(e.status),
            checked=is_checked(e),
            certainty=round(1000 * certainty(e)),
            language=e.language.value,
            title=storable(e.title.value),
            title_key=title_key(e.title.value),
            year=year_of(e.date.value) if e.date else None,
            resource_type=(storable(e.resource_type.value) or None) if e.resource_type else None,
            publisher=storable(e.publisher.value) if e.publisher else None,
            uploaded=e.uploaded,
        )
        for e in (work.expressions if work.merged_into is None else ())
    ]


def held_rows(work: Work) -> list[HeldRow]:
    """A row for each file, old revisions too, and each expression that its manifestation embodies."""
    opened = {e.id for e in work.expressions if e.is_open}
    held = [
        (file, expression_id, file is manifestation.current)
        for manifestation in work.manifestations
        for file in manifestation.files
        for expression_id in manifestation.expressions
    ]
    return [
        HeldRow(
            work_id=work.id,
            place=place,
            digest=file.item,
            expression_id=expression_id,
            file_name=storable(file.file_name),
            current=current,
            open=expression_id in opened,
        )
        for place, (file, expression_id, current) in enumerate(held)
    ]


def due_rows(work: Work) -> list[dict[str, str]]:
    """When the work is to change by itself, if it is."""
    instant = due(work) if work.merged_into is None else None
    return [{"work_id": work.id, "instant": instant}] if instant else []


def purged_rows(work: Work) -> list[dict[str, str]]:
    """The files of the work that must not come in again."""
    gone = {item for e in work.expressions if e.withdrawn for item in e.withdrawn.items}
    return [{"digest": item, "work_id": work.id} for item in sorted(gone)]


def address_rows(work: Work) -> list[dict[str, str]]:
    """Where editions were to be found before, and the edition that each address leads to now."""
    found = {
        (storable(key), e.id): work.id
        for e in work.expressions
        for address in e.former_addresses
        for key in keys_of(address.value)
    }
    return [{"address": key, "expression_id": e, "work_id": owner} for (key, e), owner in found.items()]


def amounts(editions: Sequence[EditionRow]) -> dict[Cell, Amount]:
    """What one work's editions add to the tally: eight cells an edition, one for each way to narrow a listing."""
    expressions: Counter[Cell] = Counter()
    pages: Counter[Cell] = Counter()
    for row in editions:
        for cell in cells(row["language"], row["year"], row["resource_type"]):
            expressions[cell] += 1
            pages[cell] += row["pages"]
    return {cell: Amount(works=1, expressions=count, pages=pages[cell]) for cell, count in expressions.items()}


def cells(language: str, year: int | None, resource_type: str | None) -> Iterable[Cell]:
    """The cells that an edition counts in; what is not known of it is counted only under "whatever"."""
    languages = (ANY_TEXT, language)
    years = (ANY_YEAR,) if year is None else (ANY_YEAR, year)
    types = (ANY_TEXT,) if resource_type is None else (ANY_TEXT, resource_type)
    return (Cell(*values) for values in product(languages, years, types))


def fingerprint_tokens(description: Description) -> tuple[int, ...]:
    """The hashes by which the editions of a work are found."""
    return tuple(dict.fromkeys(token for token, _ in description.fingerprint.tokens))


def awaiting_pages(description: Description) -> int:
    """How many pages of an item OCR may still read: those without text until it was tried, and all of them again where
    it was tried without the right language data.
    """
    tried = description.recognition
    if tried is None:
        return len(description.unread)
    return len(description.unread) + len(tried.pages) if tried.missing else 0


def year_of(date: str) -> int | None:
    """The year of an EDTF date, where it has a plain one (ISO 8601-2)."""
    found = _YEAR.match(date)
    return int(found.group()) if found else None


def title_key(title: str) -> str:
    """What titles are sorted by: letters and digits without accents and case, from the first of them on."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(
        c if unicodedata.category(c)[0] in "LNM" else " " for c in decomposed if not unicodedata.combining(c)
    )
    return " ".join(plain.split())[:_TITLE_KEY_LENGTH]


def storable(text: str) -> str:
    """The text without what a database can't hold: U+0000 (PostgreSQL) and lone surrogates (both)."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
