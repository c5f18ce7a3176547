from dragoman.document.model import BlockKind, EmbeddedMetadata
from dragoman.record.title import find_title, plausible_metadata_title

from .printed import block, document, heading, line, page, paragraph, right_line

BODY = paragraph("The study asks for better information for migrants and those who think of leaving. " * 6)


def test_the_title_is_the_largest_type_over_several_lines() -> None:
    cover = page(
        1,
        block(line("Institute of Rivers", y=60, size=12)),
        block(
            line("Crossing the Water:", y=200, size=26, bold=True),
            line("A Study of Small Boats", y=230, size=26, bold=True),
        ),
        block(line("March 2019", y=400, size=12)),
        block(line("Version 2.1", y=430, size=30)),
    )
    statement = find_title(document(cover, page(2, BODY))).best
    assert statement is not None
    assert statement.value == "Crossing the Water: A Study of Small Boats"
    assert statement.evidence.page == 1
    assert statement.evidence.region is not None


def test_contents_and_dates_are_no_titles() -> None:
    first = page(
        1, heading("Contents", size=28), heading("12.05.2014", y=200, size=28), heading("Water for All", y=300, size=18)
    )
    statement = find_title(document(first, page(2, BODY))).best
    assert statement is not None
    assert statement.value == "Water for All"


def test_running_heads_confirm_a_title() -> None:

    head = block(line("Вода для всех", y=30, size=9), kind=BlockKind.RUNNING_HEAD)
    pages = [page(n, head, BODY) for n in range(2, 7)]
    alone = find_title(document(page(1, heading("Вода для всех", size=20)), page(2, BODY))).best
    confirmed = find_title(document(page(1, heading("Вода для всех", size=20)), *pages)).best
    assert alone is not None
    assert confirmed is not None
    assert confirmed.value == alone.value == "Вода для всех"
    assert confirmed.evidence.confidence >= alone.evidence.confidence


def test_arabic_titles_are_found() -> None:
    cover = page(
        1,
        block(right_line("المياه للجميع: دراسة ميدانية", y=200, size=24, bold=True)),
        block(right_line("٢٠١٩", y=300)),
    )
    statement = find_title(document(cover)).best
    assert statement is not None
    assert statement.value == "المياه للجميع: دراسة ميدانية"


def test_metadata_made_by_programs_is_refused() -> None:
    for made in ("Microsoft Word - report_final.doc", "Slide 1", "untitled", "report.indd", "12"):
        assert plausible_metadata_title(document(page(1), metadata=EmbeddedMetadata(title=made))) is None
    made_by_hand = EmbeddedMetadata(title="Water for All")
    assert plausible_metadata_title(document(page(1), metadata=made_by_hand)) == "Water for All"


def test_a_picture_of_a_cover_leaves_metadata_then_the_file_name() -> None:
    named = find_title(document(page(1), metadata=EmbeddedMetadata(title="Water for All")), file_name="w.pdf").best
    unnamed = find_title(document(page(1)), file_name="water_for_all.pdf").best
    assert named is not None
    assert unnamed is not None
    assert (named.value, unnamed.value) == ("Water for All", "water for all")
    assert unnamed.evidence.confidence < 0.5
    assert find_title(document(page(1))).best is None
