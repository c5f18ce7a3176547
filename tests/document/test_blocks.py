"""Lines become headings, paragraphs, list items, notes, captions, code and contents entries."""

from pathlib import Path

from dragoman.document.model import Block, BlockKind
from dragoman.document.pdf import read_pdf

from .typeset import Text, running_text, typeset

PARAGRAPH, HEADING, LIST_ITEM = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM


def blocks_of(tmp_path: Path, *page: Text) -> list[Block]:
    """The blocks above the body text that tells what is usual in this document."""
    body = running_text(y=500, lines=20)
    (read,) = read_pdf(typeset(tmp_path / "a.pdf", [*page, *body]), item="x").pages
    return [block for block in read.blocks if block.box.y0 < 480]


def kinds(blocks: list[Block]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_a_heading_of_two_lines_and_a_paragraph(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="1. A heading that is so long that", y=80, size=16, font="Helvetica-Bold"),
        Text(text="it takes two lines", y=98, size=16, font="Helvetica-Bold"),
        Text(text="Then a paragraph begins, and it goes on to the next li-", y=120),
        Text(text="ne and ends there.", y=132),
    )
    assert kinds(blocks) == [
        (HEADING, "1. A heading that is so long that it takes two lines"),
        (PARAGRAPH, "Then a paragraph begins, and it goes on to the next line and ends there."),
    ]
    assert (blocks[0].size, blocks[0].bold) == (16, True)


def test_a_bold_line_is_a_heading_but_bold_first_words_are_not(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="Aims and objectives", y=80, font="Helvetica-Bold"),
        Text(text="The first sentence.", y=96),
        Text(text="Words that are bold begin", y=140, font="Helvetica-Bold"),
        Text(text="a paragraph that goes on in common type.", y=152),
    )
    assert kinds(blocks) == [
        (HEADING, "Aims and objectives"),
        (PARAGRAPH, "The first sentence."),
        (PARAGRAPH, "Words that are bold begin a paragraph that goes on in common type."),
    ]


def test_paragraphs_are_parted_by_space_or_by_a_short_last_line(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="The first paragraph has a line that is as long as lines are here", y=80),
        Text(text="and then it ends.", y=92),
        Text(text="The second paragraph has a line that is as long as lines are too", y=104),
        Text(text="and no more", y=116),
        Text(text="The third one", y=140),
    )
    assert [block.text[:10] for block in blocks] == ["The first ", "The second", "The third "]


def test_list_items(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="• the first item, which goes", y=80),
        Text(text="on to a second line", x=82, y=92),
        Text(text="• the second item", y=104),
        Text(text="1) a numbered one", y=116),
    )
    assert kinds(blocks) == [
        (LIST_ITEM, "• the first item, which goes on to a second line"),
        (LIST_ITEM, "• the second item"),
        (LIST_ITEM, "1) a numbered one"),
    ]


def test_captions_and_code(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="Table des matières", y=50, size=16),
        Text(text="Figure 3.1: What was found", y=80),
        Text(text="def work(task):", y=110, font="Courier"),
        Text(text="return task", y=122, font="Courier"),
    )
    assert kinds(blocks) == [
        (HEADING, "Table des matières"),
        (BlockKind.CAPTION, "Figure 3.1: What was found"),
        (BlockKind.CODE, "def work(task):\nreturn task"),
    ]


def test_a_note_at_the_foot(tmp_path: Path) -> None:
    note = [Text(text="1 See the annex, where more is", y=700, size=7), Text(text="said of it.", y=708, size=7)]
    (page,) = read_pdf(typeset(tmp_path / "a.pdf", [*running_text(), *note]), item="x").pages
    last = page.blocks[-1]
    assert (last.kind, last.text) == (BlockKind.NOTE, "1 See the annex, where more is said of it.")


def test_a_cell_goes_on_below_although_another_stands_beside_it(tmp_path: Path) -> None:
    blocks = blocks_of(
        tmp_path,
        Text(text="5.1.1 Verify that the application has", y=80),
        Text(text="235", x=400, y=80),
        Text(text="defences against such attacks.", y=92),
        Text(text="5.1.2 Verify that frameworks protect", y=116),
        Text(text="915", x=400, y=116),
        Text(text="against mass assignment.", y=128),
    )
    assert [block.text for block in blocks] == [
        "5.1.1 Verify that the application has defences against such attacks.",
        "235",
        "5.1.2 Verify that frameworks protect against mass assignment.",
        "915",
    ]


def entry(title: str, page: str, y: float, *, x: float = 72, dots: bool = False) -> list[Text]:
    label = Text(text=page, x=500 - 6 * len(page), y=y)
    if not dots:
        return [Text(text=title, x=x, y=y), label]
    return [Text(text=f"{title} {'. ' * 50}"[:110], x=x, y=y), label]


def test_contents_without_dots_are_entries_by_their_page_labels(tmp_path: Path) -> None:
    titles = ("Acknowledgements", "Executive Summary", "Section 1 Context", "Section 2 Patterns", "Annex 1")
    page = [text for place, title in enumerate(titles) for text in entry(title, str(3 + 9 * place), 80 + 20 * place)]
    blocks = blocks_of(tmp_path, Text(text="Contents", y=50, size=16), *page)
    expected = [(BlockKind.CONTENTS, f"{title} {3 + 9 * place}") for place, title in enumerate(titles)]
    assert kinds(blocks) == [(HEADING, "Contents"), *expected]


def test_an_entry_of_two_lines(tmp_path: Path) -> None:
    first = Text(text="Section 3 Profile of migrants who have travelled from one place and found", y=120)
    page = [
        *entry("Section 1 Context", "5", 80),
        *entry("Section 2 Patterns", "12", 100),
        first,
        *entry("themselves in another", "20", 132),
        *entry("Section 4 Policy", "31", 152),
    ]
    found = [block.text for block in blocks_of(tmp_path, *page) if block.kind is BlockKind.CONTENTS]
    assert found == [
        "Section 1 Context 5",
        "Section 2 Patterns 12",
        f"{first.text} themselves in another 20",
        "Section 4 Policy 31",
    ]


def test_entries_with_dots_and_roman_labels(tmp_path: Path) -> None:
    page = [*entry("Foreword", "iv", 80, dots=True), *entry("Summary", "xi", 95, dots=True)]
    found = [block for block in blocks_of(tmp_path, *page) if block.kind is BlockKind.CONTENTS]
    assert [(block.text[:8], block.text[-2:]) for block in found] == [("Foreword", "iv"), ("Summary ", "xi")]


def test_numbers_in_a_table_are_no_contents(tmp_path: Path) -> None:
    rows = [("Poland", "812"), ("Germany", "90"), ("Finland", "413"), ("Norway", "77"), ("France", "530")]
    page = [text for place, (name, number) in enumerate(rows) for text in entry(name, number, 80 + 20 * place)]
    assert BlockKind.CONTENTS not in {block.kind for block in blocks_of(tmp_path, *page)}
