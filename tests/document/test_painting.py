"""Pages are drawn in children: a hostile page costs its picture, and who asks gets an answer either way."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from dragoman.document.drawing import Drawing, Drawn, draw
from dragoman.document.isolation import Failure, Limits
from dragoman.document.model import Box
from dragoman.document.painting import Painters
from dragoman.errors import LibraryBusy, Refused
from tests import hostile_pdfs as hostile


def opened(drawn: Drawn) -> Image.Image:
    return Image.open(io.BytesIO(drawn.webp))


@pytest.fixture
def sound(tmp_path: Path) -> str:
    return str(hostile.sound(tmp_path / "sound.pdf", about="Borders"))


def test_a_page_is_a_webp_picture_as_wide_as_asked(sound: str) -> None:
    picture = opened(draw(Drawing(path=sound, page=1, width=320)))
    assert picture.format == "WEBP"
    assert picture.size == (320, round(320 * 595.28 / 419.53))


def test_a_region_is_cut_from_its_page(sound: str) -> None:
    """Page 2 has text from 80 to 350 points down, and nothing below."""
    text = Drawing(path=sound, page=2, width=640, region=Box(30, 70, 230, 170))
    empty = Drawing(path=sound, page=2, width=640, region=Box(30, 400, 230, 500))
    beyond = Drawing(path=sound, page=2, width=640, region=Box(319.53, 70, 9000, 170))
    assert opened(draw(text)).size == (640, 320)
    assert (draw(text).blank, draw(empty).blank) == (False, True)
    assert opened(draw(beyond)).size == (640, 640)


def test_an_empty_page_is_said_to_be_blank_and_a_title_page_is_not(tmp_path: Path, sound: str) -> None:
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(hostile.written(hostile.CATALOGUE, hostile.ONE_PAGE, hostile.PAGE, hostile.stream(b"")))
    assert draw(Drawing(path=str(blank), page=1, width=240)).blank
    assert not draw(Drawing(path=sound, page=1, width=240)).blank


def test_a_page_as_tall_as_a_scroll_is_drawn_small(tmp_path: Path) -> None:
    page = hostile.PAGE.replace(b"300 400", b"30 14400")
    tall = tmp_path / "tall.pdf"
    tall.write_bytes(hostile.written(hostile.CATALOGUE, hostile.ONE_PAGE, page, hostile.stream(b"")))
    wide, high = opened(draw(Drawing(path=str(tall), page=1, width=640))).size
    assert (wide, high) == (5, 2560)


@pytest.mark.parametrize("page", [4, 1_000_000])
def test_a_page_that_is_not_there_is_refused(sound: str, page: int) -> None:
    with pytest.raises(Refused):
        draw(Drawing(path=sound, page=page, width=320))


@pytest.mark.parametrize("made", [hostile.page_of_a_gigabyte, hostile.page_tree_of_a_million, lambda: b"%PDF-1.7"])
def test_a_hostile_page_has_a_failure_and_the_next_its_picture(
    tmp_path: Path, sound: str, made: Callable[[], bytes]
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(made())
    painters = Painters(painters=1, limits=Limits(memory=500 * 1024 * 1024, seconds=5))
    outcome = painters.paint(Drawing(path=str(bad), page=1, width=640))
    after = painters.paint(Drawing(path=sound, page=2, width=640))
    assert isinstance(outcome.result(timeout=60), Failure | Drawn)
    assert isinstance(after.result(timeout=60), Drawn)


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, sound: str) -> None:
    """A hundred thousand transparent layers over the whole page."""
    layers = b"/G gs " + b"0 0 300 400 re f " * 200_000
    page = hostile.PAGE.replace(b"<< >>", b"<< /ExtGState << /G << /ca 0.5 /BM /Luminosity >> >> >>", 1)
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(hostile.written(hostile.CATALOGUE, hostile.ONE_PAGE, page, hostile.stream(layers)))
    painters = Painters(painters=1, limits=Limits(memory=500 * 1024 * 1024, seconds=1))
    began = time.monotonic()
    outcome = painters.paint(Drawing(path=str(slow), page=1, width=1280)).result(timeout=60)
    assert isinstance(outcome, Failure)
    assert outcome.code == "too-slow"
    assert time.monotonic() - began < 30
    assert isinstance(painters.paint(Drawing(path=sound, page=1, width=640)).result(timeout=60), Drawn)


def test_the_same_picture_asked_for_twice_at_once_is_drawn_once(sound: str) -> None:
    painters = Painters(painters=1)
    drawing = Drawing(path=sound, page=2, width=640)
    assert painters.paint(drawing) is painters.paint(drawing)


def test_who_comes_when_too_many_wait_is_told_so(sound: str) -> None:
    painters = Painters(painters=1, waiting=2)
    asked = []
    with pytest.raises(LibraryBusy):
        asked += [painters.paint(Drawing(path=sound, page=1, width=width)) for width in range(100, 110)]
    later = painters.paint(Drawing(path=sound, page=1, width=100))
    assert isinstance(later.result(timeout=60), Drawn)
