"""Where the library is and what a run may cost: from the command line, else the environment, else defaults."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LIBRARY_VARIABLE: Final = "DRAGOMAN_LIBRARY"
DATABASE_VARIABLE: Final = "DRAGOMAN_DATABASE"
DEFAULT_LIBRARY: Final = "library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A library: its folder, and the URL of its database where that is not the SQLite file inside the folder."""

    folder: Path
    database_url: str | None = None


def place(folder: str | None) -> Place:
    """The library at `folder`, else `$DRAGOMAN_LIBRARY`, else `library` here; its database at `$DRAGOMAN_DATABASE`."""
    chosen = folder or os.environ.get(LIBRARY_VARIABLE) or DEFAULT_LIBRARY
    return Place(folder=Path(chosen).expanduser().absolute(), database_url=os.environ.get(DATABASE_VARIABLE) or None)
