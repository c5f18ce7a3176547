"""A quiet cover for an edition whose first page can't serve as one: an SVG with its title, language and year.

The colours follow from the work, so that its editions look like one family. System fonts only, no script, no style: the
picture stands under the same policy as the pages.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from dragoman.record.model import Expression
from dragoman.surfaces.letters import width, width_of
from dragoman.surfaces.presentation import autonym
from dragoman.vocabulary.languages import direction

_NOT_XML: Final = frozenset({"Cc", "Cs", "Cn"})
WIDE, HIGH = 240, 340
_EDGE: Final = 22
_SIZES: Final = ((27, 6), (23, 7), (19, 9), (16, 10))
"""Sizes of type, and how many lines of each have room."""
_GROUNDS: Final = ("#0a3f4b", "#3b3a5a", "#5a3340", "#2f4a3a", "#4a3d2a", "#274463", "#4b2f4f", "#1f4a4a")
_PAPER: Final = "#f4f1e8"
_SERIF: Final = "ui-serif,Georgia,'Noto Serif','Noto Naskh Arabic','Noto Serif SC','Noto Serif Devanagari',serif"
_SANS: Final = "system-ui,'Noto Sans','Noto Sans Arabic','Noto Sans SC',sans-serif"


def made_cover(edition: Expression, work_id: str) -> str:
    """The cover as SVG."""
    tag = edition.language.value
    is_rtl = direction(tag) == "rtl"
    start, end = (WIDE - _EDGE, _EDGE) if is_rtl else (_EDGE, WIDE - _EDGE)
    digest = hashlib.blake2b(work_id.encode(), digest_size=4).digest()
    size, lines = _set(edition.title.value)
    leading = size * (1.5 if is_rtl else 1.28)
    top = 62 + size
    title = "".join(
        f'<tspan x="{start}" y="{top + at * leading:g}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    year = edition.date.value[:4] if edition.date and edition.date.value[:4].isdigit() else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{_GROUNDS[digest[0] % len(_GROUNDS)]}"/>'
        f'<g fill="none" stroke="{_PAPER}" stroke-opacity=".13">{"".join(_rings(digest, end))}</g>'
        f'<path d="M{start} 44h{-48 if is_rtl else 48}" stroke="{_PAPER}" stroke-opacity=".7" stroke-width="3"/>'
        f'<text xml:lang={quoteattr(tag)} direction="{"rtl" if is_rtl else "ltr"}" font-family="{_SERIF}"'
        f' font-size="{size}" font-weight="600" fill="{_PAPER}">{title}</text>'
        f'<g font-family="{_SANS}" font-size="12.5" fill="{_PAPER}" fill-opacity=".82">'
        f'<text x="{start}" y="316" direction="{"rtl" if is_rtl else "ltr"}">{escape(autonym(tag) or tag)}</text>'
        f'<text x="{end}" y="316" text-anchor="{"start" if is_rtl else "end"}">{year}</text></g></svg>'
    )


def _rings(digest: bytes, x: int) -> Iterator[str]:
    """Quarter rings around the lower corner where the title ends."""
    step = 17 + digest[1] % 14
    for ring in range(3 + digest[2] % 3):
        yield f'<circle cx="{x}" cy="{HIGH}" r="{46 + ring * step}" stroke-width="{2 + digest[3] % 9}"/>'


def _set(title: str) -> tuple[int, Sequence[str]]:
    """The largest size of type at which the title has room, and its lines."""
    seen = "".join(letter for letter in title if letter.isspace() or unicodedata.category(letter) not in _NOT_XML)
    words = " ".join(seen.split())
    for size, most in _SIZES:
        lines = list(_lines(words, _room(size)))
        if len(lines) <= most and not any(_must_be_cut(word, _room(size)) for word in words.split()):
            return size, lines
    size, most = _SIZES[-1]
    lines = list(_lines(words, _room(size)))[:most]
    lines[-1] = lines[-1].rstrip() + "…"
    return size, lines


def _room(size: int) -> float:
    """How many ems a line has; bold type runs wider than `letters` says."""
    return (WIDE - 2 * _EDGE) / (1.12 * size)


def _must_be_cut(word: str, room: float) -> bool:
    return width_of(word) > room and not any(width(letter) == 1.0 for letter in word)


def _lines(text: str, room: float) -> Iterator[str]:
    """The text in lines of so many ems; a word that is longer than a line, and a script without spaces, is cut."""
    line = ""
    for word in _pieces(text, room):
        if line and width_of(line + word.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += word
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, room: float) -> Iterator[str]:
    for word in text.split(" "):
        if width_of(word) <= room and not any(width(letter) == 1.0 for letter in word):
            yield word + " "
            continue
        piece = ""
        for letter in word:
            if piece and (width(letter) == 1.0 or width_of(piece + letter) > room):
                yield piece
                piece = ""
            piece += letter
        yield piece + " "
