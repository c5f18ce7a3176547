"""Editions as the crosswalks take them, with the addresses that hold for good."""

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.model import Expression, HeldFile, Section, Work
from dragoman.surfaces import addresses


class _Places:
    """Absolute addresses without an interface's language: identifiers, which lead each reader to a page of theirs."""

    def edition(self, expression_id: str) -> str:
        return addresses.absolute(addresses.record(expression_id))

    def work(self, work_id: str) -> str:
        return addresses.absolute(addresses.publication(work_id))

    def file(self, file: HeldFile) -> str:
        return addresses.absolute(addresses.file(file.item, file.file_name))

    def section(self, expression_id: str, section: Section) -> str:
        anchor = addresses.anchor(section.id) if section.id else ""
        return addresses.absolute(addresses.record_page(expression_id, max(1, section.page), anchor=anchor))


def entry_of(work: Work, expression: Expression) -> Entry:
    """The edition with its addresses; only while a base holds (see `addresses.based`)."""
    return Entry(expression=expression, work=work, places=_Places())
