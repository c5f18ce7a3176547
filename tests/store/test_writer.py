"""One writer; a change is kept whole or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import LibraryBusy, LibraryError
from dragoman.record import assembly
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change
from tests.store.made import Made, keep

FIRST = Made(name="a")
SECOND = Made(name="b", language="fr")

# Takes the writer's place, says so, and holds it until it is killed or its input ends.
HOLDER = """
import sys
from pathlib import Path
from dragoman.store.place import WriterLock
with WriterLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(folder / "writer.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def everything(library: Library) -> object:
    catalogue = library.catalogue
    return catalogue.works(), catalogue.holdings(), catalogue.browse(), catalogue.journal(after=0)


def test_a_change_of_several_works_is_kept_whole(library: Library) -> None:
    one, other = keep(library, FIRST, SECOND)
    third = Made(name="c", language="ru")
    whole, signpost = assembly.merge(one, other, now=third.now)
    whole = assembly.join(whole, third.arrival)
    with library.writer() as writer:
        writer.keep(third.change(library.spool, whole, signpost))
    assert library.catalogue.work(one.id) == whole == library.root.work(one.id)
    assert library.catalogue.work(other.id) == signpost == library.root.work(other.id)
    assert list(check(library)) == []
    assert list(library.spool.iterdir()) == []
    assert list(library.root.staging.iterdir()) == []


def test_where_files_stood_is_kept_alone(library: Library) -> None:
    keep(library, FIRST)
    before = everything(library)
    touched = replace(FIRST.source, modified_ns=99)
    with library.writer() as writer:
        writer.keep(Change(sources=(touched,)))
    assert library.catalogue.source(FIRST.at) == touched
    assert everything(library) == before


def test_a_change_that_fails_leaves_nothing(library: Library) -> None:
    (work,) = keep(library, FIRST)
    before = everything(library)
    joined = assembly.join(work, SECOND.arrival)
    unreadable = replace(SECOND.item(library.spool), description=b"{}")
    lost = replace(Made(name="c").item(library.spool), spool=str(library.spool / "not-there"))
    with library.writer() as writer:
        for items in ((unreadable,), (SECOND.item(library.spool), lost)):
            with pytest.raises((LibraryError, ValueError)):
                writer.keep(Change(items=items, works=(joined,), sources=(SECOND.source,)))
            assert everything(library) == before
        writer.keep(SECOND.change(library.spool, joined))
    assert library.catalogue.work(work.id) == joined
    assert list(check(library)) == []


def test_an_object_that_no_record_names_is_taken_over(library: Library) -> None:
    left = FIRST.item(library.spool)
    library.root.put_item(left, staging=library.root.staging / "left")
    (work,) = keep(library, FIRST)
    assert library.catalogue.work(work.id) == work
    assert list(check(library)) == []


def test_bytes_that_are_kept_are_not_kept_twice(library: Library) -> None:
    (work,) = keep(library, FIRST)
    (again,) = keep(library, FIRST)
    assert library.catalogue.works() == (work,) == (again,)
    assert library.root.item_file(FIRST.digest).read_bytes() == FIRST.bytes
    assert list(library.spool.iterdir()) == []
    assert list(check(library)) == []


def test_a_second_writer_is_told_who_writes(library: Library) -> None:
    with another_writer(library.folder) as process:
        with pytest.raises(LibraryBusy) as raised, library.writer():
            pass
        assert raised.value.code == "library-busy"
        assert str(process.pid) in raised.value.message
        process.send_signal(signal.SIGKILL)
        process.wait()
        with library.writer() as writer:
            writer.keep(FIRST.change(library.spool))


def test_a_second_writer_in_the_same_process_is_told_too(library: Library) -> None:
    with library.writer() as writer:
        with pytest.raises(LibraryBusy), library.writer():
            pass
        writer.keep(FIRST.change(library.spool))
    with library.writer():
        pass


def test_copies_of_processes_that_ended_are_cleaned_away(library: Library) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    with another_writer(library.folder) as living:
        pass
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as living:
        names = {f"{ended.pid}-1", f"{os.getpid()}-7", "something", f"{living.pid}-1"}
        for name in names:
            (library.spool / name).write_bytes(b"half")
        (library.spool / f"{ended.pid}-folder" / "in it").mkdir(parents=True)
        with library.ingesting():
            assert {left.name for left in library.spool.iterdir()} == {f"{living.pid}-1"}
        living.kill()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_said(library: Library) -> None:
    library.root.folder.chmod(0o500)
    try:
        with pytest.raises(LibraryError) as raised, library.writer() as writer:
            writer.keep(FIRST.change(library.spool))
    finally:
        library.root.folder.chmod(0o700)
    assert raised.value.code == "no-room"
