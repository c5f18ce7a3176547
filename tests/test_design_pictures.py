"""The design's documentation shows pictures that are there, and they stay small."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_every_picture_is_there_and_every_component_is_shown() -> None:
    shown = set(re.findall(r"\]\((pictures/[^)]+\.webp)\)", (DOCS / "design.md").read_text("utf-8")))
    assert all((DOCS / picture).is_file() for picture in shown)
    assert {f"pictures/{each.name}" for each in (DOCS / "pictures").glob("component-*")} <= shown


def test_the_pictures_are_small() -> None:
    assert sum(each.stat().st_size for each in (DOCS / "pictures").iterdir()) < 4_000_000
