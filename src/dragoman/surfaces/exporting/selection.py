"""What is to be exported: works and editions by their ids, or all that filters leave.

Comes in: a library, ids, filters. Goes out: editions with their works, in the order of their ids; how many there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.errors import NotHere
from dragoman.record.editions import active
from dragoman.record.model import Expression, Work
from dragoman.store.library import Library
from dragoman.store.model import Filters

AT_ONCE = 100


class Chosen(NamedTuple):
    """An edition and its work."""

    work: Work
    edition: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chose: ids of works or editions; none for all that the filters leave."""

    ids: tuple[str, ...] = ()
    filters: Filters = Filters()

    def count(self, library: Library) -> int:
        """How many editions that are."""
        return (
            sum(1 for _ in self._named(library)) if self.ids else library.catalogue.holdings(self.filters).expressions
        )

    def editions(self, library: Library) -> Iterator[Chosen]:
        """The editions. Errors: not-here."""
        return self._named(library) if self.ids else self._filtered(library)

    def _named(self, library: Library) -> Iterator[Chosen]:
        found: dict[str, Chosen] = {}
        for identifier in self.ids:
            for each in _of(library, identifier):
                found[each.edition.id] = each
        yield from (found[key] for key in sorted(found))

    def _filtered(self, library: Library) -> Iterator[Chosen]:
        after = ""
        wanted = self.filters
        while heads := library.harvest.by_id(after=after, limit=AT_ONCE):
            after = heads[-1].id
            for head in heads:
                said = Filters(language=head.language, year=head.year, resource_type=head.resource_type)
                edition = head.work.expression(head.id) if head.work else None
                if head.work and edition and _lets_through(wanted, said):
                    yield Chosen(head.work, edition)


def _lets_through(wanted: Filters, said: Filters) -> bool:
    return (
        wanted.language in {None, said.language}
        and wanted.year in {None, said.year}
        and wanted.resource_type in {None, said.resource_type}
    )


def _of(library: Library, identifier: str) -> Sequence[Chosen]:
    work = library.catalogue.successor(identifier)
    if work is not None:
        return [Chosen(work, edition) for edition in active(work)]
    work = library.catalogue.expression(identifier)
    edition = work.successor(identifier) if work else None
    if work is None or edition not in active(work):
        raise NotHere("not-here", f"There is no work or edition {identifier} here.", "`dragoman list` gives the ids.")
    return [Chosen(work, edition)]
