"""How long a new file takes to find its work among 100,000 editions.

The editions are made from real fingerprints: what is common in these (small numbers, years, names that many have)
stays, the rest is replaced by tokens that no other work has; editions of one work share most of theirs. Real editions
stand among them, and their translations are what arrives.
"""

import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import msgspec
import numpy as np
from sqlalchemy import insert

from bench.scale import LANGUAGES, stated
from bench.table import Table
from dragoman.pipeline.desk import LEAST_SHARED_TOKENS
from dragoman.pipeline.model import Described
from dragoman.pipeline.reading import describe_files
from dragoman.record import assembly
from dragoman.record.assembly import Arrival
from dragoman.record.linking import Placement, choose
from dragoman.record.model import Description, Fingerprint, HeldFile, Work
from dragoman.record.tokens import TokenKind, kind_of, rank
from dragoman.store import schema
from dragoman.store.applying import ItemRow, apply
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.store.rows import fingerprint_tokens
from dragoman.vocabulary.languages import LanguageTag

EDITIONS: Final = 100_000
MOST_EDITIONS: Final = 6
SHARED: Final = 0.65
COMMON: Final = frozenset({TokenKind.DIGIT, TokenKind.TWO_DIGITS, TokenKind.THREE_DIGITS, TokenKind.YEAR})
AT_ONCE: Final = 2_000
_KIND: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """A real fingerprint to make others from: which of its tokens stay is drawn by how common they are."""

    tokens: np.ndarray
    stay: np.ndarray
    whole: Fingerprint


def patterns(real: Mapping[str, Sequence[Description]]) -> list[_Pattern]:
    """The real fingerprints of some works, each token with the share of the other works that have it.

    What only the editions of one work have is what this work is found by: no made-up work has it.
    """
    of_work = [{token for d in editions for token in fingerprint_tokens(d)} for editions in real.values()]
    often = Counter(token for tokens in of_work for token in tokens)
    made = []
    for description in chain.from_iterable(real.values()):
        tokens = [token for token, _ in description.fingerprint.tokens]
        share = [1.0 if kind_of(t) in COMMON else (often[t] - 1) / len(real) for t in tokens]
        made.append(_Pattern(tokens=np.array(tokens), stay=np.array(share), whole=description.fingerprint))
    return made


def made_editions(pattern: _Pattern, count: int, chance: np.random.Generator) -> Iterator[Fingerprint]:
    """The fingerprints of a made-up work's editions."""
    size = len(pattern.tokens)
    fresh = (chance.integers(0, 1 << 59, (count + 1, size)) << 4) | (pattern.tokens & _KIND)
    work = np.where(chance.random(size) < pattern.stay, pattern.tokens, fresh[0])
    for own in fresh[1:]:
        kept = (chance.random(size) < SHARED) | (work == pattern.tokens)
        tokens = np.where(kept, work, own).tolist()
        placed = len(pattern.whole.places)
        ranked = sorted(zip(tokens[:placed], pattern.whole.places, strict=True), key=lambda pair: rank(pair[0]))
        yield replace(
            pattern.whole,
            tokens=(*((token, 1) for token, _ in ranked), *((token, 1) for token in tokens[placed:])),
            places=tuple(place for _, place in ranked),
        )


def fill(library: Library, real: Mapping[str, Sequence[Description]], editions: int) -> None:
    """So many made-up editions; their tokens are written last, in order, which is many times faster."""
    chance = np.random.default_rng(20151013)
    known = patterns(real)
    number = 0
    tokens: list[np.ndarray] = []
    while number < editions:
        works: list[Work] = []
        rows: list[dict[str, object]] = []
        while len(rows) < AT_ONCE:
            pattern = known[int(chance.integers(len(known)))]
            made = made_editions(pattern, int(chance.integers(1, MOST_EDITIONS + 1)), chance)
            first, *others = [
                arrival(number + k, replace(_bare(LANGUAGES[k]), fingerprint=found)) for k, found in enumerate(made)
            ]
            work = assembly.stand_alone(first)
            for other in others:
                work = assembly.join(work, other)
            works.append(work)
            for one in (first, *others):
                number += 1
                rows.append(_item(number, one.description))
                found = np.array(fingerprint_tokens(one.description))
                tokens.append(np.stack([found, np.full(len(found), number)]))
        with writing(library.engine) as connection:
            connection.execute(insert(schema.item), rows)
            apply(connection, items=[], works=works, sources=[])
    _write_tokens(library, np.concatenate(tokens, axis=1))


def arrival(number: int, description: Description) -> Arrival:
    """A description as a file that came in."""
    digest = hashlib.sha512(str(number).encode()).hexdigest()
    file = HeldFile(
        item=digest,
        file_name=f"{number}.pdf",
        paths=(f"/made-up/{number}.pdf",),
        size=1_000_000,
        pages=80,
        media_type="application/pdf",
        accessioned="2015-10-13T12:00:00Z",
    )
    return Arrival(file=file, description=replace(description, item=digest), untitled=file.file_name)


def _bare(language: str) -> Description:
    return Description(item="", pages=80, language=stated(LanguageTag(language)), title=stated("A study"))


def _item(number: int, description: Description) -> dict[str, object]:
    return {
        "number": number,
        "digest": description.item,
        "size": 1_000_000,
        "media_type": "application/pdf",
        "description": msgspec.json.encode(description).decode(),
    }


def _write_tokens(library: Library, tokens: np.ndarray) -> None:
    ordered = tokens[:, np.lexsort((tokens[1], tokens[0]))]
    with writing(library.engine) as connection:
        for start in range(0, ordered.shape[1], 500_000):
            some = ordered[:, start : start + 500_000].T.tolist()
            connection.exec_driver_sql("INSERT INTO token (token, item) VALUES (?, ?)", [tuple(pair) for pair in some])


def keep(library: Library, real: Mapping[str, Description]) -> dict[str, str]:
    """Keeps real editions, each as a work of its own; the id of each one's work."""
    held = {}
    with writing(library.engine) as connection:
        for name, description in real.items():
            file = replace(arrival(0, description).file, item=description.item)
            work = assembly.stand_alone(Arrival(file=file, description=description, untitled=file.file_name))
            said = msgspec.json.encode(description)
            item = ItemRow(digest=description.item, size=file.size, media_type=file.media_type, description=said)
            apply(connection, items=[item], works=[work], sources=[])
            held[name] = work.id
    return held


def place(library: Library, description: Description) -> Placement:
    """Where a new file belongs, as the desk asks."""
    tokens = [token for token, _ in description.fingerprint.tokens]
    return choose(description, library.catalogue.alike(tokens, least=LEAST_SHARED_TOKENS))


def works_of(gold: Path) -> dict[str, list[Description]]:
    """What is read from the files of the checked answers, by the work that they belong to."""
    rows = map(json.loads, (gold / "gold.jsonl").read_text("utf-8").splitlines())
    work_of = {row["file"]: str(row["group"]) for row in rows}
    works: dict[str, list[Description]] = {}
    for path, read in describe_files([str(gold / "files" / name) for name in work_of]):
        if isinstance(read, Described):
            works.setdefault(work_of[Path(path).name], []).append(read.description)
    return works


def measure(gold: Path, *, editions: int = EDITIONS) -> None:
    """Prints how long real files take to find their works, of each of which an edition is there, and how many do."""
    real = works_of(gold)
    here = {name: found[0] for name, found in real.items()}
    wall: list[float] = []
    used: list[float] = []
    right = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Library.open(Path(folder) / "library", create=True)) as library,
    ):
        fill(library, real, editions)
        held = keep(library, here)
        for name, description in ((name, d) for name, found in real.items() for d in found[1:]):
            started, worked = time.perf_counter(), time.process_time()
            found = place(library, description)
            wall.append(1000 * (time.perf_counter() - started))
            used.append(1000 * (time.process_time() - worked))
            right += found.works[:1] == (held[name],)
    table = Table(f"A new file among {editions:,} editions, milliseconds", ("", "p50", "p95", "slowest", "goal"))
    for name, took in (("finds its work", wall), ("of the processor", used)):
        table.row(name, f"{median(took):.1f}", f"{quantiles(took, n=20)[-1]:.1f}", f"{max(took):.1f}", "< 100")
    table.row("and it is the right one", f"{right} of {len(wall)}", "", "", "")
    table.show()
