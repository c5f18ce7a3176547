"""Where pdfium says that characters stand and what they are set in, asked in as few and as cheap calls as it offers.

Comes in: an open text page. Goes out: plain numbers in the page's user space. pdfium has no call that tells of many
characters at once, so what a call costs counts, and ctypes takes longer to check the types of pointers than pdfium to
answer. So the calls here are declared without the types of their arguments, pdfium writes into one block of memory, to
which the references are made once, and Python reads that block once a line.
"""

import ctypes
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from dragoman.document.pdfium import Handle, unchecked

_AT_ONCE: Final = 256
_LONGEST_NAME: Final = ctypes.c_ulong(128)
_SMALLER: Final = 0.86
_HIGHER: Final = 0.15
_DOUBLE: Final = ctypes.sizeof(ctypes.c_double)
_FLOAT: Final = ctypes.sizeof(ctypes.c_float)

_get_text: Final = unchecked("FPDFText_GetText", ctypes.c_int)
_count_rectangles: Final = unchecked("FPDFText_CountRects", ctypes.c_int)
_get_rectangle: Final = unchecked("FPDFText_GetRect", ctypes.c_int)
_get_box: Final = unchecked("FPDFText_GetCharBox", ctypes.c_int)
_get_loose_box: Final = unchecked("FPDFText_GetLooseCharBox", ctypes.c_int)
_get_origin: Final = unchecked("FPDFText_GetCharOrigin", ctypes.c_int)
_get_size: Final = unchecked("FPDFText_GetFontSize", ctypes.c_double)
_get_weight: Final = unchecked("FPDFText_GetFontWeight", ctypes.c_int)
_get_matrix: Final = unchecked("FPDFText_GetMatrix", ctypes.c_int)
_get_font: Final = unchecked("FPDFText_GetFontInfo", ctypes.c_ulong)

_numbers: Final = (ctypes.c_double * (4 * _AT_ONCE))()
_floats: Final = (ctypes.c_float * (4 * _AT_ONCE))()
_matrix: Final = (ctypes.c_float * 6)()
_name: Final = ctypes.create_string_buffer(_LONGEST_NAME.value)
_flags: Final = ctypes.c_int()


def _to(at: int, order: tuple[int, ...]) -> tuple[Any, ...]:
    """References to four of the numbers, in the order in which a call has them."""
    return tuple(ctypes.byref(_numbers, _DOUBLE * (4 * at + place)) for place in order)


_LEFT_TOP_RIGHT_BOTTOM: Final = [_to(at, (0, 3, 2, 1)) for at in range(_AT_ONCE)]
_LEFT_RIGHT_BOTTOM_TOP: Final = [_to(at, (0, 2, 1, 3)) for at in range(_AT_ONCE)]
_RECTANGLE: Final = [ctypes.byref(_floats, 4 * _FLOAT * at) for at in range(_AT_ONCE)]
_X_Y: Final = _to(0, (0, 1))
_MATRIX: Final = ctypes.byref(_matrix)
_FLAGS: Final = ctypes.byref(_flags)


class Set(NamedTuple):
    """What a character is set in: size, the font's name, weight and flags (ISO 32000-1, table 123)."""

    size: float
    font: bytes
    weight: int
    flags: int


def text_of(page: Handle, count: int) -> tuple[str, int]:
    """The first `count` characters as pdfium joins them, and how many units of UTF-16 they are."""
    units = bytearray(4 * count + 4)
    written: int = max(0, _get_text(page, 0, count, ctypes.byref(ctypes.c_char.from_buffer(units))) - 1)
    return units[: 2 * written].decode("utf-16-le", "replace"), written


def rectangles(page: Handle, start: int, end: int) -> list[float]:
    """One rectangle for each text object of these characters: left, bottom, right and top of each after the other."""
    count = _count_rectangles(page, start, end - start)
    if count == 1:
        _get_rectangle(page, 0, *_LEFT_TOP_RIGHT_BOTTOM[0])
        return _numbers[:4]
    found: list[float] = []
    for first in range(0, count, _AT_ONCE):
        some = range(first, min(first + _AT_ONCE, count))
        for at, references in zip(some, _LEFT_TOP_RIGHT_BOTTOM, strict=False):
            _get_rectangle(page, at, *references)
        found += _numbers[: 4 * len(some)]
    return found


def boxes(page: Handle, numbers: Sequence[int]) -> list[float]:
    """Each character's box, as tight as it is drawn: left, bottom, right and top of each after the other."""
    found: list[float] = []
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        for number, references in zip(some, _LEFT_RIGHT_BOTTOM_TOP, strict=False):
            _get_box(page, number, *references)
        found += _numbers[: 4 * len(some)]
    return found


def set_boxes(page: Handle, start: int, end: int) -> list[float]:
    """Each character's box as high as the type and as wide as the advance: left, top, right, bottom of each."""
    found: list[float] = []
    for first in range(start, end, _AT_ONCE):
        some = range(first, min(first + _AT_ONCE, end))
        for number, reference in zip(some, _RECTANGLE, strict=False):
            _get_loose_box(page, number, reference)
        found += _floats[: 4 * len(some)]
    return found


def baseline(page: Handle, number: int) -> float:
    """The height at which a character stands."""
    _get_origin(page, number, *_X_Y)
    return _numbers[1]


def is_raised(page: Handle, number: int, beside: int) -> bool:
    """Whether a character is smaller than the one beside it, and stands higher."""
    if _get_size(page, number) == _get_size(page, beside) and baseline(page, number) == baseline(page, beside):
        return False
    size = setting(page, beside).size
    return (
        setting(page, number).size <= _SMALLER * size
        and baseline(page, number) - baseline(page, beside) > _HIGHER * size
    )


def look(page: Handle, number: int) -> tuple[float, int]:
    """Size (before the page scales it) and weight of a character: what differs where the type changes."""
    return _get_size(page, number), _get_weight(page, number)


def setting(page: Handle, number: int) -> Set:
    """What a character is set in."""
    size = _get_size(page, number)
    if _get_matrix(page, number, _MATRIX):
        _, _, c, d, _, _ = _matrix
        size *= (c**2 + d**2) ** 0.5
    known = _get_font(page, number, _name, _LONGEST_NAME, _FLAGS)
    return Set(size, _name.value if known else b"", _get_weight(page, number), _flags.value if known else 0)
