"""A real library for the tests of the pages, kept by the store's own writer: works of several languages and states.

The records are made here, so that a test knows every value on a page; files are small PDFs set by reportlab.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
from reportlab.pdfgen.canvas import Canvas

from dragoman.accession.model import PDF, Item
from dragoman.document.model import Block, BlockKind, Box, Document, Legibility, Line, Page, Recognition
from dragoman.record.model import (
    Abstract,
    AgentKind,
    Contribution,
    Description,
    Evidence,
    Expression,
    HeldFile,
    Identifier,
    Manifestation,
    Section,
    Source,
    Statement,
    Status,
    Work,
)
from dragoman.record.parallels import with_parallels
from dragoman.store.library import Library
from dragoman.store.model import Change, NewItem
from dragoman.vocabulary.languages import LanguageTag

UPLOADED: Final = "2015-10-13T09:30:00Z"
STUDY: Final = "wstudy"
EN, RU, AR, ZH = "estudyen", "estudyru", "estudyar", "eguidezh"
LONG, HOSTILE, WITHDRAWN, ABSORBED = "elong", "ehostile", "ewithdrawn", "eabsorbed"
ENDLESS: Final = "eendless"
TITLES: Final = {
    EN: "Migration and the Border: A Small-Scale Study",
    RU: "Миграция и граница: малое исследование",
    AR: "الهجرة والحدود: دراسة صغيرة",
    ZH: "边境指南",
}
HOSTILE_TITLE: Final = '<script>alert("1")</script> %s %(x)s {{ 7*7 }} \u202egnp.exe'
ENDLESS_TITLE: Final = ("unending<b class=injected>" + "миграцияالهجرة\u202eWanderung迁移" * 100)[:2000]
HOSTILE_NAME: Final = 'say "hi";\r\nX-Bad: 1 \u202egnp.الهجرة.pdf'
SMALL: Final = 45
LONG_SECTIONS: Final = 450

TEXT: Final = {
    EN: "Every migrant crossed the border lawfully and told the researchers about the journey.",
    RU: "Каждый мигрант пересёк границу законно и рассказал исследователям о своём пути.",
    AR: "عبر كل مهاجر الحدود بصورة قانونية وتحدث إلى الباحثين عن رحلته.",
    ZH: "每一位移民都合法地越过边境,并向研究人员讲述了旅程。",
}
HEADINGS: Final = {
    EN: ("Introduction", "Methods", "Interviews", "List of experts"),
    RU: ("Введение", "Методы", "Интервью", "Список экспертов"),
    AR: ("مقدمة", "المناهج", "المقابلات", "قائمة الخبراء"),
}


def pdf(text: str, pages: int) -> bytes:
    """A PDF of so many pages; its bytes follow from the text alone."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 720, f"{text.encode('ascii', 'replace').decode()} {number}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def evidence(item: str, source: Source = Source.TITLE_PAGE, page: int | None = 1) -> Evidence:
    return Evidence(item=item, source=source, method="test", confidence=0.9, page=page)


def block(kind: BlockKind, text: str, y: float, lines: Sequence[tuple[str, float, float]] = ()) -> Block:
    made = tuple(Line(text=t, box=Box(x, top, x + 50, top + 10), size=10.0) for t, x, top in lines)
    return Block(kind=kind, text=text, box=Box(72, y, 500, y + 20), size=10.0, lines=made)


def document(item: str, expression_id: str, pages: int) -> Document:
    """Page 1 a cover; page 2 with a block of each kind and two sections; the others a paragraph each."""
    text, headings = TEXT.get(expression_id, TEXT[EN]), HEADINGS.get(expression_id, HEADINGS[EN])
    kinds = (
        block(BlockKind.RUNNING_HEAD, "RUNNING HEAD", 10),
        block(BlockKind.HEADING, f"1 {headings[0]}", 60),
        block(BlockKind.PARAGRAPH, text, 100),
        block(BlockKind.LIST_ITEM, "• first thing", 140),
        block(BlockKind.LIST_ITEM, "• second thing", 160),
        block(BlockKind.CODE, "apt install\n  dragoman", 180),
        block(BlockKind.HEADING, f"1.1 {headings[1]}", 300),
        block(BlockKind.TABLE, "a b c d", 340, [("a", 72, 340), ("b", 200, 341), ("c", 72, 360), ("d", 200, 360)]),
        block(BlockKind.CAPTION, "Table 1. Letters", 380),
        block(BlockKind.CONTENTS, "Annex ........... 12", 390, [("Annex ........... 12", 72, 390)]),
        block(BlockKind.NOTE, "1 A note at the foot.", 700),
        block(BlockKind.PAGE_NUMBER, "2", 780),
    )
    made = [Page(number=1, label="i", width=595, height=842, blocks=(block(BlockKind.HEADING, TITLES[EN], 200),))]
    legibility = Legibility.RECOGNISED if expression_id == RU else Legibility.LEGIBLE
    made.append(Page(number=2, label="ii", width=595, height=842, blocks=kinds, legibility=legibility))
    made += [
        Page(number=n, label=str(n - 2), width=595, height=842, blocks=(block(BlockKind.PARAGRAPH, f"{text} {n}", 80),))
        for n in range(3, pages)
    ]
    made.append(Page(number=pages, label=None, width=595, height=842, blocks=()))
    return Document(item=item, media_type=PDF, reader="test", pages=tuple(made[:pages]))


class Shelf:
    """Puts works into a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.items: list[NewItem] = []

    def file(self, expression_id: str, *, text: str, name: str, pages: int = 6, at: str = UPLOADED) -> HeldFile:
        data = pdf(text, pages)
        digest = hashlib.sha512(data).hexdigest()
        spool = self.library.spool / f"1-{digest[:12]}"
        spool.write_bytes(data)
        described = Description(
            item=digest, pages=pages, language=Statement(value=LanguageTag("en"), evidence=evidence(digest))
        )
        self.items.append(
            NewItem(
                item=Item(digest=digest, path=f"/in/{digest[:8]}.pdf", size=len(data), modified_ns=1, media_type=PDF),
                spool=str(spool),
                document=msgspec.json.encode(document(digest, expression_id, pages)),
                description=msgspec.json.encode(described),
            )
        )
        return HeldFile(
            item=digest,
            file_name=name,
            paths=(f"/in/{digest[:8]}.pdf",),
            size=len(data),
            pages=pages,
            media_type=PDF,
            accessioned=at,
        )

    def keep(self, *works: Work) -> None:
        with self.library.writer() as writer:
            writer.keep(Change(items=tuple(self.items), works=works))
        self.items = []


def sections(expression_id: str, titles: Sequence[str]) -> tuple[Section, ...]:
    made = (
        Section(level=1, label="1", title=titles[0], page=2, y=60, page_label="ii"),
        Section(level=2, label="1.1", title=titles[1], page=2, y=300, page_label="ii"),
        Section(level=1, label="2", title=titles[2], page=3, y=80, page_label="1"),
        Section(level=1, label="Annex 1", title=titles[3], page=5, y=0, page_label="3"),
    )
    return tuple(replace(section, id=f"{expression_id}.{n}") for n, section in enumerate(made, 1))


def edition(expression_id: str, language: str, file: HeldFile, *, title: str, uploaded: str = UPLOADED) -> Expression:
    seen = evidence(file.item)
    return Expression(
        id=expression_id,
        language=Statement(value=LanguageTag(language), evidence=evidence(file.item, Source.TEXT, None)),
        title=Statement(value=title, evidence=seen),
        uploaded=uploaded,
        datestamp=uploaded,
        pages=file.pages,
    )


def work(work_id: str, *pairs: tuple[Expression, tuple[HeldFile, ...]], original: str | None = None) -> Work:
    item = pairs[0][1][0].item
    return Work(
        id=work_id,
        expressions=tuple(expression for expression, _ in pairs),
        manifestations=tuple(
            Manifestation(id=f"m{expression.id}", expressions=(expression.id,), files=files)
            for expression, files in pairs
        ),
        original_language=Statement(value=LanguageTag(original), evidence=evidence(item, Source.COMPARISON, None))
        if original
        else None,
        datestamp=UPLOADED,
    )


def study(shelf: Shelf) -> Work:
    """Three editions: the English is the original with all fields, the Russian is a scan with an earlier revision."""
    pairs = []
    for expression_id, language in ((EN, "en"), (RU, "ru"), (AR, "ar")):
        files = [shelf.file(expression_id, text=language, name=f"study-{language}.pdf")]
        if expression_id == RU:
            files.insert(0, shelf.file(RU, text="old", name="draft-ru.pdf", pages=4, at="2014-02-01T00:00:00Z"))
        made = edition(expression_id, language, files[-1], title=TITLES[expression_id])
        item = files[-1].item
        made = replace(
            made,
            is_original=language == "en",
            abstract=Statement(
                value=Abstract(text=TEXT[expression_id], extract=language == "ar"), evidence=evidence(item, page=2)
            ),
            sections=Statement(
                value=sections(expression_id, HEADINGS[expression_id]), evidence=evidence(item, Source.CONTENTS_PAGE, 2)
            ),
            date=Statement(value="2015-10", evidence=evidence(item)),
            resource_type=Statement(value="report", evidence=evidence(item)),
        )
        if expression_id == RU:  # a scan
            seen = Recognition(engine="tesseract 5", languages=("rus", "eng"), pages=(2, 3, 4))
            made = replace(made, recognition=seen, unread=(6,))
        pairs.append((made, tuple(files)))
    item = pairs[0][1][0].item
    names = (("Ivanova, Anna", AgentKind.PERSON, "aut"), ("Border Institute", AgentKind.ORGANIZATION, "aut"))
    full = replace(
        pairs[0][0],
        contributions=tuple(
            Statement(value=Contribution(name=name, kind=kind, role=role), evidence=evidence(item))
            for name, kind, role in names
        ),
        publisher=Statement(value="Migration Press", evidence=evidence(item, Source.METADATA, None)),
        identifiers=(
            Statement(value=Identifier(scheme="ISBN", value="9789291393435"), evidence=evidence(item, page=2)),
            Statement(value=Identifier(scheme="UNDOC", value="A/RES/70/1"), evidence=evidence(item)),
        ),
    )
    return with_parallels(work(STUDY, (full, pairs[0][1]), *pairs[1:], original="en"))


def odd_ones(shelf: Shelf) -> list[Work]:
    """A bare Chinese edition with a nasty file name, one with hostile values, one withdrawn, one merged, one long."""
    guide = shelf.file(ZH, text="zh", name=HOSTILE_NAME)
    bad = shelf.file(HOSTILE, text="bad", name="<b>.pdf")
    gone = shelf.file(WITHDRAWN, text="gone", name="gone.pdf")
    long = shelf.file(LONG, text="long", name="long.pdf", pages=200)
    hostile = replace(
        edition(HOSTILE, "x-klingon", bad, title=HOSTILE_TITLE),
        resource_type=Statement(value="<b>100%</b>", evidence=evidence(bad.item)),
        publisher=Statement(value="<img src=x onerror=alert(1)>", evidence=evidence(bad.item)),
        abstract=Statement(value=Abstract(text="</div><script>alert(2)</script>"), evidence=evidence(bad.item)),
        date=Statement(value="soon <i>", evidence=evidence(bad.item)),
        sections=Statement(
            value=(Section(level=3, label=None, title="<u>deep</u>", page=999, id="ehostile.1"),),
            evidence=evidence(bad.item),
        ),
    )
    many = tuple(
        Section(
            level=1 if n % 45 == 0 else 2 if n % 9 == 0 else 3,
            label=f"{n // 45 + 1}.{n}",
            title=f"A section about something, of ordinary length ({n})",
            page=min(2 + n // 2, 199),
            page_label=str(n // 2),
            id=f"{LONG}.{n}",
        )
        for n in range(LONG_SECTIONS)
    )
    longest = replace(
        edition(LONG, "en", long, title="A Reference in Very Many Sections"),
        sections=Statement(value=many, evidence=evidence(long.item)),
    )
    withdrawn = replace(edition(WITHDRAWN, "en", gone, title="Withdrawn"), status=Status.DELETED)
    return [
        absorbed(work("wguide", (edition(ZH, "zh-Hans", guide, title=TITLES[ZH]), (guide,)))),
        work("whostile", (hostile, (bad,))),
        work("wwithdrawn", (withdrawn, (gone,))),
        work("wlong", (longest, (long,)), original="en"),
        endless(shelf),
        Work(id="wmerged", expressions=(), manifestations=(), merged_into=STUDY, datestamp=UPLOADED),
    ]


def absorbed(into: Work) -> Work:
    """The work with an edition that was withdrawn because its file became one of the first edition's."""
    heir = into.expressions[0]
    gone = replace(heir, id=ABSORBED, status=Status.DELETED, replaced_by=heir.id)
    return replace(into, expressions=(*into.expressions, gone))


def endless(shelf: Shelf) -> Work:
    """An edition whose title, publisher and sections never end, in mixed directions and with markup in them."""
    file = shelf.file(ENDLESS, text="endless", name="e" * 200 + ".pdf")
    made = edition(ENDLESS, "en", file, title=ENDLESS_TITLE)
    made = replace(
        made,
        date=Statement(value="1999", evidence=evidence(file.item)),
        publisher=Statement(value=ENDLESS_TITLE, evidence=evidence(file.item)),
        sections=Statement(value=sections(ENDLESS, (ENDLESS_TITLE,) * 4), evidence=evidence(file.item)),
    )
    return work("wendless", (made, (file,)))


def small(shelf: Shelf, number: int) -> Work:
    """One of many, so that lists have pages."""
    name, language = f"esmall{number:03}", ("en", "fr", "es")[number % 3]
    file = shelf.file(name, text=f"small {number}", name=f"{name}.pdf", pages=2)
    made = edition(name, language, file, title=f"Brief {number:03}", uploaded=f"2014-01-01T00:00:{number:02}Z")
    date = Statement(value=f"{2000 + number % 4}", evidence=evidence(file.item))
    return work(f"wsmall{number:03}", (replace(made, date=date), (file,)))


def fill(folder: Path) -> Library:
    """A library with all of it."""
    return stock(Library.open(folder, create=True))


def stock(library: Library) -> Library:
    """The same in a library that is there and empty."""
    shelf = Shelf(library)
    shelf.keep(study(shelf), *odd_ones(shelf), *(small(shelf, number) for number in range(SMALL)))
    return library
