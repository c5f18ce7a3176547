"""In which language a document says that it was first written: "Original: English", "Translated from the French".

Comes in: a `Document` and its own language. Goes out: a statement of the original language, or None where nothing
is said.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale

from dragoman.document.model import Document
from dragoman.record.model import Choice, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold, spaced
from dragoman.vocabulary.imprint import ORIGINAL_LANGUAGE, TRANSLATED_FROM
from dragoman.vocabulary.languages import LanguageTag, primary

_PAGES: Final = 4
_NAMES_OF: Final = spaced(
    "ar bg cs da de el en es fa fi fr he hi hr hu hy id it ja ka ko lt lv nl no "
    "pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh"
)
_ARTICLES: Final = re.compile(r"^(?:the|le|la|l'|du|de|del|dem|den|der|das|el|o|il|dall'|lo|het|с|со|з)\s*")


@cache
def _language_names(primary_tag: str) -> Mapping[str, str]:
    """Folded names of languages in one language (and in English), from CLDR, with the languages' subtags."""
    names: dict[str, str] = {}
    for reader in dict.fromkeys(("en", primary_tag)):
        if reader in _NAMES_OF:
            languages = Locale.parse(reader).languages
            names |= {fold(languages[tag]): tag for tag in _NAMES_OF if tag in languages}
    return MappingProxyType(names)


def find_original_language(document: Document, language: LanguageTag) -> Choice[LanguageTag]:
    """The language the file says it was first written in, if it does."""
    return Choice.of(_said(document, language))


def _said(document: Document, language: LanguageTag) -> Iterator[Statement[LanguageTag]]:
    names = _language_names(primary(language))
    labels = [fold(word) for word in (*ORIGINAL_LANGUAGE, *TRANSLATED_FROM)]
    for page in document.pages[:_PAGES]:
        for line in own_lines(page)[:60]:
            if len(line.text) > 120:
                continue
            folded = fold(line.text)
            for label in labels:
                if f"{label} " in folded and (tag := _named_after(folded, label, names)) and tag != primary(language):
                    evidence = Evidence(
                        item=document.item,
                        source=Source.TITLE_PAGE,
                        method="said in the text",
                        confidence=0.9,
                        page=page.number,
                        region=line.box,
                    )
                    yield Statement(value=LanguageTag(tag), evidence=evidence)


def _named_after(folded: str, label: str, names: Mapping[str, str]) -> str | None:
    """The language whose name follows a label directly."""
    rest = _ARTICLES.sub("", folded.split(f"{label} ", 1)[1])
    first = rest.split(" ", 1)[0]
    if first in names:
        return names[first]
    # Inflected names ("с английского") share their beginning with CLDR's form.
    near = [tag for name, tag in names.items() if len(first) >= 6 and name[:5] == first[:5]]
    return near[0] if len(near) == 1 else None
