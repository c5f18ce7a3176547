"""The fields of a record as the review screen shows them: value, where it stands, how sure, what else it could be.

In: a work, one of its editions, what was read of its file, the form as it is filled in. Out: `FieldView`s in groups.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dragoman.record.fields import FIELDS, Fault
from dragoman.record.model import Description, Evidence, Expression, Source, Statement, Status, Work
from dragoman.surfaces.office.language import message
from dragoman.surfaces.office.record_form import Filled, said

SURE: Final = 0.85
FAIR: Final = 0.6
_LONGEST_SHOWN: Final = 300

GROUPS: Final = (
    (message("What it is"), ("title", "language", "original_language", "official", "resource_type", "date")),
    (message("Who made it"), ("contributions", "publisher")),
    (message("What it says"), ("abstract", "subjects", "sections")),
    (
        message("Where it belongs"),
        ("identifiers", "persistent_ids", "series", "rights", "notes", "former_addresses"),
    ),
)
NAMES: Final[Mapping[str, str]] = {
    "title": message("Title"),
    "language": message("Language"),
    "original_language": message("Original language"),
    "official": message("Official translation"),
    "resource_type": message("Type"),
    "date": message("Date of publication"),
    "contributions": message("People and bodies"),
    "publisher": message("Publisher"),
    "abstract": message("Abstract"),
    "subjects": message("Subjects"),
    "sections": message("Contents"),
    "identifiers": message("Identifiers"),
    "persistent_ids": message("Persistent identifiers"),
    "series": message("Series"),
    "rights": message("Rights"),
    "notes": message("Notes"),
    "former_addresses": message("Former addresses"),
}
HINTS: Final[Mapping[str, str]] = {
    "language": message("BCP 47: en, pt-BR, zh-Hans"),
    "original_language": message("The language it was first written in; all editions have it"),
    "date": message("2019, 2019-03, 2019-03-05; 2019~ is about"),
    "identifiers": message("ISBN, ISSN, DOI or a document symbol, one a line"),
    "persistent_ids": message("DOI, Handle, ARK or URN that lead here"),
    "rights": message("CC-BY-4.0, the address of a licence, or words"),
    "series": message("Title ; number"),
    "sections": message("A tab for each level, then: label | title | page"),
    "former_addresses": message("Where it was to be found before"),
}
STATUSES: Final[Mapping[Status, str]] = {
    Status.DRAFT: message("draft"),
    Status.SUBMITTED: message("submitted"),
    Status.ACTIVE: message("published"),
    Status.DELETED: message("withdrawn"),
    Status.DISCARDED: message("discarded"),
}
EXPECTED: Final = frozenset(
    {"title", "language", "original_language", "date", "resource_type", "contributions", "publisher", "abstract"}
    | {"sections"}
)
"""What nearly every record has: where it is empty, somebody should look."""
PLACES: Final[Mapping[Source, str]] = {
    Source.TITLE_PAGE: message("title page"),
    Source.CONTENTS_PAGE: message("contents page"),
    Source.OUTLINE: message("the file's bookmarks"),
    Source.HEADINGS: message("headings"),
    Source.TEXT: message("text"),
    Source.METADATA: message("what the file says of itself"),
    Source.FILE: message("the file"),
    Source.FILE_NAME: message("the file's name"),
    Source.COMPARISON: message("the other editions"),
    Source.SYSTEM: message("the library"),
    Source.PERSON: message("a person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a value stands and how sure it is: `place` still to be translated, `region` as "x0,y0,x1,y1"."""

    place: str
    percent: int
    level: str
    page: int | None = None
    region: str = ""
    method: str = ""
    by: str = ""
    at: str = ""

    @classmethod
    def of(cls, evidence: Evidence) -> "Where":
        """What an evidence says."""
        by_a_person = evidence.source is Source.PERSON
        level = "sure" if evidence.confidence >= SURE else "fair" if evidence.confidence >= FAIR else "unsure"
        return cls(
            place=PLACES[evidence.source],
            percent=round(100 * evidence.confidence),
            level="said" if by_a_person else level,
            page=evidence.page,
            region=",".join(f"{edge:g}" for edge in evidence.region) if evidence.region else "",
            method=evidence.method,
            by=evidence.by or "",
            at=(evidence.at or "")[:10],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another value that reading considered, or that a sister edition has."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field: `value` as the form writes it (see `record_form`), `wheres` of all its statements."""

    name: str
    label: str
    hint: str
    value: Any
    wheres: tuple[Where, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    fault: Fault | None = None
    theirs: str | None = None
    absent: bool = False

    @property
    def level(self) -> str:
        """How sure it is; of a field that many records do without, nothing is said where it is empty."""
        if self.where:
            return self.where.level
        return "said" if self.absent else "none" if self.name in EXPECTED else "optional"

    @property
    def where(self) -> Where | None:
        """The least certain of its statements."""
        return min(self.wheres, key=lambda where: where.percent, default=None)

    @property
    def many(self) -> bool:
        """Whether it has several values."""
        return FIELDS[self.name].many


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """The form as it is filled in, what is wrong with it, and what somebody else has set meanwhile, by field."""

    told: Filled
    faults: Sequence[Fault] = ()
    theirs: Mapping[str, str] = field(default_factory=dict)


def views(
    work: Work, edition: Expression, form: FormState, *, read: Description | None
) -> list[tuple[str, list[FieldView]]]:
    """The groups of fields, in the order in which one looks at them."""
    wrong = {fault.field: fault for fault in form.faults}
    absent = {absence.field for absence in edition.absent}

    def view(name: str) -> FieldView:
        return FieldView(
            name=name,
            label=NAMES[name],
            hint=HINTS.get(name, ""),
            value=form.told.get(name, "" if not FIELDS[name].many or name == "sections" else ()),
            wheres=tuple(Where.of(statement.evidence) for statement in statements(work, edition, name)),
            alternatives=tuple(_alternatives(work, edition, name, read)),
            fault=wrong.get(name),
            theirs=form.theirs.get(name),
            absent=name in absent,
        )

    return [
        (heading, [view(name) for name in names if name != "official" or not edition.is_original])
        for heading, names in GROUPS
    ]


def statements(work: Work, edition: Expression, name: str) -> tuple[Statement[Any], ...]:
    """The statements of a field."""
    value = work.original_language if FIELDS[name].of_work else getattr(edition, name)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _alternatives(work: Work, edition: Expression, name: str, read: Description | None) -> Iterable[Alternative]:
    """What reading considered and what it had decided, where somebody has set something else; each text once."""
    now = {said(statement.value) for statement in statements(work, edition, name)}
    found: list[Statement[Any]] = []
    if read is not None and not FIELDS[name].many:
        own = getattr(read, name, None)
        found += [own] if own is not None else []
        found += getattr(read.alternatives, name, ())
    if name == "original_language":
        found += [other.language for other in work.expressions]
    if name == "publisher":
        found += [other.publisher for other in work.expressions if other.publisher and other is not edition]
    for statement in found:
        text = said(statement.value)
        if text and text not in now:
            now.add(text)
            yield Alternative(text=text, where=Where.of(statement.evidence))
