"""Works → where files stood: what a rebuild and a check know of the table of sources."""

from dragoman.record.model import HeldFile, Work
from dragoman.store.model import SourceFile


class Whereabouts:
    """Collects from one work after another the file that came in last at each path."""

    def __init__(self) -> None:
        self._newest: dict[str, HeldFile] = {}

    def note(self, work: Work) -> None:
        """Takes the work's files into account. At the same instant, the later revision counts."""
        for manifestation in work.manifestations:
            for file in manifestation.files:
                for path in file.paths:
                    if path not in self._newest or self._newest[path].accessioned <= file.accessioned:
                        self._newest[path] = file

    def files(self) -> dict[str, SourceFile]:
        """By path. When a file was changed is not in the records (0), so that the next ingest hashes it once more."""
        return {
            path: SourceFile(path=path, digest=file.item, size=file.size, modified_ns=0)
            for path, file in self._newest.items()
        }
