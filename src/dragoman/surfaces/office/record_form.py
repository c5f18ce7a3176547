"""A record ↔ the form of the review screen: how each field's values are written in it, and what comes back.

In: a work and one of its editions; the form that was sent. Out: texts to fill in; values for `record.fields` to check.
What was not touched comes back as the record has it, so that nothing is lost by being shown (an address behind a
subject).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from starlette.datastructures import FormData

from dragoman.document.model import Box
from dragoman.record.amendment import Pointed, value_of
from dragoman.record.editions import sections_of
from dragoman.record.fields import FIELDS
from dragoman.record.model import (
    Abstract,
    AgentKind,
    Contribution,
    Expression,
    Identifier,
    Rights,
    Section,
    Series,
    Subject,
    Work,
)
from dragoman.vocabulary import schemes

SINGLE: Final = ("title", "language", "original_language", "abstract", "date", "resource_type", "publisher", "rights")
LINES: Final = ("identifiers", "persistent_ids", "subjects", "series", "notes", "former_addresses")
PARTS: Final = " | "
_BETWEEN: Final = re.compile(r"(?:^|\s+)\|(?:\s+|$)")
MOST_ROWS: Final = 400
_PLACE: Final = re.compile(r"(\d{1,6})(?:@(\d{1,5}(?:\.\d{1,3})?))?")
_POINTED: Final = re.compile(r"(\d{1,6})((?:,-?\d{1,5}(?:\.\d{1,3})?){4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the people and bodies."""

    name: str = ""
    role: str = "aut"
    kind: str = AgentKind.PERSON.value
    identifier: str = ""


Filled = Mapping[str, Any]
"""The form's texts by field: a text, a tuple of texts, of `Row`s; of the contents the outline as text."""


def filled(work: Work, edition: Expression) -> Filled:
    """The form as the record fills it in."""
    known = {name: value_of(work, edition.id, name) for name in FIELDS}
    return MappingProxyType(
        {name: said(known[name]) for name in SINGLE}
        | {name: tuple(said(each) for each in known[name]) for name in LINES}
        | {
            "official": said(known["official"]),
            "contributions": tuple(_row(each) for each in known["contributions"]),
            "sections": outline(sections_of(edition)),
        }
    )


def sent(form: FormData) -> Filled:
    """The form as somebody has sent it; a field that is not in it is left out."""
    texts = {name: _text(form, name) for name in (*SINGLE, "official") if name in form}
    lines = {name: tuple(filter(None, _all(form, name))) for name in LINES if name in form}
    rows = {"contributions": tuple(row for row in _rows(form) if row.name)} if "contributions.name" in form else {}
    return MappingProxyType(texts | lines | rows | ({"sections": _outline(form)} if "sections" in form else {}))


def values(told: Filled, work: Work, edition: Expression, *, every: bool) -> dict[str, object]:
    """What is to be set: the fields that say something else than the record; with `every`, also those that say the same
    and anything at all, which become a person's word by this.
    """
    known = filled(work, edition)
    chosen: dict[str, object] = {}
    for name, text in told.items():
        kept = value_of(work, edition.id, name)
        if text == known[name]:
            if every and kept not in (None, ()):
                chosen[name] = kept
        elif name == "sections":
            chosen[name] = sections(text, sections_of(edition))
        elif name == "contributions":
            chosen[name] = [_contribution(row, kept) for row in text]
        elif name in LINES:
            again = {said(each): each for each in kept}
            chosen[name] = [again.get(line, line) for line in text]
        else:
            chosen[name] = text or None
    return chosen


def pointed(form: FormData) -> dict[str, Pointed]:
    """For which fields somebody has pointed at a place of the page: `at.title` = "1,72,90,300.5,120"."""
    places = {}
    for name in FIELDS:
        if found := _POINTED.fullmatch(_text(form, f"at.{name}")):
            edges = [float(edge) for edge in (found[2] or "").split(",") if edge]
            places[name] = Pointed(page=int(found[1]), region=Box(*edges) if edges else None)
    return places


def said(value: object) -> str:
    """A value as the form writes it, so that the field's check takes it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Identifier):
        shows_itself = schemes.scheme_of(value.value) == value.scheme
        return value.value if shows_itself else f"{value.scheme} {value.value}"
    return _words_of(value)


def _words_of(value: object) -> str:
    if isinstance(value, Abstract | Subject):
        return value.text
    if isinstance(value, Rights):
        return value.identifier or value.text
    if isinstance(value, Series):
        return f"{value.title} ; {value.number}" if value.number else value.title
    return str(value)


def outline(told: Sequence[Section]) -> str:
    """Contents as lines: a tab for each level, then label, title, page and id."""
    lines = []
    for section in told:
        place = f"{section.page}@{section.y:g}" if section.y else str(section.page)
        parts = [*((section.label or "",) if section.label or PARTS in section.title else ()), section.title, place]
        lines.append("\t" * (section.level - 1) + PARTS.join([*parts, *((f"#{section.id}",) if section.id else ())]))
    return "\n".join(lines)


def sections(text: str, known: Sequence[Section]) -> list[Section | Mapping[str, object]]:
    """The contents that such lines say. A section keeps what it had beside, while it stays on its page."""
    before = {section.id: section for section in known}
    return [_section(line, before) for line in text.splitlines() if line.strip()]


def _section(line: str, known: Mapping[str, Section]) -> Mapping[str, object]:
    body = line.lstrip("\t")
    level = len(line) - len(body) + 1
    if level == 1:  # typed by hand, two spaces are a level too
        level = (len(line) - len(line.lstrip(" "))) // 2 + 1
    parts = [part.strip() for part in _BETWEEN.split(body)]
    own = parts.pop()[1:] if len(parts) > 1 and parts[-1].startswith("#") else ""
    place = _PLACE.fullmatch(parts[-1]) if len(parts) > 1 else None
    if place:
        parts.pop()
    page, y = (int(place[1]), float(place[2] or 0)) if place else (1, 0.0)
    label, title = (parts[0], PARTS.join(parts[1:])) if len(parts) > 1 else ("", parts[0])
    old = known.get(own)
    stays = old is not None and old.page == page
    return {
        "level": level,
        "label": label or None,
        "title": title,
        "page": page,
        "y": y or (old.y if old and stays else 0.0),
        "page_label": old.page_label if old and stays else None,
        "id": own if old else "",
        **({"kind": old.kind.value} if old else {}),
    }


def _row(value: Contribution) -> Row:
    own = value.identifiers[0] if value.identifiers else None
    return Row(name=value.name, role=value.role, kind=value.kind.value, identifier=own.value if own else "")


def _contribution(row: Row, known: Sequence[Contribution]) -> object:
    """A row as the record had it, if it did; else its parts."""
    old = next((each for each in known if _row(each) == row), None)
    if old is not None:
        return old
    own = row.identifier
    scheme = schemes.scheme_of(own) if own else None
    if own and scheme not in schemes.AGENT_SCHEMES:
        scheme = "ROR" if row.kind == AgentKind.ORGANIZATION.value else "ORCID"
    identifiers = [{"scheme": scheme, "value": own}] if own else []
    return {"name": row.name, "role": row.role, "kind": row.kind, "identifiers": identifiers}


def _rows(form: FormData) -> list[Row]:
    columns = [_all(form, f"contributions.{part}")[:MOST_ROWS] for part in ("name", "role", "kind", "identifier")]
    return [
        Row(name=name, role=role, kind=kind, identifier=own) for name, role, kind, own in zip(*columns, strict=False)
    ]


def _outline(form: FormData) -> str:
    """As it was typed, but for the ends of lines."""
    value = form.get("sections")
    text = value if isinstance(value, str) else ""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def _all(form: FormData, name: str) -> list[str]:
    return [_plain(value) for value in form.getlist(name)]


def _text(form: FormData, name: str) -> str:
    return _plain(form.get(name))


def _plain(value: object) -> str:
    return "\n".join(value.strip().splitlines()) if isinstance(value, str) else ""
