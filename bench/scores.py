"""`python -m bench.scores GOLD ANSWERS`: scores of extraction by language and by work, and what confidence is worth.

In: the folder of checked answers, and what `dragoman describe --json` said of its files, read once. Out: tables. What
is right is judged by the scoring script beside the answers (`evaluate/extraction.py`), so that there is one judge.
"""

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bench.table import Table

FIELDS: Final = ("language", "title", "abstract", "contents", "contents+page", "levels")
SURENESS: Final = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01))
ENOUGH: Final = {"language": 1.0, "title": 1.0, "abstract": 0.8, "contents": 0.9}
"""From this score on a value counts as right in the table of confidence."""
NAMES: Final = {"contents": "sections"}
"""Fields whose confidence stands under another name."""

Row = Mapping[str, Any]
Scores = dict[str, float]


def judge(gold: Path) -> ModuleType:
    """The scoring script that lies beside the checked answers."""
    spec = importlib.util.spec_from_file_location("extraction", gold.parent.parent / "evaluate" / "extraction.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(gold)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(gold: Path, answers: Path) -> Iterator[tuple[Row, Row, Scores]]:
    """Each checked file with what was answered and the score of each field."""
    rules = judge(gold)
    said = {Path(row["file"]).name: row for row in map(json.loads, answers.read_text("utf-8").splitlines())}
    for row in map(json.loads, (gold / "gold.jsonl").read_text("utf-8").splitlines()):
        got = said.get(row["file"], {})
        yield row, got, _scores(rules, row, got)


def _scores(rules: ModuleType, row: Row, got: Row) -> Scores:
    scores = {"language": float((got.get("language") or "").split("-")[0] == row["language"])}
    if row.get("titles"):
        title = rules.fold(got.get("title") or "")
        scores["title"] = float(max(rules.alike(rules.fold(t), title) for t in row["titles"]) >= 0.9)
    if row.get("abstract"):
        scores["abstract"] = rules.f1_text(row["abstract"], got.get("abstract") or "")
    if row.get("contents"):
        contents = got.get("contents") or []
        scores["contents"] = rules.f1_contents(row["contents"], contents, False)  # noqa: FBT003 - theirs
        scores["contents+page"] = rules.f1_contents(row["contents"], contents, True)  # noqa: FBT003 - theirs
        levels = rules.levels_right(row["contents"], contents)
        if levels is not None:
            scores["levels"] = levels
    return scores


def by(rows: Sequence[tuple[Row, Row, Scores]], name: str, of: Callable[[Row], str]) -> Table:
    """The mean of each field for each value of something: languages, works."""
    groups: dict[str, list[Scores]] = defaultdict(list)
    for row, _, scores in rows:
        groups[of(row)].append(scores)
    table = Table(f"Extraction by {name}", (name, "files", *FIELDS))
    for group, members in sorted(groups.items()):
        table.row(group, str(len(members)), *(_mean([m[f] for m in members if f in m]) for f in FIELDS))
    return table


def confidence(rows: Sequence[tuple[Row, Row, Scores]]) -> Table:
    """How many values come with how much confidence, and how many of these are right."""
    bounds = [f"{low:.1f}–{min(1.0, high):.1f}" for low, high in SURENESS]
    table = Table("Right, of the values given with a confidence of", ("field", *bounds))
    for field, enough in ENOUGH.items():
        given = [
            (got["confidence"][NAMES.get(field, field)], scores[field] >= enough)
            for _, got, scores in rows
            if field in scores and NAMES.get(field, field) in got.get("confidence", {})
        ]
        cells = [[right for sure, right in given if low <= sure < high] for low, high in SURENESS]
        table.row(field, *(f"{sum(cell)} of {len(cell)}" if cell else "–" for cell in cells))
    return table


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else "–"


def main(gold: str, answers: str) -> None:
    """Prints all tables."""
    rows = list(scored(Path(gold), Path(answers)))
    by(rows, "language", lambda row: str(row["language"])).show()
    by(rows, "work", lambda row: str(row["group"])).show()
    confidence(rows).show()


if __name__ == "__main__":
    main(*sys.argv[1:])
