"""Which language a person means: by its tag, its ISO 639 code, or its name in any of the world's larger languages."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale
from iso639 import Lang
from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue

from dragoman.vocabulary.folding import fold, spaced
from dragoman.vocabulary.languages import LanguageTag, tag_of

_READERS: Final = spaced(
    "en ar bg cs da de el es fa fi fr he hi hr hu hy id it ja ka ko lt lv nl no pl pt ro ru sk sl sq sr sv sw th tr uk "
    "ur vi zh"
)


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
    if (tag := tag_of(text)) is not None:
        return tag
    named_tag = _names().get(fold(text)) if text.strip() else None
    if named_tag is not None:
        return tag_of(named_tag)
    try:
        named = Lang(text.strip().title())
    except (InvalidLanguageValue, DeprecatedLanguageValue):
        return None
    return tag_of(named.pt1 or named.pt3)
