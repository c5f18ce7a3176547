"""What the form offers to choose from: languages by their names, types, roles, licences.

In: the language of the staff pages, the site's settings. Out: pairs of what is kept and what is shown. Whoever knows
better types something else: the field's check decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale

from dragoman.config import SiteSettings
from dragoman.record.model import AgentKind
from dragoman.surfaces.office.language import message
from dragoman.surfaces.presentation import Interface
from dragoman.vocabulary.folding import spaced
from dragoman.vocabulary.imprint import RESOURCE_TYPES
from dragoman.vocabulary.licences import RIGHTS_STATEMENTS

Pairs = Sequence[tuple[str, str]]
_COMMON: Final = spaced(
    "ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk mn ms my ne"
    " nl no pl ps pt pt-BR ro ru si sk sl so sq sr sv sw ta tg th ti tk tr uk ur uz vi zh-Hans zh-Hant"
)
ROLES: Final[Mapping[str, str]] = {
    "aut": message("Author"),
    "edt": message("Editor"),
    "trl": message("Translator"),
    "ctb": message("Contributor"),
    "ill": message("Illustrator"),
    "pbl": message("Publisher"),
    "fnd": message("Funder"),
    "spn": message("Sponsor"),
    "com": message("Compiler"),
    "cph": message("Copyright holder"),
}
KINDS: Final[Mapping[str, str]] = {
    AgentKind.PERSON.value: message("Person"),
    AgentKind.ORGANIZATION.value: message("Body"),
}
TYPES: Final[Mapping[str, str]] = {
    "report": message("Report"),
    "manual": message("Manual"),
    "standard": message("Standard"),
    "article": message("Article"),
    "policy-brief": message("Policy brief"),
    "legal-text": message("Legal text"),
    "guidelines": message("Guidelines"),
    "working-paper": message("Working paper"),
}
LICENCES: Final = spaced(
    "CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-4.0 CC-BY-3.0-IGO CC0-1.0"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the lists of the form hold."""

    languages: Pairs
    types: Pairs
    roles: Pairs
    kinds: Pairs
    rights: Pairs


def of(interface: Interface, settings: SiteSettings) -> Choices:
    """In somebody's language; the organisation's own languages and terms first."""
    return Choices(
        languages=_languages(interface.tag, settings.languages),
        types=_named(interface, {kind: TYPES.get(kind, kind) for kind in RESOURCE_TYPES}),
        roles=_named(interface, ROLES),
        kinds=_named(interface, KINDS),
        rights=tuple(
            dict.fromkeys(
                [*((name, name) for name in (settings.rights, *LICENCES) if name), *RIGHTS_STATEMENTS.items()]
            )
        ),
    )


@lru_cache(maxsize=64)
def _languages(ui: str, own: tuple[str, ...]) -> Pairs:
    """Tags with their names (CLDR)."""
    locale = Locale.parse(ui.replace("-", "_"))
    rest = [tag for tag in _COMMON if tag not in own]
    named = [(tag, name_of(tag, locale)) for tag in rest]
    return (*((tag, name_of(tag, locale)) for tag in own), *sorted(named, key=lambda pair: pair[1].casefold()))


def name_of(tag: str, locale: Locale) -> str:
    """A language's name; the tag where CLDR has none."""
    try:
        return str(Locale.parse(tag.replace("-", "_")).get_display_name(locale) or tag)
    except (ValueError, LookupError):
        return str(locale.languages.get(tag.split("-", maxsplit=1)[0], tag))


def _named(interface: Interface, words: Mapping[str, str]) -> Pairs:
    return tuple((code, interface.gettext(word)) for code, word in words.items())
