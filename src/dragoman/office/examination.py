"""What a library needs to work, looked at: each finding says how grave it is, and what to do.

Comes in: an open library, and how its settings are read. Goes out: an `Opinion` for everything that was looked at, the
good ones too, so that who reads the list knows what was.
"""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import text

from dragoman.document import tesseract
from dragoman.errors import DragomanError
from dragoman.office import database, keys
from dragoman.office.backup import LAST
from dragoman.pipeline.upkeep import open_index
from dragoman.search.embedders import installed as models
from dragoman.store.database import reading
from dragoman.store.library import Library
from dragoman.store.model import Selection
from dragoman.vocabulary.languages import LanguageTag
from dragoman.vocabulary.tesseract_data import TESSERACT, data_for, package

LITTLE_ROOM: Final = 2_000_000_000
NO_ROOM: Final = 200_000_000
OLD_BACKUP: Final = timedelta(days=7)
OLDEST_CLOCK: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SCRIPTS: Final = {"ar": "Arabic", "zh": "Chinese", "ru": "Cyrillic", "hi": "Devanagari", "en": "Latin"}
"""Scripts by a language that fontconfig tests a font for."""
_PARTS: Final = ("root", "staging", "spool", "index")


class Gravity(IntEnum):
    """How grave a finding is: `ILL` keeps the library from working."""

    WELL = 0
    WARNING = 1
    ILL = 2


class Opinion(NamedTuple):
    """What was looked at, and what was found; `remedy` where there is something to do."""

    code: str
    gravity: Gravity
    message: str
    remedy: str = ""


def examine(library: Library, settings: Callable[[], object]) -> Iterator[Opinion]:
    """All of it, one after the other; what can't be looked at is a finding, too."""
    for look in (_versions, _disk, _rights, _clock, _database, _index, _meaning, _ocr, _fonts, _backup):
        try:
            yield from look(library)
        except DragomanError as error:
            yield Opinion(error.code, Gravity.ILL, error.message, error.remedy)
        except OSError as error:
            name = look.__name__.removeprefix("_")
            message = f"It could not be looked at: {error}."
            yield Opinion(name, Gravity.ILL, message, "Run it as the account that serves the library.")
    try:
        settings()
    except DragomanError as error:
        yield Opinion(error.code, Gravity.ILL, error.message, error.remedy)
    else:
        yield Opinion("settings", Gravity.WELL, "site.toml is understood.")


def _versions(_library: Library) -> Iterator[Opinion]:
    said = f"Dragoman {version('dragoman')}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < (3, 35):
        remedy = "Use a Python whose SQLite is 3.35 or newer."
        yield Opinion("versions", Gravity.ILL, f"{said}: SQLite is too old.", remedy)
    else:
        yield Opinion("versions", Gravity.WELL, f"{said}.")


def _disk(library: Library) -> Iterator[Opinion]:
    found = shutil.disk_usage(library.folder)
    said = f"{found.free / 1e9:.1f} GB of {found.total / 1e9:.1f} GB are free at {library.folder}"
    remedy = "Make room. pictures/ in the library's folder may be deleted at any time."
    files = os.statvfs(library.folder)
    if found.free < NO_ROOM or (files.f_files and not files.f_favail):
        yield Opinion("disk", Gravity.ILL, f"{said}.", remedy)
    else:
        scarce = found.free < LITTLE_ROOM
        yield Opinion("disk", Gravity.WARNING if scarce else Gravity.WELL, f"{said}.", remedy if scarce else "")


def _rights(library: Library) -> Iterator[Opinion]:
    places = [library.folder, *(library.folder / part for part in _PARTS if (library.folder / part).exists())]
    closed = [str(each) for each in places if not os.access(each, os.R_OK | os.W_OK | os.X_OK)]
    if closed:
        remedy = f"chown -R $(id -un) {library.folder}, or run it as the account that serves the library."
        yield Opinion("rights", Gravity.ILL, f"This account may not write into {', '.join(closed)}.", remedy)
    else:
        yield Opinion("rights", Gravity.WELL, "This account may write all that it must.")
    secrets = [library.folder / name for name in (database.FILE, keys.FILE)]
    open_to_all = [each for each in secrets if each.exists() and each.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    for each in open_to_all:
        yield Opinion("secrets", Gravity.ILL, f"Others than its owner may read {each}.", f"chmod 600 {each}")


def _clock(library: Library) -> Iterator[Opinion]:
    now = datetime.now(UTC)
    newest = library.harvest.latest(Selection(), limit=1)
    last = datetime.fromisoformat(newest[0].datestamp) if newest else OLDEST_CLOCK
    remedy = "Set the clock, and let it be kept: timedatectl set-ntp true."
    if now < max(last, OLDEST_CLOCK) - timedelta(minutes=5):
        message = (
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, and something in the library is newer ({last:%Y-%m-%d %H:%M})."
        )
        yield Opinion("clock", Gravity.ILL, message, remedy)
    elif _told("timedatectl", "show", "--property=NTPSynchronized", "--value") == "no":
        yield Opinion("clock", Gravity.WARNING, f"The clock is not kept by a server; it says {now:%H:%M} UTC.", remedy)
    else:
        yield Opinion("clock", Gravity.WELL, f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def _database(library: Library) -> Iterator[Opinion]:
    name = library.engine.dialect.name
    with reading(library.engine) as connection:
        if name == "sqlite":
            found = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
        else:
            found = "ok" if connection.execute(text("SELECT 1")).scalar() == 1 else "no answer"
    if found != "ok":
        yield Opinion("database", Gravity.ILL, f"The database is damaged: {found}.", "Run `dragoman rebuild`.")
    else:
        held = library.catalogue.holdings()
        said = f"{name}, {held.works} works, {held.expressions} editions"
        yield Opinion("database", Gravity.WELL, f"The database answers: {said}.")


def _index(library: Library) -> Iterator[Opinion]:
    index = open_index(library)
    damaged = [str(file) for file in index.damaged()]
    behind = library.catalogue.head() - index.applied()
    if damaged:
        yield Opinion("index", Gravity.ILL, f"{', '.join(damaged)} is damaged.", "Run `dragoman rebuild`.")
    elif behind:
        message = f"The index has not followed {behind} changes yet."
        yield Opinion("index", Gravity.WARNING, message, "Start `dragoman serve`, or run `dragoman index`.")
    else:
        yield Opinion("index", Gravity.WELL, "The index is whole and has followed every change.")
    unsound = [str(folder) for model in index.vectors.models for folder in model.unsound()]
    if unsound:
        remedy = "Start `dragoman serve`: they are made anew."
        yield Opinion("vectors", Gravity.WARNING, f"{', '.join(unsound)} is damaged.", remedy)


def _meaning(_library: Library) -> Iterator[Opinion]:
    found = models()
    if found:
        yield Opinion("models", Gravity.WELL, f"{len(found)} models find answers in other languages.")
    else:
        remedy = "Install Dragoman with its dependencies: pip install --upgrade dragoman."
        yield Opinion("models", Gravity.WARNING, "No model is installed: answers are found by words only.", remedy)


def _ocr(library: Library) -> Iterator[Opinion]:
    have = tesseract.installed()
    if not have:
        remedy = f"apt-get install {TESSERACT}, and the data of its languages ({TESSERACT}-ara, …)."
        yield Opinion("ocr", Gravity.WARNING, "Tesseract is missing: scanned pages stay pictures.", remedy)
        return
    held = [tag for tag, _ in library.catalogue.holdings().languages]
    missing = sorted({data for tag in held if (data := data_for(LanguageTag(tag))) and data not in have})
    if missing:
        remedy = f"apt-get install {' '.join(map(package, missing))}"
        yield Opinion("ocr", Gravity.WARNING, f"Tesseract lacks data for languages that are held: {missing}.", remedy)
    else:
        yield Opinion("ocr", Gravity.WELL, f"{tesseract.version()} has data for {len(have)} languages.")


def _fonts(_library: Library) -> Iterator[Opinion]:
    """Fonts of the system stand in for those that a PDF does not bring along, when its pages are drawn."""
    remedy = "apt-get install fontconfig fonts-noto-core fonts-noto-cjk"
    if shutil.which("fc-list") is None:
        message = "fontconfig is missing, so nobody knows which fonts there are for pages that bring none."
        yield Opinion("fonts", Gravity.WARNING, message, remedy)
        return
    missing = [script for tag, script in _SCRIPTS.items() if not _told("fc-list", f":lang={tag}", "family")]
    if missing:
        message = f"No font for {', '.join(missing)}: pages that bring no fonts of their own are drawn with gaps."
        yield Opinion("fonts", Gravity.WARNING, message, remedy)
    else:
        yield Opinion("fonts", Gravity.WELL, "There are fonts for all scripts of the interface.")


def _backup(library: Library) -> Iterator[Opinion]:
    remedy = "Run `dragoman backup DIR`, best every night."
    try:
        said = json.loads((library.folder / LAST).read_text("utf-8"))
        finished, folder = datetime.fromisoformat(said["finished"]), Path(said["folder"])
    except (OSError, ValueError, KeyError):
        yield Opinion("backup", Gravity.WARNING, "No back-up was ever made with `dragoman backup`.", remedy)
        return
    message = f"The last back-up is of {finished:%Y-%m-%d %H:%M} UTC, in {folder}."
    if not said.get("whole", True):
        yield Opinion("backup", Gravity.WARNING, f"{message} Something could not be copied.", remedy)
    elif datetime.now(UTC) - finished > OLD_BACKUP:
        yield Opinion("backup", Gravity.WARNING, message, remedy)
    else:
        yield Opinion("backup", Gravity.WELL, message)


def _told(*command: str) -> str:
    """What a program of the system says; nothing where it is missing or fails."""
    try:
        done = subprocess.run(command, shell=False, capture_output=True, check=False, text=True, timeout=10)  # noqa: S603 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
