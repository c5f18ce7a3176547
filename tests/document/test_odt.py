"""OpenDocument texts: lists, notes, contents, repeated cells, what was struck out."""

from pathlib import Path

import pytest

from dragoman.accession.model import ODT
from dragoman.document.model import BlockKind, Document
from dragoman.errors import Refused
from dragoman.plugins import read
from tests.made_documents import ODF_NAMES, archived, odt_parts


def read_odt(path: Path, body: str) -> Document:
    return read(str(archived(path, odt_parts(body))), item="x", media_type=ODT)


def said(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for page in document.pages for block in page.blocks]


def test_notes_lists_and_spaces(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>As counted.</text:p></text:note-body></text:note>"
    )
    body = (
        f'<text:p>Many<text:s text:c="999999999"/>trees{note} <text:span>fell</text:span>.</text:p>'
        "<text:list><text:list-item><text:p>Beech</text:p><text:p>and oak</text:p></text:list-item>"
        "<text:list-item><text:p>Spruce</text:p></text:list-item></text:list><text:p>End.</text:p>"
    )
    assert said(read_odt(tmp_path / "a.odt", body)) == [
        (BlockKind.PARAGRAPH, "Many trees fell."),
        (BlockKind.NOTE, "1. As counted."),
        (BlockKind.LIST_ITEM, "• Beech"),
        (BlockKind.LIST_ITEM, "and oak"),
        (BlockKind.LIST_ITEM, "• Spruce"),
        (BlockKind.PARAGRAPH, "End."),
    ]


def test_contents_are_contents_and_changes_are_left_out(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Aims 3</text:p></text:index-body></text:table-of-content>"
        '<text:h text:outline-level="1">Aims</text:h>'
    )
    assert said(read_odt(tmp_path / "a.odt", body)) == [(BlockKind.CONTENTS, "Aims 3"), (BlockKind.HEADING, "Aims")]


def test_a_cell_that_is_repeated_a_billion_times_is_said_once(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1000000000">{}</table:table-row>'
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(row.format(cell.format(a) + cell.format(b)) for a, b in (("a", "b"), ("c", "d")))
    document = read_odt(tmp_path / "a.odt", f"<table:table>{rows}</table:table>")
    assert document.pages[0].blocks[0].rows == (("a", "b"), ("c", "d"))


def test_an_encrypted_text_says_so(tmp_path: Path) -> None:
    parts = odt_parts("") | {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    with pytest.raises(Refused, match="encrypted"):
        read(str(archived(tmp_path / "a.odt", parts)), item="x", media_type=ODT)


def test_numbers_of_headings_are_as_the_outline_says(tmp_path: Path) -> None:
    levels = (
        '<text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="Part " style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/>'
    )
    headings = [(1, "Wood"), (2, "Beech"), (3, "Old"), (2, "Oak"), (1, "Field"), (2, "Rye")]
    body = "".join(f'<text:h text:outline-level="{level}">{title}</text:h>' for level, title in headings)
    body += '<text:h text:outline-level="1" text:is-list-header="true">Index</text:h>'
    styles = (
        f"<office:document-styles {ODF_NAMES}><office:styles><text:outline-style>{levels}</text:outline-style>"
        "</office:styles></office:document-styles>"
    )
    path = archived(tmp_path / "a.odt", {**odt_parts(body), "styles.xml": styles})
    document = read(str(path), item="x", media_type=ODT)
    assert [text for _, text in said(document)] == [
        "Part I. Wood", "I.1 Beech", "Old", "I.2 Oak", "Part II. Field", "II.1 Rye", "Index",
    ]  # fmt: skip
