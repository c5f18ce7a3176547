"""The index follows the journal: what is kept is found, what goes is gone, and a crash costs nothing."""

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.accession.model import PDF
from dragoman.errors import LibraryBusy, LibraryError
from dragoman.record.model import Status
from dragoman.search import following
from dragoman.search.index import SearchIndex
from dragoman.search.model import Query
from dragoman.search.schema import FORMAT
from dragoman.store.library import Library
from dragoman.store.model import Change

from .shelf import Edition, keep, work_of

FIRST = f"{FORMAT}-1"

ENGLISH = Edition(language="en", title="Migration", pages=("Workers migrate between countries.", "A second page."))
RUSSIAN = Edition(language="ru", title="Миграция", pages=("Работники едут из страны в страну.",))


def found(index: SearchIndex, text: str, language: str = "en") -> list[str]:
    return [entry.expression_id for entry in index.search(Query(text=text, reader_language=language)).entries]


def test_what_is_kept_is_found(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH, RUSSIAN)
    assert index.follow(library) == library.catalogue.head() == index.applied()
    (entry,) = index.search(Query(text="migrating workers")).entries
    assert (entry.work_id, entry.language, entry.title, entry.year) == ("w1", "en", "Migration", 2015)
    assert entry.other_languages == (("ru", "w1-ru"),)
    (hit,) = entry.hits
    assert (hit.passage.page, hit.passage.item) == (1, ENGLISH.digest)
    assert found(index, "страны") == ["w1-ru"]
    assert list(index.check(library)) == []


def test_following_again_does_nothing(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    before = sorted((index.folder / FIRST).iterdir())
    assert index.follow(library) == index.applied()
    assert sorted((index.folder / FIRST).iterdir()) == before


def test_a_changed_text_takes_the_place_of_the_old_one(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    keep(library, "w1", replace(ENGLISH, pages=("Nothing but vegetables.",)))
    index.follow(library)
    assert found(index, "workers") == []
    assert found(index, "vegetables") == ["w1-en"]
    assert list(index.check(library)) == []


def test_a_changed_record_leaves_the_passages_alone(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    keep(library, "w1", ENGLISH, RUSSIAN, new=(RUSSIAN,))
    (library.root.item_file(ENGLISH.digest, media_type=PDF).parent / "document.json").unlink()  # it isn't read again
    index.follow(library)
    assert index.search(Query(text="workers")).entries[0].other_languages == (("ru", "w1-ru"),)
    assert list(index.check(library)) == []


def test_a_withdrawn_edition_goes(library: Library, index: SearchIndex) -> None:
    work = keep(library, "w1", ENGLISH, RUSSIAN)
    index.follow(library)
    gone = replace(work.expressions[0], status=Status.DELETED)
    with library.writer() as writer:
        writer.keep(Change(works=(replace(work, expressions=(gone, work.expressions[1]), revision=2),)))
    index.follow(library)
    assert found(index, "workers") == []
    assert found(index, "страны") == ["w1-ru"]
    assert list(index.check(library)) == []


def test_an_edition_that_moves_to_another_work_is_there_once(library: Library, index: SearchIndex) -> None:
    lonely = keep(library, "w2", RUSSIAN)
    keep(library, "w1", ENGLISH)
    index.follow(library)
    host = work_of("w1", ENGLISH)
    joined = replace(
        host,
        expressions=(*host.expressions, *lonely.expressions),
        manifestations=(*host.manifestations, *lonely.manifestations),
        revision=2,
    )
    emptied = replace(lonely, expressions=(), manifestations=(), merged_into="w1", revision=2)
    with library.writer() as writer:
        writer.keep(Change(works=(joined, emptied)))
    index.follow(library)
    results = index.search(Query(text="страны", reader_language="ru"))
    assert [(e.work_id, e.expression_id, len(e.hits)) for e in results.entries] == [("w1", "w2-ru", 1)]
    assert list(index.check(library)) == []


def test_check_says_what_differs(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    keep(library, "w2", RUSSIAN)
    keep(library, "w1", replace(ENGLISH, title="Another title"))
    differences = {d.expression_id: d.message for d in index.check(library)}
    assert differences == {"w1-en": "the index has an older state of it", "w2-ru": "is not in the index"}


def test_a_text_that_cannot_be_read_keeps_nothing_else_out(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    (library.root.item_file(ENGLISH.digest, media_type=PDF).parent / "document.json").unlink()
    index.follow(library)
    (difference,) = index.check(library)
    assert (difference.expression_id, difference.message) == ("w1-en", "its text could not be read when it was indexed")
    assert found(index, "страны") == ["w2-ru"]


def test_rebuild_answers_the_same(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH, RUSSIAN)
    index.follow(library)
    before = index.search(Query(text="workers")).entries
    index.rebuild(library)
    assert index.search(Query(text="workers")).entries == before
    assert list(index.check(library)) == []


def test_a_broken_index_says_so_and_is_rebuilt(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    (index.folder / FIRST / "meta.json").write_text("{")
    with pytest.raises(LibraryError) as broken:
        SearchIndex.open(index.folder).search(Query(text="workers"))
    assert broken.value.code == "index-broken"
    SearchIndex.open(index.folder).rebuild(library)
    assert found(SearchIndex.open(index.folder), "workers") == ["w1-en"]


@pytest.mark.parametrize("harm", ["changed", "cut", "lost", "emptied"])
def test_a_damaged_index_is_mended(library: Library, index: SearchIndex, harm: str) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    assert not index.mend(library)
    term = next((index.folder / FIRST).glob("*.term"))
    match harm:
        case "changed":
            data = bytearray(term.read_bytes())
            data[0] ^= 0xFF
            term.write_bytes(data)
        case "cut":
            term.write_bytes(term.read_bytes()[:-20])
        case "lost":
            term.unlink()
        case _:
            (index.folder / FIRST / "meta.json").write_text("")
    opened = SearchIndex.open(index.folder)
    assert opened.mend(library)
    assert found(opened, "workers") == ["w1-en"]
    assert not opened.mend(library)


def test_while_an_index_is_mended_it_says_so(
    library: Library, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        with pytest.raises(LibraryError) as refused:
            index.search(Query(text="workers"))
        assert refused.value.code == "index-mending"

    monkeypatch.setattr(index, "rebuild", asked)
    monkeypatch.setattr(index, "_is_broken", lambda: True)
    assert index.mend(library)


def test_an_index_of_another_format_is_made_anew(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    index.follow(library)
    (index.folder / FIRST).rename(index.folder / "0-1")
    (index.folder / "current").write_text("0-1")
    again = SearchIndex.open(index.folder)
    assert again.applied() == 0
    again.follow(library)
    assert found(again, "workers") == ["w1-en"]
    assert not (index.folder / "0-1").exists()


def test_an_index_that_is_missing_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as missing:
        SearchIndex.open(tmp_path / "index", create=False)
    assert missing.value.code == "index-missing"
    assert not (tmp_path / "index").exists()


def test_a_folder_that_cannot_be_made_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError) as refused:
        SearchIndex.open(tmp_path / "file" / "index")
    assert refused.value.code == "index-not-written"


def test_only_one_writes(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    held = threading.Event()
    go = threading.Event()

    def hold() -> None:
        with SearchIndex.open(index.folder)._writing(wait=0.0):
            held.set()
            go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    with pytest.raises(LibraryBusy):
        index.follow(library, wait=0.0)
    go.set()
    thread.join()
    assert index.follow(library, wait=0.0) == 1


def test_a_reader_sees_what_another_process_commits(library: Library, index: SearchIndex) -> None:
    assert found(index, "workers") == []
    keep(library, "w1", ENGLISH)
    other = multiprocessing.get_context("spawn").Process(target=_follow, args=(str(library.folder), 0))
    other.start()
    other.join(60)
    assert other.exitcode == 0
    time.sleep(0.3)
    assert found(index, "workers") == ["w1-en"]


def test_readers_answer_while_one_writes(library: Library, index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_COMMIT_SECONDS", 600.0)
    for number in range(20):
        keep(library, f"w{number}", replace(ENGLISH, name=str(number)))
    stop = threading.Event()
    sizes: list[int] = []

    def read() -> None:
        while not stop.is_set():
            sizes.append(index.search(Query(text="workers", limit=50)).works)

    thread = threading.Thread(target=read)
    thread.start()
    index.follow(library)
    index.rebuild(library)
    stop.set()
    thread.join()
    assert set(sizes) <= {0, 20}
    assert index.applied() == 20


@pytest.mark.parametrize("seconds", [0.0, 60.0])
@pytest.mark.parametrize("after", [1, 7, 20])
def test_killed_at_any_work_nothing_is_lost_or_doubled(
    library: Library, index: SearchIndex, after: int, seconds: float
) -> None:
    for number in range(20):
        keep(library, f"w{number:02}", replace(ENGLISH, name=str(number)), replace(RUSSIAN, name=str(number)))
    killed = multiprocessing.get_context("spawn").Process(target=_follow, args=(str(library.folder), after, seconds))
    killed.start()
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert index.applied() == (after - 1 if seconds == 0.0 else 0)
    assert index.follow(library) == 20
    assert list(index.check(library)) == []
    results = index.search(Query(text="workers migrate", limit=50))
    assert results.works == 20
    assert all(len(entry.hits) == 1 for entry in results.entries)


def _follow(folder: str, kill_after: int, seconds: float = 60.0) -> None:
    """Follows a library in a process of its own, which is killed after so many works (0: never)."""
    following._COMMIT_SECONDS = seconds  # type: ignore[misc]
    library = Library.open(Path(folder))
    done = 0

    def count(_number: int, _head: int) -> None:
        nonlocal done
        done += 1
        if done == kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    SearchIndex.open(library.folder / "index").follow(library, progress=count)


def test_progress_counts_the_journals_lines(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", ENGLISH)
    keep(library, "w2", RUSSIAN)
    keep(library, "w1", replace(ENGLISH, title="Later"))
    told: list[tuple[int, int]] = []
    index.follow(library, progress=lambda number, head: told.append((number, head)))
    assert told == [(1, 3), (3, 3)]
