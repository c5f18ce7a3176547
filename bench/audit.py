"""What strangers' tools say of the running site and its books: `script/audit`.

In: a library of the samples (made here unless one is given) and the folder that the tools were installed in. Out: the
table of docs/quality.md and every fault, on standard output; exit status 1 if there is a fault.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin

from bench import programs
from bench.pictures import QUESTIONS, declaration, samples, served
from dragoman.store.library import Library
from dragoman.store.model import Filters

GOALS: Final = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
JUDGED_BY_LIGHTHOUSE: Final = ("home", "browse", "edition", "section", "search")
NOT_FOR_SEARCH_ENGINES: Final = frozenset({"search"})
"""Answers to a question are kept out of search engines on purpose, so nobody asks whether they are let in."""
MOST_STYLE: Final = 20_000
MOST_SCRIPT: Final = 15_000
_HEADING: Final = re.compile(r"<h([1-6])\b")
_STYLE: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPT: Final = re.compile(r'<script src="([^"]+)"')
_SECTION: Final = re.compile(r'href="[^"]*/sections/([\w.-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site as it was sent."""

    kind: str
    ui: str
    url: str
    html: str
    size: int
    """Of the compressed page in bytes."""

    @property
    def name(self) -> str:
        """As faults call it."""
        return f"{self.kind} ({self.ui})"


@dataclass(slots=True)
class Findings:
    """What was found: figures by kind of page, and faults."""

    figures: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    faults: list[str] = field(default_factory=list)
    books: str = ""

    def measured(self, page: Page, what: str, value: int) -> None:
        """Keep a figure of a page; the table shows the worst of its kind."""
        self.figures[page.kind][what].append(value)


def main() -> None:
    """Parse, serve, ask each tool, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--library", type=Path, help="a library of the samples")
    parser.add_argument("--tools", type=Path, required=True, help="where Node's and Java's tools are")
    parser.add_argument("--only", choices=("pages", "lighthouse", "books", "programs"), help="one part instead of all")
    asked = parser.parse_args()
    findings = Findings()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.library or samples(Path(temporary) / "library")
        with closing(Library.open(folder)) as library, served(library) as site:
            pages = [*_pages(site, {ui: declaration(library, ui) for ui in QUESTIONS}), *_long_texts(site, library)]
            parts: Mapping[str, Callable[[], None]] = {
                "pages": lambda: _pages_judged(pages, asked.tools, findings),
                "lighthouse": lambda: _lighthouse(pages, asked.tools, findings),
                "books": lambda: _books(site, library, asked.tools, findings),
                "programs": lambda: findings.faults.extend(
                    programs.faults(
                        site,
                        [page.url for page in pages if page.kind == "edition"],
                        library.catalogue.holdings().expressions,
                        asked.tools,
                    )
                ),
            }
            for name, judge in parts.items():
                if asked.only in {None, name}:
                    judge()
    print(_table(findings))  # noqa: T201
    sys.exit(bool(findings.faults))


def _program(name: str) -> str:
    return shutil.which(name) or sys.exit(f"{name} is missing.")


def _pages(site: str, editions: Mapping[str, str]) -> Iterator[Page]:
    for ui, question in QUESTIONS.items():
        edition = f"{site}/{ui}/editions/{editions[ui]}"
        shown = _page("edition", ui, edition)
        section = _SECTION.findall(shown.html)
        yield shown
        for kind, url in {
            "home": f"{site}/{ui}/",
            "browse": f"{site}/{ui}/browse",
            "section": f"{edition}/sections/{section[len(section) // 2] if section else 0}",
            "section, all": f"{edition}/sections/all",
            "page": f"{edition}/pages/3",
            "search": f"{site}/{ui}/search?q={quote(question)}",
            "holdings": f"{site}/{ui}/holdings",
            "similar": f"{edition}/similar",
            "offline": f"{site}/{ui}/offline",
            "not found": f"{site}/{ui}/nothing",
        }.items():
            yield _page(kind, ui, url)


def _long_texts(site: str, library: Library) -> Iterator[Page]:
    """The longest edition of each language on one page: it has what texts have, tables, notes, figures and code."""
    for ui in QUESTIONS:
        listed = library.catalogue.browse(Filters(language=ui), limit=100).editions
        longest = max(listed, key=lambda edition: (edition.pages or 0, edition.expression_id)).expression_id
        yield _page("long text, all", ui, f"{site}/{ui}/editions/{longest}/sections/all")


def _page(kind: str, ui: str, url: str) -> Page:
    status, body = _asked(url)
    if (status == 200) == (kind == "not found"):
        sys.exit(f"{url} answers {status}.")
    return Page(kind=kind, ui=ui, url=url, html=body.decode(), size=_weight(url))


def _asked(url: str, encoding: str = "identity") -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers={"Accept": "text/html,*/*", "Accept-Encoding": encoding})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def _weight(url: str) -> int:
    return len(_asked(url, "gzip")[1])


def _pages_judged(pages: list[Page], tools: Path, findings: Findings) -> None:
    for page in pages:
        findings.measured(page, "html", page.size)
        for what, pattern, most in (("css", _STYLE, MOST_STYLE), ("script", _SCRIPT, MOST_SCRIPT)):
            size = sum(_weight(urljoin(page.url, part)) for part in pattern.findall(page.html))
            findings.measured(page, what, size)
            if size > most:
                findings.faults.append(f"{page.name}: {size:,} bytes of {what}, more than {most:,}.")
        levels = [int(level) for level in _HEADING.findall(page.html)]
        if levels.count(1) != 1 or levels[0] != 1:
            findings.faults.append(f"{page.name}: headings {levels} do not begin with the only h1.")
        skipped = [(upper, lower) for upper, lower in pairwise(levels) if lower > upper + 1]
        if skipped:
            findings.faults.append(f"{page.name}: headings go from h{skipped[0][0]} to h{skipped[0][1]}.")
    _nu(pages, tools, findings)


def _nu(pages: list[Page], tools: Path, findings: Findings) -> None:
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory() as temporary:
        files = {Path(temporary) / f"{place}.html": page for place, page in enumerate(pages)}
        for path, page in files.items():
            path.write_text(page.html, encoding="utf-8")
        told = subprocess.run(
            [
                _program("java"),
                "-jar",
                str(jar),
                "--stdout",
                "--exit-zero-always",
                "--format",
                "json",
                *map(str, files),
            ],
            capture_output=True,
            check=True,
            text=True,
        )
        for page in pages:
            findings.measured(page, "Nu errors", 0)
        for message in json.loads(told.stdout)["messages"]:
            page = files[Path(message["url"].removeprefix("file:"))]
            if message["type"] == "info":
                continue
            findings.figures[page.kind]["Nu errors"].append(1)
            findings.faults.append(f"{page.name}: {message['message']} {message.get('extract', '').strip()!r}")


def _lighthouse(pages: list[Page], tools: Path, findings: Findings) -> None:
    chromium = os.environ.get("DRAGOMAN_CHROMIUM") or _program("chromium")
    for page in pages:
        if page.kind not in JUDGED_BY_LIGHTHOUSE:
            continue
        command = [
            _program("node"),
            str(tools / "node_modules" / "lighthouse" / "cli" / "index.js"),
            page.url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(GOALS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ]
        if page.kind in NOT_FOR_SEARCH_ENGINES:
            command.append("--skip-audits=is-crawlable")
        told = subprocess.run(
            command, capture_output=True, check=False, text=True, env={**os.environ, "CHROME_PATH": chromium}
        )
        if told.returncode:
            findings.faults.append(f"{page.name}: Lighthouse failed: {told.stderr.strip()[-300:]}")
            continue
        _scores(page, json.loads(told.stdout), findings)


def _scores(page: Page, report: dict, findings: Findings) -> None:  # type: ignore[type-arg]
    for name, goal in GOALS.items():
        category = report["categories"][name]
        score = round(100 * (category["score"] or 0))
        findings.measured(page, name, score)
        if score < goal:
            audits = [report["audits"][each["id"]] for each in category["auditRefs"] if each["weight"]]
            low = [
                f"{each['title']} ({each['score']})"
                for each in audits
                if (each["score"] or 0) < 0.9
                and each["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
            ]
            findings.faults.append(f"{page.name}: {name} {score}, not {goal}: {'; '.join(low)}.")


def _books(site: str, library: Library, tools: Path, findings: Findings) -> None:
    """Every edition's electronic book, as epubcheck judges it."""
    valid = 0
    editions = [edition.id for work in library.catalogue.works(limit=1000) for edition in work.expressions]
    with tempfile.TemporaryDirectory() as temporary:
        for ident in editions:
            book = Path(temporary) / f"{ident}.epub"
            book.write_bytes(_asked(f"{site}/en/editions/{ident}/book.epub")[1])
            told = subprocess.run(
                [_program("java"), "-jar", str(tools / "epubcheck" / "epubcheck.jar"), "--quiet", str(book)],
                capture_output=True,
                check=False,
                text=True,
            )
            valid += not told.returncode
            if told.returncode:
                findings.faults.append(f"The book of {ident}: {(told.stderr or told.stdout).strip()[:400]}")
    findings.books = f"Books that epubcheck finds valid: {valid} of {len(editions)}."


def _table(findings: Findings) -> str:
    """For each kind of page the worst of its languages, then the books, then every fault."""
    columns = ("Nu errors", *GOALS, "html", "css", "script")
    rows = [
        f"| {kind} | {' | '.join(_worst(column, figures.get(column)) for column in columns)} |"
        for kind, figures in findings.figures.items()
    ]
    head = [f"| page | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"] if rows else []
    return "\n".join([*head, *rows, "", findings.books, *findings.faults])


def _worst(column: str, values: list[int] | None) -> str:
    if not values:
        return ""
    if column == "Nu errors":
        return str(sum(values))
    return f"{(min if column in GOALS else max)(values):,}"


if __name__ == "__main__":
    main()
