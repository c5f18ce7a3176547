"""CSV (RFC 4180): a row an edition, several values of a column apart by " | ", so that any sheet can read it."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from dragoman.record.crosswalks.entry import Entry, numbered
from dragoman.record.crosswalks.xml import clean
from dragoman.vocabulary.schemes import address_of

COLUMNS: Final = (
    "id",
    "work",
    "url",
    "title",
    "language",
    "original_language",
    "is_original",
    "translation_of",
    "other_languages",
    "authors",
    "contributors",
    "publisher",
    "date",
    "type",
    "pages",
    "isbn",
    "issn",
    "doi",
    "document_symbol",
    "abstract",
    "contents",
    "files",
    "uploaded",
    "modified",
    "subjects",
    "rights",
    "series",
    "notes",
    "official",
    "handle",
    "ark",
    "urn",
    "agent_identifiers",
    "former_addresses",
)
BETWEEN: Final = " | "
LONGEST_CELL: Final = 32_767
"""Characters that Excel's cells hold."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_table(entries: Sequence[Entry]) -> bytes:
    """The rows under their heading, with a byte order mark, without which Excel takes UTF-8 for something else."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(value) for value in _row(entry)])
    return written.getvalue().encode("utf-8-sig", "replace")


def _cell(value: str | int | None) -> str:
    """A text that a sheet would take for a formula gets an apostrophe before it (OWASP: CSV injection)."""
    text = clean(str(value)) if value is not None else ""
    text = f"'{text}" if text.startswith(_FORMULA) else text
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _row(entry: Entry) -> Sequence[str | int | None]:
    e = entry.expression
    return (
        e.id,
        entry.work.id,
        entry.url,
        entry.title,
        entry.language,
        entry.original_language,
        "yes" if e.is_original else "no",
        entry.places.edition(entry.original.id) if entry.original else None,
        BETWEEN.join(other.language.value for other in entry.siblings),
        BETWEEN.join(agent.name for agent in entry.creators),
        BETWEEN.join(f"{agent.name} ({agent.role})" for agent in entry.contributors),
        entry.publisher,
        e.date.value if e.date else None,
        e.resource_type.value if e.resource_type else None,
        entry.pages,
        BETWEEN.join(entry.identifiers("ISBN")),
        BETWEEN.join(entry.identifiers("ISSN")),
        entry.doi,
        BETWEEN.join(entry.identifiers("UNDOC")),
        entry.abstract,
        entry.contents() or None,
        BETWEEN.join(entry.places.file(file) for file in entry.files),
        e.uploaded,
        e.datestamp,
        BETWEEN.join(subject.text for subject in entry.subjects),
        (entry.rights.identifier or entry.rights.uri or entry.rights.text) if entry.rights else None,
        BETWEEN.join(map(numbered, entry.series)),
        BETWEEN.join(note.value for note in e.notes),
        None if e.official is None else "yes" if e.official.value else "no",
        BETWEEN.join(entry.identifiers("HANDLE")),
        BETWEEN.join(entry.identifiers("ARK")),
        BETWEEN.join(entry.identifiers("URN")),
        BETWEEN.join(
            f"{agent.name}: {address_of(each.scheme, each.value) or each.value}"
            for agent in (*entry.creators, *entry.contributors)
            for each in agent.identifiers
        ),
        BETWEEN.join(address.value for address in e.former_addresses),
    )
