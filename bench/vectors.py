"""Search by meaning in 10,000, 100,000 and 1,000,000 passages: how much it finds of what is there, and how fast.

The passages are real ones in seven languages, embedded by the quick model; to reach the size they are repeated with
changes: a twentieth to a third of each gives way to another passage of its language. (One sentence of an XQuAD
paragraph left out turns its vector as much: the cosine is 0.98 at the median, 0.82 at the 5th percentile.) Beside it
stands the exact search through all vectors as they are.
"""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.memory import of_tree
from bench.table import Table
from dragoman.search.embedders import Muse
from dragoman.search.matrices import Floats, unit
from dragoman.search.partitions import Partition
from dragoman.search.raw_vectors import RawVectors

SIZES = (10_000, 100_000, 1_000_000)
_LEAST_CHANGED, _MOST_CHANGED = 0.05, 0.35
_QUESTIONS = 20
_BLOCK = 20_000
_EDITION = 300
_NEAREST = 100


def measure(folder: Path) -> None:
    """Prints the table. `folder` holds paragraphs and questions, a JSON file a language (XQuAD's)."""
    muse = Muse()
    real: dict[str, Floats] = {}
    asked: dict[str, Floats] = {}
    for path in sorted(folder.glob("*.json")):
        paragraphs = [p for a in json.loads(path.read_text(encoding="utf-8"))["data"] for p in a["paragraphs"]]
        real[path.stem] = muse.passages([p["context"] for p in paragraphs])
        step = len(paragraphs) // _QUESTIONS
        asked[path.stem] = muse.questions([p["qas"][0]["question"] for p in paragraphs[::step]][:_QUESTIONS])
    columns = ("passages", "recall@10", "p50", "p95", "resident", "on disk", "an edition added")
    table = Table(f"Search by meaning, {len(real)} languages, one model", columns)
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            table.row(f"{size:,}", *_measured(Path(place), size, real, asked))
    table.show()


def _measured(place: Path, size: int, real: dict[str, Floats], asked: dict[str, Floats]) -> tuple[str, ...]:
    random_numbers = np.random.default_rng(7)
    raw = RawVectors(place / "raw", dimensions=Muse.dimensions)
    partitions = {name: Partition(place / name, raw, dimensions=Muse.dimensions) for name in real}
    each = size // len(real)
    for name, partition in partitions.items():
        for start in range(0, each, _BLOCK):
            _add(raw, partition, _changed(real[name], min(_BLOCK, each - start), random_numbers), name)
        partition.renew(np.zeros(Muse.dimensions, np.float32))
    before = of_tree(os.getpid())
    times, found = _asked(raw, partitions, asked)
    grown = of_tree(os.getpid()) - before
    edition = _changed(next(iter(real.values())), _EDITION, random_numbers)
    started = time.perf_counter()
    _add(raw, next(iter(partitions.values())), edition, "new")
    added = time.perf_counter() - started
    on_disk = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    return (
        f"{statistics.mean(found):.3f}",
        f"{statistics.median(times) * 1e3:.1f} ms",
        f"{sorted(times)[int(len(times) * 0.95)] * 1e3:.1f} ms",
        f"{grown / 2**20:.0f} MiB",
        f"{on_disk / 2**20:.0f} MiB",
        f"{added * 1e3:.0f} ms",
    )


def _changed(real: Floats, count: int, numbers: np.random.Generator) -> Floats:
    first, second = (real[numbers.integers(0, len(real), count)] for _ in range(2))
    shares = numbers.uniform(_LEAST_CHANGED, _MOST_CHANGED, (count, 1)).astype(np.float32)
    return unit((1 - shares) * first + shares * second)


def _add(raw: RawVectors, partition: Partition, rows: Floats, name: str) -> None:
    start = len(raw)
    numbers = raw.add([f"{name:>4}{start + n:012d}".encode() for n in range(len(rows))], rows)
    partition.add(numbers, numbers)


def _asked(
    raw: RawVectors, partitions: dict[str, Partition], asked: dict[str, Floats]
) -> tuple[list[float], list[float]]:
    """Seconds for each question to all languages, and the share of the exact ten best of a language that was found."""
    times: list[float] = []
    found: list[float] = []
    for spoken, questions in asked.items():
        for row in questions:
            question = unit(row[None] - partitions[spoken].mean)[0]
            started = time.perf_counter()
            best = {}
            for name, partition in partitions.items():
                near = partition.near(question, _NEAREST)
                (cosines,) = partition.cosines(near, question)
                best[name] = near[np.argsort(-cosines)[:10]]
            times.append(time.perf_counter() - started)
            partition = partitions[spoken]
            found.append(len(set(best[spoken]) & set(_exact(raw, partition, question))) / 10)
    return times, found


def _exact(raw: RawVectors, partition: Partition, question: Floats) -> list[int]:
    passages = partition.passages().astype(np.int64)
    scores = np.concatenate(
        [
            partition.centred(raw.rows(passages[start : start + _BLOCK])) @ question
            for start in range(0, len(passages), _BLOCK)
        ]
    )
    return [int(passage) for passage in passages[np.argsort(-scores)[:10]]]
