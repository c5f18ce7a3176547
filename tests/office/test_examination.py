"""What `dragoman doctor` looks at, what it finds wrong, and what it says to do."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.config import site_settings
from dragoman.document import tesseract
from dragoman.office import examination
from dragoman.office.backup import back_up
from dragoman.office.examination import Gravity, examine
from dragoman.office.office import Office
from dragoman.pipeline.upkeep import index
from dragoman.store.library import Library
from tests.web import bookshelf as shelf


@pytest.fixture
def filled(library: Library) -> Library:
    placed = shelf.Shelf(library)
    placed.keep(shelf.study(placed))
    index(library)
    return library


def found(library: Library) -> dict[str, tuple[Gravity, str]]:
    """By code: how grave, and what to do; the gravest where there are several."""
    opinions = examine(library, lambda: site_settings(library.folder))
    said: dict[str, tuple[Gravity, str]] = {}
    for each in opinions:
        said[each.code] = max(said.get(each.code, (Gravity.WELL, "")), (each.gravity, each.remedy))
    return said


def test_a_library_that_is_well_has_nothing_wrong(filled: Library, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    said = found(filled)
    assert {"versions", "disk", "rights", "clock", "database", "index", "models", "backup", "settings"} <= set(said)
    assert [code for code, (gravity, _) in said.items() if gravity is Gravity.ILL] == []
    assert said["backup"] == (Gravity.WELL, "")


def test_no_backup_is_a_warning(filled: Library) -> None:
    assert found(filled)["backup"][0] is Gravity.WARNING


def test_an_index_that_lags_or_is_damaged_says_what_to_run(filled: Library) -> None:
    placed = shelf.Shelf(filled)
    placed.keep(shelf.small(placed, 1))
    assert found(filled)["index"] == (Gravity.WARNING, "Start `dragoman serve`, or run `dragoman index`.")


def test_accounts_that_others_may_read_are_wrong(filled: Library) -> None:
    Office.of(filled)
    (filled.folder / "office.key").chmod(0o644)
    gravity, remedy = found(filled)["secrets"]
    assert gravity is Gravity.ILL
    assert remedy == f"chmod 600 {filled.folder / 'office.key'}"


def test_settings_that_are_wrong_are_said_as_ever(filled: Library) -> None:
    (filled.folder / "site.toml").write_text("nmae = 'x'", "utf-8")
    assert any(gravity is Gravity.ILL and "name" in remedy for gravity, remedy in found(filled).values())


def test_a_disk_without_room_is_wrong(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs(filled.folder)
    assert real.f_files >= 0
    monkeypatch.setattr(examination, "NO_ROOM", 10**18)
    assert found(filled)["disk"][0] is Gravity.ILL


def test_a_clock_that_is_behind_the_library_is_wrong(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "OLDEST_CLOCK", datetime(2200, 1, 1, tzinfo=UTC))
    assert found(filled)["clock"][0] is Gravity.ILL


def test_languages_that_are_held_without_data_for_reading_pictures_name_their_packages(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "installed", lambda: frozenset({"eng"}))
    assert found(filled)["ocr"] == (Gravity.WARNING, "apt-get install tesseract-ocr-ara tesseract-ocr-rus")
