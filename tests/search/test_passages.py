"""The whole text of a file lies in passages, each in one section and on one page."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document.model import BlockKind, Page
from dragoman.record.model import Section
from dragoman.search.model import Passage
from dragoman.search.passages import MOST, passages, size_of

from .shelf import Edition, block, page, work_of


def cut(*pages: Page, sections: tuple[Section, ...] = (), language: str = "en") -> list[Passage]:
    edition = Edition(language=language, pages=pages, sections=sections)
    work = work_of("w1", edition)
    return list(passages(work, work.expressions[0], edition.document))


def section(title: str, number: int, **more: float | str | None) -> Section:
    return Section(level=1, label=None, title=title, page=number, id=f"s-{title}", **more)  # type: ignore[arg-type]


def words(text: str, count: int) -> str:
    return " ".join(f"{text}{n}" for n in range(count))


def test_a_short_page_is_one_passage() -> None:
    (passage,) = cut(page(1, "One paragraph.", "And another.", label="iv"))
    assert passage.text == "One paragraph.\nAnd another."
    assert (passage.page, passage.page_label, passage.section_id) == (1, "iv", None)


def test_running_heads_and_page_numbers_are_left_out() -> None:
    head, number = (block("Report 2015", kind=kind) for kind in (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER))
    (passage,) = cut(page(1, head, "The text.", number))
    assert passage.text == "The text."


def test_printed_contents_are_left_out_where_the_sections_are_known() -> None:
    printed = block("Aims . . . . 1", kind=BlockKind.CONTENTS)
    assert [p.text for p in cut(page(1, printed, "Text."))] == ["Aims . . . . 1\nText."]
    assert [p.text for p in cut(page(1, printed, "Text."), sections=(section("Aims", 1),))] == ["Text."]


def test_no_passage_goes_over_a_page_or_a_section() -> None:
    found = cut(
        page(1, "Before.", block("Aims", kind=BlockKind.HEADING, y=200), block("Our aims.", y=300)),
        page(2, "More aims.", block("Findings", kind=BlockKind.HEADING, y=200), block("What we found.", y=300)),
        sections=(section("Aims", 1, y=200.0), section("Findings", 2, y=200.0)),
    )
    assert [(p.page, p.section_title, p.text) for p in found] == [
        (1, None, "Before."),
        (1, "Aims", "Aims\nOur aims."),
        (2, "Aims", "More aims."),
        (2, "Findings", "Findings\nWhat we found."),
    ]


def test_a_heading_is_known_by_its_words_before_its_place() -> None:
    """In two columns the foot of the left one lies below the heading in the right one."""
    left = block("The end of the first part, at the foot of the left column.", y=700)
    heading = block("2.1 Findings", kind=BlockKind.HEADING, y=90)
    found = cut(
        page(1, block("The first part.", y=60), left, heading, block("What we found.", y=120)),
        sections=(Section(level=2, label="2.1", title="Findings", page=1, y=90.0, id="s1"),),
    )
    assert [(p.section_label, p.text.splitlines()[-1]) for p in found] == [(None, left.text), ("2.1", "What we found.")]


def test_sections_that_begin_on_one_page_without_places_are_told_apart_by_their_headings() -> None:
    found = cut(
        page(1, "First", "Text of the first.", "Second", "Text of the second."),
        sections=(section("First", 1), section("Second", 1)),
    )
    assert [(p.section_title, p.text) for p in found] == [
        ("First", "First\nText of the first."),
        ("Second", "Second\nText of the second."),
    ]


def test_long_text_is_cut_between_sentences() -> None:
    sentences = [f"Sentence number {n} has exactly eight words here." for n in range(60)]
    found = cut(page(1, " ".join(sentences)))
    assert " ".join(p.text for p in found) == " ".join(sentences)
    assert all(p.text.endswith(".") for p in found)
    assert all(80 <= size_of(p.text) <= MOST for p in found)


def test_a_table_without_sentences_is_cut_between_words() -> None:
    text = words("cell", 1000)
    found = cut(page(1, text))
    assert " ".join(p.text for p in found) == text
    assert max(size_of(p.text) for p in found) <= MOST


def test_chinese_and_thai_are_cut_by_their_own_measure() -> None:
    chinese = "移民政策研究报告的第一部分说明了研究的背景。" * 60
    found = cut(page(1, chinese), language="zh")
    assert "".join(p.text for p in found) == chinese
    assert all(150 <= len(p.text) <= 2 * MOST for p in found[:-1])
    thai = "สิทธิมนุษยชนเป็นสิทธิของทุกคน" * 100
    found = cut(page(1, thai), language="th")
    assert "".join(p.text for p in found) == thai
    assert len(found) > 3


def test_an_expression_without_a_file_has_no_passages_of_another() -> None:
    edition = Edition(language="en", pages=("Text.",))
    other = Edition(language="fr", pages=("Texte.",))
    work = work_of("w1", edition, other)
    assert [p.expression_id for p in passages(work, work.expressions[1], other.document)] == ["w1-fr"]


def test_of_a_bilingual_file_each_edition_has_its_own_script() -> None:
    english, arabic = Edition(language="en", pages=("Rights.",)), Edition(language="ar", pages=("Rights.",))
    made = page(1, "Human rights.", "حقوق الإنسان.", "Items البند", "1948")
    work = work_of("w1", english, arabic)
    shared = replace(work.manifestations[0], expressions=("w1-en", "w1-ar"))
    work = replace(work, manifestations=(shared,))
    document = replace(english.document, pages=(made,))
    texts = {e.id: [p.text for p in passages(work, e, document)] for e in work.expressions}
    assert texts == {
        "w1-en": ["Human rights.\nItems البند\n1948"],
        "w1-ar": ["حقوق الإنسان.\nItems البند\n1948"],
    }


@given(
    pages=st.lists(st.lists(st.text(alphabet="ab. 。\n水ก", max_size=900), max_size=4), max_size=3),
    starts=st.lists(st.tuples(st.integers(1, 5), st.floats(0, 900)), max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_and_nothing_is_twice(pages: list[list[str]], starts: list[tuple[int, float]]) -> None:
    made = [page(n, *texts) for n, texts in enumerate(pages, 1)]
    sections = tuple(section("ab", number, y=y) for number, y in sorted(starts))
    found = "".join(p.text for p in cut(*made, sections=sections))
    assert "".join(found.split()) == "".join("".join(text.split()) for texts in pages for text in texts)
