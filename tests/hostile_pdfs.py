"""PDF files that are made to break readers, written byte by byte; and sound ones to stand beside them."""

import zlib
from pathlib import Path

from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

MEGABYTE = 1 << 20
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << >> >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def sound(path: Path, *, about: str, password: str | None = None) -> Path:
    """A report of three pages about something, different for each subject."""
    encryption = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(str(path), pagesize=A5, invariant=True, encrypt=encryption)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(40, 400, f"A Report on {about}")
    canvas.showPage()
    for page in (1, 2):
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            canvas.drawString(40, 510 - 14 * line, f"What people say of {about} is told on page {page}, line {line}.")
        canvas.showPage()
    canvas.save()
    return path


def written(*objects: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    body = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return bytes(body) + head + table + tail


def stream(data: bytes, *, entries: bytes = b"") -> bytes:
    """A stream object that holds `data` as it is."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page_tree_of_a_million() -> bytes:
    """A page tree with a million entries, all of them the same page."""
    kids = b"<< /Type /Pages /Count 1000000 /Kids [%s] >>" % (b"3 0 R " * 1_000_000)
    return written(CATALOGUE, kids, PAGE, stream(b""))


def looping_outline() -> bytes:
    """Three bookmarks: the first comes after the second, and the third lies under itself."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    outlines = b"<< /Type /Outlines /First 6 0 R /Last 7 0 R /Count 2 >>"
    first = b"<< /Title (First) /Parent 5 0 R /Next 7 0 R /Dest [3 0 R /Fit] >>"
    second = b"<< /Title (Second) /Parent 5 0 R /Next 6 0 R /First 8 0 R /Last 8 0 R /Dest [3 0 R /Fit] >>"
    third = b"<< /Title (Third) /Parent 8 0 R /First 8 0 R /Last 8 0 R /Next 8 0 R /Dest [3 0 R /Fit] >>"
    return written(catalogue, ONE_PAGE, PAGE, stream(b""), outlines, first, second, third)


def page_of_a_gigabyte() -> bytes:
    """A page whose content is a megabyte in the file and a gigabyte when it is decoded."""
    packer = zlib.compressobj(9)
    chunk = b"q 1 0 0 1 0 0 cm Q\n" * (MEGABYTE // 19)
    first = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)  # a block that leans on nothing before it
    content = first + again * 1024 + packer.flush()
    return written(CATALOGUE, ONE_PAGE, PAGE, stream(content, entries=b"/Filter /FlateDecode"))
