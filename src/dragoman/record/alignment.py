"""Which sections of two editions of a work are the same part, so that a reader of one finds that place in another.

Comes in: the sections of two expressions, in reading order, with their numbers of pages. Goes out: pairs of places, in
order in both, each with how sure it is. Two trees of contents are aligned by what survives translation: order, levels,
where each section begins and how long it is, labels, and the names and numbers in titles. All alignments in order are
summed by dynamic programming, as pair hidden Markov models are (R. Durbin, S. Eddy, A. Krogh and G. Mitchison,
Biological Sequence Analysis, 1998, ch. 4), near the diagonal, and a pair counts that most of them have. It is done
twice: the sure pairs of the first pass tell the second how far the one text has come where the other is (a translation
is not evenly longer).
"""

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from dragoman.record.model import Section, SectionKind
from dragoman.record.numbering import ordinal
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.headings import Part, part_named

_GAP: Final = math.exp(-0.6)
"""The likelihood of a section without a counterpart."""
_FIRST_SPREAD: Final = 0.03
_SECOND_SPREAD: Final = 0.006
"""How far apart, as shares of the text, the same section may begin: before and after the paces are known."""
_FURTHEST: Final = 3.0
_NARROWEST_BAND: Final = 24
_MOST_SECTIONS: Final = 1_500
"""Of a longer tree only as many levels are aligned as have no more sections together."""
_ANCHOR: Final = 0.8
_SAME_WORDS: Final = 0.55
_SHORTEST: Final = 0.002
_FULL_PAGE: Final = 842.0
_NAME: Final = re.compile(r"[A-Za-zÀ-ɏ0-9][\wÀ-ɏ+#./:'’-]*")
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The places of two sections that are the same part, in the one edition and the other; `sureness` from 0 to 1."""

    first: int
    second: int
    sureness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A section as it is compared: `start` and `extent` are shares of the text, `below` counts all under it."""

    level: int
    kind: SectionKind
    start: float
    extent: float
    below: int
    label: tuple[str, ...]
    part: Part | None
    names: frozenset[str]
    words: str
    script: str


def align(first: Sequence[Section], second: Sequence[Section], *, pages: tuple[int, int]) -> tuple[Pair, ...]:
    """The sections of two editions that are the same part; `pages` are the numbers of pages of both."""
    places_a, places_b = _few_enough(first), _few_enough(second)
    a = _nodes([first[place] for place in places_a], pages[0])
    b = _nodes([second[place] for place in places_b], pages[1])
    if not a or not b:
        return ()
    found = _aligned(a, b, [node.start for node in b], _FIRST_SPREAD)
    found = _aligned(a, b, _paced(a, b, found), _SECOND_SPREAD)
    return tuple(Pair(first=places_a[i], second=places_b[j], sureness=round(sure, 3)) for i, j, sure in found)


def _few_enough(sections: Sequence[Section]) -> list[int]:
    """The places of the sections of the upper levels, as many levels as can be aligned in a moment."""
    levels = sorted(section.level for section in sections)
    if not levels:
        return []
    deepest = levels[-1] if len(levels) <= _MOST_SECTIONS else levels[_MOST_SECTIONS] - 1
    return [place for place, section in enumerate(sections) if section.level <= deepest]


def _nodes(sections: Sequence[Section], pages: int) -> list[_Node]:
    """The sections with where they begin, how long they are and how much is under them."""
    total = max(1, pages, *(section.page for section in sections)) if sections else 1
    starts = [min(1.0, (section.page - 1 + min(0.99, section.y / _FULL_PAGE)) / total) for section in sections]
    top = min((section.level for section in sections), default=1)
    nodes = []
    for place, section in enumerate(sections):
        end = next((k for k in range(place + 1, len(sections)) if sections[k].level <= section.level), len(sections))
        until = starts[end] if end < len(sections) else 1.0
        names, script = _names(section.title)
        nodes.append(
            _Node(
                level=section.level - top,
                kind=section.kind,
                start=starts[place],
                extent=max(0.0, until - starts[place]),
                below=end - place - 1,
                label=_label(section.label),
                part=part_named(section.title),
                names=names,
                words=fold(section.title),
                script=script,
            )
        )
    return nodes


def _label(label: str | None) -> tuple[str, ...]:
    """A label as its numbers and letters alone: "Chapter 3", "第3章" and "3." are one, and so are "II" and "2"."""
    if not label:
        return ()
    plain = unicodedata.normalize("NFKC", label)
    if numbers := re.findall(r"\d+", plain):
        lettered = re.match(r"\W*([A-Za-z])\W?\d", plain)
        return (*((lettered[1].lower(),) if lettered else ()), *(str(int(number)) for number in numbers))
    number = ordinal(plain)
    return (str(number),) if number is not None else (plain.rpartition(" ")[2].strip(".)").lower(),)


def _names(title: str) -> tuple[frozenset[str], str]:
    """What of a title stays in a translation (numbers, names in Latin letters), and the script most of it is in."""
    plain = unicodedata.normalize("NFKC", title)
    letters = _LETTER.findall(plain)
    latin = sum(letter < "\u0250" for letter in letters)
    script = "Latn" if 2 * latin >= len(letters) else unicodedata.name(max(letters), "").split(" ")[0]
    found = {word.strip(".,:;'’-").lower() for word in _NAME.findall(plain) if _stays(word, script)}
    return frozenset(found - {""}), script


def _stays(word: str, script: str) -> bool:
    """Whether a word is the same in every language: any in Latin letters in another script's title, else code."""
    return script != "Latn" or any(c.isdigit() or c in "_/+#" for c in word) or (len(word) > 1 and word.isupper())


def _aligned(
    a: Sequence[_Node], b: Sequence[_Node], starts: Sequence[float], spread: float
) -> list[tuple[int, int, float]]:
    """The pairs that are in more than half of all alignments, each weighed by its likelihood; in order in both.

    `starts` are where b's sections begin on a's scale. Two pairs that are each in more than half are in some alignment
    together, so they never cross.
    """
    band = max(_NARROWEST_BAND, len(b) // 10, abs(len(a) - len(b)) + _NARROWEST_BAND // 2)
    weights: list[tuple[int, list[float]]] = []
    for i, node in enumerate(a):
        middle = round((i + 0.5) * len(b) / len(a))
        low, high = max(0, middle - band), min(len(b), middle + band + 1)
        likely = [math.exp(_likeness(node, b[j], abs(node.start - starts[j]) / spread)) for j in range(low, high)]
        weights.append((low, likely))
    forward = _sums(weights, len(b))
    backward = _sums([(len(b) - low - len(row), row[::-1]) for low, row in reversed(weights)], len(b))[::-1]
    pairs = []
    for i, (low, likely) in enumerate(weights):
        before, after = forward[i], backward[i + 1]
        over = sum(x * y for x, y in zip(before, reversed(after), strict=True)) * _GAP
        through = [weight * before[low + k] * after[len(b) - low - k - 1] for k, weight in enumerate(likely)]
        total = sum(through) + over
        best = max(range(len(through)), key=through.__getitem__)
        if through[best] > 0.5 * total:
            pairs.append((i, low + best, through[best] / total))
    return pairs


def _sums(weights: Sequence[tuple[int, Sequence[float]]], width: int) -> list[list[float]]:
    """Row by row, the summed likelihood of all alignments up to each place; each row is scaled to a greatest of 1."""
    row = [_GAP**j for j in range(width + 1)]
    rows = [row]
    for low, likely in weights:
        here = [value * _GAP for value in row]
        for k, weight in enumerate(likely, low):
            here[k + 1] += row[k] * weight
        for k in range(width):
            here[k + 1] += here[k] * _GAP
        greatest = max(here)
        row = [value / greatest for value in here]
        rows.append(row)
    return rows


def _paced(a: Sequence[_Node], b: Sequence[_Node], pairs: Sequence[tuple[int, int, float]]) -> list[float]:
    """Where b's sections begin on a's scale, between the sure pairs in proportion."""
    anchors = [(0.0, 0.0)]
    for i, j, sureness in pairs:
        if sureness >= _ANCHOR and b[j].start > anchors[-1][0] and a[i].start >= anchors[-1][1]:
            anchors.append((b[j].start, a[i].start))
    anchors.append((1.0001, 1.0001))
    keys = [key for key, _ in anchors]
    starts = []
    for node in b:
        at = min(bisect_right(keys, node.start), len(anchors) - 1)
        (x0, y0), (x1, y1) = anchors[at - 1], anchors[at]
        starts.append(y0 + (y1 - y0) * (node.start - x0) / (x1 - x0 or 1.0))
    return starts


def _likeness(a: _Node, b: _Node, distance: float) -> float:
    """How much speaks for two sections being the same part; below 0 more speaks against it."""
    score = 1.0 - min(_FURTHEST, distance)
    score += (0.5, -1.0, -2.5)[min(2, abs(a.level - b.level))]
    score -= 0.7 * (a.kind is not b.kind)
    score += 0.4 - 0.5 * min(2.0, abs(math.log((a.extent + _SHORTEST) / (b.extent + _SHORTEST))))
    score += 0.2 - 0.5 * abs(math.log((1 + a.below) / (1 + b.below)))
    if a.label and b.label:
        score += 2.0 if a.label == b.label else -1.5
    if a.part and b.part:
        score += 1.5 if a.part is b.part else -2.0
    return score + _words(a, b)


def _words(a: _Node, b: _Node) -> float:
    """What the titles' words say: names that both have, and cognates where both are in one script."""
    said = 0.0
    if a.names and b.names:
        shared = len(a.names & b.names) / len(a.names | b.names)
        said += 2.5 * shared if shared else -0.8
    if a.script == b.script and a.words and b.words:
        alike = fuzz.ratio(a.words, b.words) / 100.0
        said += 2.5 * alike if alike >= _SAME_WORDS else 0.0
    return said
