"""Pages that are only pictures are read with their places, in the language that is found on them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dragoman.document import ocr
from dragoman.document.model import BlockKind, Legibility
from dragoman.document.ocr import Languages, languages_of, read_page, with_help
from dragoman.document.pdf import read_pdf
from dragoman.document.recognised import Recognised
from dragoman.record.describe import describe
from dragoman.record.language import identify
from dragoman.vocabulary.languages import LanguageTag
from tests.scans import ASVS_EN, BITCOIN_EN, BITCOIN_RU, CONTENTS_OF_ASVS, pdf_of, picture_of, scanned, text_of


def words_found(text: str, truth: str) -> float:
    """The share of words that are there."""
    want, got = (Counter(re.findall(r"\w+", each.casefold())) for each in (truth, text))
    return sum((want & got).values()) / sum(want.values())


def test_a_turned_and_noisy_page_is_read_in_its_language(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "scan.pdf", [scanned(picture_of(BITCOIN_RU, 2), angle=1.5)])
    languages = languages_of(file, (1,), identify=identify)
    assert languages == Languages(data=("rus", "eng"))
    seen = read_page(file, 1, data=languages.data)
    read = read_pdf(file, item="x", recognised=Recognised(engine="e", languages=languages.data, pages={1: seen}))
    page = read.pages[0]
    assert page.legibility is Legibility.RECOGNISED
    assert read.recognition is not None
    assert read.recognition.pages == (1,)
    assert read.unread == ()
    assert words_found(page.text, text_of(BITCOIN_RU, 2)) > 0.9
    assert describe(read).language.value == "ru"
    lines = [line for block in page.blocks for line in block.lines]
    assert all(0 <= line.box.x0 < line.box.x1 <= page.width and line.box.y0 >= 0 for line in lines)


def test_printed_contents_keep_their_page_numbers(tmp_path: Path) -> None:
    file = pdf_of(
        tmp_path / "scan.pdf", [scanned(picture_of(ASVS_EN, CONTENTS_OF_ASVS, resolution=200))], resolution=200
    )
    seen = read_page(file, 1, data=("eng",))
    page = read_pdf(file, item="x", recognised=Recognised(pages={1: seen})).pages[0]
    entries = [block.text for block in page.blocks if block.kind is BlockKind.CONTENTS]
    assert len(entries) >= 15
    assert any(re.match(r"Copyright and License.*\b[78]$", entry) for entry in entries)


def test_a_page_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    file = pdf_of(tmp_path / "scan.pdf", [scanned(picture_of(BITCOIN_EN, 2)).rotate(90, expand=True)])
    assert words_found(read_page(file, 1, data=("eng",)).text, text_of(BITCOIN_EN, 2)) > 0.9


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: frozenset({"eng", "osd"}))
    assert with_help(LanguageTag("uk")) == Languages(missing="tesseract-ocr-ukr")
    assert with_help(LanguageTag("zh-Hant")) == Languages(missing="tesseract-ocr-chi-tra")
    assert with_help(LanguageTag("de"), otherwise=("eng",)) == Languages(data=("eng",), missing="tesseract-ocr-deu")


def test_without_tesseract_its_own_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", frozenset)
    assert languages_of("never opened", (1,), identify=identify) == Languages(missing="tesseract-ocr")
