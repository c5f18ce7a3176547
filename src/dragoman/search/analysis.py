"""A text becomes terms, each stretch of it by the rules of its own language.

Comes in: text and the BCP 47 tag of its language. Goes out: terms for the index (`terms`), terms with their places
(`analyse`, for marking words in a snippet) or the choices that a word of a question leaves open (`wanted`).

A term is written `language:stem`, so that all languages share one field without a German "die" meeting an English one,
and each keeps its own frequencies. Numbers belong to no language (`:2015`). A word in a script that the text's language
isn't written in is taken for the language most often written so: Latin words inside Chinese are analysed as English.

Words are runs of letters, marks and digits (after UAX #29, with apostrophes and hyphens always dividing: *l'homme*,
*Türkiye'nin*). Chinese, Japanese and Korean runs give overlapping pairs of characters, as Lucene's CJKAnalyzer does,
Thai, Lao, Khmer, Burmese and Tibetan overlapping pairs of syllable clusters; the last character of a run also stands
alone, so that every character begins some term and a single one can be found by its prefix.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from dragoman.search.names import SHORTEST, is_name_like, key
from dragoman.search.scripts import (
    CONTINUOUS,
    EAST_ASIAN,
    analysed_as,
    home_language,
    script_of,
    scripts_of,
)
from dragoman.search.words import LONGEST, folded, plain_forms, plain_wishes, term_of


class Token(NamedTuple):
    """A term and where in the text the word stands that it was made of."""

    term: str
    start: int
    end: int


class Wanted(NamedTuple):
    """What finds one word of a question: its term (`prefix`: or one that begins so), or one of its plain forms."""

    term: str
    plain: tuple[str, ...] = ()
    prefix: bool = False


def _marks() -> str:
    """The combining marks (Unicode category M) outside East Asian blocks as ranges for a character class."""
    ranges: list[list[int]] = []
    for point in (*range(0x300, 0x1E00), *range(0xA66F, 0xAC00), *range(0xFB1E, 0xFB1F), *range(0x11000, 0x11800)):
        if unicodedata.category(chr(point))[0] == "M":
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_LETTERS: Final = rf"[\w{_marks()}\u00ad\u200c\u200d\u30fc]+"
_RUN: Final = re.compile(rf"{_LETTERS}(?:(?<=[\u05d0-\u05ea])[\"'](?=[\u05d0-\u05ea]){_LETTERS})*")
UNSPACED: Final = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
_INNER: Final = re.compile("[_\u200c]")
_CACHED: Final = 40_000


class Lexicon(dict[str, str]):
    """What stands between spaces in texts of one language, with the terms that it gives (joined by spaces).

    Text repeats itself, so that most words, with their punctuation, cost one look-up. It fills itself; what has no
    spaces between words is too manifold to keep.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.scripts = scripts_of(language)
        self.unspaced = not self.scripts.isdisjoint(CONTINUOUS)
        self.latin = language if "Latn" in self.scripts else home_language("Latn")
        self.plain: dict[str, str] = {}

    def __missing__(self, chunk: str) -> str:
        tokens = self.tokens(chunk)
        value = " ".join([token.term for token in tokens])
        if len(chunk) <= LONGEST and UNSPACED.search(chunk) is None:
            if plain := self._plain(chunk, tokens):
                self.plain[chunk] = plain
            self[chunk] = value
        return value

    def _plain(self, chunk: str, tokens: Iterable[Token]) -> str:
        if chunk.isascii():
            return ""
        return " ".join(form for term, start, end in tokens for form in other_forms(term, chunk[start:end]))

    def tokens(self, text: str) -> list[Token]:
        """The terms of a text with their places in it."""
        found: list[Token] = []
        for match in _RUN.finditer(text):
            run, offset = match.group(), match.start()
            if run.isascii() and "_" not in run:
                if term := self._word(run):
                    found.append(Token(term, offset, match.end()))
                continue
            for start, end in _spans(run):
                script = script_of(run[start])
                if script in CONTINUOUS and not run[start:end].isdecimal():
                    found += self._pairs(run[start:end], script, offset + start)
                elif term := self._word(run[start:end]):
                    found.append(Token(term, offset + start, offset + end))
        return found

    def _home(self, word: str) -> str:
        if word.isascii():
            return self.latin
        script = script_of(next((c for c in word if c.isalpha()), word[0]))
        return self.language if script in self.scripts else home_language(script)

    def _word(self, word: str) -> str:
        if word.isdecimal():
            return f":{folded(word, '')}"
        language = self._home(word)
        term = term_of(word, language)
        return f"{language}:{term}" if term else ""

    def _pairs(self, run: str, script: str, offset: int) -> list[Token]:
        if script in EAST_ASIAN:
            home = self.language if self.scripts & EAST_ASIAN else _east_asian(run)
            ends = list(range(1, len(run) + 1))
        else:
            home = home_language(script)
            ends = [m.end() for m in _CLUSTER.finditer(run)]
        if not (_SIMPLE.fullmatch(run) and script == "Hani"):
            run = _as_long(run)
        follow = [*ends[1:], ends[-1]]
        return [
            Token(f"{home}:{run[start:end]}", offset + start, offset + end)
            for start, end in zip([0, *ends[:-1]], follow, strict=True)
        ]


_SIMPLE: Final = re.compile("[\u4e00-\u9fff]+")


def _as_long(run: str) -> str:
    """Compatibility forms (half-width kana, compatibility ideographs) made one where that keeps every place."""
    same = unicodedata.normalize("NFKC", run)
    return same if len(same) == len(run) else run


_CLUSTER: Final = re.compile(
    # a vowel sign that is written before its consonant; the consonant; its marks, subscripts and final signs
    "[\u0e40-\u0e44\u0ec0-\u0ec4]?[^\u0e40-\u0e44\u0ec0-\u0ec4]"
    "(?:[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u1056-\u1059"
    "\u17b4-\u17d1\u17d3\u17dd]|\u17d2.|\u1039.)*|.",
    re.DOTALL,
)


def _east_asian(run: str) -> str:
    """The language that a run in East Asian script is taken for: kana is Japanese, hangul Korean, else Chinese."""
    scripts = {script_of(c) for c in run}
    return "ja" if "Kana" in scripts else "ko" if "Hang" in scripts else "zh"


def _spans(run: str) -> list[tuple[int, int]]:
    """A run cut where it changes between scripts with and without spaces, and at underscores and non-joiners."""
    spans: list[tuple[int, int]] = []
    start, kind = 0, ""
    for place, character in enumerate(run):
        if _INNER.match(character) and not _joins(run, place):
            if place > start:
                spans.append((start, place))
            start, kind = place + 1, ""
            continue
        script = script_of(character)
        here = ("east" if script in EAST_ASIAN else script) if script in CONTINUOUS else "spaced"
        if unicodedata.category(character)[0] == "M" and kind:
            continue
        if kind and here != kind:
            spans.append((start, place))
            start = place
        kind = here
    if start < len(run):
        spans.append((start, len(run)))
    return [(s, e) for s, e in spans if any(c.isalnum() for c in run[s:e])]


def _joins(run: str, place: int) -> bool:
    """Whether the zero width non-joiner here is part of a word (Indic scripts) and doesn't divide two (Persian)."""
    return run[place] == "\u200c" and place > 0 and 0x0900 <= ord(run[place - 1]) < 0x0E00


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(tag: str) -> Lexicon:
    """What is known of the words of a language; begun anew when it has grown too large."""
    language = analysed_as(tag)
    lexicon = _lexicons.get(language)
    if lexicon is None or len(lexicon) > _CACHED:
        lexicon = _lexicons[language] = Lexicon(language)
    return lexicon


def terms(text: str, language: str) -> tuple[str, str]:
    """The terms of a text, and the plain forms of those that have some; both joined by spaces, in the text's order."""
    lexicon = lexicon_of(language)
    chunks = text.split()
    found = " ".join([lexicon[chunk] for chunk in chunks])
    plain = lexicon.plain
    return found, " ".join([plain[chunk] for chunk in chunks if chunk in plain]) if plain else ""


def other_forms(term: str, word: str) -> tuple[str, ...]:
    """What a word of a text is found by besides its term: its plain forms, and as a name its keys in Latin letters.

    The key of the stem too, since names are inflected: Кишинёве is Kishinev.
    """
    language, _, stem = term.partition(":")
    if not language:
        return ()
    plain = tuple(f"{language}:{form}" for form in plain_forms(word, language))
    return (*plain, *dict.fromkeys((key(word), key(stem)))) if is_name_like(word) else plain


def name_keys(text: str) -> list[str]:
    """The keys of the words of a name, in its order."""
    return [found for run in runs(text) if (found := key(run))]


def runs(text: str) -> list[str]:
    """The runs of letters, marks and digits in a text."""
    return _RUN.findall(text)


def analyse(text: str, language: str) -> list[Token]:
    """The terms of a text with the places of the words that they stand for."""
    return lexicon_of(language).tokens(text)


def scripts_in(text: str) -> frozenset[str]:
    """The scripts of the letters of a text."""
    if text.isascii():
        return frozenset({"Latn"})
    return frozenset(script_of(c) for c in set(text) if c.isalpha())


def read_as(language: str, scripts: Iterable[str]) -> tuple[str, ...]:
    """The language by which words of each of these scripts are analysed in a text of this language."""
    own = scripts_of(language)
    return tuple(language if script in own else home_language(script) for script in scripts)


def wanted(text: str, language: str) -> list[Wanted]:
    """What finds each word of a question that is read as one in this language."""
    language = analysed_as(language)
    return [want for run in _RUN.findall(text) for want in _wanted_in_run(run, language)]


def wanted_beginning(text: str, language: str) -> list[Wanted]:
    """What finds the words that begin so, read as in this language: `migr` begins migrant's term and migration's."""
    found = []
    for token in lexicon_of(language).tokens(text):
        home = token.term.partition(":")[0]
        begun = f"{home}:{folded(text[token.start : token.end], home)}"
        found.append(Wanted(begun, (token.term,) if token.term != begun else (), prefix=True))
    return found


@lru_cache(maxsize=20_000)
def _wanted_in_run(run: str, language: str) -> tuple[Wanted, ...]:
    found = []
    before: Token | None = None
    for token in lexicon_of(language).tokens(run):
        home = token.term.partition(":")[0]
        word = run[token.start : token.end]
        continuous = script_of(word[0]) in CONTINUOUS
        # The last character of a run stands alone in the index; asked for is only the pair that it ends.
        tail = before is not None and before.end == token.end and before.start < token.start
        before = token
        if tail:
            continue
        if not home or continuous:
            found.append(Wanted(token.term, prefix=continuous and token.start + 1 == token.end))
        else:
            plain = tuple(f"{home}:{form}" for form in plain_wishes(word, home))
            named = (key(word),) if len(word) > SHORTEST and (word.isascii() or is_name_like(word)) else ()
            found.append(Wanted(token.term, (*plain, *named)))
    return tuple(found)
