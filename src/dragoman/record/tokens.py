"""The tokens of a text that do not change when it is translated: numbers, addresses, names in code, acronyms, names.

Comes in: text and its language. Goes out: hashes of 63 bits, each carrying what kind of token it is, with the places
where it stands. Hashes are BLAKE2b (RFC 7693): the same in every process and on every machine.
"""

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Final

from dragoman.vocabulary.languages import LanguageTag, primary


class TokenKind(IntEnum):
    """What a token is, kept in the lowest four bits of its hash; its weight says how seldom chance gives it twice."""

    DIGIT = 1
    TWO_DIGITS = 2
    THREE_DIGITS = 3
    YEAR = 4
    NUMBER = 5
    ADDRESS = 6
    CODE = 7
    ACRONYM = 8
    NAME = 9
    SENTENCE = 14
    STRUCTURE = 15


WEIGHT: Final = {
    TokenKind.DIGIT: 0.05,
    TokenKind.TWO_DIGITS: 0.2,
    TokenKind.THREE_DIGITS: 0.5,
    TokenKind.YEAR: 0.4,
    TokenKind.NUMBER: 1.0,
    TokenKind.ADDRESS: 1.5,
    TokenKind.CODE: 1.0,
    TokenKind.ACRONYM: 0.5,
    TokenKind.NAME: 0.3,
    TokenKind.SENTENCE: 1.0,
    TokenKind.STRUCTURE: 1.0,
}
_KIND_BITS: Final = 4
_HASH_BITS: Final = 59

_W: Final = "\\da-zA-ZÀ-ɏａ-ｚＡ-Ｚ"
_ADDRESS_OR_NUMBER: Final = (
    r"(?:https?://|www\.)[0-9A-Za-z_~:/?#@!$&*+=%.-]+"
    r"|[0-9A-Za-z_.+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,])"
)
_WORD: Final = rf"[{_W}](?:[{_W}]|[._/:,+#'٫٬](?=[{_W}]))*"
_TOKEN: Final = re.compile(f"{_ADDRESS_OR_NUMBER}|{_WORD}")
_LATIN_TOKEN: Final = re.compile(
    rf"(?<![{_W}])(?:{_ADDRESS_OR_NUMBER}|(?![a-zß-öø-ÿ]+(?![{_W}._/:+#@]))(?![a-zß-öø-ÿ]+\.(?![{_W}])){_WORD})"
)
"""The same without plain words in lower case, of which a text in Latin letters is full."""
_MARKED: Final = re.compile(r"[\d_/:#+]")
_SEPARATORS: Final = re.compile("[ .,'\u00a0\u2009\u202f٫٬]")
_NUMBERS: Final = frozenset({TokenKind.THREE_DIGITS, TokenKind.NUMBER})
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de", "gsw", "lb", "nds"})
_LATIN: Final = re.compile("[A-Za-z]")
_NOT_LATIN: Final = re.compile("[\u0370-\u1dff\u2c80-\ufaff\ufe70-\ufefc]")


def kind_of(value: int) -> TokenKind:
    """The kind that a token's hash carries."""
    return TokenKind(value & ((1 << _KIND_BITS) - 1))


def rank(value: int) -> float:
    """A token's place in the order of sampling: exponentially distributed, with the weight of its kind as its rate."""
    uniform = ((value >> _KIND_BITS) + 1) / ((1 << _HASH_BITS) + 1)
    return -math.log(uniform) / WEIGHT[kind_of(value)]


def token_hash(token: str, kind: TokenKind) -> int:
    """63 bits: 59 of BLAKE2b, then the kind; what SQL calls a BIGINT."""
    digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> (64 - _HASH_BITS)) << _KIND_BITS | kind


def tokens(text: str, language: LanguageTag) -> Iterator[tuple[int, list[float]]]:
    """Each language-independent token's hash and its places (0 to 1) in the text."""
    sample = text[:: max(1, len(text) // 20_000)]
    latin = len(_LATIN.findall(sample)) > len(_NOT_LATIN.findall(sample))
    names = not latin or primary(language) not in _NOUNS_HAVE_CAPITALS
    places: dict[str, list[int]] = {}
    for match in (_LATIN_TOKEN if latin else _TOKEN).finditer(text):
        places.setdefault(match.group(), []).append(match.start())
    merged: dict[int, list[float]] = {}
    length = len(text) or 1
    for word, starts in places.items():
        token = _plain(word)
        kind = _kind(token, latin=latin) if token else None
        if kind is None or (kind is TokenKind.NAME and not (names and (not latin or _inside_once(text, starts)))):
            continue
        shared = _number(token) if kind in _NUMBERS else token.casefold()
        merged.setdefault(token_hash(shared, kind), []).extend(start / length for start in starts)
    yield from merged.items()


def _plain(word: str) -> str:
    """The token in ASCII: other scripts' digits and full-width letters made plain; "" for an accented word."""
    if word.isascii():
        return word.rstrip(".:?!")
    folded = unicodedata.normalize("NFKC", word)
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in folded)
    plain = ascii_digits.replace("٫", ".").replace("٬", ",").replace("\u2009", " ")
    return plain if plain.isascii() else ""


def _number(token: str) -> str:
    """A number without the marks that languages write differently: 1,234.5 and 1 234,5 become 1234.5."""
    *groups, last = _SEPARATORS.split(token)
    if not groups:
        return last
    if all(len(group) == 3 for group in (*groups[1:], last)) and len(groups[0]) <= 3:
        return "".join((*groups, last))
    marks = set(_SEPARATORS.findall(token))
    if len(groups) == 1 or len(marks) > 1:
        return "".join(groups) + "." + last
    return ".".join((*groups, last))


def _kind(token: str, *, latin: bool) -> TokenKind | None:
    """What a token is, or None where it is an ordinary word (of a text in Latin letters) or says nothing."""
    if not token[0].isdigit() or not _SEPARATORS.sub("", token).isdigit():
        return _kind_of_word(token, latin=latin)
    if not token.isdigit():
        return TokenKind.THREE_DIGITS if len(token) < 4 else TokenKind.NUMBER
    if len(token) == 4 and token[:2] in {"19", "20"}:
        return TokenKind.YEAR
    return {1: TokenKind.DIGIT, 2: TokenKind.TWO_DIGITS, 3: TokenKind.THREE_DIGITS}.get(len(token), TokenKind.NUMBER)


def _kind_of_word(token: str, *, latin: bool) -> TokenKind | None:
    """An address, something with marks or digits or inner capitals in it, an acronym, or a name."""
    if "://" in token or "@" in token or token.startswith("www."):
        return TokenKind.ADDRESS
    if _MARKED.search(token):
        return TokenKind.CODE if len(token) > 2 else TokenKind.TWO_DIGITS
    if token.isupper():
        return TokenKind.ACRONYM if 1 < len(token) < 8 else None
    if (token.isalpha() and not token[1:].islower()) or ("." in token and len(token) > 4):
        return TokenKind.CODE
    if len(token) < 3 or (latin and not token[0].isupper()):
        return None
    return TokenKind.NAME


def _inside_once(text: str, starts: Sequence[int]) -> bool:
    """Whether a capitalised word stands at least once where not every word has a capital: inside a sentence."""
    return any(_inside(text[max(0, start - 2) : start]) for start in starts)


def _inside(before: str) -> bool:
    """Whether what stands before a word shows that it is inside a sentence."""
    return "\n" not in before and before.strip(" ,(-")[-1:].isalnum()
