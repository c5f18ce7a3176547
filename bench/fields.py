"""`python -m bench.fields`: what confidence is worth for date, publisher, contributors, identifiers and type.

In: the project's sample reports, taken into a library, so that the editions of a work have said their word; and
`bench/samples.jsonl`, in which a person has written what each of these files really says (`null` or nothing where it
says nothing; several names where any of them is right). Out: two tables, of how many values are right by confidence,
and how many of those that are said were found.
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from bench.scores import SURENESS
from bench.table import Table
from dragoman.pipeline.ingest import ingest
from dragoman.record.model import Expression
from dragoman.store.library import Library
from dragoman.vocabulary.folding import squeeze

PROJECT: Final = Path(__file__).parents[1]
ANSWERS: Final = PROJECT / "bench" / "samples.jsonl"
FIELDS: Final = ("date", "publisher", "authors", "translators", "identifiers", "resource_type")
_ALIKE: Final = 85

Answer = Mapping[str, Any]
Said = tuple[str, float, bool]
"""A field, how sure its value is, and whether it is right."""


def described(folder: Path) -> Iterator[tuple[str, Expression]]:
    """The records of the samples, each with its file's name."""
    with closing(Library.open(folder, create=True)) as library:
        for _ in ingest(library, [str(PROJECT / "samples")]):
            pass
        for work in library.catalogue.works():
            for expression in work.expressions:
                for manifestation in work.manifestations_of(expression.id):
                    yield manifestation.current.file_name, expression


def judged(expression: Expression, answer: Answer) -> Iterator[Said]:
    """Each value of an edition with how sure it is and whether it is right."""
    if date := expression.date:
        # A year alone is less than the file says, and no mistake.
        yield "date", date.evidence.confidence, bool(answer["date"]) and answer["date"].startswith(date.value)
    if publisher := expression.publisher:
        yield "publisher", publisher.evidence.confidence, _is_one_of(publisher.value, answer["publisher"])
    if kind := expression.resource_type:
        yield "resource_type", kind.evidence.confidence, kind.value in answer["resource_type"]
    for contribution in expression.contributions:
        field = "translators" if contribution.value.role == "trl" else "authors"
        right = _is_one_of(contribution.value.name, answer[field])
        yield field, contribution.evidence.confidence, right
    for identifier in expression.identifiers:
        yield "identifiers", identifier.evidence.confidence, identifier.value.value in answer["identifiers"]


def _is_one_of(name: str, names: list[str]) -> bool:
    return any(fuzz.ratio(squeeze(name), squeeze(other)) >= _ALIKE for other in names)


def main() -> None:
    """Prints the tables."""
    answers = {row["file"]: row for row in map(json.loads, ANSWERS.read_text("utf-8").splitlines())}
    said: dict[str, list[Said]] = defaultdict(list)
    found: dict[str, list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for name, expression in described(Path(folder) / "library"):
            values = list(judged(expression, answers[name]))
            for value in values:
                said[value[0]].append(value)
            for field in FIELDS:
                if answers[name][field]:
                    found[field].append(any(right for other, _, right in values if other == field))
    bounds = [f"{low:.1f}–{min(1.0, high):.1f}" for low, high in SURENESS]
    table = Table("Samples: right, of the values given with a confidence of", ("field", *bounds, "said and found"))
    for field in FIELDS:
        cells = [[right for _, sure, right in said[field] if low <= sure < high] for low, high in SURENESS]
        shown = [f"{sum(cell)} of {len(cell)}" if cell else "–" for cell in cells]
        table.row(field, *shown, f"{sum(found[field])} of {len(found[field])}" if found[field] else "–")
    table.show()


if __name__ == "__main__":
    main()
