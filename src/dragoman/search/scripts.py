"""Which script a letter belongs to, which language a script is taken for, and which scripts a language is written in.

Comes in: a character or a BCP 47 tag. Goes out: an ISO 15924 code or a primary language subtag. Ranges follow Unicode's
Blocks.txt and Scripts.txt as far as indexing needs them; CLDR's likelySubtags gives a script's most likely language.
"""

from bisect import bisect_right
from functools import lru_cache
from typing import Final

from dragoman.vocabulary.languages import primary

_STARTS: Final[tuple[tuple[int, str], ...]] = (
    (0x0000, "Latn"),
    (0x0370, "Grek"),
    (0x0400, "Cyrl"),
    (0x0530, "Armn"),
    (0x0590, "Hebr"),
    (0x0600, "Arab"),
    (0x0700, "Syrc"),
    (0x0750, "Arab"),
    (0x0780, "Thaa"),
    (0x07C0, "Nkoo"),
    (0x0800, "Zzzz"),
    (0x0860, "Arab"),
    (0x0900, "Deva"),
    (0x0980, "Beng"),
    (0x0A00, "Guru"),
    (0x0A80, "Gujr"),
    (0x0B00, "Orya"),
    (0x0B80, "Taml"),
    (0x0C00, "Telu"),
    (0x0C80, "Knda"),
    (0x0D00, "Mlym"),
    (0x0D80, "Sinh"),
    (0x0E00, "Thai"),
    (0x0E80, "Laoo"),
    (0x0F00, "Tibt"),
    (0x1000, "Mymr"),
    (0x10A0, "Geor"),
    (0x1100, "Hang"),
    (0x1200, "Ethi"),
    (0x13A0, "Zzzz"),
    (0x1780, "Khmr"),
    (0x1800, "Mong"),
    (0x18B0, "Zzzz"),
    (0x1AB0, "Latn"),
    (0x1B00, "Zzzz"),
    (0x1C80, "Cyrl"),
    (0x1C90, "Geor"),
    (0x1CC0, "Zzzz"),
    (0x1D00, "Latn"),
    (0x1F00, "Grek"),
    (0x2000, "Latn"),
    (0x2D00, "Geor"),
    (0x2D30, "Zzzz"),
    (0x2DE0, "Cyrl"),
    (0x2E00, "Latn"),
    (0x2E80, "Hani"),
    (0x3040, "Kana"),
    (0x3100, "Hani"),
    (0x3130, "Hang"),
    (0x3190, "Hani"),
    (0x31F0, "Kana"),
    (0x3200, "Hani"),
    (0xA000, "Zzzz"),
    (0xA640, "Cyrl"),
    (0xA6A0, "Zzzz"),
    (0xA720, "Latn"),
    (0xA800, "Zzzz"),
    (0xA8E0, "Deva"),
    (0xA900, "Zzzz"),
    (0xA960, "Hang"),
    (0xA980, "Zzzz"),
    (0xA9E0, "Mymr"),
    (0xAA00, "Zzzz"),
    (0xAA60, "Mymr"),
    (0xAA80, "Zzzz"),
    (0xAB30, "Latn"),
    (0xAB70, "Zzzz"),
    (0xAC00, "Hang"),
    (0xD800, "Zzzz"),
    (0xF900, "Hani"),
    (0xFB00, "Latn"),
    (0xFB13, "Armn"),
    (0xFB1D, "Hebr"),
    (0xFB50, "Arab"),
    (0xFE00, "Zzzz"),
    (0xFE70, "Arab"),
    (0xFF00, "Latn"),
    (0xFF66, "Kana"),
    (0xFFA0, "Hang"),
    (0xFFE0, "Zzzz"),
    (0x1B000, "Kana"),
    (0x1B170, "Zzzz"),
    (0x1D400, "Latn"),
    (0x1D6A8, "Grek"),
    (0x1D7CE, "Latn"),
    (0x1D800, "Zzzz"),
    (0x1EE00, "Arab"),
    (0x1EF00, "Zzzz"),
    (0x1F100, "Latn"),
    (0x1F200, "Zzzz"),
    (0x20000, "Hani"),
    (0x40000, "Zzzz"),
)
_POINTS: Final = tuple(start for start, _ in _STARTS)
_CODES: Final = tuple(code for _, code in _STARTS)

CONTINUOUS: Final = frozenset({"Hani", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts whose words aren't set apart by spaces (or, in Korean, whose particles aren't)."""

EAST_ASIAN: Final = frozenset({"Hani", "Kana", "Hang"})

_HOME: Final = {
    "Latn": "en",
    "Cyrl": "ru",
    "Grek": "el",
    "Armn": "hy",
    "Hebr": "he",
    "Arab": "ar",
    "Deva": "hi",
    "Beng": "bn",
    "Guru": "pa",
    "Gujr": "gu",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Laoo": "lo",
    "Tibt": "bo",
    "Mymr": "my",
    "Khmr": "km",
    "Geor": "ka",
    "Ethi": "am",
    "Hani": "zh",
    "Kana": "ja",
    "Hang": "ko",
}

_WRITTEN_IN: Final[dict[str, frozenset[str]]] = {
    language: frozenset(scripts.split())
    for scripts, languages in {
        "Hani": "zh",
        "Hani Kana": "ja",
        "Hang Hani": "ko",
        "Thai": "th",
        "Laoo": "lo",
        "Khmr": "km",
        "Mymr": "my",
        "Tibt": "bo dz",
        "Cyrl": "ab av ba be bg ce cv kk kv ky mk mn os ru sah tg tt tyv udm uk",
        "Cyrl Latn": "az bs sr tk uz",
        "Arab": "ar ckb fa ps sd ug ur",
        "Arab Latn": "ku",
        "Hebr": "he yi",
        "Grek": "el grc",
        "Armn": "hy",
        "Geor": "ka",
        "Ethi": "am ti",
        "Deva": "bho hi kok mai mr ne sa",
        "Beng": "as bn",
        "Guru": "pa",
        "Gujr": "gu",
        "Orya": "or",
        "Taml": "ta",
        "Telu": "te",
        "Knda": "kn",
        "Mlym": "ml",
        "Sinh": "si",
        "Thaa": "dv",
    }.items()
    for language in languages.split()
}

_LATIN: Final = frozenset({"Latn"})

_MACROLANGUAGES: Final = {
    "nb": "no",
    "nn": "no",
    "cmn": "zh",
    "yue": "zh",
    "wuu": "zh",
    "lzh": "zh",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "sh": "sr",
    "hr": "hr",
    "prs": "fa",
    "pes": "fa",
    "arb": "ar",
}


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The ISO 15924 code of the script that a character is taken to belong to."""
    return _CODES[bisect_right(_POINTS, ord(character)) - 1]


@lru_cache(maxsize=1024)
def analysed_as(tag: str) -> str:
    """The language whose rules a text with this BCP 47 tag is analysed by: its primary subtag, or the macrolanguage."""
    language = primary(tag)
    return _MACROLANGUAGES.get(language, language)


def scripts_of(language: str) -> frozenset[str]:
    """The scripts in which a language is written; Latin for one that isn't listed, none where it is unknown."""
    if language in {"und", "mul", "zxx", ""}:
        return frozenset()
    return _WRITTEN_IN.get(language, _LATIN)


def home_language(script: str) -> str:
    """The language that a word in this script is taken for inside a text that is written in another script."""
    return _HOME.get(script, "und")
