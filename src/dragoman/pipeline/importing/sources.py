"""A place on the disk → the records that are there, whatever kind of source it is; the kind, its content says."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from dragoman.errors import Refused
from dragoman.pipeline.importing import bags, dspace, sheets, sidecars
from dragoman.pipeline.importing.model import Offer
from dragoman.record.incoming.formats import SUFFIXES

_HELP: Final = (
    "Give a sheet (CSV, XLSX), a description (Dublin Core, DataCite, MARC, MODS, RIS, BibTeX), or a folder with one of "
    "these beside its files, with a DSpace Simple Archive, or with a BagIt bag."
)


def offers_at(place: Path) -> Iterator[Offer]:
    """The records at a place, read as they are asked for. Raises Refused where there is nothing of the kind."""
    if place.is_dir():
        return _in_folder(place)
    suffix = place.suffix.lower()
    if suffix in sheets.SUFFIXES:
        return sheets.offers(place)
    if suffix in SUFFIXES:
        return sidecars.beside(place)
    raise Refused("no-source", f"{place} is nothing that records are read from.", _HELP)


def _in_folder(folder: Path) -> Iterator[Offer]:
    if bags.is_bag(folder):
        return _in_folder(bags.payload(folder))
    if dspace.is_archive(folder):
        return dspace.offers(folder)
    found = sorted(p for p in folder.iterdir() if p.suffix.lower() in sheets.SUFFIXES and sheets.is_ours(p))
    if found:
        return chain.from_iterable(map(sheets.offers, found))
    offers = sidecars.offers(folder)
    first = next(offers, None)
    if first is None:
        raise Refused("no-source", f"The folder {folder} holds no sheet and no description of its files.", _HELP)
    return chain([first], offers)
