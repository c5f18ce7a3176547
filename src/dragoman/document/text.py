"""The reader of plain text: `read_text`. Paragraphs by blank lines, headings by their shape, form feeds as page ends.

Headings are lines set apart: marked with "#" (Markdown), underlined (Markdown, reStructuredText), all in capitals, or
numbered and short. Lines that a program broke are joined again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dragoman.accession.model import TEXT
from dragoman.document.encoding import decoded
from dragoman.document.flow import Piece, flowed
from dragoman.document.model import BlockKind, Document, EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.whole import whole

KIND: Final = "a plain text"
_READER: Final = "plain text"
_MARKED: Final = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_UNDERLINE: Final = re.compile(r"""([=\-~^"'`:.*+#_<>])\1{2,}$""")
_NUMBERED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+\S")
_ITEM: Final = re.compile(r"(?:[-*+•‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_FENCE: Final = re.compile(r"(```|~~~)")
_ROW: Final = re.compile(r"\|.*\|$")
_RULE: Final = re.compile(r"[|:\s-]+$")
_FIELD: Final = re.compile(r"(title|author|date|lang|language|subject|description|keywords):\s*(.+)", re.IGNORECASE)
_LONGEST_HEADING: Final = 100
_DEEPEST: Final = 6
_ENDS: Final = (".", ",", ";", ":", "。", "،", "؛", "…", "!", "?")
_EAST_ASIAN: Final = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")


def read_text(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read a plain text; `report` is told how many pages it has. Raises Refused."""
    lines = decoded(whole(path, kind=KIND)).expandtabs(4).replace("\r\n", "\n").replace("\r", "\n")
    metadata, lines = _front_matter(lines)
    flow = flowed(_pieces(lines))
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=TEXT,
        reader=_READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=metadata,
        flowed=not flow.paged,
    )


def _front_matter(text: str) -> tuple[EmbeddedMetadata, str]:
    """The block between two lines of "---" that may stand at the very beginning, and the text without it."""
    if not text.startswith("---\n") or (end := text.find("\n---\n", 4)) < 0 or end > 4_000:
        return EmbeddedMetadata(), text
    said = {}
    for line in text[4:end].split("\n"):
        if found := _FIELD.match(line):
            said[found[1].casefold()] = clean(found[2].strip("\"'"))
    metadata = EmbeddedMetadata(
        title=said.get("title"),
        author=said.get("author"),
        subject=said.get("subject") or said.get("description"),
        keywords=said.get("keywords"),
        created=said.get("date"),
        language=said.get("lang") or said.get("language"),
    )
    return metadata, text[end + 5 :]


def _pieces(text: str) -> Iterator[Piece]:
    levels: dict[str, int] = {}
    pages = text.split("\f")
    for number, page in enumerate(pages):
        if len(pages) > 1 and (page.strip() or number + 1 < len(pages)):
            yield Piece(kind=BlockKind.PARAGRAPH, page="")
        for paragraph, is_code in _paragraphs(page.split("\n")):
            if is_code:
                yield Piece(kind=BlockKind.CODE, text="\n".join(map(_tidy, paragraph)))
            else:
                yield from _paragraph(paragraph, levels)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Lines that stand together, and listings between fences."""
    held: list[str] = []
    fence: str | None = None
    for line in lines:
        mark = _FENCE.match(line.strip())
        if mark and fence is None and held and mark[1] == "~~~":
            mark = None  # it underlines the line before
        if fence is not None and not (mark and mark[1] == fence):
            held.append(line)
        elif mark:
            if held:
                yield held, fence is not None
            held, fence = [], None if fence is not None else mark[1]
        elif line.strip():
            held.append(line)
        elif held:
            yield held, False
            held = []
    if held:
        yield held, False


def _paragraph(lines: list[str], levels: dict[str, int]) -> Iterator[Piece]:
    """The headings that a paragraph begins with, if any, and what comes after them."""
    said = [line.strip() for line in lines]
    marked = 0
    while marked < len(said) and (heading := _MARKED.fullmatch(said[marked])):
        yield Piece(kind=BlockKind.HEADING, text=clean(heading[2]), level=len(heading[1]))
        marked += 1
    if said := said[marked:]:
        yield from _unmarked(said, levels)


def _unmarked(said: list[str], levels: dict[str, int]) -> Iterator[Piece]:
    if len(said) > 2 and _UNDERLINE.fullmatch(said[0]) and said[2] == said[0]:  # a line above as well
        del said[0]
        yield from _underlined(said, levels, above=True)
    elif len(said) > 1 and (mark := _UNDERLINE.fullmatch(said[1])) and _may_be_heading(said[0]) and len(mark[0]) >= 3:
        yield from _underlined(said, levels, above=False)
    elif len(said) == 1 and (level := _shape(said[0])):
        yield Piece(kind=BlockKind.HEADING, text=clean(said[0]), level=level)
    elif len(said) > 1 and all(_ROW.fullmatch(line) for line in said):
        rows = [tuple(clean(cell) for cell in row[1:-1].split("|")) for row in said if not _RULE.fullmatch(row)]
        yield Piece(kind=BlockKind.TABLE, rows=tuple(rows))
    elif not (len(said) == 1 and _UNDERLINE.fullmatch(said[0])):
        yield from _running(said)


def _underlined(said: list[str], levels: dict[str, int], *, above: bool) -> Iterator[Piece]:
    """A heading by its underline: the sign met first is the highest level (reStructuredText)."""
    sign = said[1][0] + ("^" if above else "")
    level = levels.setdefault(sign, len(levels) + 1)
    yield Piece(kind=BlockKind.HEADING, text=clean(said[0]), level=min(level, _DEEPEST))
    if said[2:]:
        yield from _running(said[2:])


def _may_be_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and any(c.isalnum() for c in line)


def _shape(line: str) -> int:
    """The level of a line that stands alone, by its number or its capitals; 0 for one that is no heading."""
    if not _may_be_heading(line) or line.endswith(_ENDS):
        return 0
    if numbered := _NUMBERED.match(line):
        return min(numbered[1].count(".") + 1, _DEEPEST)
    letters = [c for c in line if c.isalpha()]
    cased = [c for c in letters if c.isupper() or c.islower()]
    return 1 if len(cased) >= 4 and len(cased) == len(letters) and all(c.isupper() for c in cased) else 0


def _running(lines: list[str]) -> Iterator[Piece]:
    """A paragraph, or the items of a list; lines that were broken are joined."""
    held: list[str] = []
    item = False
    for line in lines:
        if _ITEM.match(line) and (item or not held):
            if held:
                yield _joined(held, item=item)
            held, item = [line], True
        else:
            held.append(line)
    yield _joined(held, item=item)


def _joined(lines: list[str], *, item: bool) -> Piece:
    text = lines[0]
    for line in lines[1:]:
        east_asian = bool(_EAST_ASIAN.match(text[-1:]) and _EAST_ASIAN.match(line[:1]))
        text += line if east_asian else f" {line}"
    return Piece(kind=BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH, text=clean(text))


def _tidy(line: str) -> str:
    bare = line.lstrip(" ")
    return " " * min(len(line) - len(bare), 80) + clean(bare)
