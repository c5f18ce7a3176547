"""What a list can be had as besides a page: its records in every format, its references in every style.

Comes in: how the list's own export is addressed, and the interface's language. Goes out: links, named.
"""

from collections.abc import Callable
from typing import NamedTuple

from dragoman.record.crosswalks.formats import FORMATS
from dragoman.surfaces.citations import STYLES
from dragoman.surfaces.formats import BIBLIOGRAPHY, CITATION


class Export(NamedTuple):
    """One link."""

    label: str
    href: str
    media_type: str


def exports(link: Callable[..., str], ui: str) -> tuple[Export, ...]:
    """The links of a list; `link` makes an address of a format's name and of what else is said of it."""
    records = tuple(Export(each.label, link(each.name), each.media_type) for each in FORMATS)
    references = (
        Export(style.label, link(CITATION, said={"style": style.name, "locale": ui}), BIBLIOGRAPHY) for style in STYLES
    )
    return (*records, *references)
