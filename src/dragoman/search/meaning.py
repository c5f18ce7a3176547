"""What passages are near a question in meaning, in each language: candidates, and how near each model finds them.

Comes in: a question as the models have it, a language. Goes out: its candidates (`Pool`). A passage may be the *guide*:
then the candidates are also those near to the guide, and how near each is to it is said beside.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.search.embedders import knows
from dragoman.search.matrices import Floats, Passages, unit
from dragoman.search.vectors import ModelVectors

_NEAREST: Final = 100
"""So many passages of each language each model names."""
_OF_GUIDE: Final = 50
_LIKE_GUIDE: Final = 200
"""The guide's translation is far nearer to it than an answer to its question: fewer candidates have it among them."""
_WEIGHTS: Final[Mapping[str, float]] = {"muse-3-sentences": 0.4, "e5-small-q4": 0.6}
T = TypeVar("T")
_BESIDE: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="question")
_AGREEMENT: Final = 0.7
"""How far one model's saying tells another's: about their correlation over the candidates."""
_WEIGHT: Final = 0.5
"""Of a model that isn't named here."""


class Sought(NamedTuple):
    """What is looked for, as one model has it: a vector of unit length, its language's mean taken."""

    model: ModelVectors
    vector: Floats

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.embedder.name


class Pool(NamedTuple):
    """The candidates of one language: their numbers, and each model's cosines with the question and with the guide.

    NaN where a model has not embedded a passage yet.
    """

    language: str
    passages: Passages
    nearness: dict[str, Floats]
    likeness: dict[str, Floats]

    def unknown(self) -> NDArray[np.bool_]:
        """Which passages no model has embedded yet."""
        unknown: NDArray[np.bool_] = np.all([np.isnan(part) for part in self.nearness.values()], axis=0)
        return unknown


def sought(
    text: str, language: str, models: Sequence[ModelVectors], *, meanwhile: Callable[[], T]
) -> tuple[list[Sought], T]:
    """The question by each model, and what is done meanwhile: the slower models compute beside it."""
    slower = [_BESIDE.submit(_sought, text, language, model) for model in models[1:]]
    first = [_sought(text, language, model) for model in models[:1]]
    done = meanwhile()
    return first + [each.result() for each in slower], done


def _sought(text: str, language: str, model: ModelVectors) -> Sought:
    return Sought(model, unit(model.question(text, language)[None])[0])


def passage_as_sought(passage: int, language: str, question: Sequence[Sought]) -> list[Sought]:
    """A passage of the library by those of the question's models that have it."""
    found = []
    for s in question:
        if _votes(s, language):
            vector = s.model.partition(language).vector_of(passage)
            if vector is not None:
                found.append(Sought(s.model, vector))
    return found


def likeness(
    passage: int, language: str, among: Passages, their_language: str, question: Sequence[Sought]
) -> Floats | None:
    """How near passages of another language are to a passage; None if no model has both."""
    by = [s for s in passage_as_sought(passage, language, question) if _votes(s, their_language)]
    if not by or not len(among):
        return None
    near = {s.name: s.model.partition(their_language).cosines(among, s.vector)[0] for s in by}
    return np.nan_to_num(together(near), nan=-1.0)


def pool(question: Sequence[Sought], language: str, *, also: Sequence[int] = ()) -> Pool | None:
    """The passages of a language that are near, and those that are named; None if no model has any of that language."""
    voting = [s for s in question if _votes(s, language)]
    if not voting:
        return None
    found = [s.model.partition(language).near(s.vector, _NEAREST) for s in voting]
    return _compared(language, np.unique(np.concatenate((*found, np.asarray(also, np.uint64)))), voting)


def unembedded(language: str, passages: Sequence[int]) -> Pool | None:
    """Passages of a language of which no model has any yet."""
    numbers = np.asarray(passages, np.uint64)
    return Pool(language, numbers, {"": np.full(len(numbers), np.nan, np.float32)}, {}) if passages else None


def led(by: Sequence[Sought], near: Pool, question: Sequence[Sought]) -> Pool:
    """The pool with the passages that are near to the guide `by` too, and how near to it each is."""
    language = near.language
    guides = [g for g in by if _votes(g, language)]
    found = [g.model.partition(language).near(g.vector, _OF_GUIDE, of=_LIKE_GUIDE) for g in guides]
    if found:
        more = _compared(language, np.setdiff1d(np.concatenate(found), near.passages), question)
        passages = np.concatenate((near.passages, more.passages))
        nearness = {name: np.concatenate((part, more.nearness[name])) for name, part in near.nearness.items()}
        near = Pool(language, passages, nearness, {})
    return near._replace(
        likeness={g.name: g.model.partition(language).cosines(near.passages, g.vector)[0] for g in guides}
    )


def _compared(language: str, passages: Passages, question: Sequence[Sought]) -> Pool:
    """The passages, each as near as each of the question's models that votes on the language finds it."""
    voting = [s for s in question if _votes(s, language)]
    return Pool(language, passages, {s.name: s.model.nearness(passages, language, s.vector) for s in voting}, {})


def together(cosines: Mapping[str, Floats]) -> Floats:
    """The models' cosines as one, each model with its weight.

    The slow model follows behind the quick one. What it hasn't embedded yet gets what it would be likely to say, going
    by what the others say: neither better nor worse for not being known to it.
    """
    weights = {name: _WEIGHTS.get(name, _WEIGHT) for name in cosines}
    total = sum(weights.values())
    score: Floats = np.zeros(1, np.float32)
    for name, part in cosines.items():
        others = [other for another, other in cosines.items() if another != name]
        score = score + np.float32(weights[name] / total) * _guessed(part, others)
    return np.asarray(score, np.float32)


def _guessed(part: Floats, others: Sequence[Floats]) -> Floats:
    """A model's cosines, those that are missing guessed from the other models' by how both are spread."""
    missing = np.isnan(part)
    if not missing.any():
        return part
    if missing.all():
        return np.zeros_like(part) if not others else np.nan_to_num(np.asarray(others[0], np.float32))
    middle, spread = np.mean(part[~missing]), np.std(part[~missing])
    guess = np.full_like(part, middle)
    for other in others:
        both = ~missing & ~np.isnan(other)
        if both.sum() > 1 and np.std(other[both]) > 0:
            standing = (other - np.mean(other[both])) / np.std(other[both])
            guess = np.asarray(middle + np.float32(_AGREEMENT) * spread * np.nan_to_num(standing), np.float32)
    return np.where(missing, guess, part)


def _votes(s: Sought, language: str) -> bool:
    return knows(s.model.embedder, language) and len(s.model.partition(language)) > 0
