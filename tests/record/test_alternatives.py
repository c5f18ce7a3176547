"""What reading considered beside what it chose is kept, for whoever corrects it."""

from dragoman.document.model import EmbeddedMetadata
from dragoman.record.date import find_date
from dragoman.record.describe import describe
from dragoman.record.language import find_language
from dragoman.record.model import MOST_ALTERNATIVES, Choice, Source
from dragoman.record.publisher import find_publisher
from dragoman.record.title import find_title

from .printed import block, document, line, page, paragraph

ENGLISH = "The survey was made in twelve districts and its answers were compared with those of the year before. "
FRENCH = "Les réponses ont été recueillies dans douze districts et comparées à celles de l'année précédente. "


def test_the_next_best_titles_are_there_with_their_places() -> None:
    titles = find_title(
        document(
            page(
                1,
                block(line("Water in Dry Years", y=100, size=24.0)),
                block(line("A survey of twelve districts", y=200, size=18.0)),
            ),
            metadata=EmbeddedMetadata(title="Water Survey, final draft"),
        )
    )
    assert titles.best
    assert titles.best.value == "Water in Dry Years"
    assert [other.value for other in titles.others] == ["Water Survey, final draft", "A survey of twelve districts"]
    embedded, printed = (other.evidence for other in titles.others)
    assert embedded.source is Source.METADATA
    assert printed.page == 1
    assert printed.region
    assert printed.confidence < titles.best.evidence.confidence


def test_other_dates_come_with_how_sure_they_are() -> None:
    dates = find_date(
        document(page(1, block(line("5 March 2019", y=100)), block(line("© 2017 The Institute", y=700)))),
        file_name="report-2018.pdf",
    )
    assert dates.best
    assert dates.best.value == "2019-03-05"
    assert [other.value for other in dates.others] == ["2017", "2018"]


def test_a_name_that_is_said_twice_is_no_alternative_to_itself() -> None:
    publishers = find_publisher(
        document(
            page(
                1, block(line("Published by the Water Institute", y=600)), block(line("© 2019 Water Institute", y=700))
            ),
            page(
                2,
                block(line("© 2019 Foundation for Rivers", y=700)),
            ),
        )
    )
    assert publishers.best
    assert "Water Institute" in publishers.best.value
    assert [other.value for other in publishers.others] == ["Foundation for Rivers"]


def test_languages_of_some_passages_are_named() -> None:
    languages = find_language(
        document(*(page(n, paragraph(ENGLISH * 3)) for n in range(1, 7)), page(7, paragraph(FRENCH * 3)))
    )
    assert languages.best
    assert languages.best.value == "en"
    assert [other.value for other in languages.others] == ["fr"]


def test_there_are_few_of_them_and_none_twice() -> None:
    printed = [
        block(line(f"Part of the title number {word}", y=90, size=20.0))
        for word in ("one", "two", "three", "four", "five", "six")
    ]
    read = describe(document(*(page(n, each) for n, each in enumerate(printed, 1))))
    titles = [other.value for other in read.alternatives.title]
    assert 1 <= len(titles) <= MOST_ALTERNATIVES
    assert len(set(titles)) == len(titles)
    assert read.title
    assert read.title.value not in titles


def test_nothing_is_made_up_for_a_document_without_words() -> None:
    assert Choice.of(()) == Choice()
    assert describe(document(page(1))).alternatives.title == ()
