"""The languages of the staff pages: those that have a catalogue of their own in `locales/`, and English."""

from functools import cache
from importlib.resources import files
from typing import Final

from dragoman.surfaces.presentation import DEFAULT_TAG, INTERFACE_TAGS, Interface, loaded, negotiated

LOCALES: Final = files("dragoman.surfaces.office") / "locales"


def message(text: str) -> str:
    """Mark a text for translation."""
    return text


@cache
def interfaces() -> dict[str, Interface]:
    """The languages of the staff pages, in the order in which readers' pages offer theirs."""
    there = [tag for tag in INTERFACE_TAGS if tag == DEFAULT_TAG or (LOCALES / f"{tag}.po").is_file()]
    return {tag: loaded(tag, LOCALES) for tag in there}


def chosen(asked: str | None, accepted: str) -> Interface:
    """The language that was chosen, else the one that the browser asks for."""
    there = interfaces()
    return there[asked if asked in there else negotiated(accepted, tuple(there))]
