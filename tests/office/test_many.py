"""Many records at once: what would change is shown before it is done, and nobody's later word is overruled."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from dragoman.office.office import Office
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.store.library import Library
from dragoman.store.queue import Wanted
from tests.office.conftest import Person
from tests.store.made import Made, keep

ALL = Wanted()


@pytest.fixture
def editor(staffed: Office, library: Library, person: Callable[[], Person]) -> Person:
    del staffed
    keep(library, *(Made(name=f"r{n}", title=f"Water Report {n}", language="en" if n < 3 else "de") for n in range(5)))
    somebody = person()
    somebody.signs_in("editor")
    somebody.opens("/office/review")
    return somebody


def asks(editor: Person, status: Any = 200, **fields: Any) -> str:
    told = editor.sends("/office/many", status=status, **fields)
    return html.unescape(told)


def seen(editor: Person) -> str:
    """The records that the page is about, as it was shown."""
    found = re.search(r'name="seen" value="([^"]*)"', editor.last.text)
    return found[1] if found else ""


def titles(library: Library) -> list[str]:
    return sorted(record.title for record in library.queue.page(ALL).records)


def test_words_are_found_and_replaced_after_a_preview(editor: Person, library: Library) -> None:
    asks(editor, all="yes", language="en")
    order = {"field": "title", "operation": "replace", "find": "Water", "value": "Rain"}
    told = asks(editor, seen=seen(editor), act="preview", **order)
    assert "3 records of 3 would change." in told
    assert told.count("<del>Water Report") == 3
    assert titles(library)[-1] == "Water Report 4"
    told = asks(editor, seen=seen(editor), act="apply", **order)
    assert "3 records were changed." in told
    assert titles(library) == ["Rain Report 0", "Rain Report 1", "Rain Report 2", "Water Report 3", "Water Report 4"]


def test_who_changed_a_record_after_the_preview_is_not_overruled(editor: Person, library: Library) -> None:
    asks(editor, all="yes")
    order = {"field": "publisher", "operation": "set", "value": "The Office"}
    asks(editor, seen=seen(editor), act="preview", **order)
    one = library.queue.page(ALL).records[0]
    Cataloguing(library, by="Somebody").amend(Amendment(expression=one.id, values={"publisher": "Another"}))
    told = asks(editor, seen=seen(editor), act="apply", **order)
    assert "4 records were changed." in told
    assert "somebody has changed it meanwhile" in told
    assert {r.publisher for r in library.queue.page(ALL).records} == {"The Office", "Another"}


def test_values_are_added_and_taken_out(editor: Person, library: Library) -> None:
    for operation, value in (("add", "water"), ("add", "rain"), ("remove", "water")):
        asks(editor, all="yes")
        order = {"field": "subjects", "operation": operation, "value": value}
        asks(editor, seen=seen(editor), act="apply", **order)
    work = library.stacks.expression(library.queue.page(ALL).records[0].id)
    assert work
    assert [statement.value.text for statement in work.expressions[0].subjects] == ["rain"]


@pytest.mark.parametrize(
    "order",
    [
        {"field": "title", "operation": "empty"},
        {"field": "date", "operation": "set", "value": "next year"},
    ],
)
def test_what_can_not_be_is_named_for_each_record(editor: Person, library: Library, order: dict[str, str]) -> None:
    asks(editor, all="yes")
    told = asks(editor, seen=seen(editor), act="apply", **order)
    assert "5 records can’t be changed" in told
    assert len(titles(library)) == 5


@pytest.mark.parametrize(
    "order",
    [
        {"field": "nothing", "operation": "set", "value": "x"},
        {"field": "title", "operation": "add", "value": "x"},
        {"field": "title", "operation": "replace", "value": "x", "find": ""},
        {"field": "title", "operation": "set"},
    ],
)
def test_an_order_that_says_too_little_is_asked_again(editor: Person, order: dict[str, str]) -> None:
    asks(editor, all="yes")
    asks(editor, status=422, seen=seen(editor), act="preview", **order)
