import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.identifiers import find_identifiers, normal_isbn, normal_issn

from .printed import block, document, line, page


def found_on(*lines: str, number: int = 1) -> list[tuple[str, str]]:
    blocks = [block(line(text, y=60 + 14 * i)) for i, text in enumerate(lines)]
    statements = find_identifiers(document(*(page(n) for n in range(1, number)), page(number, *blocks)))
    return [(statement.value.scheme, statement.value.value) for statement in statements]


@pytest.mark.parametrize(
    ("printed", "scheme", "value"),
    [
        ("ISBN 978-92-9068-710-8", "ISBN", "9789290687108"),
        ("ISBN: 0-306-40615-2 (paperback)", "ISBN", "9780306406157"),
        ("ISBN-13: 978 0 306 40615 7", "ISBN", "9780306406157"),
        ("ISSN 0378-5955", "ISSN", "0378-5955"),
        ("ISSN 2434-561X (online)", "ISSN", "2434-561X"),
        ("https://doi.org/10.1000/182.", "DOI", "10.1000/182"),
        ("A/RES/70/1", "UNDOC", "A/RES/70/1"),
        ("ST/ESA/SER.A/423", "UNDOC", "ST/ESA/SER.A/423"),
        ("E/CN.4/2006/16", "UNDOC", "E/CN.4/2006/16"),
        ("CCPR/C/GC/37", "UNDOC", "CCPR/C/GC/37"),
    ],
)
def test_identifiers_are_read_and_normalised(printed: str, scheme: str, value: str) -> None:
    assert found_on(printed) == [(scheme, value)]


@pytest.mark.parametrize(
    "printed", ["ISBN 978-92-9068-710-1", "ISSN 0378-5954", "A/B testing", "and/or", "TCP/IP", "I/O", "A/C"]
)
def test_wrong_check_digits_and_other_words_are_none(printed: str) -> None:
    assert found_on(printed) == []


def test_an_identifier_is_given_once_and_cited_ones_are_not() -> None:
    assert found_on("ISBN 0-306-40615-2", "ISBN 978-0-306-40615-7") == [("ISBN", "9780306406157")]
    assert found_on("A/RES/70/1", "doi:10.1000/182", number=5) == []


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_every_isbn_of_ten_is_its_isbn_of_thirteen(nine: str) -> None:
    check = -sum((10 - i) * int(digit) for i, digit in enumerate(nine)) % 11
    thirteen = normal_isbn(nine + ("X" if check == 10 else str(check)))
    assert thirteen is not None
    assert thirteen.startswith("978" + nine)
    assert normal_isbn(thirteen) == thirteen
    assert normal_isbn(thirteen[:-1] + str((int(thirteen[-1]) + 1) % 10)) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_parsers(text: str) -> None:
    for parsed in (normal_isbn(text), normal_issn(text)):
        assert parsed is None or parsed.replace("-", "").rstrip("X").isdigit()
    found_on(f"ISBN {text}", f"ISSN {text}") if text.strip() else None
