"""CSL-JSON, the items of the Citation Style Language 1.0.2: what reference managers and citation processors take."""

from collections.abc import Sequence
from typing import Any

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import clean
from dragoman.record.model import AgentKind, Contribution
from dragoman.vocabulary.publication_kinds import kind_of


def csl(entry: Entry) -> dict[str, Any]:
    """The record as one item."""
    kind = kind_of(entry.kind)
    published = entry.published
    issued = {"date-parts": [[part for part in published if part is not None]]} if published else None
    values: dict[str, Any] = {
        "id": entry.expression.id,
        "type": kind.csl,
        "title": clean(entry.title),
        "language": entry.language if entry.language != "und" else None,
        "author": _names(entry.creators),
        "editor": _names([agent for agent in entry.contributors if agent.role == "edt"]),
        "translator": _names([agent for agent in entry.contributors if agent.role == "trl"]),
        "illustrator": _names([agent for agent in entry.contributors if agent.role == "ill"]),
        "publisher": clean(entry.publisher) if entry.publisher else None,
        "issued": {**issued, "circa": True} if issued and entry.is_date_uncertain else issued,
        "genre": clean(kind.english) if kind.csl in {"report", "document"} else None,
        "number": next(iter(entry.identifiers("UNDOC")), None),
        "collection-title": next((clean(series.title) for series in entry.series), None),
        "collection-number": next((clean(series.number) for series in entry.series), None),
        "keyword": clean(", ".join(subject.text for subject in entry.subjects)),
        "note": clean("\n".join(entry.notes)),
        "number-of-pages": str(entry.pages) if entry.pages else None,
        "ISBN": next(iter(entry.identifiers("ISBN")), None),
        "ISSN": next(iter(entry.identifiers("ISSN")), None),
        "DOI": entry.doi,
        "URL": entry.url,
        "abstract": clean(entry.abstract) if entry.abstract else None,
        "original-title": clean(entry.original.title.value) if entry.original else None,
    }
    return {name: value for name, value in values.items() if value}


def _names(agents: Sequence[Contribution]) -> list[dict[str, str]]:
    return [_name(agent) for agent in agents]


def _name(agent: Contribution) -> dict[str, str]:
    name = parted(agent)
    if agent.kind is AgentKind.ORGANIZATION or not name.given:
        return {"literal": clean(agent.name)}
    return {"family": clean(name.family), "given": clean(name.given)}
