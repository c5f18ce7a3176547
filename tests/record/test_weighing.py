"""Date, publisher, people and identifiers: all that speaks of them is weighed together, wherever it stands."""

from dragoman.document.model import Document, EmbeddedMetadata
from dragoman.record.creators import find_creators
from dragoman.record.date import find_date
from dragoman.record.identifiers import find_identifiers
from dragoman.record.publisher import find_publisher
from tests.record.printed import block as lines_of
from tests.record.printed import document, heading, line, page, paragraph

PROSE = "All that is said here is said of the forests in the valley. " * 12


def made(*texts: str, metadata: EmbeddedMetadata | None = None, far: tuple[str, ...] = ()) -> Document:
    """A title page with these lines, pages of prose, and a page with the lines that are far in."""
    title = [lines_of(line(text, y=100 + 20 * i)) for i, text in enumerate(texts)]
    prose = [page(n, paragraph(PROSE)) for n in (2, 3, 4, 5)]
    imprint = [lines_of(line(text, y=100 + 20 * i)) for i, text in enumerate(("Of this book", *far))]
    return document(page(1, heading("The Valley"), *title), *prose, page(6, *imprint), metadata=metadata)


def test_a_date_that_two_places_say_is_surer_and_a_younger_copyright_speaks_against_it() -> None:
    def sureness(*texts: str, far: tuple[str, ...] = (), metadata: EmbeddedMetadata | None = None) -> float:
        found = find_date(made(*texts, far=far, metadata=metadata)).best
        assert found is not None
        assert found.value == "2015-10"
        return found.evidence.confidence

    alone = sureness("October 2015")
    assert sureness("October 2015", far=("© 2015 Forest Office",)) > alone
    assert sureness("October 2015", metadata=EmbeddedMetadata(created="D:20151103")) > alone
    assert sureness("October 2015", far=("© 2019 Forest Office",)) < alone


def test_a_year_in_the_files_name_is_the_last_resort() -> None:
    found = find_date(made("A Study"), file_name="valley-2014-final.pdf").best
    assert found is not None
    assert (found.value, found.evidence.confidence < 0.5) == ("2014", True)
    assert find_date(made("A Study"), file_name="valley-2014-2016.pdf").best is None


def test_an_imprint_far_in_names_the_publisher() -> None:
    found = find_publisher(made("A Study", far=("Copyright © 2008-2021 The Forest Office. This report is free.",))).best
    assert found is not None
    assert (found.value, found.evidence.page) == ("The Forest Office", 6)


def test_the_holder_of_a_copyright_is_no_publisher_if_it_is_a_person_but_surely_the_author() -> None:
    read = made("Anna Ivanova", "© 2015 Anna Ivanova <anna@example.org>")
    assert find_publisher(read).best is None
    (author,) = find_creators(read, "The Valley")
    (unconfirmed,) = find_creators(made("Anna Ivanova"), "The Valley")
    assert author.value.name == "Anna Ivanova"
    assert author.evidence.confidence > unconfirmed.evidence.confidence


def test_a_publisher_that_the_metadata_name_too_is_surer() -> None:
    alone = find_publisher(made("Published by Valley Press")).best
    both = find_publisher(
        made("Published by Valley Press", metadata=EmbeddedMetadata(publisher="Valley Press Ltd"))
    ).best
    assert alone is not None
    assert both is not None
    assert both.evidence.confidence > alone.evidence.confidence


def test_a_translator_is_named_after_what_was_translated() -> None:
    for text in (
        "Traduction française de valley.org/valley.pdf par Anne-Marie Petit",
        "Translated in Arabic from valley.org/valley.pdf by Anne-Marie Petit",
    ):
        (found,) = find_creators(made(text), "The Valley")
        assert (found.value.role, found.value.name) == ("trl", "Anne-Marie Petit")


def test_a_month_is_no_surname() -> None:
    assert find_creators(made("Published Januar 2021"), "The Valley") == ()


def test_an_isbn_in_the_metadata_counts_and_confirms() -> None:
    said = EmbeddedMetadata(identifier="urn:uuid:0; ISBN 978-0-306-40615-7")
    (embedded,) = find_identifiers(made("A Study", metadata=said))
    (both,) = find_identifiers(made("ISBN 978-0-306-40615-7", metadata=said))
    assert embedded.value == both.value
    assert embedded.evidence.confidence < both.evidence.confidence
