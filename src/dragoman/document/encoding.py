"""Bytes → text: a byte order mark, what the file declares if that can be true, what its bytes look like.

The WHATWG's labels of encodings (webencodings) are used: "iso-8859-1" means windows-1252, as it does for browsers. A
declaration can lie: bytes that are valid UTF-8 with letters in it are UTF-8 whatever is declared, and a declared
Western encoding that would give mostly accented letters is weighed against what the letters look like
(charset-normalizer).
"""

import codecs
import re
from typing import Final

import webencodings
from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD: Final = 4_096
_SAMPLE: Final = 32_768
_MANY: Final = 0.3
_FEW: Final = 0.002


def decoded(data: bytes) -> str:
    """The text of these bytes; what can't be read is U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data[:_HEAD].isascii() and data.isascii():
        return data.decode("ascii")
    if (text := _strictly(data, "utf-8")) is not None:
        return text
    declared = _declared(data)
    if declared == "utf-8" and _nearly_utf8(data):
        return data.decode("utf-8", "replace")
    text = _strictly(data, declared) if declared not in (None, "utf-8") else None
    if text is not None and (declared != "cp1252" or _accented(text) < _MANY):
        return text
    return data.decode(_guessed(data), "replace")


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    """Python's name of the encoding that the head of the file declares."""
    found = _DECLARED.search(data[:_HEAD])
    encoding = webencodings.lookup(found[1].decode("ascii")) if found else None
    if encoding is None:
        return None
    # A declaration in ASCII letters can't be in UTF-16; browsers take UTF-8 for it.
    return "utf-8" if encoding.name.startswith("utf-16") else codecs.lookup(encoding.codec_info.name).name


def _nearly_utf8(data: bytes) -> bool:
    """Whether only a few bytes are damaged."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") <= _FEW * len(text) + 2


def _accented(text: str) -> float:
    """The share of letters that are no ASCII letters; high where another script is taken for a Western encoding."""
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) / (len(letters) or 1)


def _guessed(data: bytes) -> str:
    """What the bytes look like, judged by a stretch in which there is something to judge."""
    first = next((place for place, byte in enumerate(data) if byte > 127), 0)
    start = max(0, first - 1_000)
    best = from_bytes(data[start : start + _SAMPLE]).best()
    return best.encoding if best else "cp1252"
