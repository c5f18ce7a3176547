"""A file is what its bytes say, whatever it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.accession.format import recognised


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "inode/x-empty"),
        (b"%PDF-1.4\n", "application/pdf"),
        (b"junk from a mail gateway\r\n" + b"%PDF-1.4\n", "application/pdf"),
        (b"%PDF 1.4\n", "application/pdf"),
        (b" " * 1021 + b"%PDF-1.4", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"<!DOCTYPE html><title>404</title>", "text/html"),
        (b"\xef\xbb\xbf\n<html>", "text/html"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", "application/epub+zip"),
        (b"PK\x03\x04....word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04....other", "application/zip"),
        ("Отчёт за год".encode(), "text/plain"),
        (b"\0\1\2\3\xff", "application/octet-stream"),
    ],
)
def test_the_kind_comes_from_the_bytes(head: bytes, kind: str) -> None:
    assert recognised(head) == kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(head: bytes) -> None:
    assert "/" in recognised(head)


@given(st.text(min_size=1, max_size=300), st.integers(0, 3))
def test_text_that_is_cut_within_a_character_is_text(text: str, cut: int) -> None:
    head = b"plain words " + text.replace("\0", "").encode("utf-8", "ignore")
    assert recognised(head[: len(head) - cut]) != "application/octet-stream"
