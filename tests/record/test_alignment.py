"""Sections of two editions that are the same part, found by the shape of the contents."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.accession.model import PDF
from dragoman.plugins import read
from dragoman.record.alignment import align
from dragoman.record.describe import describe
from dragoman.record.model import Description, Section, SectionKind

SAMPLES = Path(__file__).parents[2] / "samples"

Tree = tuple[tuple[int, str | None, str, int], ...]
ENGLISH: Tree = (
    (1, None, "Foreword", 3),
    (1, "1", "Where people come from", 5),
    (2, "1.1", "Cities of the coast", 6),
    (2, "1.2", "Villages", 9),
    (1, "2", "How 300 families travel", 14),
    (2, "2.1", "By sea", 15),
    (2, "2.2", "Over land", 22),
    (1, "3", "What the IOM can do", 30),
    (1, "Annex 1", "Questions asked", 36),
)
RUSSIAN: Tree = (
    (1, None, "Предисловие", 3),
    (1, "1", "Откуда приезжают люди", 6),
    (2, "1.1", "Города побережья", 7),
    (2, "1.2", "Деревни", 10),
    (1, "2", "Как путешествуют 300 семей", 16),
    (2, "2.1", "Морем", 17),
    (2, "2.2", "По суше", 25),
    (1, "3", "Что может сделать IOM", 34),
    (1, "Приложение 1", "Заданные вопросы", 41),
)


def sections(tree: Tree, *, labels: bool = True) -> tuple[Section, ...]:
    return tuple(
        Section(
            level=level,
            label=label if labels else None,
            title=title,
            page=page,
            kind=SectionKind.BACK if label and " " in label else SectionKind.BODY,
        )
        for level, label, title, page in tree
    )


def places(first: tuple[Section, ...], second: tuple[Section, ...]) -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in align(first, second, pages=(40, 45))]


@pytest.mark.parametrize("labels", [True, False])
def test_a_translation_has_every_section_at_its_place(labels: bool) -> None:  # noqa: FBT001 - pytest passes by name
    first, second = sections(ENGLISH, labels=labels), sections(RUSSIAN, labels=labels)
    assert places(first, second) == [(n, n) for n in range(len(ENGLISH))]


def test_a_section_that_one_edition_lacks_moves_nothing_else() -> None:
    second = sections(RUSSIAN)
    without = (*second[:3], *second[4:])
    found = places(sections(ENGLISH), without)
    assert (3, 3) not in found
    assert found == [(n, n - (n > 3)) for n in range(len(ENGLISH)) if n != 3]


def test_a_foreword_of_the_translator_moves_nothing_else() -> None:
    translators = Section(level=1, label=None, title="От переводчика", page=2)
    found = places(sections(ENGLISH), (translators, *sections(RUSSIAN)))
    assert found == [(n, n + 1) for n in range(len(ENGLISH))]


def test_labels_are_compared_by_their_numbers() -> None:
    first = sections(((1, "Chapter II", "A", 10), (1, "Chapter III", "B", 11)))
    second = sections(((1, "第二章", "甲", 10), (1, "第3章", "乙", 11)))
    assert places(first, second) == [(0, 0), (1, 1)]
    assert places(first, second[1:]) == [(1, 0)]


def test_contents_of_other_levels_alone_have_little_in_common() -> None:
    chapters = tuple(s for s in sections(ENGLISH) if s.level == 1)
    found = places(chapters, sections(RUSSIAN))
    assert found == [(0, 0), (1, 1), (2, 4), (3, 7), (4, 8)]


def test_nothing_is_the_same_as_nothing() -> None:
    assert places((), sections(RUSSIAN)) == []
    assert places(sections(ENGLISH), ()) == []


def test_a_tree_that_is_too_long_is_aligned_by_its_upper_levels() -> None:
    many = tuple(Section(level=1 + (n % 10 > 0), label=None, title="x", page=1 + n // 10) for n in range(4000))
    found = align(many, many, pages=(400, 400))
    assert [(pair.first, pair.second) for pair in found] == [(n, n) for n in range(0, 4000, 10)]


def described(name: str) -> Description:
    return describe(read(str(SAMPLES / name), item="0" * 128, media_type=PDF))


def test_the_shape_of_real_contents_agrees_with_their_numbers() -> None:
    english, chinese = (described(f"debmake-doc/debmake-doc.{tag}.pdf") for tag in ("en", "zh"))
    assert english.sections
    assert chinese.sections
    hidden = [tuple(replace(s, label=None) for s in d.sections.value) for d in (english, chinese) if d.sections]
    pairs = align(hidden[0], hidden[1], pages=(english.pages, chinese.pages))
    same = [english.sections.value[p.first].label == chinese.sections.value[p.second].label for p in pairs]
    assert len(pairs) >= 0.95 * len(english.sections.value)
    assert sum(same) >= 0.98 * len(same)


trees = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "1", "A.2", "Annex 1"]), st.text(max_size=9))).map(
    lambda rows: tuple(
        Section(level=level, label=label or None, title=title, page=1 + n)
        for n, (level, label, title) in enumerate(rows)
    )
)


@given(trees, trees)
def test_pairs_never_cross_and_are_each_likely(first: tuple[Section, ...], second: tuple[Section, ...]) -> None:
    pairs = align(first, second, pages=(max(1, len(first)), max(1, len(second))))
    assert all(a.first < b.first and a.second < b.second for a, b in pairwise(pairs))
    assert all(0.5 <= pair.sureness <= 1.0 for pair in pairs)  # more than half, rounded to three places
