"""Text as it is kept: NFC, ligatures and presentation forms taken apart, nothing invisible or unsafe left in it.

Compatibility forms that only say how a letter is drawn are undone (Unicode 15, chapter 23.1 and the code charts:
Alphabetic Presentation Forms, Arabic Presentation Forms A and B, Kangxi Radicals, CJK Compatibility Ideographs);
those that mean something (superscripts, full-width forms, fractions) stay. U+200C and U+200D stay too: Persian and
the scripts of India need them. Control characters are those of LaTeX's Cork encoding (T1, T2A: dashes, quotation
marks, ligatures, the hyphen), which is what they are where a font does not say what it draws.
"""

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = (
    "\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff\ufff9-\ufffb\u061c"
)
_DRAWN_FORMS: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc]")
_REMOVED: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_INVISIBLE}]")
_CORK: Final = str.maketrans(
    dict(zip("\x10\x11\x12\x13\x14\x15\x16\x1b\x1c\x1d\x1e\x1f\x7f", "“”„«»–—", strict=False))
    | {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl", "\x7f": "-"}
)
_SPECIAL: Final = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_INVISIBLE}"
    "\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc\ud800-\udfff\uf000-\uf0ff]"
)
"""All that is not simply kept; most lines have none of it."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPACE: Final = re.compile(r"\s+")
_SYMBOL_FONT: Final = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf020": " ", "\uf06f": "o"}
)


def clean(text: str) -> str:
    """One line of text made safe and comparable; white space is collapsed, and none stands at the ends."""
    if text.isascii() and text.isprintable():
        settled = "  " not in text and text[:1] != " " and text[-1:] != " "
        return text if settled else " ".join(text.split())
    if _SPECIAL.search(text):
        text = _safe(text)
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def _safe(text: str) -> str:
    if not text.isprintable():
        text = _REMOVED.sub("", text.translate(_CORK))
    text = _SURROGATE.sub("\ufffd", text).translate(_SYMBOL_FONT)
    return _DRAWN_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form.group()), text)
