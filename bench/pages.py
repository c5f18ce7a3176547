"""Pages over HTTP, as browsers ask for them: one keep-alive connection a client, which caches nothing."""

import gzip
import html
import http.client
import re
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from bench.command import serving
from bench.table import Table
from dragoman.store.library import Library
from dragoman.surfaces.presentation import INTERFACE_TAGS

CLIENTS = 2
REQUESTS = 1500


def fetch(port: int, paths: list[str], count: int) -> list[tuple[float, int, int]]:
    """Asks for `count` pages in turn: seconds, status and bytes on the wire (gzip) of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    answers = []
    for path in islice(cycle(paths), count):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        answers.append((time.perf_counter() - started, answer.status, len(body)))
    connection.close()
    return answers


def editions(library: Path, *, limit: int = 200) -> list[str]:
    """The pages of the newest editions, in English."""
    opened = Library.open(library)
    paths = [f"/en/editions/{e.expression_id}" for e in opened.catalogue.browse(limit=limit).editions]
    opened.close()
    return paths


def measure(library: Path) -> None:
    """Prints latency, rate and weight of the pages of all editions of `library`."""
    paths = editions(library)
    with serving(library) as server:
        cold = fetch(server.port, paths, len(paths))
        alone = fetch(server.port, paths, REQUESTS)
        started = time.perf_counter()
        with ProcessPoolExecutor(CLIENTS) as clients:
            many = [clients.submit(fetch, server.port, paths, REQUESTS) for _ in range(CLIENTS)]
            answers = [a for client in many for a in client.result()]
        rate = len(answers) / (time.perf_counter() - started)
    assert all(status == 200 for _, status, _ in cold + alone + answers)
    table = Table(f"The pages of {len(paths)} editions over HTTP", ("", "measured", "goal"))
    table.row("first time each, p50", f"{statistics.median(s for s, _, _ in cold) * 1e3:.1f} ms", "≤ 10 ms")
    table.row("again, p50", f"{statistics.median(s for s, _, _ in alone) * 1e3:.1f} ms", "≤ 10 ms")
    table.row(f"requests/s, {CLIENTS} clients", f"{rate:.0f}", "≥ 300")
    table.row("heaviest page, gzip", f"{max(size for _, _, size in cold) / 1e3:.1f} KB", "≤ 40 KB")
    table.row("median page, gzip", f"{statistics.median(size for _, _, size in cold) / 1e3:.1f} KB", "")
    table.show()
    page_types(library)


def page_types(library: Path) -> None:
    """Prints, for each type of page, the time of the first visit and of later ones, and the heaviest (gzip)."""
    goals = {
        "home": "",
        "list": "≤ 30 KB",
        "edition": "≤ 25 KB",
        "section": "≤ 15 KB and its text",
        "results": "≤ 30 KB",
    }
    columns = ("page", "pages", "first, p50", "again, p50", "goal", "heaviest", "without its text", "goal")
    table = Table("Types of pages over HTTP", columns)
    kinds = addresses_by_type(library)
    with serving(library) as server:
        for kind, paths in kinds.items():
            first, again = fetch(server.port, paths, len(paths)), fetch(server.port, paths, 3 * len(paths))
            assert all(status == 200 for _, status, _ in first + again)
            bare = max(
                size - weight_of_text(server.port, path) for path, (_, _, size) in zip(paths, first, strict=True)
            )
            table.row(
                kind,
                str(len(paths)),
                *(f"{statistics.median(seconds for seconds, _, _ in times) * 1e3:.1f} ms" for times in (first, again)),
                "≤ 8 ms",
                f"{max(size for _, _, size in first) / 1e3:.1f} KB",
                f"{bare / 1e3:.1f} KB" if kind == "section" else "",
                goals[kind],
            )
    table.show()


def addresses_by_type(library: Path) -> dict[str, list[str]]:
    """Pages of each type in all languages of the interface, and questions in the words of titles."""
    with closing(Library.open(library)) as opened:
        listed = opened.catalogue.browse(limit=200).editions
        works = {e.expression_id: opened.catalogue.expression(e.expression_id) for e in listed}
    sections = []
    for ident, work in works.items():
        edition = work.expression(ident) if work else None
        held = edition.sections.value if edition and edition.sections else ()
        sections += [
            f"/en/editions/{ident}/sections/{s.id.rpartition('.')[2]}" for s in held[:: max(1, len(held) // 4)]
        ]
    words = {word for e in listed for word in e.title.split() if len(word) > 4 and word.isalpha()}
    return {
        "home": [f"/{ui}/" for ui in INTERFACE_TAGS],
        "list": [f"/{ui}/browse{order}" for ui in INTERFACE_TAGS for order in ("", "?order=title")],
        "edition": [f"/{INTERFACE_TAGS[n % 12]}/editions/{ident}" for n, ident in enumerate(works)],
        "section": sections,
        "results": [f"/en/search?q={quote(word)}" for word in sorted(words)[:60]],
    }


def weight_of_text(port: int, path: str) -> int:
    """What the text of a section's page weighs by itself, gzip: the page without it is what the site adds."""
    with urlopen(f"http://127.0.0.1:{port}{path}") as page:
        body = page.read().decode()
    article = re.search(r"<article.*?</article>", body, re.DOTALL)
    return len(gzip.compress(article[0].encode(), 6)) if article else 0


def walk(port: int, path: str, steps: int) -> list[float]:
    """Seconds of each of some pages of a listing, from one to the next; each is asked for the first time."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for _ in range(steps):
        started = time.perf_counter()
        connection.request("GET", path)
        body = connection.getresponse().read().decode()
        times.append(time.perf_counter() - started)
        following = re.search(r'<a[^>]*rel="?next"?[^>]*>', body)
        if not following:
            break
        path = html.unescape(re.search(r'href="([^"]+)"', following[0])[1])  # type: ignore[index]  # a link has one
    connection.close()
    return times


def listings(library: Path, *, steps: int = 60) -> dict[str, float]:
    """Milliseconds (p50) of the listing pages of a library, none of which the server has made before."""
    paths = {
        "home": "/en/",
        "browse": "/en/browse",
        "browse by title": "/en/browse?order=title",
        "browse one language": "/en/browse?language=ru",
        "browse a year": "/en/browse?year=2015",
    }
    with serving(library) as server:
        times = {name: walk(server.port, path, steps) for name, path in paths.items()}
        times["start to first page"] = [server.first_page]
    return {name: statistics.median(values) * 1e3 for name, values in times.items()}
