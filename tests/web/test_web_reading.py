from dragoman.document.model import Block, BlockKind, Box, Line, Page
from dragoman.record.model import Section
from dragoman.surfaces.web.reading import Part, parts, section_at


def block(kind: BlockKind, text: str, y: float = 0.0, lines: tuple[Line, ...] = ()) -> Block:
    return Block(kind=kind, text=text, box=Box(72, y, 500, y + 12), size=10, lines=lines)


def line(text: str, x: float, y: float) -> Line:
    return Line(text=text, box=Box(x, y, x + 40, y + 10), size=10)


def page(*blocks: Block, number: int = 5) -> Page:
    return Page(number=number, label=None, width=595, height=842, blocks=blocks)


def section(title: str, *, at: int = 5, y: float = 0.0, level: int = 1, name: str = "e.1") -> Section:
    return Section(level=level, label=None, title=title, page=at, y=y, id=name)


def read(*blocks: Block, sections: tuple[Section, ...] = ()) -> tuple[Part, ...]:
    return parts(page(*blocks), sections)


def test_furniture_and_empty_blocks_are_left_out() -> None:
    kinds = (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER, BlockKind.PARAGRAPH)
    assert read(*(block(kind, " " if kind is BlockKind.PARAGRAPH else "5") for kind in kinds)) == ()


def test_items_of_a_list_stay_together_bulleted_and_numbered_apart() -> None:
    made = read(*(block(BlockKind.LIST_ITEM, text) for text in ("• a", "– b", "1. c", "2. d")))
    assert [(part.bulleted, part.lines) for part in made] == [(True, ["a", "b"]), (False, ["1. c", "2. d"])]


def test_listings_that_follow_each_other_are_one_and_keep_their_indentation() -> None:
    first = block(BlockKind.CODE, "if x: y", lines=(line("if x:", 72, 10), line("y", 96, 22)))
    (part,) = read(first, block(BlockKind.CODE, "done"))
    assert part.text == "if x:\n    y\ndone"


def test_a_section_begins_at_the_heading_with_its_words_whatever_its_height() -> None:
    made = read(
        block(BlockKind.PARAGRAPH, "The Methods are told below.", 50),
        block(BlockKind.HEADING, "2.1  METHODS", 300),
        sections=(section("Methods", y=60, level=2),),
    )
    assert [part.marks for part in made] == [[], ["s1"]]
    assert made[1].level == 3


def test_a_section_without_a_heading_begins_at_its_height() -> None:
    made = read(
        block(BlockKind.PARAGRAPH, "one", 50),
        block(BlockKind.PARAGRAPH, "two", 200),
        sections=(section("Unseen", y=150),),
    )
    assert [part.marks for part in made] == [[], ["s1"]]


def test_two_sections_at_one_block_both_have_their_anchor() -> None:
    (part,) = read(block(BlockKind.PARAGRAPH, "one", 50), sections=(section("A"), section("B", name="e.2")))
    assert part.marks == ["s1", "s2"]


def test_a_heading_that_is_no_section_stands_below_the_section_it_is_in() -> None:
    made = read(block(BlockKind.HEADING, "A box"), sections=(section("Before", at=3, level=2), section("After", at=9)))
    assert made[0].level == 4
    assert all(part.level <= 6 for part in read(block(BlockKind.HEADING, "x"), sections=(section("x", level=9),)))


def test_the_section_that_a_page_begins_in() -> None:
    sections = (section("A", at=3), section("B", y=400, name="e.2"), section("C", at=9, name="e.3"))
    middle = page(block(BlockKind.PARAGRAPH, "rest of A", 50), block(BlockKind.HEADING, "B", 400))
    top = page(block(BlockKind.RUNNING_HEAD, "A", 10), block(BlockKind.HEADING, "B", 50))
    assert section_at(middle, sections) == 0
    assert section_at(top, sections) == 1
    assert section_at(page(block(BlockKind.PARAGRAPH, "x"), number=1), sections) is None
    assert section_at(page(number=20), sections) == 2
