"""Which of the files in a folder are offered as documents: a folder of reports always has other things in it.

By its bytes a file must be of a kind that is read. What claims by its name to be a document and is none is offered too,
so that somebody is told. Plain text must also have a name that texts have, and not that of a notice that goes with
other files (README, LICENSE, …); a web page not that of one that goes with a site (404.html, search.html, …).
"""

import re
from collections.abc import Collection
from pathlib import PurePath
from typing import Final

from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, TEXT

CLAIMS: Final = {".pdf": PDF, ".docx": DOCX, ".odt": ODT, ".epub": EPUB}
"""Endings that only documents have."""
SHORTEST_TEXT: Final = 1_000
"""Bytes; what is shorter is a note about other files."""
_TEXT_ENDINGS: Final = frozenset((".txt", ".text", ".md", ".markdown", ".rst"))
_NOTICES: Final = re.compile(
    r"(?:licen[cs]es?|copying|copyright|read[-_ ]?me|lisez[-_ ]?moi|leame|liesmich|leggimi|change[-_ ]?log"
    r"|requirements)(?:[-_. ].*)?|notices?|changes|history|news|authors|contributors|contributing|credits"
    r"|install(?:ation)?|todo"
    r"|security|code[-_ ]?of[-_ ]?conduct|robots|humans|ads|constraints|manifest|checksums?|(?:md5|sha\d*)sums?|index"
    r"|urls?|log|ofl",
    re.IGNORECASE,
)
_SOURCES: Final = "_sources"
"""Where Sphinx lays down beside its pages what they were made from."""
_SITE_PAGES: Final = re.compile(
    r"(?:40[0-9]|50[0-9x]|error|search|genindex|py-modindex|sitemap|login|robots|google[0-9a-f]{16})", re.IGNORECASE
)


def claimed(path: str) -> str | None:
    """The media type that the ending of a file's name claims, where only documents have that ending."""
    return CLAIMS.get(PurePath(path).suffix.lower())


def lies(path: str, kind: str) -> bool:
    """Whether a file that is called a document is something else; one kind of document called another is no matter."""
    return claimed(path) is not None and kind not in CLAIMS.values()


def is_offered(path: str, *, kind: str, size: int, readable: Collection[str]) -> bool:
    """Whether a file is offered as a document, by its media type (from its bytes), name and size."""
    if claimed(path):
        return True
    if kind not in readable:
        return False
    name = PurePath(path)
    if kind == HTML:
        return not _SITE_PAGES.fullmatch(name.stem)
    if kind == TEXT:
        if _SOURCES in name.parts:
            return False
        known = name.suffix.lower() in _TEXT_ENDINGS and not _NOTICES.fullmatch(name.stem)
        return known and size >= SHORTEST_TEXT
    return True
