"""Page numbers that are printed and not declared become the pages' labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.printed_labels import printed_labels


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ([None, "2", "3", "4"], [None, "2", "3", "4"]),
        ([None, "ii", "iii", "1", "2"], [None, "ii", "iii", "1", "2"]),
        (["1", "2", None, "4"], ["1", "2", "3", "4"]),
        ([None, None, "- 1 -", "- 2 -"], [None, None, "1", "2"]),
        (["2015", None, "1", "2"], [None, None, "1", "2"]),
        (["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], ["1", "2", "3"]),
        ([None, "12", None], [None, None, None]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_labels(printed: list[str | None], labels: list[str | None]) -> None:
    assert printed_labels(printed) == labels


@given(st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers(0, 400).map(str))))
def test_every_page_gets_a_label_or_none(printed: list[str | None]) -> None:
    labels = printed_labels(printed)
    assert len(labels) == len(printed)
    assert all(label is None or label for label in labels)
