"""How the command shows what a record's values rest on: source, page, region, method and confidence of each.

In: an `Expression` or `Description`, which have their statements under the same names. Out: lines for people; the JSON
of `describe` and `show` has the same.
"""

from collections.abc import Iterator
from typing import Any, Final, cast

from dragoman.record.model import Abstract, Contribution, Description, Evidence, Expression, Identifier, Statement
from dragoman.vocabulary.roles import role_word

FIELDS: Final = ("language", "title", "abstract", "sections", "date", "publisher", "resource_type")
LISTS: Final = ("contributions", "identifiers")
_LONGEST: Final = 60


def statements(record: Expression | Description) -> Iterator[tuple[str, Statement[Any]]]:
    """Every statement with its name; those that a record may have several of one by one."""
    for name in FIELDS:
        if (statement := getattr(record, name)) is not None:
            yield name, statement
    for contribution in record.contributions:
        yield "contributions", contribution
    for identifier in record.identifiers:
        yield "identifiers", identifier


def evidences(record: Expression | Description) -> dict[str, Evidence | list[Evidence]]:
    """The evidence of each value by its name; of contributions and identifiers, which may be several, a list."""
    found: dict[str, Evidence | list[Evidence]] = {name: [] for name in LISTS}
    for name, statement in statements(record):
        if name in LISTS:
            cast("list[Evidence]", found[name]).append(statement.evidence)
        else:
            found[name] = statement.evidence
    return found


def confidence(record: Expression | Description) -> dict[str, float | list[float]]:
    """How sure each value is (0 to 1), as `evidences` has them."""
    return {
        name: [e.confidence for e in found] if isinstance(found, list) else found.confidence
        for name, found in evidences(record).items()
    }


def evidence_lines(record: Expression | Description) -> Iterator[str]:
    """A line a value: the value, and below it where and how it was found."""
    for name, statement in statements(record):
        yield f"{name:14s} {_short(statement.value)}"
        yield f"{'':14s} {told(statement.evidence)}"
    if isinstance(record, Expression) and record.placement is not None:
        yield f"{'placement':14s} {told(record.placement)}"


def told(evidence: Evidence) -> str:
    """One value's evidence in a line."""
    parts = [f"{evidence.confidence:.3f}", evidence.source.value]
    if evidence.page is not None:
        parts.append(f"page {evidence.page}")
    if evidence.region is not None:
        parts.append("at " + " ".join(f"{value:.0f}" for value in evidence.region))
    return " · ".join((*parts, evidence.method))


def _short(value: object) -> str:
    match value:
        case Abstract():
            text = value.text
        case Contribution():
            text = f"{value.name} ({role_word(value.role)})"
        case Identifier():
            text = f"{value.scheme} {value.value}"
        case tuple():
            text = f"{len(value)} sections"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
