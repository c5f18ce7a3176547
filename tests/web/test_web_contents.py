import re

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.model import Section, titled
from dragoman.surfaces.web.contents import MANY, path_to, tree


def section(level: int, page: int = 1) -> Section:
    return Section(level=level, label=None, title="t", page=page)


def written(levels: list[int]) -> str:
    """The tree as the template writes it."""
    out = "<ol>"
    for entry in tree([section(level) for level in levels], pages=9):
        out += "<li>"
        if entry.opens:
            out += "<details>" * entry.folded + "<ol>"
        out += "</ol>" * entry.closes
        out += "</details>" * entry.unfolds + "</ol>" * entry.closes_outer
    return out + "</ol>"


def test_skipped_levels_are_closed_up() -> None:
    assert written([1, 3, 3, 2, 1]) == "<ol><li><ol><li><li><li></ol><li></ol>"


def test_a_label_that_is_a_word_is_set_off() -> None:
    assert titled("Section 1", "Aims") == "Section 1 - Aims"
    assert titled("1.2", "Aims") == "1.2 Aims"
    assert titled("第一章", "总则") == "第一章 总则"
    assert titled("Annex 1", "Annex 1") == "Annex 1"
    assert titled("Annex 1", "") == "Annex 1"
    assert titled(None, None) == ""


def test_pages_outside_the_file_lead_to_its_ends() -> None:
    entries = tree([section(1, page=0), section(1, page=99)], pages=9)
    assert [entry.page for entry in entries] == [1, 9]


def test_the_way_to_a_section() -> None:
    sections = [section(level) for level in (1, 2, 2, 3, 1, 2)]
    assert path_to(sections, 3) == (0, 2, 3)
    assert path_to(sections, 5) == (4, 5)


@given(st.lists(st.integers(1, 6), max_size=3 * MANY))
def test_lists_and_folds_always_close_in_order(levels: list[int]) -> None:
    html = written(levels)
    while (shorter := re.sub(r"<(ol|details)>(?:<li>)*</\1>", "", html)) != html:
        html = shorter
    assert html.replace("<li>", "") == ""
    assert written(levels).count("<li>") == len(levels)
