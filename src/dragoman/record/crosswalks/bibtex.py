"""BibTeX with the fields of biblatex, in UTF-8."""

import re
from collections.abc import Sequence
from typing import Final

from dragoman.record.crosswalks.entry import Entry, numbered
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import clean
from dragoman.record.model import AgentKind, Contribution
from dragoman.vocabulary.publication_kinds import kind_of

_SPECIAL: Final = re.compile(r"[\\{}%#$&_^~]")
_WRITTEN: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_NOT_KEY: Final = re.compile(r"[^A-Za-z0-9:._-]")


def bibtex(entry: Entry) -> str:
    """The record as one entry."""
    published = entry.published
    kind = kind_of(entry.kind).bibtex
    fields = {
        "title": f"{{{_escaped(entry.title)}}}",
        "author": _names(entry.creators),
        "editor": _names([agent for agent in entry.contributors if agent.role == "edt"]),
        "translator": _names([agent for agent in entry.contributors if agent.role == "trl"]),
        "institution" if kind == "techreport" else "publisher": entry.publisher and _escaped(entry.publisher),
        "year": f"{published.year:04}" if published else None,
        "month": str(published.month) if published and published.month else None,
        "date": published.iso if published else None,
        "language": entry.language if entry.language != "und" else None,
        "origlanguage": entry.original_language if entry.is_translation else None,
        "origtitle": f"{{{_escaped(entry.original.title.value)}}}" if entry.original else None,
        "number": next((_escaped(symbol) for symbol in entry.identifiers("UNDOC")), None),
        "series": next((_escaped(numbered(series)) for series in entry.series), None),
        "isbn": next(iter(entry.identifiers("ISBN")), None),
        "issn": next(iter(entry.identifiers("ISSN")), None),
        "doi": entry.doi and _verbatim(entry.doi),
        "url": _verbatim(entry.url),
        "pagetotal": str(entry.pages) if entry.pages else None,
        "keywords": _escaped(", ".join(subject.text for subject in entry.subjects)),
        "note": _escaped(" ".join(entry.notes)),
        "copyright": _escaped(entry.rights.text) if entry.rights else None,
        "abstract": _escaped(entry.abstract) if entry.abstract else None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = _NOT_KEY.sub("", entry.expression.id)
    return f"@{kind}{{{key},\n" + "\n".join(lines) + "\n}\n"


def _names(agents: Sequence[Contribution]) -> str:
    """Persons as family and given names; an organisation in braces of its own, so that it is not taken apart."""
    return " and ".join(_name(agent) for agent in agents)


def _name(agent: Contribution) -> str:
    name = parted(agent)
    if agent.kind is AgentKind.ORGANIZATION or not name.given:
        return f"{{{_escaped(agent.name)}}}"
    return _escaped(name.inverted)


def _escaped(text: str) -> str:
    """A text as TeX would print it, its white space single."""
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], f"\\{found[0]}"), " ".join(clean(text).split()))


def _verbatim(text: str) -> str:
    """An address, which biblatex reads letter by letter: only what would end the field is written otherwise."""
    return clean(text).replace("{", "%7B").replace("}", "%7D")
