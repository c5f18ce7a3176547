"""What the parts of a report are called in many languages: the words that head contents pages, abstracts and
annexes.

Source: the lists in `headings_front` and `headings_back`, a line a language. They are clues, not conditions, and
everything works, less well, in a language that is not there.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.folding import squeeze
from dragoman.vocabulary.headings_back import BACK
from dragoman.vocabulary.headings_front import FRONT


class Part(StrEnum):
    """A part of a book that is known by the name of its heading."""

    CONTENTS = "contents"
    LIST = "list of figures or tables"
    ABSTRACT = "abstract"
    SUMMARY = "summary"
    FOREWORD = "foreword"
    ACKNOWLEDGEMENTS = "acknowledgements"
    ABBREVIATIONS = "abbreviations"
    INTRODUCTION = "introduction"
    CONCLUSION = "conclusion"
    BIBLIOGRAPHY = "bibliography"
    ANNEX = "annex"
    INDEX = "index"
    GLOSSARY = "glossary"
    LICENCE = "licence"


FRONT_PARTS: Final = frozenset(
    {Part.CONTENTS, Part.LIST, Part.ABSTRACT, Part.SUMMARY, Part.FOREWORD, Part.ACKNOWLEDGEMENTS, Part.ABBREVIATIONS}
)
BACK_PARTS: Final = frozenset({Part.BIBLIOGRAPHY, Part.ANNEX, Part.INDEX, Part.GLOSSARY})


def _index() -> Mapping[str, Mapping[str, Part]]:
    """Language → folded heading → part."""
    index: dict[str, dict[str, Part]] = {}
    for name, lines in {**FRONT, **BACK}.items():
        for line in lines.strip().splitlines():
            language, _, words = line.strip().partition(": ")
            for word in words.split("|"):
                index.setdefault(language, {}).setdefault(squeeze(word), Part(name))
    return MappingProxyType(index)


HEADINGS: Final = _index()
"""What each language calls the parts, folded as `squeeze` does."""


def _of_all_languages() -> Mapping[str, Part]:
    """Folded heading → part; where two parts share a word ("resumen", "sommaire") the first one listed has it."""
    order = list(Part)
    index: dict[str, Part] = {}
    for words in HEADINGS.values():
        for word, part in words.items():
            if word not in index or order.index(part) < order.index(index[word]):
                index[word] = part
    return MappingProxyType(index)


_PARTS: Final = _of_all_languages()


def part_named(heading: str) -> Part | None:
    """The part of a book that a heading names exactly (case, accents' form and punctuation aside), or None."""
    return _PARTS.get(squeeze(heading)) if len(heading) <= 60 else None
