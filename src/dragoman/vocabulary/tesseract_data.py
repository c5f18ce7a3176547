"""Which of Tesseract's language data reads which language, and the Debian package that each comes in.

Sources: Tesseract's list of languages (tessdoc, "Data-Files"), whose names are ISO 639-2/T codes with exceptions, and
the script names that its orientation and script detection answers with.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.folding import spaced
from dragoman.vocabulary.languages import LanguageTag, primary

_NAMES: Final = spaced(
    "af afr am amh ar ara as asm az aze be bel bn ben bo bod bs bos bg bul ca cat cs ces cy cym da dan de deu el ell "
    "en eng eo epo es spa et est eu eus fa fas fi fin fil fil fo fao fr fra fy fry ga gle gd gla gl glg gu guj he heb "
    "hi hin hr hrv ht hat hu hun hy hye id ind is isl it ita ja jpn jv jav ka kat kk kaz km khm kn kan ko kor ku kmr "
    "ky kir la lat lb ltz lo lao lt lit lv lav mi mri mk mkd ml mal mn mon mr mar ms msa mt mlt my mya nb nor ne nep "
    "nl nld nn nor no nor oc oci or ori pa pan pl pol ps pus pt por qu que ro ron ru rus sa san sd snd si sin sk slk "
    "sl slv sq sqi sr srp su sun sv swe sw swa ta tam te tel tg tgk th tha ti tir tl fil to ton tr tur tt tat ug uig "
    "uk ukr ur urd uz uzb vi vie yi yid yo yor zh chi_sim"
)
_OF_LANGUAGE: Final[Mapping[str, str]] = MappingProxyType(dict(zip(_NAMES[::2], _NAMES[1::2], strict=True)))
_OF_TAG: Final[Mapping[str, str]] = MappingProxyType(
    {"zh-Hant": "chi_tra", "sr-Latn": "srp_latn", "uz-Cyrl": "uzb_cyrl", "az-Cyrl": "aze_cyrl"}
)
TESSERACT: Final = "tesseract-ocr"
"""The package of the program itself."""
ENGLISH: Final = "eng"
ORIENTATION: Final = "osd"
UNSPACED: Final = frozenset({"chi_sim", "chi_tra", "jpn", "kor"})
"""Those between which letters decide and not words: of these, the one that is surest of its reading is right."""

FIRST_READ_WITH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Latin": ("eng", "fra", "deu", "spa", "por", "ita"),
        "Cyrillic": ("rus", "ukr", "bul", "srp"),
        "Arabic": ("ara", "fas", "urd"),
        "Han": ("chi_sim", "chi_tra", "jpn"),
        "Japanese": ("jpn", "chi_sim", "chi_tra"),
        "Korean": ("kor",),
        "Hangul": ("kor",),
        "Devanagari": ("hin", "mar", "nep", "san"),
        "Bengali": ("ben", "asm"),
        "Greek": ("ell",),
        "Hebrew": ("heb", "yid"),
        "Thai": ("tha",),
        "Lao": ("lao",),
        "Khmer": ("khm",),
        "Myanmar": ("mya",),
        "Tibetan": ("bod",),
        "Georgian": ("kat",),
        "Armenian": ("hye",),
        "Ethiopic": ("amh", "tir"),
        "Tamil": ("tam",),
        "Telugu": ("tel",),
        "Kannada": ("kan",),
        "Malayalam": ("mal",),
        "Sinhala": ("sin",),
        "Gujarati": ("guj",),
        "Gurmukhi": ("pan",),
        "Oriya": ("ori",),
    }
)
"""By script: the data to read a sample with, before its language is known; the commonest languages first."""

LATIN: Final = frozenset(
    spaced(
        "afr aze bos cat ces cym dan deu eng epo est eus fao fil fin fra fry gla gle glg hat hrv hun ind isl "
        "ita jav kmr lat lav lit ltz mlt mri msa nld nor oci pol por que ron slk slv spa sqi "
        "srp_latn sun swa swe ton tur uzb vie yor"
    )
)
"""Those that read the Latin alphabet; the others are helped by English for the Latin words in between."""


def data_for(tag: LanguageTag) -> str | None:
    """The name of the data that reads a language; None where Tesseract has none."""
    return _OF_TAG.get(tag) or _OF_LANGUAGE.get(primary(tag))


def package(data: str) -> str:
    """The package of Debian and Ubuntu that the data comes in."""
    return "tesseract-ocr-" + data.replace("_", "-")
