"""A passage becomes a snippet: the stretch of it that has most of what was asked for, words marked.

Comes in: a passage's text, its language, what marks the words of the question. Goes out: fragments. Words are found by
analysing the passage as it was analysed for the index, so that «миграции» is marked where «миграция» was asked. Where
the passage was found by what it means, the snippet is the sentence that is nearest in meaning.
"""

import re
from collections.abc import Sequence
from typing import Final

from dragoman.search.marking import Marker
from dragoman.search.model import Fragment
from dragoman.search.sentences import Span

LENGTH: Final = 230
LONGEST_SENTENCE: Final = 400
_LEAD: Final = 40
_CANDIDATES: Final = 30
_ELLIPSIS: Final = "…"
_NO_SPACES: Final = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")


def snippet(
    text: str, language: str, marker: Marker, *, signs: bytes = b"", sentence: Span | None = None
) -> tuple[Fragment, ...]:
    """About `LENGTH` characters of a text around the best cluster of the words that were asked for, or a sentence.

    `signs` are those that were kept with the text; without them all of it is analysed. A `sentence` that is shorter is
    followed by what comes after it.
    """
    text = text.replace("\n", " ")
    found = marker.places(text, language, signs)
    start, end = _window(text, found) if sentence is None else _from(sentence, text)
    fragments: list[Fragment] = []
    done = start
    before = _ELLIPSIS if start > 0 else ""
    for _, first, last in _joined(found):
        if first < start or last > end:
            continue
        plain = before + text[done:first]
        before = ""
        if plain:
            fragments.append(Fragment(text=plain))
        fragments.append(Fragment(text=text[first:last], marked=True))
        done = last
    rest = before + text[done:end].rstrip() + (_ELLIPSIS if end < len(text) else "")
    if rest:
        fragments.append(Fragment(text=rest))
    return tuple(fragments)


def _from(sentence: Span, text: str) -> tuple[int, int]:
    """Where the snippet that begins with a sentence ends: never within it, unless it goes on and on."""
    least = min(sentence.end - sentence.start, LONGEST_SENTENCE)
    end = min(len(text), sentence.start + max(LENGTH, least))
    return sentence.start, end if end == sentence.end else _back(text, end, sentence.start)


def _joined(found: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Places that overlap or touch (pairs of Chinese characters) as one."""
    joined: list[tuple[str, int, int]] = []
    for term, first, last in found:
        if joined and first <= joined[-1][2]:
            joined[-1] = (term, joined[-1][1], max(last, joined[-1][2]))
        else:
            joined.append((term, first, last))
    return joined


def _window(text: str, found: Sequence[tuple[str, int, int]]) -> tuple[int, int]:
    """Where the snippet begins and ends: the stretch with most different words, then most words, then the earliest."""
    if len(text) <= LENGTH + 10:
        return 0, len(text)
    best, where = 0, found[0][1] if found else 0
    inside: dict[str, int] = {}
    end = 0
    for place, (leaving, first, _) in enumerate(found[:_CANDIDATES]):
        while end < min(len(found), place + _CANDIDATES) and found[end][2] - first <= LENGTH - _LEAD:
            inside[found[end][0]] = inside.get(found[end][0], 0) + 1
            end += 1
        worth = 100 * len(inside) + end - place
        if worth > best:
            best, where = worth, first
        if end == place:
            end += 1
        elif inside[leaving] == 1:
            del inside[leaving]
        else:
            inside[leaving] -= 1
    start = max(0, min(where - _LEAD, len(text) - LENGTH))
    start = _forward(text, start, where if found else start)
    end = min(len(text), start + LENGTH)
    return start, _back(text, end, start)


def _forward(text: str, start: int, limit: int) -> int:
    """The first beginning of a word from here on, or of a sentence if there is one before `limit`."""
    if start == 0:
        return 0
    for mark in (". ", "。", "؟ ", "? ", "! "):
        sentence = text.find(mark, start, limit)
        if sentence >= 0:
            return sentence + len(mark)
    space = text.find(" ", start - 1, limit)
    if space >= 0:
        return space + 1
    return start if _NO_SPACES.match(text[start]) else limit


def _back(text: str, end: int, start: int) -> int:
    """The last end of a word up to here."""
    if end == len(text) or text[end] == " " or _NO_SPACES.match(text[end]):
        return end
    space = text.rfind(" ", start + LENGTH // 2, end)
    return space if space > 0 else end
