"""The index's fields, and the two kinds of document in it.

*Passages* carry the terms and, stored, what is shown of them. *Headers*, one an edition, carry what its passages share
(title, language, the other editions), so that a change of the record rewrites one small document and not 300. One more
document, the *mark*, keeps the number of the last journal line that is in the index: it is committed with what it
speaks of, so that a crash can't part them.

A question that asks for a title, an author, a publisher or an identifier asks the headers, and then the passages of the
editions that they name: passages repeat nothing of the record but what most questions are narrowed by.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import msgspec
import tantivy

from dragoman.record.model import Section
from dragoman.search.analysis import name_keys, terms
from dragoman.search.marking import signs
from dragoman.search.model import Passage

FORMAT: Final = 9
"""Counts up whenever what is written changes: an index of another format is thrown away and made anew."""

TEXT, HEAD, PLAIN = "text", "head", "plain"
TITLE, AUTHOR, PUBLISHER, IDENTIFIER, SUBJECT = "title", "author", "publisher", "identifier", "subject"
MARK: Final = "followed"
_FEW: Final = 1_000


class Body(msgspec.Struct, array_like=True, frozen=True):
    """What is stored with a passage; `signs` are those of its terms, by which a question's words are found in it."""

    page: int
    page_label: str | None
    section_id: str | None
    section_label: str | None
    section_title: str | None
    text: str
    signs: bytes


class Header(msgspec.Struct, array_like=True, frozen=True):
    """What is stored once for an edition. `fingerprint` tells whether its passages must be written again.

    `identifiers` are "SCHEME value"; `uploaded` is an ISO 8601 instant, `file_name` of the file whose text it is, which
    is `flowed` if it has no pages of its own; `tied` tells whether its `Ties` must be written again. `subjects` are the
    addresses of the concepts that it is about.
    """

    work_id: str
    expression_id: str
    language: str
    title: str
    year: int | None
    resource_type: str | None
    siblings: tuple[tuple[str, str], ...]
    item: str
    fingerprint: str
    passages: int
    file_name: str = ""
    uploaded: str = ""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    flowed: bool = False
    tied: str = ""
    subjects: tuple[str, ...] = ()


Ties = tuple[tuple[int, int], ...]
"""An edition's sections in reading order, each with the section of the base edition that is the same part (0: none)."""


def build_schema() -> tantivy.Schema:
    """The fields. Terms come analysed, joined by spaces."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(TEXT, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(HEAD, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(PLAIN, tokenizer_name="whitespace", index_option="freq")
    for name in (TITLE, AUTHOR):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("language", "resource_type", "part", "header", "mark", PUBLISHER, IDENTIFIER, SUBJECT):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("year", indexed=True)
    builder.add_unsigned_field("edition", indexed=True, fast=True)
    builder.add_unsigned_field("work", indexed=True, fast=True)
    builder.add_unsigned_field("section", fast=True)
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_unsigned_field("heads", indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    builder.add_bytes_field("ties", stored=True)
    return builder.build()


def ordinal(identifier: str) -> int:
    """A number for an identifier; 52 bits, since the index's aggregations count in floating point."""
    return int.from_bytes(blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 12


number_of = lru_cache(maxsize=1 << 16)(ordinal)
"""The number of a work or an edition: an answer asks for the same ones again and again."""


def one_of(schema: tantivy.Schema, field: str, numbers: Collection[int]) -> tantivy.Query:
    """The documents whose field is one of these numbers. Each is looked up by itself, where they are few.

    Tantivy walks through its terms for a set: 3.8 ms for 250 of a million passages, 0.4 ms so.
    """
    if not numbers:
        return tantivy.Query.empty_query()
    if len(numbers) > _FEW:
        return tantivy.Query.term_set_query(schema, field, list(numbers))
    each = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, field, n, "basic")) for n in numbers]
    return tantivy.Query.const_score_query(tantivy.Query.boolean_query(each), 1.0)


def section_number(section_id: str | None, label: str | None, title: str | None) -> int:
    """The number by which passages name their section; headings that were never kept have no id."""
    return ordinal("\n".join((section_id or "", label or "", title or "")))


def ties_of(sections: Iterable[Section]) -> Ties:
    """What ties an edition's sections to those of the work's other editions."""
    return tuple((section_number(s.id, s.label, s.title), ordinal(s.parallel) if s.parallel else 0) for s in sections)


def part_of(work_id: str, expression_id: str) -> str:
    """The term by which the passages of an edition are deleted, while it belongs to this work."""
    return f"{work_id}/{expression_id}"


def year_of(date: str | None) -> int | None:
    """The year of an EDTF date (ISO 8601-2), if it begins with one."""
    found = re.match(r"\d{4}", date or "")
    return int(found.group()) if found else None


def mark_document(number: int, journal: str) -> tantivy.Document:
    """The document that says how far which journal has been followed."""
    document = tantivy.Document()
    document.add_text("mark", MARK)
    document.add_bytes("stored", msgspec.json.encode((number, journal)))
    return document


def header_document(header: Header, ties: Ties) -> tantivy.Document:
    """An edition's header as it is kept, and beside it what only some answers need."""
    document = tantivy.Document()
    document.add_text("header", header.work_id)
    document.add_unsigned("heads", ordinal(header.expression_id))
    document.add_text(TITLE, " ".join([*terms(header.title, header.language), *name_keys(header.title)]))
    document.add_text(AUTHOR, " ".join(key for author in header.authors for key in name_keys(author)))
    if header.publisher:
        document.add_text(PUBLISHER, header.publisher)
    for identifier in header.identifiers:
        document.add_text(IDENTIFIER, identifier)
    for subject in header.subjects:
        document.add_text(SUBJECT, subject)
    document.add_bytes("stored", msgspec.msgpack.encode(header))
    document.add_bytes("ties", msgspec.msgpack.encode(ties))
    return document


class PassageWriter:
    """Makes the index's documents of one edition's passages."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._edition = ordinal(header.expression_id)
        self._work = ordinal(header.work_id)
        self._part = part_of(header.work_id, header.expression_id)
        self._title = terms(header.title, header.language)
        self._section: tuple[str | None, str | None, str | None] | None = None
        self._section_ordinal = 0
        self._head = ("", "")
        self._written = 0

    def document(self, passage: Passage) -> tantivy.Document:
        """The document of one passage."""
        section = passage.section_id, passage.section_label, passage.section_title
        if section != self._section:
            self._section = section
            self._section_ordinal = section_number(*section)
            below = terms(" ".join(filter(None, section[1:])), self._header.language)
            self._head = f"{self._title[0]} {below[0]}", f"{self._title[1]} {below[1]}".strip()
        text, plain = terms(passage.text, self._header.language)
        document = tantivy.Document()
        document.add_text(TEXT, text)
        document.add_text(HEAD, self._head[0])
        if plain or self._head[1]:
            document.add_text(PLAIN, f"{plain} {self._head[1]}")
        document.add_text("language", self._header.language)
        if self._header.resource_type:
            document.add_text("resource_type", self._header.resource_type)
        if self._header.year is not None:
            document.add_unsigned("year", self._header.year)
        document.add_text("part", self._part)
        document.add_unsigned("edition", self._edition)
        document.add_unsigned("work", self._work)
        document.add_unsigned("section", self._section_ordinal)
        # The same text at the same place is the same passage, however often it is written: its vectors stay.
        document.add_unsigned("passage", ordinal(f"{self._header.expression_id}\n{self._written}\n{passage.text}"))
        self._written += 1
        body = Body(
            passage.page,
            passage.page_label,
            passage.section_id,
            passage.section_label,
            passage.section_title,
            passage.text,
            signs(passage.text, self._header.language),
        )
        document.add_bytes("stored", msgspec.msgpack.encode(body))
        return document
