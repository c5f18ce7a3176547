"""Documents built line by line, as a reader would have read them from a page."""

from dragoman.document.model import Block, BlockKind, Box, Document, EmbeddedMetadata, Line, Link, OutlineEntry, Page

WIDTH, HEIGHT = 595.0, 842.0
Printed = tuple[float, float, str]


def line(text: str, *, x: float = 72.0, y: float, size: float = 10.0, bold: bool = False) -> Line:
    """A line whose width follows from its length."""
    return Line(text=text, box=Box(x, y, min(x + 0.5 * size * len(text), 540.0), y + size), size=size, bold=bold)


def right_line(text: str, *, x1: float = 523.0, y: float, size: float = 10.0, bold: bool = False) -> Line:
    """A line that begins at its right end, as Arabic does."""
    return Line(text=text, box=Box(max(72.0, x1 - 0.5 * size * len(text)), y, x1, y + size), size=size, bold=bold)


def block(*lines: Line, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    """Lines that a reader put together."""
    box = Box(
        min(part.box.x0 for part in lines),
        min(part.box.y0 for part in lines),
        max(part.box.x1 for part in lines),
        max(part.box.y1 for part in lines),
    )
    text = " ".join(part.text for part in lines)
    return Block(kind=kind, text=text, box=box, size=lines[0].size, bold=lines[0].bold, lines=lines)


def heading(text: str, *, y: float = 72.0, size: float = 16.0) -> Block:
    """A bold heading of one line."""
    return block(line(text, y=y, size=size, bold=True), kind=BlockKind.HEADING)


def paragraph(text: str, *, y: float = 120.0) -> Block:
    """Running text, broken into lines of about eighty characters."""
    words, rows = text.split(), [""]
    for word in words:
        if len(rows[-1]) + len(word) > 80:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return block(*(line(row, y=y + 12 * i) for i, row in enumerate(rows)))


def page(number: int, *blocks: Block, links: tuple[Link, ...] = (), label: str | None = None) -> Page:
    """A page of A4."""
    return Page(number=number, label=label, width=WIDTH, height=HEIGHT, blocks=blocks, links=links)


def document(
    *pages: Page, outline: tuple[OutlineEntry, ...] = (), metadata: EmbeddedMetadata | None = None
) -> Document:
    """A document of these pages."""
    return Document(
        item="made",
        media_type="application/pdf",
        reader="test",
        pages=pages,
        outline=outline,
        metadata=metadata or EmbeddedMetadata(),
    )
