"""A book is read in its own order, with its own contents and the pages of its printed edition."""

from pathlib import Path

import pytest

from dragoman.accession.model import EPUB
from dragoman.document.model import Document
from dragoman.errors import Refused
from dragoman.plugins import read
from dragoman.record.describe import describe
from dragoman.record.model import Source
from tests.made_documents import CHAPTERS, archived, epub_parts


def read_epub(path: Path, parts: dict[str, str]) -> Document:
    return read(str(archived(path, parts)), item="x", media_type=EPUB)


def test_the_contents_of_the_book_are_the_outline(tmp_path: Path) -> None:
    outline = read_epub(tmp_path / "a.epub", epub_parts()).outline
    assert [(entry.level, entry.title) for entry in outline] == [(1, name) for name, _ in CHAPTERS]
    assert [entry.y for entry in outline] == sorted({entry.y for entry in outline if entry.y is not None})


def test_contents_of_epub_2(tmp_path: Path) -> None:
    parts = epub_parts()
    parts["OEBPS/book.opf"] = (
        parts["OEBPS/book.opf"]
        .replace('properties="nav"', "")
        .replace("<spine>", '<spine toc="ncx">')
        .replace("</manifest>", '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>')
        .replace('<itemref idref="nav"/>', "")
    )
    point = "<navPoint><navLabel><text>{}</text></navLabel><content src='{}'/>{}</navPoint>"
    inner = point.format("Findings", "c2.xhtml#start", "")
    points = point.format("Introduction", "c1.xhtml", inner) + point.format("Conclusion", "c3.xhtml", "")
    parts["OEBPS/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'
    outline = read_epub(tmp_path / "a.epub", parts).outline
    assert [(e.level, e.title) for e in outline] == [(1, "Introduction"), (2, "Findings"), (1, "Conclusion")]


def test_pages_of_the_printed_edition_are_its_pages(tmp_path: Path) -> None:
    document = read_epub(tmp_path / "a.epub", epub_parts(pages=True))
    assert not document.flowed
    assert [(page.number, page.label) for page in document.pages] == [(1, "11"), (2, "12"), (3, "13")]
    assert [entry.page for entry in document.outline] == [1, 2, 3]


def test_parts_are_read_in_the_order_of_the_spine_each_once(tmp_path: Path) -> None:
    parts = epub_parts()
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace(
        '<itemref idref="c1"/>', '<itemref idref="c3"/><itemref idref="c1"/>'
    )
    blocks = [block.text for page in read_epub(tmp_path / "a.epub", parts).pages for block in page.blocks]
    assert blocks[::2] == ["Conclusion", "Introduction", "Findings"]


def test_parts_that_are_missing_or_broken_cost_only_themselves(tmp_path: Path) -> None:
    parts = epub_parts()
    del parts["OEBPS/c1.xhtml"]
    parts["OEBPS/c2.xhtml"] = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Half <b>of it</p><p>&undefined;"
    text = " ".join(page.text for page in read_epub(tmp_path / "a.epub", parts).pages)
    assert "Half of it" in text
    assert CHAPTERS[2][1] in text


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "secret.xhtml"
    outside.write_text("<html><body><p>secret</p></body></html>")
    parts = epub_parts()
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace('href="c1.xhtml"', 'href="../../secret.xhtml"')
    parts["../../secret2.xhtml"] = "x"
    document = read_epub(tmp_path / "in" / "a.epub", parts)
    assert "secret" not in " ".join(page.text for page in document.pages)
    assert {p.name for p in tmp_path.iterdir()} == {"secret.xhtml", "in"}


def test_the_package_says_who_published_the_book_when_and_under_which_number(tmp_path: Path) -> None:
    parts = epub_parts()
    said = (
        "<dc:publisher>Valley Press</dc:publisher><dc:identifier>urn:isbn:9780306406157</dc:identifier>"
        '<dc:date xmlns:opf="http://www.idpf.org/2007/opf" opf:event="modification">2021-05-01</dc:date>'
        '<dc:date xmlns:opf="http://www.idpf.org/2007/opf" opf:event="publication">2019-03</dc:date></metadata>'
    )
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace("</metadata>", said)
    found = describe(read_epub(tmp_path / "a.epub", parts))
    assert found.publisher is not None
    assert found.publisher.value == "Valley Press"
    assert found.date is not None
    assert (found.date.value, found.date.evidence.source) == ("2019-03", Source.METADATA)
    assert [(i.value.scheme, i.value.value) for i in found.identifiers] == [("ISBN", "9780306406157")]


def test_a_protected_book_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="protected"):
        read_epub(tmp_path / "a.epub", {**epub_parts(), "META-INF/rights.xml": "<rights/>"})
