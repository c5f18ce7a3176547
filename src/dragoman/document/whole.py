"""A file of moderate size as its bytes, and what is said of one that can't be read: damaged, too large, not there."""

from pathlib import Path
from typing import Final

from dragoman.errors import Refused

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 64 * MEGABYTE
"""Of text and markup: some thirty times the longest novel."""


def whole(path: str, *, kind: str, most: int = MOST_BYTES) -> bytes:
    """All bytes of a file that is called `kind` when it is refused."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Refused(
            "unreadable", "It could not be opened.", "Check that it is there and that it may be read."
        ) from error
    if len(data) > most:
        raise too_large(kind, most)
    return data


def damaged(kind: str) -> Refused:
    """That a file of this kind can't be read."""
    return Refused(
        "damaged",
        f"It is {kind} that is damaged or cut short: its structure can't be read.",
        "Get the file again from its source, or open it in the program it was made with and save a copy.",
    )


def too_large(kind: str, most: int) -> Refused:
    """That a file of this kind is larger than what is read."""
    return Refused(
        "too-large",
        f"It is {kind} with more than {most // MEGABYTE} MB of text and markup.",
        "Split the file into smaller ones.",
    )
