"""Works, items and changes for the store's tests, made as the pipeline makes them."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from dragoman.accession.model import PDF, Item
from dragoman.document.model import Document, Page
from dragoman.record import assembly
from dragoman.record.assembly import Arrival
from dragoman.record.model import Abstract, Description, Evidence, Fingerprint, HeldFile, Source, Statement, Work
from dragoman.store.library import Library
from dragoman.store.model import Change, NewItem, NewReading, SourceFile
from dragoman.vocabulary.languages import LanguageTag

NOON = "2015-10-13T12:00:00Z"
READ_AGAIN = 13


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file as a test wants it: its name, what is read from it, and when it comes in."""

    name: str
    title: str = "A Report"
    language: str = "en"
    date: str | None = "2015-10"
    kind: str | None = "report"
    tokens: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    now: str = NOON
    path: str | None = None
    data: bytes | None = None

    @property
    def bytes(self) -> bytes:
        return self.data if self.data is not None else f"bytes of {self.name}".encode()

    @property
    def digest(self) -> str:
        return hashlib.sha512(self.bytes).hexdigest()

    @property
    def at(self) -> str:
        return self.path or f"/in/{self.name}.pdf"

    @property
    def description(self) -> Description:
        seen = Evidence(item=self.digest, source=Source.TITLE_PAGE, method="test", confidence=0.9)
        return Description(
            item=self.digest,
            pages=12,
            language=Statement(value=LanguageTag(self.language), evidence=seen),
            title=Statement(value=self.title, evidence=seen),
            abstract=Statement(value=Abstract(text=f"What {self.title} says."), evidence=seen),
            date=Statement(value=self.date, evidence=seen) if self.date else None,
            resource_type=Statement(value=self.kind, evidence=seen) if self.kind else None,
            fingerprint=Fingerprint(tokens=tuple((token, 1) for token in self.tokens)),
            unread=self.unread,
        )

    @property
    def document(self) -> Document:
        page = Page(number=1, label=None, width=595.0, height=842.0, blocks=())
        return Document(item=self.digest, media_type=PDF, reader="test", pages=(page,))

    @property
    def arrival(self) -> Arrival:
        file = HeldFile(
            item=self.digest,
            file_name=self.at.rpartition("/")[2],
            paths=(self.at,),
            size=len(self.bytes),
            pages=12,
            media_type=PDF,
            accessioned=self.now,
        )
        return Arrival(file=file, description=self.description, untitled=self.name)

    @property
    def work(self) -> Work:
        return assembly.stand_alone(self.arrival)

    @property
    def source(self) -> SourceFile:
        return SourceFile(path=self.at, digest=self.digest, size=len(self.bytes), modified_ns=17)

    def item(self, spool: Path) -> NewItem:
        """The item with a private copy of its bytes in the spool folder."""
        copy = spool / f"{os.getpid()}-{self.digest[:12]}"
        copy.write_bytes(self.bytes)
        return NewItem(
            item=Item(digest=self.digest, path=self.at, size=len(self.bytes), modified_ns=17, media_type=PDF),
            spool=str(copy),
            document=msgspec.json.encode(self.document),
            description=msgspec.json.encode(self.description),
        )

    def read_again(self, description: Description | None = None) -> NewReading:
        """The item read again, with more pages than before and what else the test wants it to say."""
        description = replace(description or self.description, pages=READ_AGAIN)
        return NewReading(
            digest=self.digest,
            document=msgspec.json.encode(self.document),
            description=msgspec.json.encode(description),
        )

    def change(self, spool: Path, *works: Work) -> Change:
        """The change that keeps this file: with the works that it changes, else as a work of its own."""
        return Change(items=(self.item(spool),), works=works or (self.work,), sources=(self.source,))


def keep(library: Library, *files: Made) -> tuple[Work, ...]:
    """Keeps files as works of their own."""
    with library.writer() as writer:
        for made in files:
            writer.keep(made.change(library.spool))
    return tuple(made.work for made in files)


def keep_as_one(library: Library, first: Made, *others: Made) -> Work:
    """Keeps files as the language editions of one work."""
    work = first.work
    with library.writer() as writer:
        writer.keep(first.change(library.spool))
        for made in others:
            work = assembly.join(work, made.arrival)
            writer.keep(made.change(library.spool, work))
    return work
