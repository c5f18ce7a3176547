"""The sections of a file, joined, are its text once; each begins at its heading."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.model import FURNITURE, Block, BlockKind, Box, Page
from dragoman.document.pdf import read_pdf
from dragoman.record.describe import describe
from dragoman.record.division import divided, stretches
from dragoman.record.model import Section
from dragoman.vocabulary.folding import squeeze

SAMPLES = Path(__file__).parents[2] / "samples"


def block(text: str, y: float = 100.0, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind=kind, text=text, box=Box(72, y, 500, y + 12), size=10)


def heading(text: str, y: float = 100.0) -> Block:
    return block(text, y, BlockKind.HEADING)


def page(*blocks: Block, number: int = 1) -> Page:
    return Page(number=number, label=None, width=595, height=842, blocks=blocks)


def section(title: str, at: int = 1, *, y: float = 0.0, label: str | None = None) -> Section:
    return Section(level=1, label=label, title=title, page=at, y=y)


def texts(one: Page, *sections: Section) -> list[tuple[int | None, list[str]]]:
    return [(stretch.place, [b.text for b in stretch.blocks]) for stretch in stretches(one, sections)]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.pdf")), ids=lambda path: path.stem)
def test_the_sections_of_a_sample_are_its_text_once(path: Path) -> None:
    document = read_pdf(str(path), item="0")
    contents = describe(document).sections
    assert contents
    sections = contents.value
    found = list(divided(document.pages, sections))
    whole = [b for p in document.pages for b in p.blocks if b.kind not in FURNITURE]
    joined = [b for stretch in found for b in stretch.blocks]
    assert len(joined) == len(whole)
    assert all(one is other for one, other in zip(joined, whole, strict=True))
    assert {stretch.place for stretch in found} >= set(range(len(sections)))
    first = {stretch.place: stretch.blocks for stretch in reversed(found) if stretch.blocks}
    seen = [place for place, one in enumerate(sections) if one.y > 0 and place in first]
    right = [place for place in seen if squeeze(sections[place].title)[:12] in squeeze(first[place][0].text)]
    assert len(right) >= 0.97 * len(seen)


@given(
    st.lists(st.lists(st.sampled_from(["Aims", "1 Aims", "Text.", "Findings", "1", ""]), max_size=6), max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from(["Aims", "Findings", "1", "Unseen", "…"]),
            st.integers(-1, 6),
            st.sampled_from([0.0, 150.0, 420.0, 9_000.0]),
            st.sampled_from([None, "1"]),
        ),
        max_size=6,
    ),
)
def test_no_block_is_lost_and_none_stands_twice(
    written: list[list[str]], contents: list[tuple[str, int, float, str | None]]
) -> None:
    pages = [
        page(*(block(text, 100.0 * place) for place, text in enumerate(lines)), number=number)
        for number, lines in enumerate(written, 1)
    ]
    sections = [section(title, at, y=y, label=label) for title, at, y, label in contents]
    found = list(divided(pages, sections))
    joined = [b for stretch in found for b in stretch.blocks]
    assert [id(b) for b in joined] == [id(b) for p in pages for b in p.blocks]
    assert all(stretch.place is None or sections[stretch.place].page <= stretch.page.number for stretch in found)


def test_running_heads_and_page_numbers_belong_to_no_section() -> None:
    found = texts(
        page(block("Report", kind=BlockKind.RUNNING_HEAD), block("Text."), block("3", kind=BlockKind.PAGE_NUMBER))
    )
    assert found == [(None, ["Text."])]


def test_a_label_that_stands_alone_is_where_its_section_begins() -> None:
    found = texts(
        page(block("The end.", 50), heading("Annex 1", 100), heading("Questionnaire", 130), block("Question 1", 160)),
        section("Questionnaire", label="Annex 1", y=130),
    )
    assert found == [(None, ["The end."]), (0, ["Annex 1", "Questionnaire", "Question 1"])]


def test_of_two_headings_with_the_same_words_the_one_at_its_place_counts() -> None:
    found = texts(
        page(heading("Summary", 60), block("Of one.", 80), heading("Summary", 400), block("Of all.", 420)),
        section("Summary", y=400),
    )
    assert found == [(None, ["Summary", "Of one."]), (0, ["Summary", "Of all."])]


def test_printed_contents_on_the_same_page_are_not_taken_for_the_headings() -> None:
    printed = block("Aims . . . 1", 60, BlockKind.CONTENTS)
    found = texts(page(heading("Aims", 200), block("Ours.", 220)), section("Aims"))
    assert found == [(0, ["Aims", "Ours."])]
    found = texts(page(printed, heading("Aims", 200), block("Ours.", 220)), section("Aims"))
    assert found == [(None, ["Aims . . . 1"]), (0, ["Aims", "Ours."])]


def test_a_heading_that_runs_into_its_paragraph_begins_its_section() -> None:
    found = texts(
        page(block("Before.", 50), block("2.3 Scope. What is meant here is the whole.", 80)),
        section("Scope", label="2.3", y=20),
    )
    assert found == [(None, ["Before."]), (0, ["2.3 Scope. What is meant here is the whole."])]


def test_a_chapter_at_whose_heading_its_first_part_begins_has_no_blocks_of_its_own() -> None:
    found = texts(page(heading("Chapter", 80), block("Text.", 100)), section("Chapter", y=80), section("Chapter", y=80))
    assert [place for place, _ in found] == [0, 1]
    assert [text for _, blocks in found for text in blocks] == ["Chapter", "Text."]


def test_a_section_without_a_place_that_comes_before_its_neighbour_in_the_file_is_read_there() -> None:
    pages = [page(block(f"Page {n}."), number=n) for n in (1, 2, 3)]
    found = divided(pages, [section("Later", 3), section("Sooner", 2)])
    assert [(s.place, s.blocks[0].text) for s in found] == [(None, "Page 1."), (1, "Page 2."), (0, "Page 3.")]
