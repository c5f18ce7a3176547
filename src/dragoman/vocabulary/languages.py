"""BCP 47 language tags and the direction of their scripts."""

from functools import cache
from typing import Final, NewType

import langcodes

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 tag in its canonical form: `ar`, `zh-Hant`, `sr-Latn`, `pt-BR`."""

UNDETERMINED: Final = LanguageTag("und")

RIGHT_TO_LEFT_LANGUAGES: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
RIGHT_TO_LEFT_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


def primary(tag: str) -> str:
    """The primary language subtag of a BCP 47 tag (RFC 5646 §2.2.1), in lower case."""
    return tag.split("-", 1)[0].lower()


def spelled(tag: str) -> str:
    """The tag with its letters' case as RFC 5646 §2.1.1 has it: zh-hans-cn is zh-Hans-CN."""
    first, *rest = tag.split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest]
    return "-".join([first.lower(), *(rest if len(first) == 1 else cased)])


@cache
def tag_of(text: str) -> LanguageTag | None:
    """The tag that a person has written, in its canonical form and with subtags that IANA has; None if it is none."""
    written = text.strip().replace("_", "-")
    if not written or written.lower().startswith("x-") or not langcodes.tag_is_valid(written):
        return None
    return LanguageTag(langcodes.standardize_tag(written))


def direction(tag: str) -> str:
    """`"rtl"` or `"ltr"`: the base direction of text in this language, for HTML's `dir`."""
    for subtag in tag.split("-")[1:]:
        if len(subtag) == 4:
            return "rtl" if subtag.title() in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary(tag) in RIGHT_TO_LEFT_LANGUAGES else "ltr"
