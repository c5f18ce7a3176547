"""The house's numbers, kept by a test: sizes, docstrings, no catch-all, no imports hidden in functions."""

import ast
import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SOURCE = PROJECT / "src" / "dragoman"
MODULES = sorted(SOURCE.rglob("*.py"))
PYTHON = [*MODULES, *sorted((PROJECT / "tests").rglob("*.py"))]
LONGEST_MODULE = 500
LONGEST_FUNCTION = 50

# The boundaries between processes, where whatever goes wrong has to become an answer: one catch-all in each.
MAY_CATCH_ALL = {"document/isolated.py", "surfaces/cli/main.py", "surfaces/boundary.py"}
CATCH_ALL = {"Exception", "BaseException"}


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Before Python 3.11.5 `ast.parse` fails when the collector's finalizers parse too (python/cpython#106905)."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def swallows_all(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything and does not raise it again."""
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False
    if handler.type is None:
        return True
    return any(isinstance(node, ast.Name) and node.id in CATCH_ALL for node in ast.walk(handler.type))


def test_modules_are_short() -> None:
    assert not [named(path) for path in PYTHON if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE]


def test_functions_are_short() -> None:
    assert not [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in PYTHON
        for function in functions(parsed(path))
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]


def test_everything_is_caught_only_at_a_process_boundary() -> None:
    found = Counter(
        str(path.relative_to(SOURCE))
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and swallows_all(node)
    )
    assert found == dict.fromkeys(MAY_CATCH_ALL, 1)


def test_our_own_modules_are_imported_at_the_top() -> None:
    assert not [
        f"{named(path)}:{node.lineno}"
        for path in MODULES
        for function in functions(parsed(path))
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman")
    ]


def test_a_module_says_what_it_is_and_none_is_a_drawer() -> None:
    assert not [named(path) for path in MODULES if not ast.get_docstring(parsed(path))]
    assert not [named(path) for path in MODULES if path.stem in ("utils", "helpers", "misc", "common")]


def test_no_file_names_the_machine_that_it_was_made_on() -> None:
    hints = tuple(f"/{'work'}/{name}" for name in ("shared", "main", ".library"))
    texts = [
        path
        for folder in ("script", "samples", "src", "tests", "docs", ".ci")
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".pdf", ".ttf", ".pyc", ".mo")
    ]
    assert not [named(p) for p in texts if any(hint in p.read_text("utf-8", "replace") for hint in hints)]
