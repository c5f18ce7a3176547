"""The one form into which every source of descriptions parses: what it claims, in its own words, and where that stands.

Nothing is believed here yet: values are texts. `values` makes a record's fields of them, or says what is wrong with one
and where.
"""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a claim is about."""

    FILE = "file"
    LINK = "link"
    EDITION = "edition"
    WORK = "work"
    ADDRESS = "address"
    LANGUAGE = "language"
    IS_ORIGINAL = "is_original"
    ORIGINAL_LANGUAGE = "original_language"
    RELATED = "related"
    TITLE = "title"
    ABSTRACT = "abstract"
    AGENT = "agent"
    PUBLISHER = "publisher"
    DATE = "date"
    TYPE = "type"
    IDENTIFIER = "identifier"
    SUBJECT = "subject"
    RIGHTS = "rights"
    SERIES = "series"
    NOTE = "note"
    STANDING = "standing"
    LEGACY_URL = "legacy_url"


TRANSLATION_OF = "translation-of"
HAS_TRANSLATION = "has-translation"
FELLOW = "variant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value of one field; `place` is where it stands ("row 12, column D (date)", "245 $a", "dc:title").

    `qualifier` is an agent's role (MARC relator), an identifier's scheme, a relation, an address's media type;
    `language` that of the text, as the source writes it; `authority` an address that names the agent, subject or
    licence; `organization` whether an agent is said to be one, where the source says.
    """

    field: Field
    value: str
    place: str
    qualifier: str = ""
    language: str = ""
    authority: str = ""
    organization: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a source that can't be taken: where, what, and what to do about it."""

    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRecord:
    """What one row, file or harvested record says of one edition; `place` is where in the source it stands.

    `name` is what the source calls the record (its own identifier), empty where it has none.
    """

    place: str
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""
    deleted: bool = False

    def all(self, field: Field, qualifier: str | None = None) -> tuple[Claim, ...]:
        """Everything that is said of a field, in order."""
        return tuple(s for s in self.claims if s.field is field and qualifier in (None, s.qualifier))

    def first(self, field: Field) -> Claim | None:
        """The first value of a field."""
        return next((s for s in self.claims if s.field is field), None)
