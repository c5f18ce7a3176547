"""A folder is walked in depth, in a stable order, each folder once; what can't be followed is said."""

import os
from pathlib import Path

from dragoman.accession.model import Rejection
from dragoman.accession.scan import Sighting, scan


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(folder: Path) -> list[str]:
    return [os.path.relpath(met.path, folder) for met in scan(str(folder))]


def test_files_are_found_in_depth_and_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b/z.pdf", "a.pdf", "b/c/d/deep.pdf", "c.pdf"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.pdf", "c.pdf", "b/z.pdf", "b/c/d/deep.pdf"]


def test_a_single_file_is_a_place_too(tmp_path: Path) -> None:
    file = put(tmp_path / "a.pdf", "four")
    (met,) = scan(str(file))
    assert isinstance(met, Sighting)
    assert (met.path, met.size) == (str(file), 4)


def test_hidden_files_belong_to_programs(tmp_path: Path) -> None:
    put(tmp_path / ".git/objects/x")
    put(tmp_path / ".DS_Store")
    put(tmp_path / "seen.pdf")
    assert names(tmp_path) == ["seen.pdf"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path / "inner/a.pdf")
    (tmp_path / "inner/up").symlink_to(tmp_path, target_is_directory=True)
    file, loop = scan(str(tmp_path))
    assert file.path == str(tmp_path / "inner/a.pdf")
    assert isinstance(loop, Rejection)
    assert (loop.path, loop.code) == (str(tmp_path / "inner/up"), "link-loop")


def test_a_folder_that_is_met_twice_is_walked_once(tmp_path: Path) -> None:
    put(tmp_path / "real/a.pdf")
    (tmp_path / "again").symlink_to(tmp_path / "real", target_is_directory=True)
    assert names(tmp_path) == ["again/a.pdf"]


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    (tmp_path / "me.pdf").symlink_to(tmp_path / "me.pdf")
    (met,) = scan(str(tmp_path))
    assert isinstance(met, Rejection)
    assert met.code == "link-loop"
    assert met.message
    assert met.remedy


def test_a_link_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nothing.pdf")
    (met,) = scan(str(tmp_path))
    assert isinstance(met, Rejection)
    assert met.code == "vanished"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (met,) = scan(str(tmp_path))
    assert isinstance(met, Rejection)
    assert met.code == "not-a-file"


def test_names_that_are_not_utf8_are_carried(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.pdf"
    Path(os.fsdecode(name)).write_bytes(b"x")
    (met,) = scan(str(tmp_path))
    assert os.fsencode(met.path) == name


def test_a_tree_deeper_than_the_recursion_limit_is_walked(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(300):  # PATH_MAX is met before Python's limit would be; what is too deep is said, not raised
        os.mkdir("deep-folder-nam", dir_fd=here)
        inner = os.open("deep-folder-nam", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    assert all(isinstance(met, Rejection) for met in scan(str(tmp_path)))
