"""What repeats in the margins is a running head, a number that grows there is a page number; text is neither."""

from pathlib import Path

from dragoman.document.model import Block, BlockKind
from dragoman.document.pdf import read_pdf

from .typeset import Text, running_text, typeset


def blocks_of(path: str, kind: BlockKind) -> list[list[str]]:
    def of_kind(blocks: tuple[Block, ...]) -> list[str]:
        return [block.text for block in blocks if block.kind is kind]

    return [of_kind(page.blocks) for page in read_pdf(path, item="x").pages]


def page(number: int, *margins: Text) -> list[Text]:
    return [*margins, *running_text(y=140, lines=30, first=50 * number)]


def test_heads_of_left_and_right_pages_and_page_numbers(tmp_path: Path) -> None:
    heads = ("The Report", "Chapter of the Report")
    pages = [
        page(number, Text(text=heads[number % 2], y=50, size=8), Text(text=str(number + 1), x=300, y=800, size=8))
        for number in range(8)
    ]
    path = typeset(tmp_path / "a.pdf", *pages)
    assert blocks_of(path, BlockKind.RUNNING_HEAD) == [[heads[number % 2]] for number in range(8)]
    assert blocks_of(path, BlockKind.PAGE_NUMBER) == [[str(number + 1)] for number in range(8)]
    assert "The Report" not in read_pdf(path, item="x").pages[0].text


def test_a_head_that_changes_is_known_by_its_number(tmp_path: Path) -> None:
    titles = ["Of Sources", "Of Methods", "Of Findings", "Of Limits", "Of Remedies", "Of the Rest"]
    pages = [page(number, Text(text=f"{title} {number + 7}", y=50)) for number, title in enumerate(titles)]
    expected = [[f"{title} {number + 7}"] for number, title in enumerate(titles)]
    assert blocks_of(typeset(tmp_path / "a.pdf", *pages), BlockKind.RUNNING_HEAD) == expected


def test_a_head_of_one_page_is_known_by_the_heads_of_the_others(tmp_path: Path) -> None:
    heads = ["Contents", *["The First Chapter"] * 5, "Index"]
    pages = [page(number, Text(text=head, y=50, size=8)) for number, head in enumerate(heads)]
    assert blocks_of(typeset(tmp_path / "a.pdf", *pages), BlockKind.RUNNING_HEAD) == [[head] for head in heads]


def test_roman_page_numbers(tmp_path: Path) -> None:
    pages = [page(number, Text(text=roman, x=300, y=800)) for number, roman in enumerate(("i", "ii", "iii", "iv"))]
    path = typeset(tmp_path / "a.pdf", *pages)
    assert blocks_of(path, BlockKind.PAGE_NUMBER) == [["i"], ["ii"], ["iii"], ["iv"]]


def test_a_line_that_repeats_in_the_text_stays_text(tmp_path: Path) -> None:
    pages = [[*running_text(y=60, lines=4, first=9 * number), Text(text="Yes / No", y=110)] for number in range(5)]
    path = typeset(tmp_path / "a.pdf", *pages)
    assert all("Yes / No" in page.text for page in read_pdf(path, item="x").pages)


def test_one_page_has_no_running_head(tmp_path: Path) -> None:
    assert blocks_of(typeset(tmp_path / "a.pdf", page(0, Text(text="Title", y=50))), BlockKind.RUNNING_HEAD) == [[]]


def test_headings_at_the_top_of_pages_that_count_up_are_headings(tmp_path: Path) -> None:
    """Regression: documents with one numbered chapter a page lost all their headings."""
    alike = [page(number, Text(text=f"Article {number + 1}", y=50, size=16)) for number in range(6)]
    path = typeset(tmp_path / "alike.pdf", *alike)
    assert blocks_of(path, BlockKind.HEADING) == [[f"Article {number + 1}"] for number in range(6)]
    names = ("Aims", "Methods", "Findings", "Limits", "Remedies", "Outlook")
    counted = [page(number, Text(text=f"{number + 1}. {name}", y=50, size=16)) for number, name in enumerate(names)]
    path = typeset(tmp_path / "counted.pdf", *counted)
    assert blocks_of(path, BlockKind.HEADING) == [[f"{number + 1}. {name}"] for number, name in enumerate(names)]


def test_the_heads_of_a_few_tables_are_no_sign_that_every_page_has_a_head_there(tmp_path: Path) -> None:
    cells = [Text(text=cell, x=72 + 60 * place, y=90) for place, cell in enumerate(("Number", "Duty", "First", "Last"))]
    pages = [
        [
            Text(text=f"Chapter on {name}", y=60, size=16),
            *(cells if number in {3, 5, 7} else [Text(text=f"{name} has two aims:", y=90)]),
            *running_text(y=140, lines=30, first=50 * number),
        ]
        for number, name in enumerate(["Air", "Bees", "Corn", "Dogs", "Eels", "Fog", "Gold", "Hay", "Ice", "Jam"])
    ]
    path = typeset(tmp_path / "a.pdf", *pages)
    assert "Ice has two aims:" in read_pdf(path, item="x").pages[8].text
    assert blocks_of(path, BlockKind.RUNNING_HEAD)[8] == []
