"""The review screen without a script: a plain form that confirms, corrects, takes back, and merges what two typed."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from dragoman.office.office import Office
from dragoman.record.model import Expression, Source
from dragoman.store.library import Library
from dragoman.store.queue import Wanted
from dragoman.surfaces.office.record_form import outline, sections
from tests.office.conftest import Person
from tests.web import bookshelf as shelf

Comer = Callable[[], Person]


@pytest.fixture(autouse=True)
def stocked(library: Library) -> Library:
    """The bookshelf of the readers' pages, on the database of this test."""
    return shelf.stock(library)


def record_of(library: Library, expression_id: str) -> Expression:
    work = library.catalogue.expression(expression_id)
    edition = work.expression(expression_id) if work else None
    assert edition
    return edition


def form_on(page: str) -> dict[str, list[str] | str]:
    """What a browser would send of the form, untouched."""
    form = page.split('id="record"')[1].split("</form>", maxsplit=1)[0]
    sent: dict[str, list[str]] = {}
    fields = re.finditer(
        r'<(input|textarea|select)\b([^>]*?)name="([\w.]+)"([^>]*)>(?:(?=\s*<option)(.*?)</select>|\n?([^<]*)</textarea>)?',
        form,
        re.DOTALL,
    )
    for kind, before, name, after, options, text in (match.groups() for match in fields):
        value = re.search(r'value="([^"]*)"', before + after)
        if kind == "select":
            chosen = re.search(r'value="([^"]*)" selected', options or "") or re.search(
                r'value="([^"]*)"', options or ""
            )
            sent.setdefault(name, []).append(chosen[1] if chosen else "")
        elif kind == "textarea":
            sent.setdefault(name, []).append(html.unescape(text or ""))
        else:
            sent.setdefault(name, []).append(html.unescape(value[1]) if value else "")
    return dict(sent.items())


def send(person: Person, expression_id: str, *, status: Any = 303, **changed: Any) -> str:
    form = form_on(person.last.text)
    answer = person.browser.post(f"/office/review/{expression_id}", data={**form, **changed})
    assert answer.status_code == status, answer.text[-2000:]
    person.last = answer
    return answer.headers.get("location", answer.text)


@pytest.fixture
def editor(staffed: Office, person: Comer) -> Person:
    del staffed
    somebody = person()
    somebody.signs_in("editor")
    return somebody


def test_the_least_certain_come_first_and_lead_to_the_screen(editor: Person, library: Library) -> None:
    page = editor.opens("/office/review")
    places = re.findall(r'<meter[^>]* value="(\d+)"', page)
    assert places == sorted(places, key=int)
    assert len(places) == min(50, library.queue.count(Wanted(checked=False)))
    assert "Migration and the Border" in editor.opens("/office/review?q=border&language=en")


def test_every_field_is_there_with_how_sure_it_is_and_where_it_stands(editor: Person) -> None:
    page = editor.opens(f"/office/review/{shelf.EN}")
    for name in ("title", "language", "abstract", "sections", "contributions.name", "date", "identifiers", "rights"):
        assert f'name="{name}"' in page
    assert 'data-region="' in page
    assert "title page" in page
    assert html.escape(shelf.TITLES[shelf.EN]) in page


def test_confirming_makes_it_a_persons_word_and_goes_on(editor: Person, library: Library) -> None:
    editor.opens(f"/office/review/{shelf.EN}")
    where = send(editor, shelf.EN, act="confirm")
    assert "/office/review/" in where
    assert shelf.EN not in where.split("?")[0]
    told = record_of(library, shelf.EN)
    assert told.title.value == shelf.TITLES[shelf.EN]
    assert told.title.evidence.source is Source.PERSON
    assert told.title.evidence.by == "Editor"
    assert told.sections
    assert told.sections.evidence.source is Source.PERSON
    assert library.queue.by_ids([shelf.EN])[0].checked
    assert "Confirmed:" in editor.opens(where.removeprefix("/sub"))


def test_saving_sets_only_what_was_changed_and_where_it_was_pointed_at(editor: Person, library: Library) -> None:
    editor.opens(f"/office/review/{shelf.EN}")
    send(editor, shelf.EN, act="save", **{"title": "Migration, Anew", "at.title": "2,72,90.5,300,120"})
    told = record_of(library, shelf.EN)
    assert told.title.value == "Migration, Anew"
    assert (told.title.evidence.page, told.title.evidence.region) == (2, (72.0, 90.5, 300.0, 120.0))
    assert told.language.evidence.source is not Source.PERSON


def test_a_value_that_can_not_be_is_said_at_its_field_and_nothing_is_lost(editor: Person, library: Library) -> None:
    editor.opens(f"/office/review/{shelf.EN}")
    page = send(editor, shelf.EN, status=422, act="confirm", date="next year", title="Kept as typed")
    field = page.split('id="f-date"')[1].split("</div>\n<div")[0]
    assert 'aria-invalid="true"' in field
    assert "EDTF" in field
    assert "Kept as typed" in page
    assert record_of(library, shelf.EN).title.value == shelf.TITLES[shelf.EN]


def test_people_subjects_and_terms_are_set_by_plain_fields(editor: Person, library: Library) -> None:
    editor.opens(f"/office/review/{shelf.EN}")
    send(
        editor,
        shelf.EN,
        act="save",
        **{
            "contributions.name": ["Ana Petrova", "Institute of Borders", ""],
            "contributions.role": ["aut", "pbl", "aut"],
            "contributions.kind": ["Personal", "Organizational", "Personal"],
            "contributions.identifier": ["0000-0002-1825-0097", "", ""],
        },
        subjects=["migration", "borders", ""],
        rights="CC BY 4.0",
        identifiers=["ISBN 978-0-306-40615-7", ""],
    )
    told = record_of(library, shelf.EN)
    first, second = (statement.value for statement in told.contributions)
    assert (first.name, first.identifiers[0].scheme) == ("Ana Petrova", "ORCID")
    assert (second.role, second.kind) == ("pbl", "Organizational")
    assert [statement.value.text for statement in told.subjects] == ["migration", "borders"]
    assert told.rights
    assert told.rights.value.identifier == "CC-BY-4.0"
    assert told.identifiers[0].value.value == "9780306406157"


def test_the_second_of_two_editors_sees_the_difference_and_merges(
    editor: Person, person: Comer, library: Library
) -> None:
    other = person()
    other.signs_in("administrator")
    editor.opens(f"/office/review/{shelf.EN}")
    other.opens(f"/office/review/{shelf.EN}")
    send(other, shelf.EN, act="save", title="Theirs", publisher="Their Press")
    page = send(editor, shelf.EN, status=409, act="save", title="Mine", date="2016")
    assert "Somebody else has changed this record meanwhile" in page
    assert "Theirs" in page
    assert form_on(page)["title"] == ["Mine"]
    assert form_on(page)["publisher"] == ["Their Press"]
    send(editor, shelf.EN, act="save")
    told = record_of(library, shelf.EN)
    assert told.title.value == "Mine"
    assert told.publisher
    assert told.publisher.value == "Their Press"
    assert told.date
    assert told.date.value == "2016"


def test_what_is_being_typed_is_kept_and_can_be_discarded(editor: Person, person: Comer) -> None:
    page = editor.opens(f"/office/review/{shelf.EN}")
    form = {**form_on(page), "title": "Half a tit"}
    mark = re.search(r'name="csrf" content="([\w-]+)"', page)
    assert mark
    answer = editor.browser.post(f"/office/review/{shelf.EN}/draft", data=form, headers={"X-CSRF-Token": mark[1]})
    assert answer.json() == {"kept": True}
    again = editor.opens(f"/office/review/{shelf.EN}")
    assert form_on(again)["title"] == ["Half a tit"]
    assert "the record does not have it yet" in again
    other = person()
    other.signs_in("contributor")
    assert "Editor is at this record, too" in other.opens(f"/office/review/{shelf.EN}")
    send(editor, shelf.EN, act="discard")
    assert form_on(editor.opens(f"/office/review/{shelf.EN}"))["title"] == [shelf.TITLES[shelf.EN]]


def test_the_last_confirmation_is_taken_back_from_the_next_screen(editor: Person, library: Library) -> None:
    editor.opens(f"/office/review/{shelf.EN}")
    where = send(editor, shelf.EN, act="confirm", title="A Mistake")
    page = editor.opens(where.removeprefix("/sub"))
    was = re.search(r'name="was" value="(\d+)"', page)
    assert was
    editor.sends(f"/office/review/{shelf.EN}/undo", was=was[1])
    assert record_of(library, shelf.EN).title.value == shelf.TITLES[shelf.EN]


def test_another_reading_is_taken_by_a_button(editor: Person) -> None:
    page = editor.opens(f"/office/review/{shelf.RU}")
    taken = re.search(r'name="take" value="(original_language:\d)"[^>]* data-take="(\w+)"', page)
    assert taken
    page = send(editor, shelf.RU, status=200, take=taken[1])
    assert form_on(page)["original_language"] == [taken[2]]


def test_contents_go_out_and_come_in_as_lines(library: Library) -> None:
    edition = record_of(library, shelf.EN)
    assert edition.sections
    known = edition.sections.value
    again = sections(outline(known), known)
    kept = [(s.level, s.label, s.title, s.page, s.id) for s in known]
    assert [(s["level"], s["label"], s["title"], s["page"], s["id"]) for s in again] == kept  # type: ignore[index]
    typed = sections("1 | First | 3\n\tInner | 4\n  Typed by hand | 5\nWithout a page", ())
    assert [(s["level"], s["label"], s["title"], s["page"]) for s in typed] == [  # type: ignore[index]
        (1, "1", "First", 3),
        (2, None, "Inner", 4),
        (2, None, "Typed by hand", 5),
        (1, None, "Without a page", 1),
    ]


@pytest.mark.parametrize(
    ("field", "text", "value", "good"),
    [
        ("date", "March 2019", "2019-03", True),
        ("language", "Каждый мигрант пересёк границу законно и рассказал о своём пути.", "ru", True),
        ("identifiers", "978-0-306-40615-7", "9780306406157", True),
        ("identifiers", "ISBN 978-0-306-40615-8", None, False),
        ("rights", "cc by 4.0", "CC-BY-4.0", True),
    ],
)
def test_a_text_of_the_page_is_understood_or_refused(
    editor: Person, field: str, text: str, value: str | None, *, good: bool
) -> None:
    told = editor.browser.get("/office/check", params={"field": field, "text": text, "from": "page"}).json()
    assert (told["fault"] is None) is good
    assert value in (None, told["value"])


def test_the_words_of_a_page_come_with_their_places(editor: Person, library: Library) -> None:
    digest = record_of(library, shelf.EN).described_from
    told = editor.browser.get(f"/office/pictures/{digest}/2/words").json()
    words = [word for block in told["blocks"] for line in block["lines"] for word in line["words"]]
    assert words
    assert all(box[0] <= box[2] and box[1] <= box[3] for _, box in words)
    assert editor.browser.get(f"/office/pictures/{digest}/99/words").status_code == 404


def test_a_contributor_may_check_and_a_stranger_may_not(staffed: Office, person: Comer) -> None:
    del staffed
    assert person().browser.get(f"/office/review/{shelf.EN}").status_code == 303
    somebody = person()
    somebody.signs_in("contributor")
    somebody.opens(f"/office/review/{shelf.EN}")
    assert somebody.browser.get("/office/many").status_code == 403
