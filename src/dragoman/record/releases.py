"""What tells the releases of a publication apart: versions, years and numbers in its title, running heads and cover.

Comes in: a `Document` with its title. Goes out: its tellers, as text, and what those of two documents say together.
Two releases (4.0.3 and 5.0, 2013 and 2017) may be much alike and are different works all the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from dragoman.document.model import BlockKind, Document

_VERSION: Final = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,4}){1,3}(?![\d.%])")
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,])")
_INTEGER: Final = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
_HEAD_SHARE: Final = 0.4
_TITLE_PAGES: Final = 1

_NAMED_VERSION: Final = re.compile(
    r"(?:\b(?:v|ver|rev|release|edition|vers\w+|revis\w+|верс\w+|ред\w*|sürüm\w*|wersj\w+|verzi\w+|bản|édition|edici\w+)"
    r"|版本?|バージョン|버전|إصدار|نسخ\w*|संस्करण|เวอร์ชัน)[.:：]?\s{0,3}(\d{1,3}(?:\.\d{1,4}){1,3})(?![\d%])",
    re.IGNORECASE,
)
_COVER_LINE: Final = 80
_LICENCE: Final = re.compile(r"creative commons|\bcc[ -]by\b|licen[cs]|лиценз|许可|授權|ライセンス|رخصة", re.IGNORECASE)


def release_tellers(document: Document, title: str | None) -> tuple[str, ...]:
    """The versions, years and numbers that name this release: "=" in the title or all running heads, "~" on the cover.

    A bare number in a title may be anything ("… in 139 minutes"): it names a release only if running heads repeat it.
    """
    heads = _repeated_heads(document)
    lines = "\n".join(page.text for page in document.pages[:_TITLE_PAGES]).splitlines()
    cover = "\n".join(line for line in lines if len(line) <= _COVER_LINE and not _LICENCE.search(line))
    name = _digits(title or "")
    in_heads = _years_and_versions(heads)
    strong = _years_and_versions(name) | {teller for teller in in_heads if teller.startswith("version")}
    numbers = {f"number {n}" for n in _INTEGER.findall(name)} & {f"number {n}" for n in _INTEGER.findall(heads)}
    weak = (in_heads | _named_versions(_digits(cover)) | _years(_digits(cover))) - strong
    return tuple(sorted([f"= {v}" for v in strong | numbers] + [f"~ {v}" for v in weak]))


def _digits(text: str) -> str:
    """The text with every script's decimal digits as ASCII ones."""
    return text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _years_and_versions(text: str) -> set[str]:
    return {f"version {_short_version(v)}" for v in _VERSION.findall(text)} | _years(text)


def _years(text: str) -> set[str]:
    return {f"year {y}" for y in _YEAR.findall(text)}


def _named_versions(text: str) -> set[str]:
    """The versions that are called so: in running text any decimal looks like one."""
    return {f"version {_short_version(v)}" for v in _NAMED_VERSION.findall(text)}


def _short_version(version: str) -> str:
    """The version without closing zeros: 5.0.0 is 5.0 is 5."""
    return re.sub(r"(?:\.0+)+$", "", version)


def _repeated_heads(document: Document) -> str:
    """The running heads that stand on most pages, one a line."""
    seen = Counter(
        text
        for page in document.pages
        for text in {_digits(b.text) for b in page.blocks if b.kind is BlockKind.RUNNING_HEAD}
    )
    parts = Counter(word for text, count in seen.items() for word in set(text.split()) for _ in range(count))
    often = _HEAD_SHARE * len(document.pages)
    return "\n".join(word for word, count in parts.items() if count >= max(3, often))


def same_release(a: Sequence[str], b: Sequence[str]) -> int:
    """What versions, years and numbers say: 1 the same release, 0 nothing, -1 probably, -2 certainly another."""
    agree: set[str] = set()
    differ: set[str] = set()
    surely: set[str] = set()
    for sort in ("version", "number", "year"):
        (sure_a, all_a), (sure_b, all_b) = _tellers(a, sort), _tellers(b, sort)
        if all_a & all_b:
            agree.add(sort)
        elif all_a and all_b:
            (surely if sure_a and sure_b else differ).add(sort)
    named = bool(agree - {"year"})
    if surely:
        return 0 if named else -2
    return 1 if named else -bool(differ)


def _tellers(release: Sequence[str], sort: str) -> tuple[set[str], set[str]]:
    """The values of one sort that are sure, and all of them."""
    found = [(mark, value) for mark, name, value in (teller.split(" ", 2) for teller in release) if name == sort]
    return {value for mark, value in found if mark == "="}, {value for _, value in found}
