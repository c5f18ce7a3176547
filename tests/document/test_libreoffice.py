"""What LibreOffice writes: a text as DOCX, ODT and PDF is one document, in scripts that it sets in its own ways.

It draws Arabic words out with strokes that are no letters, lifts and lowers marks of Thai and Khmer, writes Hindi in
clusters, and justifies lines of few words by setting them far apart.
"""

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from dragoman.accession.format import media_type
from dragoman.document.model import BlockKind, Document
from dragoman.plugins import read
from dragoman.record.describe import describe
from dragoman.record.linking import alike, same_text

FILES = Path(__file__).parents[1] / "fixtures" / "libreoffice"
LANGUAGES = ("ar", "en", "fa", "hi", "ka", "km", "th")
ALL_KINDS = ("ar", "en", "hi", "ka")


@cache
def read_file(name: str) -> Document:
    return read(str(FILES / name), item=name, media_type=media_type(FILES / name))


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for page in document.pages for block in page.blocks if block.kind is kind]


def words(document: Document) -> Counter[str]:
    text = unicodedata.normalize("NFC", " ".join(texts(document, BlockKind.PARAGRAPH)))
    return Counter(
        "".join(letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text).split()
    )


def pieces(document: Document) -> Counter[str]:
    """Three characters each: for scripts that have few spaces."""
    text = "".join(unicodedata.normalize("NFC", "".join(texts(document, BlockKind.PARAGRAPH))).split())
    return Counter(text[place : place + 3] for place in range(len(text) - 2))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
@pytest.mark.parametrize("language", ALL_KINDS)
def test_fields_are_the_same_in_each_kind(language: str, kind: str) -> None:
    description = describe(read_file(f"{language}.{kind}"))
    original = describe(read_file(f"{language}.docx"))
    assert description.language.value == language
    assert description.title
    assert original.title
    assert description.title.value == original.title.value
    assert description.sections
    assert original.sections
    assert [(s.label, s.title) for s in description.sections.value] == [
        (s.label, s.title) for s in original.sections.value
    ]
    assert len(description.sections.value) == 9


@pytest.mark.parametrize("language", ["ar", "en", "fa", "hi", "ka"])
def test_the_pdf_has_the_words_of_the_text(language: str) -> None:
    """Not «ك%ان» for «كان», nor «केप्रति» for «के प्रति»."""
    assert likeness(words(read_file(f"{language}.docx")), words(read_file(f"{language}.pdf"))) > 0.97


@pytest.mark.parametrize(("language", "least"), [("th", 0.99), ("km", 0.96)])
def test_marks_come_behind_the_letters_that_they_are_over(language: str, least: float) -> None:
    assert likeness(pieces(read_file(f"{language}.docx")), pieces(read_file(f"{language}.pdf"))) > least


def test_a_line_of_few_words_is_one_line() -> None:
    document = read_file("ka.pdf")
    line = next(
        line for page in document.pages for block in page.blocks for line in block.lines if "წევრისათვის" in line.text
    )
    assert line.text == "ვინაიდან ადამიანთა ოჯახის ყველა წევრისათვის"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_that_end_with_a_number_are_no_contents(language: str) -> None:
    headings = texts(read_file(f"{language}.pdf"), BlockKind.HEADING)
    assert len(headings) == 10
    assert len(texts(read_file(f"{language}.pdf"), BlockKind.CONTENTS)) == 9


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
@pytest.mark.parametrize("language", ALL_KINDS)
def test_a_note_is_kept_apart_from_what_it_stands_under(language: str, kind: str) -> None:
    (note,) = texts(read_file(f"{language}.{kind}"), BlockKind.NOTE)
    (original,) = texts(read_file(f"{language}.docx"), BlockKind.NOTE)
    assert note.lstrip("1¹. ")[:30] == original.lstrip("1. ")[:30]


@pytest.mark.parametrize("language", ["ar", "en", "fa", "hi", "ka"])
def test_a_text_and_the_pdf_made_from_it_are_two_formats_of_one_edition(language: str) -> None:
    assert same_text(describe(read_file(f"{language}.docx")), describe(read_file(f"{language}.pdf")))


@pytest.mark.parametrize("language", ["ar", "fa", "hi", "ka"])
def test_but_another_language_is_another_edition(language: str) -> None:
    one, other = describe(read_file("en.docx")), describe(read_file(f"{language}.pdf"))
    assert not same_text(one, other)
    assert alike(one, other) >= 0.5
