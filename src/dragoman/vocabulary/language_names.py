"""Which language a person means: by its tag, its ISO 639 code, or its name in any of the world's larger languages."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale
from iso639 import Lang
from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

from dragoman.vocabulary.folding import fold, spaced
from dragoman.vocabulary.languages import LanguageTag, spelled

_READERS: Final = spaced(
    "en ar bg cs da de el es fa fi fr he hi hr hu hy id it ja ka ko lt lv nl no pl pt ro ru sk sl sq sr sv sw th tr uk "
    "ur vi zh"
)
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{5,8})*")


@cache
def _names() -> Mapping[str, str]:
    """Folded names with their tags: in each language that CLDR has the name of, and in the language itself."""
    found: dict[str, str] = {}
    for reader in _READERS:
        for tag, name in Locale.parse(reader).languages.items():
            found.setdefault(fold(name), tag.replace("_", "-"))
    return MappingProxyType(found)


@cache
def language_said(text: str) -> LanguageTag | None:
    """The BCP 47 tag of the language that a text names; None where it names none that ISO 639 has."""
    plain = text.strip().replace("_", "-")
    if _TAG.fullmatch(plain):
        first, _, rest = plain.partition("-")
        if (short := _code(first)) is not None:
            return LanguageTag(spelled(f"{short}-{rest}" if rest else short))
    tag = _names().get(fold(text)) if text.strip() else None
    if tag is not None:
        return LanguageTag(spelled(tag))
    try:
        named = Lang(text.strip().title())
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return None
    return LanguageTag(named.pt1 or named.pt3)


def _code(text: str) -> str | None:
    """The shortest code for a code of ISO 639-1, -2/B, -2/T or -3."""
    try:
        found = Lang(text.lower())
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return None
    return found.pt1 or found.pt3 or None
