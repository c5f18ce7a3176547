"""What publications are about, in the reader's language: on an edition's page, and as a page of its own.

In: the library's vocabularies, what editions say of their subjects, and the catalogue's counts. Out: names with where
they lead, and for the page the tree of each vocabulary, without branches that nothing is about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.record.model import Expression
from dragoman.record.subjects import Concept, Vocabulary, labelled
from dragoman.store.model import Filters
from dragoman.surfaces import addresses
from dragoman.surfaces.web.site import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A subject of an edition: its name for the reader, and the list of what else is about it, if it has an address."""

    name: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A concept with the editions that are about it, or about something under it, and what is under it."""

    name: str
    count: int
    address: str
    under: tuple["Branch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A vocabulary as a reader meets it."""

    title: str
    branches: tuple[Branch, ...]


def about(edition: Expression, visit: Visit) -> tuple[About, ...]:
    """What an edition is about; a concept by its name in the interface's language."""
    vocabularies, ui = visit.site.subjects.now(), visit.interface.tag
    return tuple(
        About(
            name=vocabularies.name(each.uri, ui, otherwise=each.text) if each.uri else each.text,
            address=addresses.browse(ui, Filters(subject=(each.uri,))) if each.uri else None,
        )
        for each in (statement.value for statement in edition.subjects)
    )


def trees(visit: Visit) -> Iterator[Tree]:
    """The vocabularies, as far as anything is about their concepts."""
    catalogue = visit.site.library.catalogue
    counted = dict(catalogue.subjects())
    for vocabulary in visit.site.subjects.now().held:
        if branches := tuple(_branches(vocabulary.tops(), vocabulary, counted, visit, above=())):
            title = labelled(vocabulary.titles, visit.interface.tag)[1] or vocabulary.name
            yield Tree(title=title, branches=branches)


def _branches(
    concepts: tuple[Concept, ...],
    vocabulary: Vocabulary,
    counted: Mapping[str, int],
    visit: Visit,
    *,
    above: tuple[str, ...],
) -> Iterator[Branch]:
    """The branches that something is about, in the order of their names; `above` ends a vocabulary that runs in rings.

    A concept with several editions under it counts those, each once: they are asked for together.
    """
    ui = visit.interface.tag
    named = sorted((labelled(c.labels, ui)[1], c) for c in concepts if c.uri not in above)
    for name, concept in named:
        within = vocabulary.within(concept.uri)
        if not any(uri in counted for uri in within):
            continue
        under = tuple(_branches(vocabulary.under(concept.uri), vocabulary, counted, visit, above=(*above, concept.uri)))
        alone = len([uri for uri in within if uri in counted]) == 1
        count = (
            sum(counted.get(uri, 0) for uri in within)
            if alone
            else visit.site.library.catalogue.holdings(Filters(subject=within)).expressions
        )
        link = addresses.browse(ui, Filters(subject=(concept.uri,)))
        yield Branch(name=name, count=count, address=link, under=under)


def page_values(visit: Visit) -> dict[str, Any]:
    """What the page shows."""
    return {"own_address": addresses.subjects(visit.interface.tag), "trees": tuple(trees(visit))}
