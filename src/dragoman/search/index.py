"""The search index of a library: a folder that follows the journal and answers questions.

Comes in: a library to follow, and queries. Goes out: results grouped by work. The folder holds a lock for the one
writer, and the index itself in a folder of its own that the file `current` names, so that a rebuild takes its place at
once, and a reader in another process goes on with what it has until then. Losing the folder loses nothing.
"""

import fcntl
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy

from dragoman.errors import LibraryBusy, LibraryError
from dragoman.search.answers import State, answered, passages_for, titles_begun
from dragoman.search.embedders import Embedder
from dragoman.search.embedding import Embedding
from dragoman.search.embedding import Progress as EmbeddingProgress
from dragoman.search.failures import read_from, written_to
from dragoman.search.following import Follower, Progress, Source, differences, journal_of, mark_in
from dragoman.search.intact import damaged
from dragoman.search.marking import Marker
from dragoman.search.model import Difference, EditionHit, PassageResults, Query, Results
from dragoman.search.question import ask
from dragoman.search.schema import FORMAT, build_schema, number_of
from dragoman.search.scripts import analysed_as
from dragoman.search.similar import similar
from dragoman.search.suggesting import Names, Suggestion, suggested
from dragoman.search.syntax import parse
from dragoman.search.vectors import Vectors

VECTORS_FOLDER: Final = "vectors"
"""Beside the index's own folder, which a rebuild makes anew."""
_HEAP: Final = 64_000_000
_PATIENCE: Final = 60.0
_LOOK_EVERY: Final = 0.25


class SearchIndex:
    """An index in a folder. Safe to use from several threads; several processes may read while one writes."""

    def __init__(self, folder: Path, *, embedders: Sequence[Embedder] = ()) -> None:
        self.folder = folder
        self.vectors = Vectors(folder.parent / VECTORS_FOLDER, embedders)
        self._guard = threading.Lock()
        self._index: tantivy.Index | None = None
        self._state: State | None = None
        self._stamp: tuple[Path, int, int] | None = None
        self._looked = 0.0
        self._mending = False

    @classmethod
    def open(cls, folder: Path, *, create: bool = True, embedders: Sequence[Embedder] = ()) -> "SearchIndex":
        """The index in this folder; an empty one is made where there is none, or one of an older format."""
        index = cls(folder, embedders=embedders)
        if index._current() is None:
            if not create:
                raise LibraryError(
                    "index-missing", f"there is no search index in {folder}", "run `dragoman index` to make it"
                )
            with index._writing(wait=10.0):
                if index._current() is None:
                    index._make_current(index._new())
        return index

    def applied(self) -> int:
        """The number of the last journal line that is in the index."""
        state = self._fresh(now=True)
        return mark_in(state.searcher, state.schema).number

    def follow(self, library: Source, *, progress: Progress | None = None, wait: float = _PATIENCE) -> int:
        """Applies the journal's new lines; gives the number of the last.

        A journal that isn't the one that was followed so far (its catalogue was made anew) means a rebuild. Error:
        `LibraryBusy`, if another process still writes after `wait` seconds.
        """
        with self._writing(wait=wait):
            path = self._path()
            with written_to(self.folder):
                self._clear(path)
            index = _open(path)
            mark = mark_in(index.searcher(), index.schema)
            if mark.journal and mark.journal != journal_of(library):
                return self._rebuild(library, progress)
            return self._follow(path, library, progress)

    def rebuild(self, library: Source, *, progress: Progress | None = None, wait: float = _PATIENCE) -> int:
        """Makes the index anew from the library; until it is done the old one answers."""
        with self._writing(wait=wait):
            return self._rebuild(library, progress)

    def _rebuild(self, library: Source, progress: Progress | None) -> int:
        fresh = self._new()
        number = self._follow(fresh, library, progress)
        self._make_current(fresh)
        self._looked = 0.0
        return number

    def embed(self, library: Source, *, progress: EmbeddingProgress | None = None) -> int:
        """Gives every passage in the index the vectors that it lacks; how many. 0 too if another process is at it."""
        with self._guard:
            index = self._opened()
            index.reload()
        return Embedding(index, library).run(self.vectors, progress=progress)

    def check(self, library: Source) -> Iterator[Difference]:
        """Where the index and the library's record disagree, once every line of the journal is applied."""
        with self._guard:
            index = self._opened()
            index.reload()
        yield from differences(index, library)

    def damaged(self) -> Iterator[Path]:
        """The index's files whose bytes are not those that were written; no other process may write meanwhile."""
        with self._writing(wait=_PATIENCE):
            yield from damaged(self._path())

    def mend(self, library: Source) -> bool:
        """Makes the index anew if files of it are lost or damaged; whether they were. Meanwhile nothing can be asked.

        Bytes that have changed can bring Tantivy down, and a wrong answer is worse than none.
        """
        if not self._is_broken():
            return False
        self._mending = True
        try:
            self.rebuild(library)
        finally:
            self._mending = False
        return True

    def _is_broken(self) -> bool:
        try:
            if list(self.damaged()):
                return True
            self.applied()
        except LibraryBusy:
            return False
        except LibraryError:
            return True
        return False

    def search(self, query: Query) -> Results:
        """The works that answer, best first, with their best sections."""
        return answered(query, self._fresh())

    def passages(self, query: Query) -> PassageResults:
        """The passages that answer, best first, not grouped."""
        return passages_for(query, self._fresh())

    def marker(self, text: str, language: str) -> Marker:
        """What finds the words of a question in a text of this language."""
        state = self._fresh()
        typed = parse(text)
        return ask(typed, state.vocabulary, state.records, asked_in=language, reader_language=language).marker

    def titles(self, begun: str, *, reader_language: str, limit: int) -> tuple[EditionHit, ...]:
        """The works whose title has these words, the last of them perhaps only begun."""
        return titles_begun(begun, self._fresh(), reader_language=reader_language, limit=limit)

    def similar(self, expression_id: str, *, reader_language: str, limit: int) -> tuple[EditionHit, ...]:
        """The works that speak of the same things as an edition, likest first."""
        return similar(expression_id, self._fresh(), reader_language=reader_language, limit=limit)

    def suggest(
        self, expression_ids: Sequence[str], names: Mapping[str, Names], *, limit: int
    ) -> tuple[Suggestion, ...]:
        """The concepts of a vocabulary that the editions of a work are likeliest about, by their names by language."""
        state = self._fresh()
        spoken = {
            analysed_as(header.language)
            for header in state.editions.of_known([number_of(each) for each in expression_ids])
        }
        self.vectors.keep_names({language: list(names[language].values()) for language in spoken & set(names)})
        return suggested(expression_ids, names, state, limit=limit)

    # The folder

    def _current(self) -> Path | None:
        try:
            name = (self.folder / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        path = self.folder / name
        return path if name.startswith(f"{FORMAT}-") and (path / "meta.json").is_file() else None

    def _path(self) -> Path:
        path = self._current()
        if path is None:
            raise LibraryError(
                "index-missing", f"the search index in {self.folder} is gone", "run `dragoman rebuild` to make it anew"
            )
        return path

    def _new(self) -> Path:
        """An empty index beside the current one."""
        current = self._current()
        number = int(current.name.partition("-")[2]) + 1 if current else 1
        path = self.folder / f"{FORMAT}-{number}"
        with written_to(path):
            self._clear(current)
            path.mkdir()
            tantivy.Index(build_schema(), str(path))
        return path

    def _clear(self, current: Path | None) -> None:
        """Takes away what earlier rebuilds left; whoever still reads it keeps his open files."""
        for old in self.folder.iterdir():
            if old.is_dir() and old != current:
                shutil.rmtree(old)

    def _make_current(self, path: Path) -> None:
        pointer = self.folder / "current.new"
        with written_to(self.folder):
            pointer.write_text(path.name, encoding="ascii")
            pointer.replace(self.folder / "current")

    @contextmanager
    def _writing(self, *, wait: float) -> Iterator[None]:
        """Holds the one writer's place; the system gives it back however the process ends."""
        until = time.monotonic() + wait
        with written_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / "writer.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        try:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise LibraryBusy(
                            "index-busy",
                            f"another process is writing the search index in {self.folder}",
                            "wait until it is done; it brings in everything that is there by then",
                        ) from None
                    time.sleep(0.05)
            yield
        finally:
            os.close(lock)

    def _follow(self, path: Path, library: Source, progress: Progress | None) -> int:
        index = _open(path)
        with written_to(path):
            writer = index.writer(_HEAP, 1)
        try:
            return Follower(index, writer, folder=path).follow(library, progress=progress)
        finally:
            with written_to(path):
                writer.wait_merging_threads()
            self._looked = 0.0  # whoever follows sees at once what came of it

    # Reading

    def _opened(self) -> tantivy.Index:
        """The index, opened again if a rebuild has put another in its place."""
        path = self._path()
        with read_from(path):
            meta = (path / "meta.json").stat()
        stamp = path, meta.st_ino, meta.st_mtime_ns
        if self._index is None or self._stamp is None or self._stamp[0] != path:
            self._index, self._state = _open(path), None
        elif stamp != self._stamp:
            self._index.reload()
            self._state = None
        self._stamp = stamp
        return self._index

    def _fresh(self, *, now: bool = False) -> State:
        """The index's state, looked up anew at most every `_LOOK_EVERY` seconds."""
        if self._mending:
            message = f"the search index in {self.folder} was damaged and is being made anew"
            raise LibraryError("index-mending", message, "ask again in a minute")
        with self._guard:
            if now or self._state is None or time.monotonic() - self._looked > _LOOK_EVERY:
                index = self._opened()
                self.vectors.refresh()
                self._looked = time.monotonic()
                if self._state is None:
                    self._state = State(index, self.vectors)
            return self._state


def _open(path: Path) -> tantivy.Index:
    with read_from(path):
        index = tantivy.Index.open(str(path))
        index.config_reader("manual")
        index.reload()
        return index
