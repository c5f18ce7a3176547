"""A word becomes a term: case, accents and letter forms folded, then stemmed, as its language asks.

Comes in: one written word and its language. Goes out: the term that stands for it in the index, and the *plain forms*
under which it should be found too: what somebody types who leaves the accents out, or (in Hebrew) the particle that is
written on to the word. Rules: NFKC and full case folding (Unicode Standard §5.18), the Snowball stemmers as PyStemmer
has them; Arabic and Persian letter forms as in Lucene's ArabicNormalizer and PersianNormalizer.

Accents are dropped only *after* stemming, since stemmers know suffixes with them (migración, migraciones), and in
languages where they make another letter (å, й, ñ) they stay. The query without accents is served by the plain forms.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Final, Protocol, cast

import Stemmer  # type: ignore[import-not-found]  # PyStemmer is compiled and has no type stubs

LONGEST: Final = 64
"""Characters of a word that are looked at: what is longer is no word."""

_STEMMERS: Final = {
    "ar": "arabic",
    "hy": "armenian",
    "eu": "basque",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "eo": "esperanto",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "el": "greek",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "ga": "irish",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "no": "norwegian",
    "fa": "persian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "es": "spanish",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

_FOLDED: Final = frozenset({"en", "fr", "pt", "it", "ca", "es", "gl", "eu", "nl", "de", "ga", "el", "id", "ms", "oc"})
"""Languages whose accents mark sound or stress and are often left out (on capitals): folded in the term itself."""

_KEPT: Final = {"es": "ñ", "gl": "ñ", "eu": "ñ"}

_LETTERS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "e"}
)

_ARABIC_MARKS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_HEBREW_MARKS: Final = re.compile("[\u0591-\u05c7\u05f3\u05f4\"']")
_ARABIC_BEFORE: Final = str.maketrans({"ٱ": "ا", "ی": "ي", "ک": "ك", "ہ": "ه"})
_ARABIC_AFTER: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_PERSIAN: Final = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا"})
_URDU: Final = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ۀ": "ہ", "ة": "ہ", "أ": "ا"})
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HEBREW_PREFIXES: Final = "ובהלמכש"


class _Stems(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (PyStemmer's name)


_guard = threading.Lock()
"""Stemmer objects keep state between calls, so that only one thread may use one."""


@lru_cache(maxsize=64)
def _stemmer(language: str) -> _Stems | None:
    name = _STEMMERS.get(language)
    return None if name is None else cast("_Stems", Stemmer.Stemmer(name))


def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is None:
        return word
    with _guard:
        return stemmer.stemWord(word) or word


def _unaccented(word: str, kept: str = "й") -> str:
    """The word without combining marks, except on the letters that are kept; only for alphabets that have accents."""
    if word.isascii():
        return word
    if any(letter in word for letter in kept):
        return "".join(letter if letter in kept else _unaccented(letter) for letter in word)
    decomposed = unicodedata.normalize("NFD", word.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f"))


def folded(word: str, language: str) -> str:
    """Compatibility forms, case, invisible characters, digits and letter forms made one, as the language asks."""
    word = word[:LONGEST]
    if word.isascii() and language not in {"tr", "az"}:
        return word.lower()
    word = _INVISIBLE.sub("", word)
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word).replace(" ", "")  # a vowel mark by itself has a space in it
        if any(c.isdecimal() and c > "\x7f" for c in word):
            word = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word)
    if language in {"tr", "az"}:
        word = word.replace("I", "ı").replace("İ", "i")
    word = unicodedata.normalize("NFC", word.casefold())
    return _letter_forms(word, language)


def _letter_forms(word: str, language: str) -> str:
    first = word[:1]
    if "\u0590" <= first <= "\u05ff":
        return _HEBREW_MARKS.sub("", word)
    if "\u0600" <= first <= "\u08ff":
        word = _ARABIC_MARKS.sub("", word)
        if language == "ar":
            return word.translate(_ARABIC_BEFORE)
        return word.translate(_URDU if language == "ur" else _PERSIAN)
    if "\u0400" <= first <= "\u04ff":
        return word.replace("ё", "е")
    return word


@lru_cache(maxsize=1 << 16)
def term_of(word: str, language: str) -> str:
    """The term that stands for a word; empty if nothing of it is left."""
    stem = _stem(folded(word, language), language)
    if language in _FOLDED:
        return _unaccented(stem, _KEPT.get(language, ""))
    if language == "ar":
        stem = stem.translate(_ARABIC_AFTER)
        return stem[:-1] if len(stem) > 3 and stem[-1] == "ه" else stem
    return stem


def plain_forms(word: str, language: str) -> tuple[str, ...]:
    """Other terms under which a word of a text should be found, if any differ from its own.

    They are the stem without its accents, and the stem that the word has when it is typed without them.
    """
    if language == "he":
        return _without_particles(folded(word, language))
    if word.isascii():
        return ()
    plainly = folded(word, language)
    forms = {_unaccented(_stem(plainly, language)), _unaccented(_stem(_unaccented(plainly), language))}
    return tuple(sorted(forms - {term_of(word, language)}))


def plain_wishes(word: str, language: str) -> tuple[str, ...]:
    """The plain forms by which a word of a question may be meant: none where it says its accents itself."""
    plainly = folded(word, language)
    if language == "he":
        return plainly, *_without_particles(plainly)
    unaccented = _unaccented(plainly)
    distinct = language not in _FOLDED or any(letter in plainly for letter in _KEPT.get(language, ""))
    if not plainly or (distinct and unaccented != plainly):
        return ()
    return tuple(dict.fromkeys((_unaccented(_stem(unaccented, language)), unaccented)))


def _without_particles(word: str) -> tuple[str, ...]:
    """A Hebrew word without the one or two letters (and, in, the, to, from, as, that) that may be written on to it."""
    shorter = []
    for cut in (1, 2):
        if len(word) - cut < 3 or word[cut - 1] not in _HEBREW_PREFIXES:
            break
        shorter.append(word[cut:])
    return tuple(shorter)
