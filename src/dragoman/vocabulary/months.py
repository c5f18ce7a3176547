"""Names of months in the languages of CLDR, for reading dates from title pages.

Source: CLDR (through Babel, whose data is part of the package): wide and abbreviated, in the forms used in dates
and alone.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale

from dragoman.vocabulary.folding import fold, spaced

_LANGUAGES: Final = spaced(
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu "
    "hy id is it ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt ro ru rw si sk sl "
    "so sq sr sv sw ta te tg th ti tr uk ur uz vi zu"
)
_ALSO: Final = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6,
    "تموز": 7, "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "sept": 9, "setiembre": 9,
}  # fmt: skip
"""Months of the Levant's calendar, which CLDR gives for ar-SY and others, and spellings in use."""


@cache
def month_names() -> Mapping[str, int]:
    """Folded name → number of the month; a name that means different months in two languages is left out."""
    names: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    folded = fold(name)
                    if len(folded) >= 2 and not folded.isdigit() and any(letter.isalpha() for letter in folded):
                        names.setdefault(folded, set()).add(number)
    for name, number in _ALSO.items():
        names.setdefault(fold(name), set()).add(number)
    return MappingProxyType({name: next(iter(numbers)) for name, numbers in names.items() if len(numbers) == 1})
