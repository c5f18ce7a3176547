"""Kills a process at every step of what it does to a library, and sees each time that the library is whole.

    python -m tests.store.killing keep FOLDER [URL]         while a change is kept
    python -m tests.store.killing settle FOLDER [URL]       while the next writer settles what was killed
    python -m tests.store.killing rebuild FOLDER [URL]      while the database is made anew

A step is a call that changes the file system, a statement or a commit: the child counts them (by Python's audit events
and SQLAlchemy's), and kills itself with SIGKILL before the step with the number that it was given. It is forked from
this process, which has no threads. Printed is, for each step: "whole" or "absent", and at the end how many steps.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from dragoman.record import assembly
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.store.rebuild import rebuild
from tests.store.made import READ_AGAIN, Made, keep

STEPS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree", "shutil.copyfile"}
SETTLED_EVERY = 25
REBUILT_EVERY = 3
folder = Path(sys.argv[2])
url = sys.argv[3] if len(sys.argv) > 3 else None


class Steps:
    """Counts this process's steps, and kills it before the one that is its last."""

    def __init__(self, last: int) -> None:
        self._left = last
        sys.addaudithook(self._audited)
        event.listen(Engine, "before_cursor_execute", self._counted)
        event.listen(Engine, "commit", self._counted)

    def _audited(self, name: str, arguments: tuple[object, ...]) -> None:
        if name in STEPS or (name == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT):
            self._counted()

    def _counted(self, *_arguments: object) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(step: int, action: Callable[[], object]) -> bool:
    """Whether the action was killed at this step in a child, or came to its end."""
    child = os.fork()
    if child == 0:
        Steps(step)
        action()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL, status
    return status != 0


class Change3:
    """A change with everything in it: a new item, an item read again, a work that gains an edition, a work that is
    merged into it.
    """

    def __init__(self, number: int) -> None:
        self.made = [
            Made(name=f"{number}-{language}", language=language, tokens=(1, 2)) for language in ("en", "fr", "ru")
        ]

    def prepare(self) -> None:
        library = Library.open(folder, database_url=url)
        self.before = keep(library, *self.made[:2])
        whole, signpost = assembly.merge(*self.before, now="2016-01-01T00:00:00Z")
        self.after = (assembly.join(whole, self.made[2].arrival), signpost)
        library.close()

    def make(self) -> None:
        library = Library.open(folder, database_url=url)
        with library.writer() as writer:
            change = self.made[2].change(library.spool, *self.after)
            readings = (self.made[0].read_again(),)
            writer.keep(Change(items=change.items, readings=readings, works=self.after, sources=change.sources))

    def outcome(self) -> str:
        """Whether the change is there, whole, or not at all; anything else, or any finding, is an error."""
        library = Library.open(folder, database_url=url)
        with library.ingesting():
            findings = list(check(library))
        assert findings == [], findings
        catalogue = library.catalogue
        works = tuple(catalogue.work(work.id) for work in self.before)
        kept = works == self.after
        assert kept or works == self.before, works
        assert (catalogue.item(self.made[2].digest) is not None) is kept
        assert (catalogue.source(self.made[2].at) is not None) is kept
        assert library.root.item_folder(self.made[2].digest).exists() is kept
        read = catalogue.description(self.made[0].digest)
        assert read is not None
        assert (read.pages == READ_AGAIN) is kept
        assert not any(library.spool.iterdir())
        assert not any(library.root.staging.iterdir())
        library.close()
        return "whole" if kept else "absent"


def say(step: int, outcome: str) -> None:
    sys.stdout.write(f"{step} {outcome}\n")
    sys.stdout.flush()


def settle() -> None:
    library = Library.open(folder, database_url=url)
    with library.writer():
        pass


def kill_keep() -> None:
    change = Change3(0)
    change.prepare()
    for step in count():
        killed = killed_at(step, change.make)
        outcome = change.outcome()
        say(step, outcome)
        if outcome == "whole":
            if not killed:
                return
            change = Change3(step + 1)
            change.prepare()


def kill_settle() -> None:
    change = Change3(0)
    change.prepare()
    for step in count(0, SETTLED_EVERY):
        for deeper in count():
            if not killed_at(step, change.make):
                return
            settled = not killed_at(deeper, settle)
            outcome = change.outcome()
            if outcome == "whole":
                change = Change3(step + 1)
                change.prepare()
            if settled:
                break
        say(step, outcome)


def kill_rebuild() -> None:
    change = Change3(0)
    change.prepare()
    change.make()
    for step in count(0, REBUILT_EVERY):
        killed = killed_at(step, lambda: rebuild(folder, database_url=url))
        say(step, change.outcome())
        if not killed:
            return


if __name__ == "__main__":
    Library.open(folder, database_url=url, create=True).close()
    {"keep": kill_keep, "settle": kill_settle, "rebuild": kill_rebuild}[sys.argv[1]]()
