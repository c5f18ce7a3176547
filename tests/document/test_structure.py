"""What a file declares: outline, page labels, metadata, links; however it lies, reading ends."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.model import Link, OutlineEntry
from dragoman.document.pdf import read_pdf
from dragoman.document.structure import DEEPEST_LEVEL, MOST_ENTRIES
from tests.hostile_pdfs import CATALOGUE, ONE_PAGE, PAGE, looping_outline, stream, written


def test_outline_with_levels_and_pages(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for level, title in ((0, "Введение"), (1, "Цели"), (0, "Приложение 1")):
        canvas.drawString(72, 700, "page")
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, level)
        canvas.showPage()
    canvas.save()
    assert read_pdf(str(tmp_path / "a.pdf"), item="x").outline == (
        OutlineEntry(level=1, title="Введение", page=1),
        OutlineEntry(level=2, title="Цели", page=2),
        OutlineEntry(level=1, title="Приложение 1", page=3),
    )


def test_a_looping_outline_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(looping_outline())
    titles = [entry.title for entry in read_pdf(str(path), item="x").outline]
    assert titles == ["First", "Second", "Third"]


def outlined(*bookmarks: bytes) -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    root = b"<< /Type /Outlines /First 6 0 R /Last 6 0 R >>"
    return written(catalogue, ONE_PAGE, PAGE, stream(b""), root, *bookmarks)


def test_an_outline_without_end_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    count = MOST_ENTRIES + 500
    path.write_bytes(outlined(*[b"<< /Title (T) /Next %d 0 R >>" % (number + 7) for number in range(count)]))
    assert len(read_pdf(str(path), item="x").outline) == MOST_ENTRIES


def test_an_absurdly_deep_outline_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(outlined(*[b"<< /Title (T) /First %d 0 R >>" % (number + 7) for number in range(500)]))
    assert max(entry.level for entry in read_pdf(str(path), item="x").outline) == DEEPEST_LEVEL


def test_declared_page_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    labels = b"/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) >>] >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R %s >>" % labels
    pages = b"<< /Type /Pages /Kids [3 0 R 5 0 R 6 0 R 7 0 R] /Count 4 >>"
    path.write_bytes(written(catalogue, pages, PAGE, stream(b""), PAGE, PAGE, PAGE))
    assert [page.label for page in read_pdf(str(path), item="x").pages] == ["i", "ii", "A-1", "A-2"]


def test_no_labels_where_none_are_declared(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(written(CATALOGUE, ONE_PAGE, PAGE, stream(b"")))
    assert [page.label for page in read_pdf(str(path), item="x").pages] == [None]


def test_embedded_metadata_and_language(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, lang="fr-CH")
    canvas.setTitle("Titre \u200bdu rapport")
    canvas.setAuthor("Une autrice")
    canvas.drawString(72, 700, "page")
    canvas.save()
    metadata = read_pdf(str(tmp_path / "a.pdf"), item="x").metadata
    assert (metadata.title, metadata.author, metadata.language) == ("Titre du rapport", "Une autrice", "fr-CH")


def test_links_of_a_page_that_may_be_contents(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for number in range(6):
        canvas.drawString(72, 700 - 20 * number, f"Chapter {number}")
        canvas.linkRect("", f"c{number}", (72, 695 - 20 * number, 300, 710 - 20 * number))
    canvas.showPage()
    for number in range(6):
        canvas.bookmarkPage(f"c{number}")
        canvas.drawString(72, 700, "Chapter")
        canvas.showPage()
    canvas.save()
    links = read_pdf(str(tmp_path / "a.pdf"), item="x").pages[0].links
    assert [link.page for link in links] == [2, 3, 4, 5, 6, 7]
    assert isinstance(links[0], Link)
    assert round(links[0].box.y0) == round(A4[1] - 710)
