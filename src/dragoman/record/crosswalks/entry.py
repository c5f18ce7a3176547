"""What every crosswalk starts from: a language edition, its work, and the addresses at which they stand.

Comes in: an `Expression` and its `Work`, and how addresses are made. Goes out: `Entry`, whose properties say what
several standards ask for in the same way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from dragoman.record.editions import active, files_of, original_language, page_count, sections_of
from dragoman.record.model import (
    Contribution,
    Expression,
    HeldFile,
    Identifier,
    Rights,
    Section,
    Series,
    Subject,
    Work,
    titled,
)
from dragoman.vocabulary.schemes import address_of

CREATORS: Final = frozenset({"aut", "cre"})
"""MARC relator codes of those who made the work; the others contributed to it."""
_EDTF: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[~?%]?")
_MARK: Final = re.compile(r"[~?%]$")


def identifiers_of(expression: Expression) -> tuple[Identifier, ...]:
    """The identifiers of an edition, those that lead here first, each once."""
    given = (*expression.persistent_ids, *expression.identifiers)
    return tuple(dict.fromkeys(statement.value for statement in given))


def numbered(series: Series) -> str:
    """A series with its number, as ISBD sets them."""
    return f"{series.title} ; {series.number}" if series.number else series.title


class Places(Protocol):
    """Where things stand on the web: absolute addresses that hold for good."""

    def edition(self, expression_id: str) -> str:
        """The address of an edition, whatever language its page is shown in."""
        ...

    def work(self, work_id: str) -> str:
        """The address of a work."""
        ...

    def file(self, file: HeldFile) -> str:
        """The address of a file's bytes."""
        ...

    def section(self, expression_id: str, section: Section) -> str:
        """The address at which a section begins."""
        ...


class Published(NamedTuple):
    """A date of publication as far as it is known: a year, perhaps a month, perhaps a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601: 2015, 2015-10 or 2015-10-13."""
        return "-".join(f"{part:0{width}}" for part, width in zip(self, (4, 2, 2), strict=True) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A language edition, ready to be said in another standard's words."""

    expression: Expression
    work: Work
    places: Places

    @property
    def language(self) -> str:
        """BCP 47 tag of the edition."""
        return self.expression.language.value

    @property
    def title(self) -> str:
        """The title, in the edition's language."""
        return self.expression.title.value

    @property
    def url(self) -> str:
        """Where the edition stands."""
        return self.places.edition(self.expression.id)

    @property
    def original(self) -> Expression | None:
        """The edition that this one is a translation of."""
        wanted = self.expression.translation_of
        if wanted is None and not self.expression.is_original:
            wanted = next((e.id for e in active(self.work) if e.is_original), None)
        return next((e for e in active(self.work) if e.id == wanted and e.id != self.expression.id), None)

    @property
    def original_language(self) -> str | None:
        """The language that the work was written in, also where that edition is not here."""
        return original_language(self.work)

    @property
    def is_translation(self) -> bool:
        """Whether this edition is known to be a translation."""
        return self.original_language is not None and not (
            self.expression.is_original or self.original_language == self.language
        )

    @property
    def translations(self) -> tuple[Expression, ...]:
        """Of an original, the other editions; a translation has none."""
        return self.siblings if self.expression.is_original else ()

    @property
    def fellows(self) -> tuple[Expression, ...]:
        """The other editions that are neither this one's original nor translated from it, as far as is known."""
        apart = {self.original.id} if self.original else set()
        return () if self.expression.is_original else tuple(e for e in self.siblings if e.id not in apart)

    @property
    def siblings(self) -> tuple[Expression, ...]:
        """The work's other editions."""
        return tuple(e for e in active(self.work) if e.id != self.expression.id)

    @property
    def pages(self) -> int | None:
        """How many pages it has, where it has pages."""
        return page_count(self.work, self.expression)

    @property
    def files(self) -> tuple[HeldFile, ...]:
        """Its files, newest revisions."""
        return files_of(self.work, self.expression)

    @property
    def published(self) -> Published | None:
        """When it was published, where its date is one (EDTF level 0, with the qualifiers of level 1)."""
        found = _EDTF.fullmatch(self.expression.date.value) if self.expression.date else None
        if not found:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is not None and not 1 <= month <= 12:
            return Published(int(found[1]))
        return Published(int(found[1]), month, day if day is None or 1 <= day <= 31 else None) if year else None

    @property
    def is_date_uncertain(self) -> bool:
        """Whether the date is said to be approximate or uncertain."""
        return bool(self.expression.date and _MARK.search(self.expression.date.value))

    @property
    def publisher(self) -> str | None:
        """Who published it."""
        return self.expression.publisher.value if self.expression.publisher else None

    @property
    def kind(self) -> str:
        """The kind of publication, as the library's vocabulary has it; a text where no more is known."""
        return self.expression.resource_type.value if self.expression.resource_type else "text"

    @property
    def abstract(self) -> str | None:
        """The abstract or extract, in the edition's language."""
        return self.expression.abstract.value.text if self.expression.abstract else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The contents."""
        return sections_of(self.expression)

    @property
    def chapters(self) -> tuple[Section, ...]:
        """The contents' uppermost level."""
        top = min((section.level for section in self.sections), default=1)
        return tuple(section for section in self.sections if section.level == top)

    @property
    def creators(self) -> tuple[Contribution, ...]:
        """Who made the work, in the order that they are named."""
        return tuple(c for c in self._contributions() if c.role in CREATORS)

    @property
    def contributors(self) -> tuple[Contribution, ...]:
        """Who else had a part in it: editors, translators, illustrators; the publisher is a field of its own."""
        return tuple(c for c in self._contributions() if c.role not in CREATORS | {"pbl"})

    def _contributions(self) -> Iterator[Contribution]:
        met: set[tuple[str, str]] = set()
        for statement in self.expression.contributions:
            named = statement.value.name, statement.value.role
            if named not in met:
                met.add(named)
                yield statement.value

    @property
    def all_identifiers(self) -> tuple[Identifier, ...]:
        """Those that were given to the edition and lead here, then those that it bears."""
        return identifiers_of(self.expression)

    def identifiers(self, scheme: str) -> tuple[str, ...]:
        """Its identifiers of one scheme."""
        return tuple(i.value for i in self.all_identifiers if i.scheme == scheme)

    @property
    def doi(self) -> str | None:
        """Its DOI, without a resolver's address: the one that leads here before one that is printed in it."""
        return next(iter(self.identifiers("DOI")), None)

    @property
    def permanent(self) -> str:
        """The address to cite: that of its DOI, Handle or ARK where it has one, else its own."""
        found = (address_of(s, value) for s in ("DOI", "HANDLE", "ARK") for value in self.identifiers(s))
        return next((address for address in found if address), self.url)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What it is about."""
        return tuple(subject.value for subject in self.expression.subjects)

    @property
    def rights(self) -> Rights | None:
        """Under which terms it may be used."""
        return self.expression.rights.value if self.expression.rights else None

    @property
    def series(self) -> tuple[Series, ...]:
        """The series that it belongs to."""
        return tuple(series.value for series in self.expression.series)

    @property
    def standing(self) -> str | None:
        """Of a translation, whether it is the publisher's own, where a person has said so."""
        said = self.expression.official
        if said is None or self.expression.is_original:
            return None
        return "Official translation." if said.value else "Unofficial translation."

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes, and a translation's standing."""
        return (*(note.value for note in self.expression.notes), *((self.standing,) if self.standing else ()))

    def contents(self, between: str = "\n") -> str:
        """The table of contents as text: the entry of a section with its page, indented by level where on lines."""
        lines = []
        for section in self.sections:
            indent = "  " * (section.level - 1) if "\n" in between else ""
            page = f" ({section.page_label})" if section.page_label else ""
            lines.append(f"{indent}{titled(section.label, section.title)}{page}")
        return between.join(lines)
