"""A text is cut into its sentences, the same ones each time, and nothing of it is lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.search.matrices import signs
from dragoman.search.sentences import SentenceSigns, sentences

WIDTH = 64


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The river carries fish to the sea. ", "Who may appeal against such an order? ", "The court decides on that."],
        ["He said: “It is late for all of us.” ", "Nobody answered him for a while."],
        ["Под редакцией г. Москвы вышел доклад. ", "Решение можно обжаловать в суде."],
        ["هل يمكن الطعن في قرار الترحيل؟ ", "تقرر المحكمة ذلك خلال عشرة أيام."],
        ["法院可以对驱逐令作出决定吗？", "上诉必须在十天之内提出。"],
        ["Section 2 - Migration Patterns\n", "Nurses went to the capital in great numbers."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert cut("".join(parts)) == [part.strip() for part in parts]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert len(cut("According to Dr. Ivanova of St. Petersburg, see p. 3 and art. 5, nobody was asked.")) == 1


@given(st.text(st.sampled_from(".!?。 \n\"'»aB1ж法é،؟"), max_size=300) | st.text(max_size=80))
def test_nothing_but_white_space_is_between_sentences(text: str) -> None:
    found = sentences(text)
    done = 0
    for start, end in found:
        assert done <= start < end <= len(text)
        assert not text[done:start].strip()
        done = end
    assert not text[done:].strip()


def test_the_sentence_on_the_side_of_the_question_is_nearest(tmp_path: Path) -> None:
    rows = np.random.default_rng(3).normal(size=(6, WIDTH)).astype(np.float32)
    held = SentenceSigns(tmp_path, dimensions=WIDTH)
    held.add([2, 3], signs(rows[:5]), row=0)
    held.add([1], signs(rows[5:]), row=4)
    for place, (row, nth, count) in enumerate([(0, 0, 2), (0, 1, 2), (1, 0, 3), (1, 1, 3), (1, 2, 3), (4, 0, 1)]):
        assert held.nearest(row, rows[place]) == (nth, count)
    assert held.nearest(2, rows[0]) is None
    assert held.nearest(9, rows[0]) is None


def test_the_best_sentence_of_many_texts_is_the_best_of_each(tmp_path: Path) -> None:
    rows = np.random.default_rng(3).normal(size=(6, WIDTH)).astype(np.float32)
    held = SentenceSigns(tmp_path, dimensions=WIDTH)
    held.add([2, 3], signs(rows[:5]), row=0)
    held.add([1], signs(rows[5:]), row=4)
    question = rows[3] / np.linalg.norm(rows[3])
    near = (np.where(rows > 0, 1.0, -1.0) @ question / np.sqrt(WIDTH)).astype(np.float32)
    best = held.best(np.asarray([4, 0, 2, 9, 1], np.uint32), question)
    assert best[[0, 1, 4]] == pytest.approx([near[5], near[:2].max(), near[2:5].max()], abs=1e-5)
    assert np.isnan(best[[2, 3]]).all()


def test_a_torn_end_is_written_over(tmp_path: Path) -> None:
    rows = np.random.default_rng(4).normal(size=(4, WIDTH)).astype(np.float32)
    held = SentenceSigns(tmp_path, dimensions=WIDTH)
    held.add([2], signs(rows[:2]), row=0)
    held.add([7], signs(rows[:2]), row=1)
    again = SentenceSigns(tmp_path, dimensions=WIDTH)
    again.add([2], signs(rows[2:]), row=1)
    assert again.nearest(1, rows[3]) == (1, 2)
