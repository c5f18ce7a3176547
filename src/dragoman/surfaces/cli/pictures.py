"""What `ingest` and `index` say of pages that are read from their pictures."""

from dragoman.errors import LibraryBusy
from dragoman.pipeline.upkeep import read_pictures
from dragoman.store.library import Library
from dragoman.surfaces.cli.output import note, say, say_json
from dragoman.surfaces.cli.progress import Counter


def tell_pictures(library: Library, *, as_json: bool, processes: int | None = None) -> None:
    """Reads the pages that await it, and says how many, and which packages are missing."""
    files = pages = 0
    missing: set[str] = set()
    with Counter("Reading pages from pictures") as counter:
        try:
            for reread in read_pictures(library, processes=processes, progress=counter.at):
                files, pages, missing = files + 1, pages + reread.pages, missing | {*reread.missing}
                if as_json:
                    say_json(
                        {
                            "outcome": "read-from-pictures",
                            "work": reread.work,
                            "language": reread.language,
                            "pages": reread.pages,
                            "missing": reread.missing,
                        }
                    )
        except LibraryBusy as error:
            note(f"Pages that are only pictures are left for later: {error.message}")
            return
    if files and not as_json:
        say(f"Read from pictures: {pages} pages of {files} files.")
    if missing:
        note(f"Some pages could not be read well. Install {' '.join(sorted(missing))}, and run `dragoman index`.")
