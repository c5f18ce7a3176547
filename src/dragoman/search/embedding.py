"""Embedding follows the index of words: each passage that stands there gets its vector, the quickest model first.

Comes in: a state of the index, and the library's vectors. Goes out: vectors that can be asked. It goes in batches: what
a killed run had finished is kept, and the next run goes on with the rest.
"""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
import numpy as np
import tantivy

from dragoman.search.embedders import knows
from dragoman.search.following import Source, headers_of, mark_in
from dragoman.search.schema import Body, Header, part_of
from dragoman.search.scripts import analysed_as
from dragoman.search.vectors import ModelVectors, Text, Vectors

_BATCH: Final = 64
_LINES: Final = 1_000

Progress = Callable[[int, int], None]
"""Told how many passages are embedded, of how many that were outstanding."""


class Embedding:
    """One run over what is outstanding in one state of the index."""

    def __init__(self, index: tantivy.Index, source: Source) -> None:
        self._searcher = index.searcher()
        self._schema = index.schema
        self._source = source
        self._mark = mark_in(self._searcher, self._schema)

    def run(self, vectors: Vectors, *, progress: Progress | None = None) -> int:
        """Embeds all that is outstanding, by every model; the number of passages. 0 too if another process is at it."""
        with vectors.writing() as free:
            if not free:
                return 0
            vectors.refresh()
            found = [(model, self._outstanding(model)) for model in vectors.models]
            total = sum(len(held) for _, works in found for held in works.values())
            done = 0
            for model, works in found:
                for count in self._embed(model, works):
                    done += count
                    if progress is not None:
                        progress(done, total)
                model.set_mark(self._mark)
        return done

    def _outstanding(self, model: ModelVectors) -> dict[str, list[tuple[str, tantivy.DocAddress, int]]]:
        """By work, its passages that the model has no vector of: their language, place and number."""
        mark = model.mark()
        after = mark.number if mark.journal == self._mark.journal else 0
        found: dict[str, list[tuple[str, tantivy.DocAddress, int]]] = {}
        known: dict[str, np.ndarray[tuple[int], np.dtype[np.uint64]]] = {}
        for work_id in self._works(after):
            missing: list[tuple[str, tantivy.DocAddress, int]] = []
            for header in headers_of(self._searcher, self._schema, work_id):
                language = analysed_as(header.language)
                if not header.passages or not knows(model.embedder, language):
                    continue
                if language not in known:
                    known[language] = np.sort(model.partition(language).passages())
                missing += [(language, *held) for held in self._missing(header, known[language])]
            if missing:
                found[work_id] = missing
        return found

    def _works(self, after: int) -> Iterator[str]:
        """The works that the journal names after a line, up to the last line that is in the index."""
        seen: set[str] = set()
        while lines := self._source.catalogue.journal(after=after, limit=_LINES):
            for line in lines:
                if line.number <= self._mark.number and line.work_id not in seen:
                    seen.add(line.work_id)
                    yield line.work_id
            after = lines[-1].number

    def _missing(
        self, header: Header, known: np.ndarray[tuple[int], np.dtype[np.uint64]]
    ) -> list[tuple[tantivy.DocAddress, int]]:
        part = part_of(header.work_id, header.expression_id)
        query = tantivy.Query.term_query(self._schema, "part", part, "basic")
        hits = self._searcher.search(query, limit=header.passages, count=False).hits
        addresses = [address for _, address in hits]
        numbers = self._searcher.fast_field_values("passage", addresses)
        wanted = np.asarray(numbers, np.uint64)
        places = np.searchsorted(known, wanted)
        there = known[np.minimum(places, len(known) - 1)] == wanted if len(known) else np.zeros(len(wanted), bool)
        return [(a, int(n)) for a, n, held in zip(addresses, wanted, there, strict=True) if not held]

    def _embed(self, model: ModelVectors, works: dict[str, list[tuple[str, tantivy.DocAddress, int]]]) -> Iterator[int]:
        """Embeds in batches; yields the size of each that is kept."""
        batch: list[Text] = []
        for held in works.values():
            for language, address, number in held:
                stored = self._searcher.doc(address).get_first("stored") or b""
                batch.append(Text(number, language, msgspec.msgpack.decode(stored, type=Body).text))
                if len(batch) == _BATCH:
                    model.add(batch)
                    yield len(batch)
                    batch = []
        if batch:
            model.add(batch)
            yield len(batch)
