"""The desk of those who check records: the queue, the review screen and a change of many, with 10,000 drafts."""

import http.client
import re
import statistics
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from bench import scale
from bench.command import serving
from bench.table import Table
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.record.model import Status, Work
from dragoman.store.applying import apply, put_records
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.store.queue import Wanted

DRAFTS = 10_000
ASKED = 300
CHANGED = 1_000


class Browser:
    """Somebody who is signed in, on one connection."""

    def __init__(self, port: int, secret: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": f"dragoman-session={secret}", "Accept-Encoding": "gzip"}

    def asks(self, path: str, **form: str | list[str]) -> tuple[float, str]:
        """The seconds until the answer is there, and its text (of an answer to a form only)."""
        started = time.perf_counter()
        body = urlencode(form, doseq=True) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity"} if form else {}
        self.connection.request("POST" if form else "GET", path, body, {**self.headers, **kind})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, (path, answer.status, text[:500])
        return time.perf_counter() - started, text.decode("utf-8", "replace")


def draft(work: Work) -> Work:
    """The work with nothing public."""
    return replace(work, expressions=tuple(replace(e, status=Status.DRAFT) for e in work.expressions))


def fill(folder: Path) -> Path:
    """A library of so many made-up drafts."""
    library = Library.open(folder, create=True)
    made = map(draft, scale.works(DRAFTS))
    while some := list(islice(made, 500)):
        with writing(library.engine) as connection:
            apply(connection, items=[], works=some, sources=[])
            put_records(connection, some)
    library.close()
    return folder


def measure() -> None:
    """Prints how long they take."""
    with tempfile.TemporaryDirectory() as folder:
        place = fill(Path(folder) / "library")
        library = Library.open(place)
        office = Office.of(library)
        who = office.accounts.add(login="bench", name="Bench", role=Role.EDITOR, by="bench")
        secret = office.sessions.begin(who, agent="bench")
        ids = [record.id for record in library.queue.page(Wanted(), limit=CHANGED).records]
        with serving(place) as server:
            browser = Browser(server.port, secret)
            queue = [browser.asks("/office/review")[0] for _ in range(ASKED)]
            found = [browser.asks("/office/review?q=water&language=fr")[0] for _ in range(ASKED)]
            screen = [browser.asks(f"/office/review/{one}")[0] for one in ids[:ASKED]]
            preview, change = _changed(browser, ids)
        office.close()
        library.close()
    table = Table(f"The desk with {DRAFTS:,} drafts", ("", "measured", "goal"))
    for name, times in (("queue, p50", queue), ("queue narrowed, p50", found), ("review screen, p50", screen)):
        table.row(name, f"{statistics.median(times) * 1e3:.1f} ms", "≤ 50 ms")
    table.row(f"{CHANGED:,} records, preview", f"{preview:.1f} s", "")
    table.row(f"{CHANGED:,} records changed at once", f"{change:.1f} s", "≤ 10 s")
    table.show()


def _changed(browser: Browser, ids: list[str]) -> tuple[float, float]:
    """The seconds that a preview takes, and the change."""
    browser.headers["Accept-Encoding"] = "identity"
    mark = re.search(r'name="csrf" content="([\w-]+)"', browser.asks("/office/review")[1])
    assert mark
    order = {"csrf": mark[1], "field": "publisher", "operation": "set", "value": "The Office", "seen": ",".join(ids)}
    preview, text = browser.asks("/office/many", **order, act="preview")
    seen = re.search(r'name="seen" value="([^"]*)"', text)
    assert seen
    change, text = browser.asks("/office/many", **{**order, "seen": seen[1]}, act="apply")
    assert f"{len(ids):,} records were changed" in text
    return preview, change
