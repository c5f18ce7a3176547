"""A BagIt bag (RFC 8493) → its payload, once bagit has found it whole."""

from pathlib import Path
from typing import Final

import bagit

from dragoman.errors import Refused

DECLARATION: Final = "bagit.txt"


def is_bag(folder: Path) -> bool:
    """Whether the folder says that it is a bag."""
    return (folder / DECLARATION).is_file()


def payload(folder: Path) -> Path:
    """The folder with the bag's payload. Raises Refused where a file is missing, added or other than it was."""
    try:
        bag = bagit.Bag(str(folder))
        if any(True for _ in bag.fetch_entries()):
            raise Refused(
                "bag-incomplete",
                f"The bag {folder.name} has files that are to be fetched from elsewhere (fetch.txt).",
                "Fetch them first, with the program that made the bag.",
            )
        bag.validate(processes=1)
    except bagit.BagValidationError as error:
        said = "; ".join(str(detail) for detail in error.details[:5]) or str(error)
        raise Refused(
            "bag-invalid",
            f"The bag {folder.name} is not whole: {said}.",
            "Copy it again from where it came, and compare with `bagit.py --validate`.",
        ) from error
    except (bagit.BagError, OSError, UnicodeError, ValueError) as error:
        raise Refused(
            "bag-invalid", f"The bag {folder.name} can't be read: {error}.", "Have it made again, or give its files."
        ) from error
    return folder / "data"
