from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.model import EmbeddedMetadata
from dragoman.record.date import find_date, whole_date

from .printed import block, document, line, page, paragraph


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("2023-03-06", "2023-03-06"),
        ("31.05.2022", "2022-05-31"),
        ("March 2019", "2019-03"),
        ("9 May 2022", "2022-05-09"),
        ("May 9, 2022", "2022-05-09"),
        ("Octobre 2021", "2021-10"),
        ("le 1er janvier 2015", "2015-01-01"),
        ("5 de marzo de 2019", "2019-03-05"),
        ("13 октября 2015 г.", "2015-10-13"),
        ("أكتوبر 2021", "2021-10"),
        ("تشرين الأول 2015", "2015-10"),
        ("2021年10月", "2021-10"),
        ("2021년 3월 5일", "2021-03-05"),
        ("Tháng 3 2019", "2019-03"),
        ("Ιούνιος 2018", "2018-06"),
        ("Version 6.4, March 09, 2021", "2021-03-09"),
        ("二零二一年十一月", "2021-11"),
        ("一九四八年十二月十日", "1948-12-10"),
        ("Version 5", None),
        ("2003–2013", None),
        ("192.168.20.12", None),
    ],
)
def test_dates_are_read_in_many_languages(printed: str, edtf: str | None) -> None:
    assert whole_date(printed) == edtf


@given(st.dates(min_value=date(1801, 1, 1), max_value=date(2099, 12, 31)))
def test_every_iso_date_is_itself(day: date) -> None:
    assert whole_date(f"{day}") == f"{day}"


def test_a_whole_date_comes_before_a_copyright_year() -> None:
    cover = page(1, block(line("October 2015", y=300)))
    imprint = page(2, block(line("© 2012–2014 The Institute", y=700)))
    both = find_date(document(cover, imprint)).best
    later = find_date(document(page(1), imprint)).best
    assert both is not None
    assert later is not None
    assert (both.value, later.value) == ("2015-10", "2014")
    assert both.evidence.confidence > later.evidence.confidence
    assert both.evidence.region is not None


def test_metadata_gives_a_year_nobody_should_count_on() -> None:
    made = document(page(1, paragraph("No date here.")), metadata=EmbeddedMetadata(created="D:20170304120000Z"))
    statement = find_date(made).best
    assert statement is not None
    assert (statement.value, statement.evidence.confidence) == ("2017", 0.3)
    assert find_date(document(page(1))).best is None


def test_a_day_that_running_text_tells_of_is_not_the_date_of_publication() -> None:
    told = "The list of risks was first released in December 2003, with minor updates later on, and revised since. " * 5
    imprint = block(line("Copyright © 2003 – 2013 The Foundation", y=700))
    found = find_date(document(page(1, paragraph(told), imprint))).best
    assert found is not None
    assert (found.value, found.evidence.method) == ("2013", "copyright year")
