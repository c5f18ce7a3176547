"""The fields of an edition that a person may set, and what each may hold.

Comes in: values as a form, a sheet, a command or a program has them: text, or JSON's shapes. Goes out: the values as
the record keeps them, or for each field that can't be a `Fault`: what is wrong, and what to write instead. Of a field
that has several values a text has one a line; an empty text, an empty list and None say that there is none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.record import field_values as check

Check = Callable[[object], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: how one value of it is checked, whether it has several, and whether it must have one.

    `of_work`: it is the work's, and all editions have it.
    """

    check: Check
    many: bool = False
    required: bool = False
    of_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a value can't be: the field, a code for machines, what is wrong, and what to do."""

    field: str
    code: str
    message: str
    remedy: str


FIELDS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "title": Field(check=check.title, required=True),
        "language": Field(check=check.language, required=True),
        "original_language": Field(check=check.language, of_work=True),
        "abstract": Field(check=check.abstract),
        "sections": Field(check=check.section, many=True),
        "contributions": Field(check=check.contribution, many=True),
        "date": Field(check=check.date),
        "resource_type": Field(check=check.resource_type),
        "identifiers": Field(check=check.identifier, many=True),
        "publisher": Field(check=check.line),
        "subjects": Field(check=check.subject, many=True),
        "rights": Field(check=check.rights),
        "series": Field(check=check.series, many=True),
        "notes": Field(check=check.note, many=True),
        "official": Field(check=check.official),
        "former_addresses": Field(check=check.address, many=True),
        "persistent_ids": Field(check=check.persistent_id, many=True),
    }
)


def checked(values: Mapping[str, object]) -> tuple[Mapping[str, Any], tuple[Fault, ...]]:
    """The values as they are kept, and what is wrong with the others; None or () where a field is to have none."""
    kept: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in values.items():
        try:
            kept[name] = _checked(name, value)
        except UsageError as error:
            faults.append(Fault(field=name, code=error.code, message=error.message, remedy=error.remedy))
    return kept, tuple(faults)


def _checked(name: str, value: object) -> object:
    field = FIELDS.get(name)
    if field is None:
        raise UsageError(
            "field-unknown", f"A record has no field {name!r} that can be set.", f"Use one of: {', '.join(FIELDS)}."
        )
    if value is None or (isinstance(value, str) and not value.strip()) or (value in ((), []) and field.many):
        if field.required:
            raise UsageError("field-empty", f"An edition can't be without {name}.", "Give a value.")
        return () if field.many else None
    if not field.many:
        return field.check(value)
    values = value.splitlines() if isinstance(value, str) else value if isinstance(value, Sequence) else [value]
    found = [field.check(one) for one in values if not (isinstance(one, str) and not one.strip())]
    return tuple(found) if name == "sections" else tuple(dict.fromkeys(found))
