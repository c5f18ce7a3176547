"""ISO 639-2 and 639-3 codes of BCP 47 tags, for the standards that know no others (MARC, MODS)."""

from functools import cache
from typing import Final

from iso639 import Lang
from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

from dragoman.vocabulary.languages import primary

UNDETERMINED: Final = "und"


@cache
def bibliographic(tag: str) -> str | None:
    """The ISO 639-2/B code, which is MARC's: `fre`, `chi`; None where that list has no code for the language."""
    found = _found(tag)
    return (found.pt2b or None) if found else None


@cache
def three_letters(tag: str) -> str | None:
    """The ISO 639-3 code."""
    found = _found(tag)
    return (found.pt3 or None) if found else None


def english_name(tag: str) -> str:
    """What cataloguers call the language in English; the tag itself where ISO 639 does not have it."""
    found = _found(tag)
    return found.name if found else tag


def _found(tag: str) -> Lang | None:
    try:
        return Lang(primary(tag))
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return None
