"""A model that another package adds is asked like the built-in ones."""

from collections.abc import Sequence
from importlib.metadata import EntryPoint

import numpy as np
import pytest

from dragoman.plugins import embedders as plugged
from dragoman.search.index import SearchIndex
from dragoman.search.matrices import Floats
from dragoman.search.model import Query
from dragoman.store.library import Library

from .shelf import Edition, keep


class Animals:
    """Knows of two things only."""

    name = "animals"
    dimensions = 8
    languages: frozenset[str] | None = None
    by_sentence = False

    def passages(self, texts: Sequence[str]) -> Floats:
        bees = [any(word in text.lower() for word in ("bee", "miel", "abej")) for text in texts]
        return np.asarray([[0.5, 0] * 4 if of_bees else [0, 0.5] * 4 for of_bees in bees], np.float32)

    questions = passages


def made(threads: int) -> Animals:
    assert threads >= 1
    return Animals()


def test_a_plugged_model_finds_what_it_knows(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("animals", f"{__name__}:made", plugged.GROUP)
    monkeypatch.setattr(plugged, "entry_points", lambda *, group: [point] if group == plugged.GROUP else [])
    (model,) = (embedder for embedder in plugged.embedders() if embedder.name == "animals")
    keep(library, "w1", Edition(language="es", pages=("Las abejas dan miel.", "El tren sale temprano.")))
    index = SearchIndex.open(library.folder / "index", embedders=(model,))
    index.follow(library)
    assert index.embed(library) == 2
    (entry, *_) = index.passages(Query(text="bees", asked_in="en")).entries
    assert entry.hits[0].passage.page == 1


def test_the_built_in_models_come_first() -> None:
    assert [embedder.name for embedder in plugged.embedders()][:1] == ["muse-3-sentences"]
