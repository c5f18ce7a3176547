"""A sheet's rows → what each says. The columns are documented here and nowhere else: the template is made from this.

Names of columns are compared without case, spaces and signs; those of our own CSV export and of DSpace's metadata CSV
(`dc.title[en]`, values apart by `||`) are understood too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dragoman.record.incoming import dublin_core
from dragoman.record.incoming.model import Claim, Field, Problem, SaidRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what it is called, what it holds, an example, whether several values may stand in it."""

    name: str
    field: Field
    meaning: str
    example: str
    qualifier: str = ""
    several: bool = False


COLUMNS: Final = (
    Column(
        name="file",
        field=Field.FILE,
        meaning="The file's name, beside the sheet or in a folder there. Several files of one edition (a PDF and its "
        "EPUB) are apart by |.",
        example="reports/2015/migration-ru.pdf",
        several=True,
    ),
    Column(
        name="id",
        field=Field.EDITION,
        meaning="The edition's id, where it is in the library already: the last part of its address. Needed only where "
        "no file is named.",
        example="",
    ),
    Column(
        name="work",
        field=Field.WORK,
        meaning="Any word of your own. Rows with the same word are language editions of one publication.",
        example="migration-study-2015",
    ),
    Column(
        name="language",
        field=Field.LANGUAGE,
        meaning="The edition's language: its name in any language, or its code (ru, rus, zh-Hant).",
        example="Russian",
    ),
    Column(
        name="is_original",
        field=Field.IS_ORIGINAL,
        meaning="yes, if the publication was first written in this language; no, if this is a translation.",
        example="no",
    ),
    Column(
        name="original_language",
        field=Field.ORIGINAL_LANGUAGE,
        meaning="The language in which the publication was first written, also where that edition is not here.",
        example="en",
    ),
    Column(
        name="standing",
        field=Field.STANDING,
        meaning="A translation's standing: official or unofficial.",
        example="official",
    ),
    Column(
        name="title",
        field=Field.TITLE,
        meaning="The title, in the edition's language.",
        example="Миграция между Россией и Европейским союзом",
    ),
    Column(
        name="abstract",
        field=Field.ABSTRACT,
        meaning="The abstract, in the edition's language.",
        example="Исследование нерегулярной миграции …",
    ),
    Column(
        name="authors",
        field=Field.AGENT,
        qualifier="aut",
        meaning="The authors, apart by |. A name with a comma is a person's (family name first). "
        "An ORCID or ROR may follow in brackets.",
        example="Ivakhnyuk, Irina [0000-0002-1825-0097] | Migration Institute",
        several=True,
    ),
    Column(
        name="editors",
        field=Field.AGENT,
        qualifier="edt",
        meaning="The editors, as authors.",
        example="",
        several=True,
    ),
    Column(
        name="translators",
        field=Field.AGENT,
        qualifier="trl",
        meaning="The translators, as authors.",
        example="Petrova, Anna",
        several=True,
    ),
    Column(
        name="contributors",
        field=Field.AGENT,
        qualifier="ctb",
        meaning="Others who had a part in it, as authors; what they did may follow in round brackets, as MARC's code: "
        "“Ivanov, Ivan (ill)”.",
        example="",
        several=True,
    ),
    Column(name="publisher", field=Field.PUBLISHER, meaning="Who published it.", example="Migration Press"),
    Column(
        name="date",
        field=Field.DATE,
        meaning="When it was published: 2015, 2015-10 or 2015-10-13.",
        example="2015-10",
    ),
    Column(
        name="type",
        field=Field.TYPE,
        meaning="What kind of publication it is: report, manual, standard, article, policy-brief, legal-text, "
        "guidelines, working-paper, or a word of your own.",
        example="report",
    ),
    Column(
        name="isbn",
        field=Field.IDENTIFIER,
        qualifier="ISBN",
        meaning="ISBNs, apart by |.",
        example="978-92-9139-343-5",
        several=True,
    ),
    Column(
        name="issn",
        field=Field.IDENTIFIER,
        qualifier="ISSN",
        meaning="The ISSN of the series or journal.",
        example="",
        several=True,
    ),
    Column(name="doi", field=Field.IDENTIFIER, qualifier="DOI", meaning="The edition's DOI.", example="", several=True),
    Column(
        name="document_symbol",
        field=Field.IDENTIFIER,
        qualifier="UNDOC",
        meaning="Symbols of the United Nations.",
        example="A/RES/70/1",
        several=True,
    ),
    Column(
        name="subjects",
        field=Field.SUBJECT,
        meaning="Subjects, apart by |.",
        example="migration | human rights",
        several=True,
    ),
    Column(
        name="rights",
        field=Field.RIGHTS,
        meaning="The licence, as SPDX calls it or as an address.",
        example="CC-BY-4.0",
    ),
    Column(name="series", field=Field.SERIES, meaning="The series and the number in it.", example="Studies, 12"),
    Column(name="notes", field=Field.NOTE, meaning="Notes for readers, apart by |.", example="", several=True),
    Column(
        name="legacy_url",
        field=Field.LEGACY_URL,
        meaning="Addresses at which this edition used to be, apart by |. Whoever comes by one of them is sent to its "
        "new address, for ever.",
        example="https://old.example/handle/123/45 | /pubs/mig-ru.htm",
        several=True,
    ),
)
BETWEEN: Final = "|"
OF_DSPACE: Final = "||"
_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "files": "file",
        "filename": "file",
        "editionid": "id",
        "author": "authors",
        "creators": "authors",
        "creator": "authors",
        "editor": "editors",
        "translator": "translators",
        "contributor": "contributors",
        "lang": "language",
        "year": "date",
        "subject": "subjects",
        "keywords": "subjects",
        "licence": "rights",
        "license": "rights",
        "note": "notes",
        "legacyurls": "legacy_url",
        "oldaddress": "legacy_url",
        "original": "is_original",
        "official": "standing",
    }
)
_IGNORED: Final = frozenset(
    {"url", "translationof", "otherlanguages", "pages", "contents", "uploaded", "modified", "collection"}
)
"""Columns of our own export, and of DSpace's, that say what the library finds out by itself."""
_BY_KEY: Final = {re.sub(r"\W|_", "", column.name): column for column in COLUMNS}
_DUBLIN_CORE: Final = re.compile(r"(?:dc|dcterms)[.:]([A-Za-z]+(?:\.[A-Za-z0-9]+)?)(?:\[([\w-]*)\])?$")
_QUOTED: Final = re.compile(r"^'(?=[=+\-@\t\r])")
"""The apostrophe that our own export puts before what a sheet would take for a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that is understood: the column's place, its letter and name as the sheet has it, what it means."""

    place: int
    title: str
    column: Column | None = None
    term: str = ""
    language: str = ""

    @property
    def letter(self) -> str:
        """The column's letters, as sheets name it: A … Z, AA …"""
        number, letters = self.place + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters


def headings(cells: Sequence[str]) -> tuple[tuple[Heading, ...], tuple[Problem, ...]]:
    """The columns of a sheet by its first row, and what is wrong with them."""
    found: list[Heading] = []
    problems: list[Problem] = []
    met: set[str] = set()
    for place, cell in enumerate(cells):
        title = " ".join(cell.split())
        heading = _heading(place, title)
        key = re.sub(r"\W|_", "", title.casefold())
        if not title or key in _IGNORED:
            continue
        at = f"row 1, column {Heading(place=place, title=title).letter}"
        if heading is None:
            names = ", ".join(column.name for column in COLUMNS)
            message = f"There is no column “{title}”; what stands in it is left out."
            problems.append(Problem(place=at, message=message, remedy=f"Call it one of: {names}."))
        elif heading.column and heading.column.name in met:
            message = f"The column “{heading.column.name}” is there twice; the first one counts."
            problems.append(Problem(place=at, message=message, remedy="Put several values into one cell, | between."))
        else:
            found.append(heading)
            met |= {heading.column.name} if heading.column else set()
    return tuple(found), tuple(problems)


def _heading(place: int, title: str) -> Heading | None:
    key = re.sub(r"\W|_", "", title.casefold())
    known = _BY_KEY.get(key) or _BY_KEY.get(re.sub(r"_", "", _ALIASES.get(key, "")))
    if known:
        return Heading(place=place, title=title, column=known)
    term = _DUBLIN_CORE.match(title)
    if term:
        return Heading(place=place, title=title, term=term[1].lower(), language=term[2] or "")
    return None


def is_usable(found: Sequence[Heading]) -> bool:
    """Whether rows under these headings can say which edition they are about."""
    ids = (Field.FILE, Field.EDITION)
    return any(h.column and h.column.field in ids for h in found)


def of_row(row: Sequence[str], found: Sequence[Heading], number: int) -> SaidRecord | None:
    """What a row says; None for an empty one. `number` is the row's, as a sheet counts."""
    claims: list[Claim] = []
    for heading in found:
        cell = row[heading.place].strip() if heading.place < len(row) else ""
        if cell:
            at = f"row {number}, column {heading.letter} ({heading.title})"
            claims.extend(_of_cell(_QUOTED.sub("", cell), heading, at))
    if not claims:
        return None
    return SaidRecord(place=f"row {number}", claims=tuple(claims))


def _of_cell(cell: str, heading: Heading, at: str) -> Iterator[Claim]:
    column = heading.column
    if column is None:
        for value in cell.split(OF_DSPACE):
            yield from dublin_core.stated(heading.term, value.strip(), at, language=heading.language)
        return
    values = re.split(r"\|+", cell) if column.several else [cell]
    for value in values:
        if value.strip():
            yield Claim(field=column.field, value=value.strip(), place=at, qualifier=column.qualifier)
