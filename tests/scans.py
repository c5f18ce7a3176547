"""Scans made for a test from pages of the samples: drawn, turned, put on grey paper with noise, kept as pictures only.

The pages are those of samples/bitcoin (MIT, Satoshi Nakamoto and the translators named on each first page) and
samples/asvs-5.0 (CC BY-SA 4.0, The OWASP Foundation); what is made of them here is kept nowhere.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # published without types
from PIL import Image

SAMPLES = Path(__file__).parent.parent / "samples"
BITCOIN_EN = SAMPLES / "bitcoin" / "bitcoin.en.pdf"
BITCOIN_RU = SAMPLES / "bitcoin" / "bitcoin.ru.pdf"
ASVS_EN = SAMPLES / "asvs-5.0" / "asvs-5.0.en.pdf"
CONTENTS_OF_ASVS = 2


def picture_of(file: Path, number: int, *, resolution: int = 150) -> Image.Image:
    """A page (1-based) as it is printed."""
    with pypdfium2.PdfDocument(file) as document:
        drawn: Image.Image = document[number - 1].render(scale=resolution / 72).to_pil().convert("L")
        return drawn


def scanned(picture: Image.Image, *, angle: float = 0.0, noise: float = 6.0, paper: int = 225) -> Image.Image:
    """The page as a scanner sees it that nobody has cleaned."""
    turned = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, np.float32) * paper / 255
    grey += np.random.default_rng(7).normal(0, noise, grey.shape)
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def pdf_of(path: Path, pictures: Sequence[Image.Image], *, resolution: int = 150) -> str:
    """A file whose pages are only these pictures; its path as readers take it."""
    first, *others = pictures
    first.save(path, "PDF", resolution=resolution, save_all=True, append_images=others)
    return str(path)


def text_of(file: Path, number: int) -> str:
    """The text that a page of a sample really has."""
    with pypdfium2.PdfDocument(file) as document:
        text: str = document[number - 1].get_textpage().get_text_range()
        return text
