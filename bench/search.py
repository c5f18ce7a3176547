"""Questions to an index: all of `search()`, beside bare Tantivy with the same index and questions, in two sizes."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import tantivy

from bench.table import Table
from dragoman.document.model import Document
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import Work
from dragoman.search.index import SearchIndex
from dragoman.search.model import Query
from dragoman.search.question import ask
from dragoman.search.syntax import parse
from dragoman.store.library import Library
from dragoman.store.model import JournalLine

QUESTIONS = 600
COPIES = 10


class Copies:
    """A library's works many times over, each time with other blocks of text left out: what a larger index follows.

    It is both the catalogue and the storage root that `SearchIndex.follow` asks.
    """

    def __init__(self, library: Library, copies: int) -> None:
        self.catalogue = self.root = self
        self._library = library
        self._works = {copied.id: copied for n in range(copies) for copied in self._copied(n)}

    def _copied(self, number: int) -> Iterator[Work]:
        for work in self._library.catalogue.works(limit=1000):
            names = {expression.id: f"{expression.id}-{number}" for expression in work.expressions}
            manifestations = tuple(
                replace(
                    m,
                    expressions=tuple(names[e] for e in m.expressions),
                    files=tuple(replace(f, item=f"{f.item}-{number}") for f in m.files),
                )
                for m in work.manifestations
            )
            expressions = tuple(replace(e, id=names[e.id], translation_of=None) for e in work.expressions)
            yield replace(work, id=f"{work.id}-{number}", expressions=expressions, manifestations=manifestations)

    def journal(self, *, after: int, limit: int) -> tuple[JournalLine, ...]:
        """A line a work."""
        ids = list(self._works)[after : after + limit]
        return tuple(JournalLine(number=after + n, work_id=i, datestamp="") for n, i in enumerate(ids, start=1))

    def head(self) -> int:
        """The number of the last line."""
        return len(self._works)

    def version(self) -> str:
        """Nothing changes here."""
        return f"copies-{len(self._works)}"

    def work(self, work_id: str) -> Work | None:
        """One of the copies."""
        return self._works.get(work_id)

    def document(self, digest: str) -> Document:
        """The text of a copy: every so manyth block is left out."""
        kept, number = digest.rsplit("-", 1)
        document = self._library.root.document(kept)
        step = int(number) + 5
        pages = (replace(p, blocks=tuple(b for n, b in enumerate(p.blocks) if n % step)) for p in document.pages)
        return replace(document, pages=tuple(pages))


def questions(library: Library) -> list[tuple[str, str]]:
    """(language, words): titles of sections of the library's own editions, as readers would type them."""
    found = [
        (expression.language.value, section.title)
        for work in library.catalogue.works(limit=1000)
        for expression in work.expressions
        for section in (expression.sections.value if expression.sections else ())
    ]
    return random.Random(20151013).sample(found, min(2 * QUESTIONS, len(found)))  # noqa: S311 - a sample needs no secrets


def milliseconds(work: Callable[[str, str], object], asked: list[tuple[str, str]]) -> list[float]:
    """How long each question of the second half took, sorted; the first half warms up."""
    times = []
    for language, words in asked:
        started = time.perf_counter()
        work(language, words)
        times.append((time.perf_counter() - started) * 1e3)
    return sorted(times[len(times) // 2 :])


def compare(index: SearchIndex, asked: list[tuple[str, str]]) -> None:
    """Prints p50 and p95 of both ways to ask an index."""
    state = index._fresh()  # noqa: SLF001 - the same state of the index for both
    queries = {
        pair: ask(parse(pair[1]), state.vocabulary, state.records, asked_in=None, reader_language=pair[0]).some_words()
        for pair in asked
    }

    def bare(language: str, words: str) -> None:
        query = queries[language, words] or tantivy.Query.empty_query()
        for _, address in state.searcher.search(query, limit=10, count=False).hits:
            state.searcher.doc(address)

    def whole(language: str, words: str) -> None:
        index.search(Query(text=words, reader_language=language))

    passages = state.searcher.num_docs
    table = Table(f"Search, {len(asked) // 2} questions, {passages:,} passages", ("", "p50", "p95", "goal"))
    high = []
    for name, work in (("bare Tantivy, best ten", bare), ("search(), one entry a work", whole)):
        times = milliseconds(work, asked)
        high.append(times[int(len(times) * 0.95)])
        table.row(name, f"{times[len(times) // 2]:.2f} ms", f"{high[-1]:.2f} ms", "")
    table.row("ratio of p95", "", f"{high[1] / high[0]:.1f}", "≤ 5")
    table.show()


def measure(folder: Path) -> None:
    """Asks the library in `folder`, then an index of it many times over."""
    with closing(Library.open(folder)) as library:
        asked = questions(library)
        compare(open_index(library), asked)
        larger = SearchIndex.open(folder / "index-of-copies")
        larger.follow(Copies(library, COPIES))
        compare(larger, asked)
