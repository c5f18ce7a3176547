"""Libraries of many made-up editions, written by the store's own row-writing code, for listings and for starting."""

import hashlib
import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench import pages
from bench.table import Table
from dragoman.record import assembly
from dragoman.record.assembly import Arrival
from dragoman.record.model import Abstract, Description, Evidence, HeldFile, Section, Source, Statement, Work
from dragoman.store.applying import apply, put_records
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.vocabulary.languages import LanguageTag

T = TypeVar("T")
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-Hans")
WORDS = ("migration", "water", "children", "forests", "health", "justice", "cities", "trade", "schools", "harvests")
EVIDENCE = Evidence(item="0" * 128, source=Source.TITLE_PAGE, method="made up", confidence=1.0)


def stated(value: T) -> Statement[T]:
    """A value with the evidence that all made-up values have."""
    return Statement(value=value, evidence=EVIDENCE)


def arrivals(number: int, chance: random.Random) -> Iterator[Arrival]:
    """The editions of made-up work `number`: one to six languages, each with an abstract and forty sections."""
    year, words = chance.randrange(1990, 2026), chance.sample(WORDS, 3)
    for language in LANGUAGES[: chance.randrange(1, 7)]:
        digest = hashlib.sha512(f"{number} {language}".encode()).hexdigest()
        sections = tuple(
            Section(level=1 + n % 3, label=str(n + 1), title=f"On {chance.choice(WORDS)} {n}", page=n + 1)
            for n in range(40)
        )
        description = Description(
            item=digest,
            pages=80,
            language=stated(LanguageTag(language)),
            title=stated(f"{words[0].title()}, {words[1]} and {words[2]}: a study ({number})"),
            abstract=stated(Abstract(text=" ".join(chance.choices(WORDS, k=120)))),
            sections=stated(sections),
            date=stated(str(year)),
            resource_type=stated(chance.choice(("report", "manual", "article"))),
        )
        file = HeldFile(
            item=digest,
            file_name=f"{number}.{language}.pdf",
            paths=(f"/made-up/{number}.{language}.pdf",),
            size=1_000_000,
            pages=80,
            media_type="application/pdf",
            accessioned=f"{chance.randrange(2010, 2026)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}T12:00:00Z",
        )
        yield Arrival(file=file, description=description, untitled=file.file_name)


def works(editions: int) -> Iterator[Work]:
    """Works until there are so many editions in them."""
    chance = random.Random(20151013)  # noqa: S311 - made-up works need no secrets
    number = 0
    while editions > 0:
        first, *others = arrivals(number := number + 1, chance)
        work = assembly.stand_alone(first)
        for other in others[: editions - 1]:
            work = assembly.join(work, other)
        editions -= len(work.expressions)
        yield work


def fill(folder: Path, editions: int) -> Path:
    """A library with so many editions in its catalogue (no files, and no journal for an index to follow)."""
    library = Library.open(folder, create=True)
    made = works(editions)
    while some := list(islice(made, 500)):
        with writing(library.engine) as connection:
            apply(connection, items=[], works=some, sources=[])
            put_records(connection, some)
    library.close()
    return folder


def measure() -> None:
    """Prints how long listings take with 100 and with 100,000 editions, and a start with 1,000."""
    sizes = (100, 1_000, 100_000)
    with tempfile.TemporaryDirectory() as folder:
        times = {size: pages.listings(fill(Path(folder) / str(size), size)) for size in sizes}
    table = Table("Listings and start, milliseconds (p50)", ("page", *(f"{size:,} editions" for size in sizes), "goal"))
    for name in times[sizes[0]]:
        goal = "≤ 2,000 with 1,000" if name.startswith("start") else "the same"
        table.row(name, *(f"{times[size][name]:.1f}" for size in sizes), goal)
    table.show()
