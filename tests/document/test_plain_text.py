"""Plain text: headings by their shape, broken lines joined, form feeds as ends of pages."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accession.model import TEXT
from dragoman.document.model import BlockKind, Document
from dragoman.plugins import read
from dragoman.record.describe import describe


def read_text(text: str | bytes, folder: Path) -> Document:
    path = folder / "a.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read(str(path), item="x", media_type=TEXT)


def said(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for page in document.pages for block in page.blocks]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# Aims", 1),
        ("### Aims ###", 3),
        ("Aims\n====", 1),
        ("====\nAims\n====", 1),
        ("2.1 Aims of the study", 2),
        ("AIMS OF THE STUDY", 1),
        ("ЦЕЛИ ИССЛЕДОВАНИЯ", 1),
    ],
)
def test_a_line_of_this_shape_is_a_heading(tmp_path: Path, text: str, level: int) -> None:
    document = read_text(f"Some title\n\n# Part\n\n{text}\n\nAnd the text of it.\n\n# Part\n\n", tmp_path)
    heading = next(
        entry for entry in document.outline if "aims" in entry.title.lower() or "цели" in entry.title.lower()
    )
    assert heading.level == level


@pytest.mark.parametrize("text", ["1. This is a sentence.", "We met in 2019", "2019", "* * *", "-----", "AB"])
def test_a_line_of_this_shape_is_none(tmp_path: Path, text: str) -> None:
    assert not read_text(f"Before it.\n\n{text}\n\nAfter it.", tmp_path).outline


def test_underlines_rank_in_the_order_that_they_are_met(tmp_path: Path) -> None:
    document = read_text("A1\n--\n\nTop\n~~~\n\nIn it\n=====\n\nTop 2\n~~~~~\n", tmp_path)
    assert [(entry.level, entry.title) for entry in document.outline] == [(1, "Top"), (2, "In it"), (1, "Top 2")]


def test_broken_lines_are_joined_and_lists_are_items(tmp_path: Path) -> None:
    document = read_text("The valley\nhas been wooded.\n\n- beech\n- oak\n  and ash\n\n森林は\n大切だ。\n", tmp_path)
    assert said(document) == [
        (BlockKind.PARAGRAPH, "The valley has been wooded."),
        (BlockKind.LIST_ITEM, "- beech"),
        (BlockKind.LIST_ITEM, "- oak and ash"),
        (BlockKind.PARAGRAPH, "森林は大切だ。"),
    ]


def test_a_form_feed_ends_a_page(tmp_path: Path) -> None:
    document = read_text("One.\n\fTwo.\n\n\f\fFour.\n\f", tmp_path)
    assert not document.flowed
    assert [page.text for page in document.pages] == ["One.", "Two.", "", "Four."]


def test_listings_keep_their_lines(tmp_path: Path) -> None:
    document = read_text("So:\n```\nif x:\n\n    y()\n```\nDone.", tmp_path)
    assert (BlockKind.CODE, "if x:\n    y()") in [(k, t.replace("\n\n", "\n")) for k, t in said(document)]


def test_front_matter_is_what_the_file_says_of_itself(tmp_path: Path) -> None:
    metadata = read_text("---\ntitle: The Valley\nlang: fr\n---\nTexte.", tmp_path).metadata
    assert (metadata.title, metadata.language) == ("The Valley", "fr")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Леса верхней долины уменьшились за последние сорок лет, и жители это заметили.\n" * 3
    assert read_text(text.encode(encoding), tmp_path).pages[0].text.startswith("Леса верхней долины")


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("aA1 .\n\f\t#=-|`~*é森\0\u202e\ud800"), max_size=60))
def test_any_text_is_a_document(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = read_text(text, tmp_path_factory.mktemp("text"))
    assert document.pages
    describe(document)
