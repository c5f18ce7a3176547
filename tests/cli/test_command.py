"""The command has manners: help with examples, JSON for machines, exit statuses that mean what is documented."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.surfaces.cli.main import VERBS
from tests.pipeline.conftest import make_report

DRAGOMAN = Path(sys.executable).with_name("dragoman")
PROJECT = Path(__file__).parents[2]


def run(*words: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, as a person would type it."""
    return subprocess.run(
        [str(DRAGOMAN), *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C", **environment},
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    make_report(folder / "in/a.pdf", title="A Study of Fisheries", word="fisheries", pages=8)
    make_report(folder / "in/b.pdf", title="A Study of Forestry", word="forestry")
    assert run("ingest", folder / "in", "--library", folder / "library").returncode == 0
    return folder / "library"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_examples(verb: str) -> None:
    answer = run(verb, "--help")
    assert answer.returncode == 0
    assert "Examples:" in answer.stdout
    assert f"dragoman {verb}" in answer.stdout


def test_the_readme_names_every_verb() -> None:
    named = set(re.findall(r"`dragoman ([\w-]+)", (PROJECT / "README.md").read_text(encoding="utf-8")))
    assert named == set(VERBS)


def test_nothing_new_to_do_is_well(library: Path) -> None:
    answer = run("ingest", library.parent / "in", "--library", library)
    assert (answer.returncode, "Nothing new." in answer.stdout) == (0, True)


def test_list_says_works_editions_and_files(library: Path) -> None:
    works = [json.loads(line) for line in run("list", "--json", "--library", library).stdout.splitlines()]
    assert sorted(file for w in works for e in w["editions"] for file in e["files"]) == ["a.pdf", "b.pdf"]
    assert {e["language"] for w in works for e in w["editions"]} == {"en"}


def test_the_library_can_be_named_by_the_environment(library: Path) -> None:
    assert "Fisheries" in run("list", DRAGOMAN_LIBRARY=str(library)).stdout


def test_show_takes_an_edition_or_a_work(library: Path) -> None:
    first = json.loads(run("list", "--json", "--library", library).stdout.splitlines()[0])
    edition = first["editions"][0]
    for identifier in (first["work"], edition["expression"]):
        assert edition["title"] in run("show", identifier, "--library", library).stdout
    assert json.loads(run("show", first["work"], "--json", "--library", library).stdout)["id"] == first["work"]


def test_search_answers_with_page_and_section(library: Path) -> None:
    answer = run("search", "fishery", "--json", "--library", library)
    (entry,) = map(json.loads, answer.stdout.splitlines())
    passage = entry["hits"][0]["passage"]
    assert (passage["page"], passage["section_title"]) == (2, "Aims of fisheries")
    assert "[fisheries]" in run("search", "fishery", "--library", library).stdout


def test_describe_keeps_nothing_and_speaks_of_each_file(library: Path, tmp_path: Path) -> None:
    bad = tmp_path / "not.pdf"
    bad.write_text("<!doctype html><title>Not found</title>")
    good = library.parent / "in/a.pdf"
    answer = run("describe", "--json", "--text", good, bad, tmp_path / "gone.pdf")
    assert answer.returncode == 3
    lines = {Path(line["file"]).name: line for line in map(json.loads, answer.stdout.splitlines())}
    assert lines["a.pdf"]["title"] == "A Study of Fisheries"
    assert (lines["a.pdf"]["pages"], len(lines["a.pdf"]["text"])) == (8, 8)
    for name in ("not.pdf", "gone.pdf"):
        assert all(lines[name]["error"][key] for key in ("code", "message", "remedy"))


def test_describe_of_a_file_that_no_reader_reads_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "figures.bin").write_bytes(bytes(range(256)))
    answer = run("describe", "--json", tmp_path / "figures.bin")
    assert answer.returncode == 3
    assert json.loads(answer.stdout)["error"]["code"] == "not-a-pdf"


def test_language_answers_line_by_line() -> None:
    lines = ["Все люди рождаются свободными и равными.", "", "يولد جميع الناس أحراراً متساوين في الكرامة."]
    answer = run("language", stdin="\n".join(lines) + "\n")
    assert answer.stdout.splitlines() == ["ru", "und", "ar"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("no-such-verb",), 2),
        (("ingest",), 2),
        (("ingest", "/no/such/folder"), 2),
        (("list", "--library", "/no/such/library"), 1),
        (("search", "x", "--library", "/no/such/library"), 1),
        (("serve", "--library", "/dev/null/library"), 1),
        (("rebuild", "--library", "/no/such/library"), 1),
        (("check", "--library", "/no/such/library"), 1),
    ],
)
def test_what_can_not_be_done_is_said_without_a_traceback(words: tuple[str, ...], status: int) -> None:
    answer = run(*words)
    assert answer.returncode == status
    assert len(answer.stderr.splitlines()) >= 2
    assert "Traceback" not in answer.stderr
    assert "fault of the program" not in answer.stderr


def test_an_unknown_id_says_where_ids_are_found(library: Path) -> None:
    answer = run("show", "nothing", "--library", library)
    assert answer.returncode == 1
    assert "dragoman list" in answer.stderr


def test_check_finds_a_flipped_byte_and_nothing_in_a_whole_library(library: Path) -> None:
    assert run("check", "--library", library).returncode == 0
    kept = next(library.glob("root/**/item.pdf"))
    whole = kept.read_bytes()
    kept.chmod(0o644)
    kept.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    try:
        answer = run("check", "--json", "--library", library)
    finally:
        kept.write_bytes(whole)
    assert answer.returncode == 1
    findings = [json.loads(line) for line in answer.stdout.splitlines()]
    assert any(str(kept.parents[2].name) in json.dumps(finding) for finding in findings)
    assert all(finding["remedy"] for finding in findings)


def test_output_into_a_closed_pipe_is_no_error_message(library: Path) -> None:
    script = f"'{DRAGOMAN}' list --json --library '{library}' | head -c 1"
    answer = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=False)
    assert answer.stderr == ""


def test_names_that_would_write_on_the_terminal_are_spelled_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad\x1b[31m\u202ename\n.pdf").write_text("no pdf")
    answer = run("ingest", folder, "--library", tmp_path / "library")
    assert answer.returncode == 3
    assert not set("\x1b\u202e") & set(answer.stdout + answer.stderr)
    assert r"bad\x1b[31m\u202ename\n.pdf" in answer.stderr


def test_show_tells_where_each_value_was_found(library: Path) -> None:
    (first, *_) = (json.loads(line) for line in run("list", "--json", "--library", library).stdout.splitlines())
    edition = first["editions"][0]["expression"]
    shown = run("show", edition, "--evidence", "--library", library).stdout
    assert re.search(r"title +A Study of \w+\n +0\.\d+ · title-page · page 1 · at \d+ \d+ \d+ \d+ · ", shown)
    record = json.loads(run("show", edition, "--json", "--library", library).stdout)
    assert {"page", "region", "method", "confidence", "source"} <= set(record["title"]["evidence"])
    assert record["confidence"]["title"] == record["title"]["evidence"]["confidence"]
    work = json.loads(run("show", first["work"], "--json", "--library", library).stdout)
    assert work["expressions"][0]["confidence"] == record["confidence"]


def test_describe_draws_what_it_read(library: Path, tmp_path: Path) -> None:
    report = library.parent / "in/a.pdf"
    answer = run("describe", "--picture", tmp_path / "seen", "--evidence", report)
    assert answer.returncode == 0, answer.stderr
    assert "title red" in answer.stderr
    assert " · title-page · page 1 · " in answer.stdout
    (folder,) = (tmp_path / "seen").iterdir()
    assert folder.name.startswith("a-")
    assert (folder / "0001.png").read_bytes().startswith(b"\x89PNG")


def test_pictures_that_can_not_be_written_cost_no_traceback(library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = run("describe", "--picture", tmp_path / "file" / "seen", library.parent / "in/a.pdf")
    assert answer.returncode == 3
    assert "pictures-not-written" in answer.stderr
    assert "Traceback" not in answer.stderr
