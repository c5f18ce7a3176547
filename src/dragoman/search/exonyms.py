"""Names of places as other languages have them: Vienna is Wien, Вена, Viena, فيينا; Germany is Alemania, Германия.

Comes in: the languages of an index. Goes out: for a term that is a place's name, the terms that are its names in the
languages of the index. Countries and the exemplar cities of time zones are CLDR's, as Babel has them. A name of one
word only: what is written in several is found by its words, or by what it means.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from dragoman.search.analysis import runs
from dragoman.search.scripts import CONTINUOUS, script_of, scripts_of
from dragoman.search.words import folded, term_of

_TYPED_IN: Final = ("en", "fr", "es", "ru", "ar", "de", "pt", "uk", "tr", "fa", "hi", "it", "ro", "pl")
"""Languages whose names are understood even where no text of the library is in them."""
_SHORTEST: Final = 3
_SLAVIC: Final = frozenset({"ru", "uk"})
_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")


@lru_cache(maxsize=4)
def exonyms(languages: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The names of a place in the languages of an index, by each of its names as each of these would read it."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for language in dict.fromkeys((*languages, *_TYPED_IN)):
        for place, name in _places(language):
            names[place][language] = name
    read_in: dict[str, list[str]] = defaultdict(list)
    for language in languages:
        for script in scripts_of(language):
            read_in[script].append(language)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for of_place in names.values():
        own = {term: None for each in languages if each in of_place for term in _terms(of_place[each], each)}
        for name in set(of_place.values()):
            for language in read_in[script_of(name[0]) or ""]:
                for term in _terms(name, language):
                    found[term].update(own)
    return {term: tuple(other for other in others if other != term) for term, others in found.items() if others}


def _terms(name: str, language: str) -> set[str]:
    """The terms of a name. A stemmer that takes the end of Кишинёв for a suffix leaves it to Кишинёве."""
    cases = ("", "а", "е") if language in _SLAVIC and name[-1] in _CONSONANTS else ("",)
    return {f"{language}:{term_of(name + ending, language)}" for ending in cases}


def _places(language: str) -> Iterator[tuple[str, str]]:
    """Countries by their codes and cities by their time zones, with their names if these are single words."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    zones: dict[str, str] = {zone: of_zone.get("city", "") for zone, of_zone in locale.time_zones.items()}
    if language == "en":
        zones = {zone: zone.rpartition("/")[2] for zone in _zones() if "/" in zone} | zones
    named = {code: name for code, name in locale.territories.items() if len(code) == 2}
    for place, name in (named | zones).items():
        words = runs(name)
        if len(words) == 1 and words[0] == name and _is_term(name, language):
            yield place, name


def _is_term(name: str, language: str) -> bool:
    """Whether a name is one term of the index: scripts without spaces are indexed in pairs of characters."""
    return len(name) == 2 if script_of(name[0]) in CONTINUOUS else len(folded(name, language)) >= _SHORTEST


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """The zones that some language has a name for; English has those only that are not the zone's own."""
    return frozenset(str(zone) for language in ("ru", "ar", "de") for zone in Locale(language).time_zones)
