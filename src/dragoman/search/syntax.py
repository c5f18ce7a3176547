"""What a reader typed, taken apart: words, phrases, what must not be there, fields, identifiers.

Comes in: any text. Goes out: a `Typed`; nothing raises. `"a phrase"` in any of the world's quotation marks, `-word`,
`begin*`, `title:`, `author:`, `year:2010..2020` and `lang:ru` are understood, a field's value in quotes too. What only
looks like one of these (a quote that never ends, `year:soon`, a hyphen alone) is searched as the words that it is.
Document symbols, ISBNs, ISSNs and DOIs are recognised wherever they stand, however they are hyphenated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from stdnum import isbn

from dragoman.record.identifiers import normal_isbn, normal_issn
from dragoman.vocabulary.languages import spelled

LONGEST: Final = 1_000
LATEST: Final = 9_999
_QUOTED: Final = r'"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|「[^」]+」'
_DOI: Final = r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?10\.\d{4,9}/[^\s\"<>]+"
_SYMBOL: Final = r"[A-Z]{1,8}(?:/[A-Z0-9][A-Z0-9.()-]*)+"
_BOOK: Final = r"(?:ISBN(?:-?1[03])?:?\s?)?(?:97[89][-–\s]?)?(?:\d[-–\s]?){9}[\dX]"
_SERIAL: Final = r"(?:ISSN:?\s?)?\d{4}[-–]\d{3}[\dX]"
_PARTS: Final = re.compile(
    rf"""(?P<minus>(?<!\S)[-−](?=\S))?
    (?:(?P<field>\b(?:title|author|year|lang|language)):(?P<value>{_QUOTED}|[^\s"]+)
    |(?P<quoted>{_QUOTED})
    |(?<![\w/.-])(?P<identifier>{_DOI}|{_SYMBOL}|{_BOOK}|{_SERIAL})(?![\w/-])
    |(?P<word>[^\s"“”„«»「」]+))""",
    re.VERBOSE | re.IGNORECASE,
)
_YEARS: Final = re.compile(r"(\d{1,4})?(\.\.|-|–)?(\d{1,4})?")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BEGINNING: Final = re.compile(r"(\w{2,})\*+")


class Identified(NamedTuple):
    """An identifier in a question: as records have it, and the ways in which a text may write it."""

    scheme: str
    value: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A question's parts in the order in which they were typed; `words` are everything that is nothing else."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    language: str | None = None
    identifiers: tuple[Identified, ...] = ()

    @property
    def asks_for_text(self) -> bool:
        """Whether anything must stand in the text that is found."""
        return bool(self.words.strip() or self.phrases or self.beginnings or self.identifiers)

    def unquoted(self) -> "Typed":
        """The same without quotation marks: what was to stand together is asked for as words."""
        return replace(self, words=" ".join(filter(None, (self.words, *self.phrases))), phrases=())


def parse(text: str) -> Typed:
    """The parts of a question. One that only says what must not be there is searched as words."""
    text = text[:LONGEST]
    found: dict[str, list[str]] = {name: [] for name in ("word", "phrase", "begin", "minus", "title", "author")}
    identifiers: list[Identified] = []
    years: tuple[int, int] | None = None
    language: str | None = None
    for part in _PARTS.finditer(text):
        kind, value = _kind(part)
        if kind == "year":
            years = _years(value)
        elif kind == "lang":
            language = spelled(value)
        elif kind == "identifier":
            identifiers += _identified(value)
        else:
            found[kind].append(value)
    typed = Typed(
        words=" ".join(found["word"]),
        phrases=tuple(found["phrase"]),
        beginnings=tuple(found["begin"]),
        without=tuple(found["minus"]),
        titles=tuple(found["title"]),
        authors=tuple(found["author"]),
        years=years,
        language=language,
        identifiers=tuple(identifiers),
    )
    says_something = typed.asks_for_text or typed.titles or typed.authors or typed.years or typed.language
    return typed if says_something else Typed(words=text)


def _kind(part: re.Match[str]) -> tuple[str, str]:
    """What a part of the question is, and its bare text; a field whose value makes no sense is a word."""
    if part["minus"]:
        return "minus", _bare(part["quoted"] or part["identifier"] or part["word"] or part["value"])
    if part["field"]:
        field, value = part["field"].lower().removesuffix("uage"), _bare(part["value"])
        sensible = {"year": _years(value), "lang": _TAG.fullmatch(value)}.get(field, value.strip())
        return (field, value) if sensible else ("word", part.group())
    if part["quoted"]:
        return "phrase", _bare(part["quoted"])
    if part["identifier"]:
        return ("identifier" if any(_identified(part["identifier"])) else "word"), part["identifier"]
    beginning = _BEGINNING.fullmatch(part["word"])
    return ("begin", beginning[1]) if beginning else ("word", part["word"])


def _bare(value: str) -> str:
    """A value without its quotation marks."""
    return value[1:-1] if re.fullmatch(_QUOTED, value) else value


def _years(value: str) -> tuple[int, int] | None:
    """`2010..2020`, `2010..`, `..2020` or `2015` as the first and the last year."""
    found = _YEARS.fullmatch(value) if value.isascii() else None
    if found is None or not (found[1] or found[3]):
        return None
    first = int(found[1]) if found[1] else 0
    last = int(found[3]) if found[3] else LATEST if found[2] else first
    return min(first, last), max(first, last)


def _identified(text: str) -> Iterator[Identified]:
    """The identifier that a text is, if its form and its check digit say so."""
    bare = re.sub(r"^(?:isbn(?:-?1[03])?|issn|doi|https?://(?:dx\.)?doi\.org/)[:\s]*", "", text, flags=re.IGNORECASE)
    if re.fullmatch(_DOI, bare, re.IGNORECASE):
        yield Identified("DOI", bare.rstrip(".,;:)]}").lower(), (bare,))
    elif "/" in bare:
        if any(c.isdigit() for c in bare):
            yield Identified("UNDOC", bare.upper().rstrip(".-"), (bare,))
    elif book := normal_isbn(bare):
        shorter = isbn.to_isbn10(book) if book.startswith("978") else ""
        yield Identified("ISBN", book, (bare, *(isbn.format(number) for number in (book, shorter) if number)))
    elif serial := normal_issn(bare):
        yield Identified("ISSN", serial, (serial,))
