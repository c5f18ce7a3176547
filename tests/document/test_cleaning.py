"""A scanned page is made easy to read: level, on white paper, without rows of dots."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dragoman.document.cleaning import cleaned, slant_of, straightened, unturned
from dragoman.document.model import Box
from dragoman.document.picture import Pixels
from tests.scans import ASVS_EN, BITCOIN_EN, CONTENTS_OF_ASVS, picture_of, scanned

RESOLUTION = 150.0


def pixels(picture: Image.Image) -> Pixels:
    return np.asarray(picture, np.uint8)


@pytest.mark.parametrize("angle", [-3.0, 1.5])
def test_a_turned_page_is_made_level(angle: float) -> None:
    turned = scanned(picture_of(BITCOIN_EN, 2), angle=angle)
    assert cleaned(pixels(turned), resolution=RESOLUTION).angle == pytest.approx(-angle, abs=0.2)


def test_a_place_on_the_level_page_is_found_on_the_turned_one() -> None:
    picture = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(picture)
    for row in range(200, 1500, 40):
        for column in range(100, 1100, 24):
            draw.rectangle((column, row, column + 14, row + 18), fill=0)
    level = cleaned(pixels(picture.rotate(2.0, fillcolor=255)), resolution=RESOLUTION)
    corner = unturned(Box(100, 200, 114, 218), level)
    turned = pixels(picture.rotate(2.0, fillcolor=255))
    assert turned[int(corner.y0) + 4 : int(corner.y1) - 4, int(corner.x0) + 4 : int(corner.x1) - 4].mean() < 60


def test_grey_paper_becomes_white() -> None:
    level = cleaned(pixels(scanned(picture_of(BITCOIN_EN, 2), paper=170)), resolution=RESOLUTION)
    assert np.median(level.pixels) >= 240


def test_white_letters_on_a_black_band_stay() -> None:
    picture = picture_of(BITCOIN_EN, 2)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 20, 1100, 100), fill=0)
    draw.text((200, 40), "A TITLE IN WHITE", fill=255, font_size=40)
    band = cleaned(pixels(picture), resolution=RESOLUTION).pixels[30:90, 150:700]
    assert band.min() < 60
    assert band.max() > 200


def test_rows_of_dots_are_taken_away_and_known() -> None:
    picture = picture_of(ASVS_EN, CONTENTS_OF_ASVS)
    level = cleaned(pixels(scanned(picture)), resolution=RESOLUTION)
    assert len(level.leaders) >= 15
    for leader in level.leaders:
        x0, y0, x1, y1 = (int(edge) for edge in leader)
        assert level.pixels[y0:y1, x0:x1].min() > 150


def test_the_dots_of_letters_stay() -> None:
    """Three dots are an ellipsis, and those of i and j stand at uneven steps."""
    assert cleaned(pixels(picture_of(BITCOIN_EN, 2)), resolution=RESOLUTION).leaders == ()


def test_leaning_strokes_are_measured_and_straightened() -> None:
    picture = Image.new("L", (900, 300), 255)
    draw = ImageDraw.Draw(picture)
    for place in range(24):
        column = 100 + 26 * place + place * place % 11
        draw.line((column + 12, 100, column, 160), fill=0, width=4)
    lines = [Box(60, 95, 860, 165)]
    slant = slant_of(pixels(picture), lines)
    assert slant == pytest.approx(0.2, abs=0.05)
    upright = straightened(pixels(picture), slant)
    assert slant_of(upright, [Box(60, 95, 920, 165)]) == 0.0
