"""`python -m bench [TABLE …]`: all tables, or those that are named."""

import os
import sys
import tempfile
from pathlib import Path

from bench import desk, harvest, ingest, large, linking, pages, reading, scale, search, vectors

TABLES = ("reading", "ingest", "search", "pages", "scale", "linking", "vectors", "large", "harvest", "desk")


def main(names: list[str]) -> int:
    """Measures what is asked for; gives the exit status."""
    unknown = set(names) - set(TABLES)
    files = Path(os.environ["DRAGOMAN_GOLD"]) / "editions" / "files"
    if unknown or not files.is_dir():
        problem = f"no table is called {unknown.pop()}" if unknown else f"there are no files at {files}"
        sys.stderr.write(
            f"script/bench: {problem}. Tables: {' '.join(TABLES)}; files: $DRAGOMAN_GOLD/editions/files.\n"
        )
        return 2
    chosen = [name for name in TABLES if name in names or not names]
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        if "reading" in chosen:
            reading.measure(sorted(files.glob("*.pdf")))
        if set(chosen) & {"ingest", "search", "pages", "harvest"}:
            ingest.measure(files, library)
        if "search" in chosen:
            search.measure(library)
        if "pages" in chosen:
            pages.measure(library)
        if "harvest" in chosen:
            harvest.measure(library)
        if "scale" in chosen:
            scale.measure()
        if "linking" in chosen:
            linking.measure(files.parent)
        if "desk" in chosen:
            desk.measure()
        if "vectors" in chosen:
            vectors.measure(files.parents[1] / "xquad-r")
        if "large" in chosen:
            large.measure(files.parents[1] / "xquad-r", Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
