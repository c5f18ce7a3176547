"""What others can add: a model that places texts by their meaning. The built-in models are found in the same way.

A plugin is a package with an entry point in the group `dragoman.embedders` that names a function like `EmbedderMaker`.
Its model votes beside the built-in ones, in the languages that it says it knows; one whose name is that of a built-in
model takes its place. The protocol `Embedder` stands in `search.embedders`.
"""

from importlib.metadata import entry_points
from typing import Final, Protocol

from dragoman.search.embedders import Embedder, installed

GROUP: Final = "dragoman.embedders"


class EmbedderMaker(Protocol):
    """Makes an `Embedder` that computes in so many threads; it loads its model when it is first asked."""

    def __call__(self, threads: int) -> Embedder:
        """The model."""


def embedders(*, threads: int = 1) -> tuple[Embedder, ...]:
    """The models that are installed: the built-in ones, the quickest first, then those of other packages."""
    makers: list[EmbedderMaker] = [point.load() for point in entry_points(group=GROUP)]
    models = (*installed(threads=threads), *(make(threads) for make in makers))
    return tuple({model.name: model for model in models}.values())
