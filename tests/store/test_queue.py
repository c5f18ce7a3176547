"""The queue of records to check: the least certain first, page after page, none twice and none left out."""

from dataclasses import replace

import pytest

from dragoman.errors import UsageError
from dragoman.record.certainty import certainty, is_checked
from dragoman.record.model import Expression, Source, Statement
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.store.queue import Wanted

from .made import Made, keep


def seen_with(edition: Expression, *, title: float = 0.9, language: float = 0.9) -> Expression:
    def sure(statement: Statement[str], confidence: float) -> Statement[str]:
        return replace(statement, evidence=replace(statement.evidence, confidence=confidence))

    return replace(edition, title=sure(edition.title, title), language=sure(edition.language, language))  # type: ignore[arg-type]


def confirmed(edition: Expression) -> Expression:
    def by_a_person(statement: Statement[str]) -> Statement[str]:
        return replace(statement, evidence=replace(statement.evidence, source=Source.PERSON, confidence=1.0))

    return replace(edition, title=by_a_person(edition.title), language=by_a_person(edition.language))  # type: ignore[arg-type]


def test_the_most_doubtful_field_decides() -> None:
    (edition,) = Made(name="one").work.expressions
    assert certainty(seen_with(edition, title=0.3)) < certainty(seen_with(edition, title=0.8))
    assert certainty(seen_with(edition, language=0.2)) < 0.5
    assert certainty(replace(edition, date=None)) < certainty(edition)
    assert certainty(replace(edition, unread=(3,))) < 0.5


def test_what_a_person_has_confirmed_is_sure() -> None:
    (edition,) = Made(name="one", unread=(1, 2)).work.expressions
    assert not is_checked(edition)
    assert is_checked(confirmed(edition))
    assert certainty(confirmed(edition)) > 0.9 > certainty(edition)


def test_the_least_certain_come_first_and_pages_leave_none_out(library: Library) -> None:
    works = keep(library, *(Made(name=f"r{n}", title=f"Report {n}") for n in range(7)))
    told = [
        replace(work, expressions=(seen_with(work.expressions[0], title=0.9 - n / 10),)) for n, work in enumerate(works)
    ]
    with library.writer() as writer:
        writer.keep(Change(works=tuple(told)))
    met, key = [], None
    while True:
        page = library.queue.page(Wanted(), after=key, limit=3)
        met += [record.title for record in page.records]
        if (key := page.following) is None:
            break
    assert met == [f"Report {n}" for n in range(6, -1, -1)]
    assert library.queue.count(Wanted()) == 7
    first = library.queue.page(Wanted(), limit=1).records[0]
    following = library.queue.after(first.id, Wanted())
    assert following
    assert following.title == "Report 5"


def test_it_is_narrowed_by_what_a_record_says(library: Library) -> None:
    keep(
        library,
        Made(name="a", title="Wasser und Brot", language="de"),
        Made(name="b", title="Water and Bread", kind="manual"),
        Made(name="c", title="Água e pão", language="pt", now="2016-01-01T00:00:00Z"),
    )
    titles = {
        name: [record.title for record in library.queue.page(wanted).records]
        for name, wanted in {
            "language": Wanted(language="de"),
            "type": Wanted(resource_type="manual"),
            "text": Wanted(text="agua"),
            "checked": Wanted(checked=True),
        }.items()
    }
    assert titles == {
        "language": ["Wasser und Brot"],
        "type": ["Water and Bread"],
        "text": ["Água e pão"],
        "checked": [],
    }
    assert library.queue.page(Wanted(order="newest")).records[0].title == "Água e pão"
    assert dict(library.queue.kinds("language", Wanted())) == {"de": 1, "en": 1, "pt": 1}


def test_what_is_confirmed_leaves_the_queue_of_what_is_not(library: Library) -> None:
    (work,) = keep(library, Made(name="one"))
    assert library.queue.count(Wanted(checked=False)) == 1
    with library.writer() as writer:
        writer.keep(Change(works=(replace(work, expressions=(confirmed(work.expressions[0]),)),)))
    assert library.queue.count(Wanted(checked=False)) == 0
    assert library.queue.count(Wanted(checked=True)) == 1
    assert list(check(library)) == []


@pytest.mark.parametrize("key", ["", "x", "bm90IGEga2V5", "WyJuZXdlc3QiLCAxLCAiYSJd"])
def test_a_key_of_another_listing_is_refused(library: Library, key: str) -> None:
    if not key:
        assert library.queue.page(Wanted(), after=key).records == ()
        return
    with pytest.raises(UsageError):
        library.queue.page(Wanted(), after=key)
