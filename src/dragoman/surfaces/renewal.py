"""The site as `site.toml` says now: whoever changes it, a person with an editor or a staff page, it holds from then on.

In: a function that makes the site from settings. Out: an application that has it made anew when the file has changed;
while the file is wrong, the site stays as it was and the mistake is noted.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.config import SETTINGS_FILE, SiteSettings, site_settings
from dragoman.errors import LibraryError

log = logging.getLogger("dragoman.web")


class Renewed:
    """An application that follows the settings of a library's folder."""

    def __init__(self, folder: Path, make: Callable[[SiteSettings], ASGIApp]) -> None:
        self._file = folder / SETTINGS_FILE
        self._make = make
        self._state = self._seen()
        self._app = make(site_settings(folder))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, by what the settings say now."""
        now = self._seen()
        if now != self._state:
            self._state = now
            try:
                self._app = self._make(site_settings(self._file.parent))
            except LibraryError as error:
                log.error("%s %s The settings stay as they were.", error.message, error.remedy)
        await self._app(scope, receive, send)

    def _seen(self) -> tuple[int, int, int]:
        try:
            found = self._file.stat()
        except OSError:
            return 0, 0, 0
        return found.st_ino, found.st_mtime_ns, found.st_size
