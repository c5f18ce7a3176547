"""An edition as an electronic book (EPUB 3.3): its text as the reading view has it, contents, list of pages, cover.

In: the edition's file as it was read, and the pictures of its pages. Out: the bytes of the book. The parts of the text
are set by the same templates as the pages; every word that the interface says is in the language of the book.
"""

import io
import re
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from anyio import to_thread
from jinja2 import Environment
from markupsafe import Markup, escape

from dragoman.document.model import BlockKind, Box, Document, Page
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, HeldFile
from dragoman.surfaces.web import reading
from dragoman.surfaces.web.contents import anchors, depths, named
from dragoman.surfaces.web.look import Look
from dragoman.surfaces.web.reading import Part
from dragoman.surfaces.web.sections import BEGINNING, Leaf, Plan
from dragoman.vocabulary.languages import direction

MEDIA_TYPE: Final = "application/epub+zip"
MOST_PICTURES: Final = 150
"""What is only a picture after these stays out: a book must come over a slow line."""
_STATIC: Final = files("dragoman.surfaces.web") / "static"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_CONTAINER: Final = (
    '<?xml version="1.0"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_CREATORS: Final = frozenset({"aut", "cre", "edt"})

Draw = Callable[[int, int, Box | None], Awaitable[bytes | None]]
"""Draws a page (its number, a width, a region): WebP, None where it can't be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The picture on the front: the name of its file in the book, its kind, its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What a book is made of; `identifier` is the edition's address, which the book names as its source."""

    edition: Expression
    file: HeldFile
    document: Document
    plan: Plan
    identifier: str
    before: str
    """What the text before the first section is called, in the book's language."""
    cover: Cover


@dataclass(frozen=True, slots=True, kw_only=True)
class _BookLook(Look):
    """How parts are shown in a book: pictures are files of it, pages are marked and lead nowhere."""

    wanted: dict[str, tuple[int, int, Box | None]] = field(default_factory=dict)

    @property
    def linked(self) -> bool:
        return False

    def cut(self, part: Part, width: int) -> str:
        name = f"p{part.sheet.number}-{len(self.wanted)}.webp"
        self.wanted[name] = part.sheet.number, width, part.region
        return name

    def whole(self, sheet: Page, loading: str = "lazy") -> Markup:  # noqa: ARG002 - books load everything
        name = f"p{sheet.number}.webp"
        self.wanted[name] = sheet.number, 960, None
        return Markup('<img src="{}" alt="{}"/>').format(name, self.page_name(sheet.label or str(sheet.number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the book's contents, as `contents.Entry` is one of a page's."""

    name: str
    href: str
    opens: bool
    closes: int


async def bound(volume: Volume, environment: Environment, look: Look, draw: Draw) -> bytes:
    """The book."""
    own = _BookLook(say=look.say, edition=look.edition, digest=look.digest, paged=look.paged, responsive=False)
    texts = await to_thread.run_sync(lambda: dict(_leaves(volume.plan)))
    common = {"tag": str(volume.edition.language.value), "direction": direction(volume.edition.language.value)}
    made = await to_thread.run_sync(
        lambda: {name: _text(volume, environment, own, leaf, common) for name, leaf in texts.items()}
    )
    pictures: dict[str, bytes] = {}
    for name, (number, width, region) in own.wanted.items():
        drawn = await draw(number, width, region) if len(pictures) < MOST_PICTURES else None
        if drawn is not None:
            pictures[name] = drawn
    missing = set(own.wanted) - set(pictures)
    made = {name: _without(text, missing) for name, text in made.items()}
    values = {
        **common,
        "title": _xml(volume.edition.title.value),
        "identifier": volume.identifier,
        "creators": [_xml(c.value.name) for c in volume.edition.contributions if c.value.role in _CREATORS],
        "publisher": _xml(volume.edition.publisher.value) if volume.edition.publisher else "",
        "date": _date(volume.edition),
        "modified": f"{volume.edition.datestamp[:19]}Z",
        "contents": list(_contents(volume, texts, made)),
        "pages": list(_pages(made, volume.document)) if look.paged else [],
        "texts": list(texts),
        "pictures": list(pictures),
        "cover": volume.cover,
    }
    return await to_thread.run_sync(_finished, environment, volume.cover, made, values, pictures)


def _finished(
    environment: Environment, cover: Cover, made: dict[str, str], values: dict[str, Any], pictures: dict[str, bytes]
) -> bytes:
    """The book, with what says what is in it."""
    made["style.css"] = (_STATIC / "book.css").read_text("utf-8")
    for name in ("nav.xhtml", "cover.xhtml", "package.opf"):
        made[name] = environment.get_template(f"book-{name}").render(values)
    return _zipped(made, {**pictures, cover.name: cover.data})


def _leaves(plan: Plan) -> Iterator[tuple[str, Leaf]]:
    """The pieces of the text as one reads on, with the names of their files."""
    return ((f"t{leaf.first + 1}-{leaf.piece}.xhtml", leaf) for leaf in plan.flow())


def _text(volume: Volume, environment: Environment, look: _BookLook, leaf: Leaf, common: dict[str, str]) -> str:
    sections = sections_of(volume.edition)
    root = sections[leaf.first] if leaf.first >= 0 else None
    parts = reading.flow(leaf.stretches, sections, base=root.level if root else 0)
    mark = anchors(sections)[leaf.first] if root else ""
    values = {
        **common,
        "title": _xml(named(root)) if root else volume.before,
        "parts": reading.under_title(parts, mark),
        "own": [part for part in parts if part.kind == BlockKind.NOTE],
        "marked": lambda text: escape(_xml(text)),
        "look": look,
    }
    return environment.get_template("book-text.xhtml").render(values)


def _contents(volume: Volume, texts: dict[str, Leaf], made: dict[str, str]) -> Iterator[_Line]:
    """The sections, each with the file that has it, and its place in it where that has a name."""
    sections = sections_of(volume.edition)
    held: dict[int, str] = {}
    for name, leaf in texts.items():
        if leaf.piece == 1:
            held.update(dict.fromkeys(range(leaf.first, leaf.end), name))
    if BEGINNING in held or not sections:
        first = next(iter(texts))
        yield _Line(name=volume.before, href=first, opens=False, closes=0)
    depth_of = [*depths(sections), 0]
    for place, (section, mark) in enumerate(zip(sections, anchors(sections), strict=True)):
        href = next((n for n, leaf in texts.items() if leaf.first <= place < leaf.end and _has(made[n], mark)), None)
        yield _Line(
            name=_xml(named(section)) or "—",
            href=f"{href}#{mark}" if href else held[place],
            opens=depth_of[place + 1] > depth_of[place],
            closes=max(0, depth_of[place] - depth_of[place + 1]),
        )


def _pages(made: dict[str, str], document: Document) -> Iterator[tuple[str, str]]:
    """Where each page of the file begins, and what it is called."""
    labels = {f"p{page.number}": page.label or str(page.number) for page in document.pages}
    seen = set()
    for name, text in made.items():
        for mark in re.findall(r'epub:type="pagebreak"[^>]* id="(p\d+)"', text):
            if mark not in seen:
                seen.add(mark)
                yield f"{name}#{mark}", _xml(labels[mark])


def _has(text: str, mark: str) -> bool:
    return f' id="{mark}"' in text


def _without(text: str, missing: set[str]) -> str:
    """The text without pictures that could not be drawn."""
    for name in missing:
        text = re.sub(rf'<img src="{re.escape(name)}"[^>]*/>', "", text)
    return text


def _date(edition: Expression) -> str:
    """The date of publication as far as EDTF's first level goes, which is what `dc:date` asks for."""
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", edition.date.value) if edition.date else None
    return found[0] if found else ""


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _zipped(texts: dict[str, str], pictures: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        _put(book, "mimetype", MEDIA_TYPE.encode(), zipfile.ZIP_STORED)
        _put(book, "META-INF/container.xml", _CONTAINER.encode())
        for name, text in texts.items():
            _put(book, f"OPS/{name}", text.encode("utf-8", "replace"))
        for name, data in pictures.items():
            _put(book, f"OPS/{name}", data, zipfile.ZIP_STORED)
    return made.getvalue()


def _put(book: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    book.writestr(zipfile.ZipInfo(name, _WHEN), data, how)
