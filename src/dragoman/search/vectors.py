"""A library's vectors: for each model the raw ones, and a partition for each language.

Comes in: passages with their language and text. Goes out: a model's partitions, to be asked. The folder has a lock of
its own, so that the slow work of embedding keeps nobody from indexing words. Losing the folder loses time only.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.errors import LibraryError
from dragoman.search.embedders import Embedder, knows
from dragoman.search.failures import written_to
from dragoman.search.following import Mark
from dragoman.search.matrices import Floats, Passages, signs, unit
from dragoman.search.partitions import Partition
from dragoman.search.raw_vectors import Column, RawVectors, digest_of
from dragoman.search.sentences import SentenceSigns, Span, sentences

_ENOUGH: Final = 32.0
_OF_SENTENCE: Final = np.float32(0.6)
"""What a passage's best sentence counts beside the whole of it, for a model that takes texts by their sentences."""
_FOLLOWED: Final = "followed.json"


class Text(NamedTuple):
    """A passage to embed."""

    passage: int
    language: str
    text: str


class _Followed(msgspec.Struct, frozen=True, array_like=True):
    """The journal's last line and its name, and how many passages had their vectors then."""

    number: int = 0
    journal: str = ""
    held: int = 0


class ModelVectors:
    """What one model made of a library."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.folder = folder
        self.embedder = embedder
        self._open()

    def _open(self) -> None:
        self._raw = RawVectors(self.folder / "raw", dimensions=self.embedder.dimensions)
        self._sentences = SentenceSigns(self.folder / "raw", dimensions=self.embedder.dimensions)
        self._partitions: dict[str, Partition] = {}

    def unsound(self) -> list[Path]:
        """The folders whose files are lost or damaged: one language's, or all of the model's."""
        if not self._raw.is_sound():
            return [self.folder]
        broken = [self.folder / "index" / language for language in self.languages() if not self._is_sound(language)]
        return broken if broken or self._held() >= self._followed().held else [self.folder / "index"]

    def _held(self) -> int:
        """Passages that have their vectors; never fewer than before."""
        return sum(len(self.partition(language)) for language in self.languages())

    def _is_sound(self, language: str) -> bool:
        try:
            partition = Partition(self.folder / "index" / language, self._raw, dimensions=self.embedder.dimensions)
            return partition.is_sound()
        except (OSError, ValueError, msgspec.MsgspecError):
            return False

    def mend(self) -> list[Path]:
        """Takes away what is damaged; what is embedded next is made from the raw vectors, as far as they are sound."""
        broken = self.unsound()
        for folder in broken:
            shutil.rmtree(folder, ignore_errors=True)
        if broken:
            (self.folder / _FOLLOWED).unlink(missing_ok=True)
            self._open()
        return broken

    def languages(self) -> list[str]:
        """Those that have passages."""
        try:
            return sorted(path.name for path in (self.folder / "index").iterdir())
        except FileNotFoundError:
            return []

    def refresh(self) -> None:
        """Looks which partitions were made anew."""
        for partition in list(self._partitions.values()):
            partition.refresh()

    def partition(self, language: str) -> Partition:
        """The passages of a language; there may be none."""
        if language not in self._partitions:
            folder = self.folder / "index" / language
            self._partitions[language] = Partition(folder, self._raw, dimensions=self.embedder.dimensions)
        return self._partitions[language]

    def question(self, text: str, language: str) -> Floats:
        """A question's vector without what all texts of its language have in common."""
        (row,) = self.embedder.questions([text])
        mean = self.partition(language).mean if language in self.languages() else self._common()
        return np.asarray(row - mean, np.float32)

    def raw(self, rows: NDArray[np.uint32]) -> Floats:
        """The vectors in these rows, as the model gave them."""
        return self._raw.rows(rows)

    def names(self, texts: Sequence[str]) -> Floats:
        """The vectors of names that are asked for again and again; made anew where `keep_names` hasn't kept them."""
        kept = RawVectors(self.folder / "names", dimensions=self.embedder.dimensions)
        held = dict(zip(texts, kept.numbers_of([digest_of(text) for text in texts]), strict=True))
        missing = [text for text, row in held.items() if row is None]
        made = dict(zip(missing, self.embedder.questions(missing), strict=True)) if missing else {}
        here = [text for text, row in held.items() if row is not None]
        if here:
            made |= dict(zip(here, kept.rows(np.asarray([held[text] for text in here])), strict=True))
        return np.stack([made[text] for text in texts])

    # Writing

    def keep_names(self, texts: Sequence[str]) -> None:
        """Keeps the vectors of names that aren't kept yet. For the one that embeds."""
        kept = RawVectors(self.folder / "names", dimensions=self.embedder.dimensions)
        digests = [digest_of(text) for text in texts]
        new = {d: t for d, t, row in zip(digests, texts, kept.numbers_of(digests), strict=True) if row is None}
        if new:
            kept.add(list(new), self.embedder.questions(list(new.values())))

    def add(self, texts: Sequence[Text]) -> None:
        """Embeds what isn't yet, and makes all of it findable."""
        digests = [digest_of(text.text) for text in texts]
        new = {d: t for d, t, row in zip(digests, texts, self._raw.numbers_of(digests), strict=True) if row is None}
        if new:
            self._raw.add(list(new), self._embedded(list(new.values())))
        rows = [row for row in self._raw.numbers_of(digests) if row is not None]
        for language in sorted({text.language for text in texts}):
            mine = [(t.passage, row) for t, row in zip(texts, rows, strict=True) if t.language == language]
            partition = self.partition(language)
            partition.add([passage for passage, _ in mine], [row for _, row in mine])
            if partition.is_stale():
                common = self._common_anew()
                partition.renew(common)

    def _embedded(self, texts: Sequence[Text]) -> Floats:
        """Vectors of new texts: of their sentences, of which the signs are kept, where the model takes them so."""
        if not self.embedder.by_sentence:
            return self.embedder.passages([text.text for text in texts])
        spans = [sentences(text.text) or [Span(0, len(text.text))] for text in texts]
        counts = [len(each) for each in spans]
        of = np.repeat(np.arange(len(texts)), counts)
        rows = self.embedder.passages([t.text[a:b] for t, each in zip(texts, spans, strict=True) for a, b in each])
        languages = np.asarray([text.language for text in texts])[of]
        centred = np.empty_like(rows)
        for language in sorted({text.language for text in texts}):
            mine = languages == language
            partition = self.partition(language)
            centred[mine] = rows[mine] - (partition.mean if len(partition) else rows[mine].mean(axis=0))
        self._sentences.add(counts, signs(centred), row=len(self._raw))
        return unit(np.add.reduceat(rows, np.cumsum([0, *counts[:-1]]), axis=0))

    def nearness(self, passages: Passages, language: str, question: Floats) -> Floats:
        """How near passages are to a question (centred, of unit length), NaN for one that has no vector.

        Where the model takes texts by their sentences, the best sentence counts beside the whole.
        """
        partition = self.partition(language)
        (whole,) = partition.cosines(passages, question)
        if not self.embedder.by_sentence:
            return whole
        best = np.full_like(whole, np.nan)
        there = np.flatnonzero(~np.isnan(whole))
        best[there] = self._sentences.best(partition.rows_of(passages[there]), question)
        return np.where(np.isnan(best), whole, (1 - _OF_SENTENCE) * whole + _OF_SENTENCE * best)

    def nearest_sentence(self, passage: int, text: str, language: str, question: Floats) -> Span | None:
        """Where in a passage's text the sentence stands that is nearest to a question; None if that is not known."""
        row = self.partition(language).row_of(passage)
        found = self._sentences.nearest(row, question) if row is not None else None
        if found is None:
            return None
        spans = sentences(text)
        return spans[found[0]] if len(spans) == found[1] else None

    def mark(self) -> Mark:
        """How far this model has followed which journal."""
        followed = self._followed()
        return Mark(followed.number, followed.journal)

    def _followed(self) -> _Followed:
        try:
            return msgspec.json.decode((self.folder / _FOLLOWED).read_bytes(), type=_Followed)
        except (FileNotFoundError, msgspec.MsgspecError):
            return _Followed()

    def set_mark(self, mark: Mark) -> None:
        """Says that all that the journal tells up to here has its vectors."""
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / "followed.new"
        written.write_bytes(msgspec.json.encode(_Followed(mark.number, mark.journal, self._held())))
        written.replace(self.folder / _FOLLOWED)

    def _common_anew(self) -> Floats:
        """The mean of all languages' means; one of few passages counts for less."""
        total = np.zeros(self.embedder.dimensions, np.float64)
        weight = 0.0
        for language in self.languages():
            sample = self.partition(language).sample()
            if len(sample):
                share = len(sample) / (len(sample) + _ENOUGH)
                total += share * sample.mean(axis=0)
                weight += share
        common = (total / max(weight, 1e-9)).astype(np.float32)
        Column(self.folder / "common.f32", np.float32, len(common)).write(common, after=0)
        return common

    def _common(self) -> Floats:
        column = Column(self.folder / "common.f32", np.float32, self.embedder.dimensions)
        common: Any = column.rows(1)[0] if len(column) else np.zeros(self.embedder.dimensions, np.float32)
        return np.asarray(common, np.float32)


class Vectors:
    """A library's vectors in a folder, by the models that are installed."""

    def __init__(self, folder: Path, embedders: Sequence[Embedder]) -> None:
        self.folder = folder
        self.models = tuple(ModelVectors(folder / embedder.name, embedder) for embedder in embedders)

    def refresh(self) -> None:
        """Looks what has been embedded since."""
        for model in self.models:
            model.refresh()

    def for_language(self, language: str) -> list[ModelVectors]:
        """The models that may vote on a question in a language: they know it, and have vectors."""
        return [model for model in self.models if knows(model.embedder, language) and model.languages()]

    def mend(self) -> list[Path]:
        """Takes away what is lost or damaged, and says what; nothing if another process is writing."""
        with self.writing() as free:
            return [folder for model in self.models for folder in model.mend()] if free else []

    def keep_names(self, names: Mapping[str, Sequence[str]]) -> None:
        """Keeps the vectors of names, by their language, by the models that know it; nothing if another is writing."""
        with self.writing() as free:
            for language, texts in names.items() if free else ():
                for model in self.models:
                    if knows(model.embedder, language):
                        model.keep_names(texts)

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Holds the place of the one that embeds; says False if another process holds it."""
        with written_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / "writer.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            try:
                yield True
            except OSError as failed:
                raise LibraryError(
                    "vectors-not-written",
                    f"the vectors in {self.folder} can't be written: {failed}",
                    "see to it that the disk has room and that you may write there, then run `dragoman index`",
                ) from failed
        finally:
            os.close(lock)
