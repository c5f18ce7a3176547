"""How values are said to a person in the interface's language: words from the catalogues, names and dates from CLDR.

Twelve interface languages, each an `Interface`: its gettext catalogue (`locales/*.po`; English is the source), Babel's
CLDR data for language names, dates, numbers and sizes, and the direction of its script.
"""

import gettext
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from persiantools.jdatetime import JalaliDate

from dragoman.vocabulary.languages import direction, primary

INTERFACE_TAGS: Final = ("en", "fr", "es", "ru", "ar", "zh-Hans", "pt", "uk", "tr", "fa", "de", "hi")
DEFAULT_TAG: Final = "en"

_CAPITAL_IN_BRACKETS: Final = frozenset({"fr"})
"""Where a language's name after a title begins with a capital: «(Russe)», but «(русский)», "(ruso)"."""

_ZEROS: Final = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6, "mymr": 0x1040}
"""The zero of the numbering systems that CLDR gives to a language as its usual one, where that is not 0."""

_SOLAR_HIJRI: Final = frozenset({"fa"})
"""Where CLDR prefers the Persian calendar, which Babel does not have."""

_EDTF: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")
"""EDTF (ISO 8601-2) level 0 dates, with the level 1 qualifiers."""


@dataclass(frozen=True, slots=True, eq=False)
class Interface:
    """One language of the interface: its BCP 47 tag, CLDR locale and catalogue."""

    tag: str
    locale: Locale
    catalogue: gettext.NullTranslations

    @property
    def direction(self) -> str:
        """`"rtl"` or `"ltr"`."""
        return direction(self.tag)

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message in this language, in the plural form that the count asks for."""
        return self.catalogue.ngettext(one, many, count)

    def language(self, tag: str) -> str:
        """The name of a language, as CLDR has it: "русский", "portugais brésilien"; the tag itself if it has none."""
        return _language_name(self.locale, tag)

    def in_brackets(self, tag: str) -> str:
        """The name of a language as it stands after a title."""
        name = self.language(tag)
        return name[:1].upper() + name[1:] if self.tag in _CAPITAL_IN_BRACKETS else name

    def number(self, value: int) -> str:
        """A count, grouped and in the numerals that CLDR gives this language."""
        return self.numerals(format_decimal(value, locale=self.locale, numbering_system="default"))

    def percent(self, share: float) -> str:
        """A share of one in hundredths."""
        return format_percent(share, locale=self.locale)

    def numerals(self, text: str | int) -> str:
        """A text with its figures as this language writes them; Babel knows their separators, but not their shapes."""
        zero = _ZEROS.get(self.locale.default_numbering_system)
        return str(text).translate({0x30 + n: zero + n for n in range(10)}) if zero else str(text)

    def size(self, octets: int) -> str:
        """A file's size in decimal units, as CLDR writes them: "1.2 MB", "1,2 Mo"."""
        value, unit = float(octets), "byte"
        for larger in ("kilobyte", "megabyte", "gigabyte"):
            if value < 1000:
                break
            value, unit = value / 1000, larger
        shown = round(value, 1) if value < 10 and unit != "byte" else round(value)
        said = format_unit(shown, f"digital-{unit}", "short", locale=self.locale, numbering_system="default")
        return self.numerals(said)

    def minutes(self, count: int) -> str:
        """A time in minutes: "5 min", «5 мин»."""
        return format_unit(count, "duration-minute", "short", locale=self.locale, numbering_system="default")

    def instant(self, value: str) -> str:
        """The day of an ISO 8601 instant (UTC): "13 October 2015" as this language writes it."""
        return self.numerals(self._day(datetime.fromisoformat(value).date()))

    def published(self, value: str) -> str:
        """A publication date in EDTF, marked where approximate or uncertain; anything else as it was found."""
        found = _EDTF.fullmatch(value)
        if found is None:
            return value
        year, month, day, qualifier = found.groups()
        try:
            known = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return value
        said = self.numerals(self._as_precise(known, month=month, day=day))
        about, doubt = ("≈ " if qualifier in {"~", "%"} else ""), (" (?)" if qualifier in {"?", "%"} else "")
        return f"{about}{said}{doubt}" if qualifier else said

    def _day(self, known: date) -> str:
        """A day by the calendar that this language's readers live by."""
        if self.tag in _SOLAR_HIJRI:
            day = JalaliDate(known)  # type: ignore[no-untyped-call]
            return f"{day.day} {day.strftime('%B %Y', locale='fa')}"
        return format_date(known, "long", locale=self.locale)

    def _as_precise(self, known: date, *, month: str | None, day: str | None) -> str:
        if day:
            return self._day(known)
        if month:
            return format_skeleton("yMMMM", known, locale=self.locale)
        return format_skeleton("y", known, locale=self.locale)


@lru_cache(maxsize=4096)
def _language_name(locale: Locale, tag: str) -> str:
    subtags = tag.split("-")
    while subtags:
        name = locale.languages.get("_".join(subtags))
        if name:
            return str(name)
        subtags.pop()
    return tag


@lru_cache(maxsize=1024)
def autonym(tag: str) -> str | None:
    """A language's name in itself, from CLDR; None where CLDR does not know it."""
    for candidate in (tag, primary(tag)):
        try:
            locale = Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        name = _language_name(locale, candidate)
        return name if name != candidate else None
    return None


@cache
def interfaces() -> dict[str, Interface]:
    """The interface languages by tag, in the order that a reader is offered them."""
    return {tag: _load(tag) for tag in INTERFACE_TAGS}


def _load(tag: str) -> Interface:
    return loaded(tag, files("dragoman.surfaces") / "locales")


def loaded(tag: str, folder: Traversable) -> Interface:
    """The interface of a language, with its catalogue in this folder."""
    locale = Locale.parse(tag, sep="-")
    source = folder / f"{tag}.po"
    if tag == DEFAULT_TAG:
        return Interface(tag, locale, gettext.NullTranslations())
    compiled = io.BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=str(locale)))
    compiled.seek(0)
    return Interface(tag, locale, gettext.GNUTranslations(compiled))


def preferred(tags: tuple[str, ...] | list[str], wanted: str) -> str | None:
    """Of some language tags the one for who reads `wanted`: the same, else one of the same primary language.

    Lookup as in RFC 4647 §3.4, and besides a reader of `zh-Hans` is given `zh` or, failing that, `zh-Hant`.
    """
    folded = {tag.lower(): tag for tag in reversed(tags)}
    subtags = wanted.lower().split("-")
    for length in range(len(subtags), 0, -1):
        if found := folded.get("-".join(subtags[:length])):
            return found
    return next((tag for tag in tags if primary(tag) == subtags[0]), None)


def interface_for(language: str) -> str:
    """The interface that a text in this language is best shown in: its own, else the default one."""
    return preferred(INTERFACE_TAGS, language) or DEFAULT_TAG


def negotiated(accept_language: str, tags: Sequence[str] = INTERFACE_TAGS) -> str:
    """The interface for an `Accept-Language` header (RFC 9110 §12.5.4); English if none of these is wanted."""
    wanted: list[tuple[float, int, str]] = []
    for place, choice in enumerate(accept_language[:1000].split(",")):
        tag, _, parameter = choice.strip().partition(";")
        weight = re.fullmatch(r"\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", parameter) if parameter else None
        quality = float(weight[1]) if weight else 1.0
        if quality > 0:
            wanted.append((-quality, place, tag.strip()))
    for _, _, tag in sorted(wanted):
        if found := preferred(tuple(tags), tag):
            return found
    return DEFAULT_TAG


def page_ranges(numbers: Sequence[int]) -> str:
    """Page numbers, which rise, in short: 1–3, 7."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
