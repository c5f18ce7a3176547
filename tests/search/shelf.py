"""Works for the search tests: texts go in, and stand in a real library afterwards."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from dragoman.accession.model import PDF, Item
from dragoman.document.model import Block, BlockKind, Box, Document, Page
from dragoman.record.model import (
    Evidence,
    Expression,
    HeldFile,
    Manifestation,
    Section,
    Source,
    Statement,
    Work,
)
from dragoman.store.library import Library
from dragoman.store.model import Change, NewItem
from dragoman.vocabulary.languages import LanguageTag

NOON = "2015-10-13T12:00:00Z"


def block(text: str, *, kind: BlockKind = BlockKind.PARAGRAPH, y: float = 100.0) -> Block:
    return Block(kind=kind, text=text, box=Box(50, y, 500, y + 20), size=11)


def page(number: int, *blocks: Block | str, label: str | None = None) -> Page:
    made = tuple(block(b, y=100.0 * place) if isinstance(b, str) else b for place, b in enumerate(blocks, 1))
    return Page(number=number, label=label, width=595, height=842, blocks=made)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A language edition as a test wants it: a string a page."""

    language: str
    title: str = "Report"
    pages: tuple[str | Page, ...] = ()
    sections: tuple[Section, ...] = ()
    year: str | None = "2015"
    kind: str | None = "report"
    name: str = ""

    @property
    def document_pages(self) -> tuple[Page, ...]:
        return tuple(page(n, p) if isinstance(p, str) else p for n, p in enumerate(self.pages, 1))

    @property
    def digest(self) -> str:
        return hashlib.sha512(f"{self.name} {self.language} {self.title} {self.pages}".encode()).hexdigest()

    @property
    def document(self) -> Document:
        return Document(item=self.digest, media_type=PDF, reader="test", pages=self.document_pages)

    def evidence(self) -> Evidence:
        return Evidence(item=self.digest, source=Source.TITLE_PAGE, method="test", confidence=0.9)

    def expression(self, work_id: str) -> Expression:
        seen = self.evidence()
        return Expression(
            id=f"{work_id}-{self.language}",
            language=Statement(value=LanguageTag(self.language), evidence=seen),
            title=Statement(value=self.title, evidence=seen),
            uploaded=NOON,
            datestamp=NOON,
            pages=len(self.pages),
            sections=Statement(value=self.sections, evidence=seen) if self.sections else None,
            date=Statement(value=self.year, evidence=seen) if self.year else None,
            resource_type=Statement(value=self.kind, evidence=seen) if self.kind else None,
        )

    def manifestation(self, work_id: str) -> Manifestation:
        held = HeldFile(
            item=self.digest,
            file_name=f"{self.language}.pdf",
            paths=(f"/in/{work_id}-{self.language}.pdf",),
            size=7,
            pages=len(self.pages),
            media_type=PDF,
            accessioned=NOON,
        )
        return Manifestation(
            id=f"m-{work_id}-{self.language}", expressions=(f"{work_id}-{self.language}",), files=(held,)
        )

    def item(self, spool: Path) -> NewItem:
        copy = spool / f"1-{self.digest[:12]}"
        copy.write_bytes(b"%PDF-1.")
        return NewItem(
            item=Item(digest=self.digest, path="/in/x.pdf", size=7, modified_ns=1, media_type=PDF),
            spool=str(copy),
            document=msgspec.json.encode(self.document),
            description=msgspec.json.encode({"item": self.digest, "pages": 1, "language": self._language()}),
        )

    def _language(self) -> object:
        return msgspec.to_builtins(Statement(value=self.language, evidence=self.evidence()))


def work_of(work_id: str, *editions: Edition) -> Work:
    return Work(
        id=work_id,
        expressions=tuple(e.expression(work_id) for e in editions),
        manifestations=tuple(e.manifestation(work_id) for e in editions),
        datestamp=NOON,
    )


def keep(library: Library, work_id: str, *editions: Edition, new: Sequence[Edition] | None = None) -> Work:
    """Keeps a work with these editions; `new` are those whose files aren't there yet."""
    before = library.catalogue.work(work_id)
    work = replace(work_of(work_id, *editions), revision=before.revision + 1 if before else 1)
    with library.writer() as writer:
        items = tuple(e.item(library.spool) for e in (editions if new is None else new))
        writer.keep(Change(items=items, works=(work,)))
    return work
