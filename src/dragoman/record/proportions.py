"""Whether the lengths of two texts' parts rise and fall together, as those of a text and its translation do.

Comes in: two sequences of lengths (sections or paragraphs, as shares of the text). Goes out: how sure it is that the
one text is the other in another language. The parts are aligned one to one, one to two or one to none by dynamic
programming (W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora", Computational
Linguistics 19(1), 1993), and the cost is held against that of aligning with one of the texts turned round: what chance
would give.
"""

import math
from collections.abc import Sequence
from typing import Final

FEWEST: Final = 8
"""Fewer parts than these say nothing."""
_MOST_UNLIKE: Final = 1.5
_SHARPNESS: Final = 1.0 / (2.0 * 0.3**2)
_WORST: Final = 9.0
_MERGED: Final = 1.2
_LEFT_OUT: Final = 2.5
_SMOOTHING: Final = 0.0015
_BAND: Final = 8
_GAIN_NEEDED: Final = 2.3
_LESS_THAN_CHANCE: Final = 0.33
_HARDLY_LESS: Final = 0.95
"""Where turning one text round costs hardly more, as with most strangers, the other two ways need not be tried."""


def comparable(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two sequences have parts enough, and about as many."""
    return min(len(a), len(b)) >= FEWEST and max(len(a), len(b)) <= _MOST_UNLIKE * min(len(a), len(b))


def proportion(a: Sequence[int], b: Sequence[int]) -> float:
    """From 1 on, two texts with parts of these lengths are rather one than not; 0 where nothing speaks for it.

    The gain over chance is a sum over the parts, so it is held against the square root of their number.
    """
    if not comparable(a, b):
        return 0.0
    x, y = _shares(min(a, b, key=_order)), _shares(max(a, b, key=_order))
    cost = _cost(x, y)
    turned = _cost(x, y[::-1])
    if cost > _HARDLY_LESS * turned:
        return 0.0
    third = len(y) // 3
    chance = (turned + _cost(x, [*y[third:], *y[:third]]) + _cost([*x[third:], *x[:third]], y)) / 3.0
    if chance <= cost:
        return 0.0
    gain = (chance - cost) / math.sqrt((len(x) + len(y)) / 2.0)
    return min(gain / _GAIN_NEEDED, (1.0 - cost / chance) / _LESS_THAN_CHANCE)


def _order(lengths: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """By which it is the same whichever text comes first."""
    return len(lengths), tuple(lengths)


def _shares(lengths: Sequence[int]) -> list[float]:
    total = sum(lengths) or 1
    return [length / total for length in lengths]


def _cost(a: Sequence[float], b: Sequence[float]) -> float:
    """The least cost of aligning two sequences of shares, each step within a band about the diagonal."""
    one_a, two_a = _logarithms(a)
    one_b, two_b = _logarithms(b)
    band = max(_BAND, abs(len(a) - len(b)) + _BAND - 2)
    before_last, last = [math.inf] * (len(b) + 1), [math.inf] * (len(b) + 1)
    last[0] = 0.0
    for j in range(1, min(len(b), band) + 1):
        last[j] = j * _LEFT_OUT
    for i in range(1, len(a) + 1):
        here = [math.inf] * (len(b) + 1)
        middle = i * len(b) // len(a)
        here[0] = i * _LEFT_OUT if middle <= band else math.inf
        single, double = one_a[i - 1], two_a[i - 1]
        for j in range(max(1, middle - band), min(len(b), middle + band) + 1):
            # Written out, because this is where linking spends its time: how unlike two lengths are, cut at _WORST.
            apart = single - one_b[j - 1]
            apart *= apart * _SHARPNESS
            best = last[j - 1] + min(_WORST, apart)
            if (step := min(here[j - 1], last[j]) + _LEFT_OUT) < best:
                best = step
            if i > 1 and (step := before_last[j - 1] + _MERGED) < best:
                apart = double - one_b[j - 1]
                apart *= apart * _SHARPNESS
                if (step := step + min(_WORST, apart)) < best:
                    best = step
            if j > 1 and (step := last[j - 2] + _MERGED) < best:
                apart = single - two_b[j - 1]
                apart *= apart * _SHARPNESS
                if (step := step + min(_WORST, apart)) < best:
                    best = step
            here[j] = best
        before_last, last = last, here
    return last[-1]


def _logarithms(shares: Sequence[float]) -> tuple[list[float], list[float]]:
    """The logarithm of each share, and of each with the one before it."""
    pairs = [share + before for share, before in zip(shares, (0.0, *shares[:-1]), strict=True)]
    return [math.log(s + _SMOOTHING) for s in shares], [math.log(s + _SMOOTHING) for s in pairs]
