from dragoman.document.model import BlockKind, Box, Line, Link, OutlineEntry, Page
from dragoman.record.contents import find_contents
from dragoman.record.model import Section, SectionKind, Source

from .printed import block, document, heading, line, page, paragraph, right_line

BODY = "Those who cross the river count the boats and the days, and tell others what they have seen on the way. "


def section_page(number: int, title: str) -> Page:
    return page(number, heading(title, y=90), paragraph(BODY * 5, y=130))


def contents_page(number: int, *lines: Line, title: str = "Contents", links: tuple[Link, ...] = ()) -> Page:
    return page(number, heading(title, y=60, size=20), *(block(entry) for entry in lines), links=links)


def dotted(text: str, number: str, *, x: float = 72.0, y: float, bold: bool = False) -> Line:
    return line(f"{text} {'. ' * 20}{number}", x=x, y=y, bold=bold)


def tree(sections: tuple[Section, ...]) -> list[tuple[int, str | None, str, int]]:
    return [(s.level, s.label, s.title, s.page) for s in sections]


def test_a_printed_contents_page_gives_levels_labels_and_places() -> None:
    printed = contents_page(
        2,
        dotted("Acknowledgements", "iii", y=100),
        dotted("1 Context", "1", y=120),
        dotted("1.1 Aims", "1", x=90, y=140),
        dotted("1.2 Objectives", "2", x=90, y=160),
        dotted("2 Findings", "3", y=180),
        dotted("Bibliography", "4", y=200),
        dotted("Annex 1 Questions", "5", y=220),
    )
    titles = ["1 Context", "1.2 Objectives", "2 Findings", "Bibliography", "Annex 1 Questions"]
    pages = [page(1), printed, section_page(3, "Acknowledgements")]
    pages += [section_page(4 + i, title) for i, title in enumerate(titles)]
    statement = find_contents(document(*pages))
    assert statement is not None
    assert statement.evidence.source is Source.CONTENTS_PAGE
    assert statement.evidence.page == 2
    assert tree(statement.value) == [
        (1, None, "Acknowledgements", 3),
        (1, "1", "Context", 4),
        (2, "1.1", "Aims", 4),
        (2, "1.2", "Objectives", 5),
        (1, "2", "Findings", 6),
        (1, None, "Bibliography", 7),
        (1, "Annex 1", "Questions", 8),
    ]
    kinds = [section.kind for section in statement.value]
    front, body, back = SectionKind.FRONT, SectionKind.BODY, SectionKind.BACK
    assert kinds == [front, body, body, body, body, back, back]
    assert statement.value[4].y == 90.0
    assert statement.value[0].page_label == "iii"


def test_links_are_trusted_over_numbers() -> None:
    lines = [dotted(f"Chapter {n} About boats {n}", str(n), y=80 + 20 * n) for n in range(1, 5)]
    links = tuple(Link(box=Box(72, 80 + 20 * n, 500, 90 + 20 * n), page=2 * n) for n in range(1, 5))
    statement = find_contents(document(contents_page(1, *lines, links=links), *(page(n) for n in range(2, 10))))
    assert statement is not None
    assert [section.page for section in statement.value] == [2, 4, 6, 8]


def test_numbers_may_stand_apart_and_entries_may_wrap() -> None:
    rows = [
        line("The boats that cross the river at night", y=100),
        line("and those that stay", x=80, y=112),
        line("5", x=500, y=112),
        line("What the people say", y=130),
        line("6", x=500, y=130),
        line("What is to be done", y=150),
        line("7", x=500, y=150),
    ]
    titles = [
        "The boats that cross the river at night and those that stay",
        "What the people say",
        "What is to be done",
    ]
    pages = [contents_page(1, *rows, title="Table of contents"), *(page(n) for n in range(2, 5))]
    pages += [section_page(5 + i, title) for i, title in enumerate(titles)]
    statement = find_contents(document(*pages))
    assert statement is not None
    assert [(s.title, s.page) for s in statement.value] == list(zip(titles, (5, 6, 7), strict=True))


def test_arabic_contents_have_their_numbers_on_the_left() -> None:
    rows = [
        right_line("مقدمة .................. 3", y=100),
        right_line("السياق العام ............. 4", y=120),
        right_line("الأهداف ................ 4", x1=505.0, y=140),
        right_line("النتائج ................. 5", y=160),
    ]
    names = {3: "مقدمة", 4: "السياق العام", 5: "النتائج"}
    pages = [page(1), contents_page(2, *rows, title="المحتويات")]
    pages += [
        page(n, block(right_line(name, y=80, size=16, bold=True), kind=BlockKind.HEADING)) for n, name in names.items()
    ]
    statement = find_contents(document(*pages))
    assert statement is not None
    assert [(s.level, s.title, s.page) for s in statement.value] == [
        (1, "مقدمة", 3),
        (1, "السياق العام", 4),
        (2, "الأهداف", 4),
        (1, "النتائج", 5),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [dotted(f"{n} 章节{n}", str(n), y=80 + 20 * n) for n in range(1, 5)]
    left = [Line(text=e.text, box=Box(72, e.box.y0, 270, e.box.y1), size=10) for e in left]
    right = [
        Line(text=f"{n} 章节{n} . . . . {n}", box=Box(310, 20 * n, 520, 20 * n + 10), size=10) for n in range(5, 9)
    ]
    statement = find_contents(document(contents_page(1, *left, *right, title="目录"), *(page(n) for n in range(2, 12))))
    assert statement is not None
    assert [section.label for section in statement.value] == [str(n) for n in range(1, 9)]


def test_a_list_of_figures_is_no_contents() -> None:
    rows = [dotted(f"Figure {n} Boats", str(n), y=80 + 20 * n) for n in range(1, 8)]
    pages = [contents_page(1, *rows, title="List of figures"), *(page(n, paragraph(BODY)) for n in range(2, 12))]
    assert find_contents(document(*pages)) is None


def test_a_sane_outline_comes_first() -> None:
    outline = tuple(OutlineEntry(level=1 + n % 2, title=f"{n} Part", page=n) for n in range(2, 5))
    statement = find_contents(document(*(page(n) for n in range(1, 6)), outline=outline))
    assert statement is not None
    assert statement.evidence.source is Source.OUTLINE
    assert [section.page for section in statement.value] == [2, 3, 4]


def test_an_outline_that_says_nothing_is_passed_over() -> None:
    outline = tuple(OutlineEntry(level=1, title=f"Bookmark {n}", page=1) for n in range(4))
    assert find_contents(document(page(1), page(2), outline=outline)) is None


def test_headings_alone_give_sections() -> None:
    titles = ["1. Introduction", "2. Method", "3. Results", "References"]
    pages = [
        page(1, heading("A Paper on Boats", size=20), heading(titles[0], y=120, size=12), paragraph(BODY * 6, y=150)),
        *(page(n + 1, heading(titles[n], size=12), paragraph(BODY * 6)) for n in range(1, 4)),
    ]
    statement = find_contents(document(*pages), title="A Paper on Boats")
    assert statement is not None
    assert statement.evidence.source is Source.HEADINGS
    assert tree(statement.value) == [
        (1, "1", "Introduction", 1),
        (1, "2", "Method", 2),
        (1, "3", "Results", 3),
        (1, None, "References", 4),
    ]


def test_a_label_on_its_own_line_belongs_to_the_title_below() -> None:
    pages = [
        page(n, heading(f"Глава {n}", size=18), heading(name, y=110, size=22), paragraph(BODY * 5, y=160))
        for n, name in enumerate(("Лодки", "Река", "Люди"), start=1)
    ]
    statement = find_contents(document(*pages))
    assert statement is not None
    assert [(s.label, s.title) for s in statement.value] == [
        ("Глава 1", "Лодки"),
        ("Глава 2", "Река"),
        ("Глава 3", "Люди"),
    ]


def test_a_document_without_anything_has_no_contents() -> None:
    assert find_contents(document(page(1, paragraph(BODY)))) is None
    assert find_contents(document()) is None


def test_numbered_headings_complete_contents_of_chapters_alone() -> None:
    printed = contents_page(1, *(dotted(f"{n} Boats {n}", str(n), y=80 + 20 * n) for n in range(1, 5)))
    pages = [
        page(
            n + 1,
            heading(f"{n} Boats {n}", size=18),
            paragraph(BODY * 4),
            heading(f"{n}.1 Sails", y=300, size=14),
            paragraph(BODY * 4, y=330),
        )
        for n in range(1, 5)
    ]
    statement = find_contents(document(printed, *pages))
    assert statement is not None
    assert [(s.level, s.label) for s in statement.value][:4] == [(1, "1"), (2, "1.1"), (1, "2"), (2, "2.1")]


def test_numbers_may_stand_before_the_titles() -> None:
    """As Chromium and InDesign set them: number, room, title; an entry may go on below."""
    chapters = (
        ("3", "Wer kommt"),
        ("3", "Woher die Leute"),
        ("4", "Über das Meer"),
        ("9", "Was zu tun ist"),
        ("12", "Anhang"),
    )
    rows = [
        part
        for n, (number, title) in enumerate(chapters)
        for part in (line(number, y=100 + 30 * n), line(title, x=110, y=100 + 30 * n))
    ]
    rows.insert(4, line("herkommen", x=110, y=142))
    pages = [page(1, heading("Inhalt"), *(block(row) for row in rows))]
    pages += [page(n, paragraph("Text " * 60), label=str(n)) for n in range(2, 14)]
    found = find_contents(document(*pages))
    assert found is not None
    assert found.evidence.source is Source.CONTENTS_PAGE
    assert [(s.title, s.page) for s in found.value] == [
        ("Wer kommt", 3),
        ("Woher die Leute herkommen", 3),
        ("Über das Meer", 4),
        ("Was zu tun ist", 9),
        ("Anhang", 12),
    ]


def test_chapters_that_are_counted_are_no_page_numbers() -> None:
    rows = [block(line(f"{n} Chapter about a thing", y=100 + 20 * n)) for n in range(1, 9)]
    pages = [page(1, heading("Contents"), *rows), *(page(n, paragraph("Text " * 60)) for n in range(2, 12))]
    found = find_contents(document(*pages))
    assert found is None or found.evidence.source is not Source.CONTENTS_PAGE
