"""Pictures are kept within a bound: the longest unused go first, and a folder that can't be written to is no harm."""

import os
import time
from pathlib import Path

from dragoman.store.pictures import KeptPictures

ONE = b"x" * 10_000


def aged(folder: Path, name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(folder / name[:2] / name, (then, then))


def test_a_picture_is_there_for_every_process(tmp_path: Path) -> None:
    KeptPictures(tmp_path / "pictures").put("abc-1", ONE)
    assert KeptPictures(tmp_path / "pictures").get("abc-1") == ONE
    assert KeptPictures(tmp_path / "pictures").get("abc-2") is None


def test_the_longest_unused_make_room(tmp_path: Path) -> None:
    kept = KeptPictures(tmp_path, most=100_000)
    for number in range(9):
        kept.put(f"{number}-old", ONE)
        aged(tmp_path, f"{number}-old", 90_000 - number)
    assert kept.get("0-old") == ONE  # used now
    kept.put("new", ONE)
    kept.put("newer", ONE)
    there = {file.name for file in tmp_path.rglob("*-old")}
    assert there == {f"{number}-old" for number in range(9)} - {"1-old", "2-old"}
    assert kept.get("newer") == ONE


def test_what_others_have_kept_counts_too(tmp_path: Path) -> None:
    KeptPictures(tmp_path).put("theirs", ONE * 10)
    aged(tmp_path, "theirs", 10_000)
    kept = KeptPictures(tmp_path, most=100_000)
    kept.put("ours", ONE)
    assert (kept.get("theirs"), kept.get("ours")) == (None, ONE)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = KeptPictures(tmp_path / "file")
    kept.put("abc", ONE)
    assert kept.get("abc") is None
