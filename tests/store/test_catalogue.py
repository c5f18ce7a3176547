"""What the catalogue answers, on SQLite and on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.errors import LibraryError, UsageError
from dragoman.record import assembly
from dragoman.record.model import Status, Work
from dragoman.store import likeness
from dragoman.store.catalogue import EVERYTHING
from dragoman.store.library import Library
from dragoman.store.model import Change, Filters, Holdings, Listing, Overlap
from tests.store.made import NOON, Made, keep, keep_as_one

SOME = tuple(
    Made(
        name=f"n{number}",
        title=f"{'ZaÉe'[number % 4]}ta {number % 5}",
        language=("en", "fr", "ru")[number % 3],
        date=("2015-10", "2016", None)[number % 3 if number % 7 else 1],
        kind=("report", "thesis", None)[number // 3 % 3],
        now=f"2015-10-13T12:00:0{number % 4}Z",
    )
    for number in range(24)
)


def pages_through(library: Library, filters: Filters, *, order: str, limit: int) -> list[Listing]:
    pages = [library.catalogue.browse(filters, order=order, limit=limit)]
    while pages[-1].following:
        pages.append(library.catalogue.browse(filters, order=order, limit=limit, key=pages[-1].following))
    return pages


def test_an_empty_library_has_nothing(library: Library) -> None:
    catalogue = library.catalogue
    nothing = Holdings(works=0, expressions=0, pages=0, languages=(), years=(), resource_types=())
    assert catalogue.holdings() == nothing
    assert catalogue.browse() == Listing(editions=())
    assert catalogue.work("w1") is None
    assert catalogue.expression("e1") is None
    assert catalogue.works() == ()
    assert catalogue.item("ff") is None
    assert catalogue.description("ff") is None
    assert catalogue.source("/in/a.pdf") is None
    assert catalogue.alike((1, 2), least=1) == ()
    assert catalogue.journal(after=0) == ()
    assert catalogue.head() == 0


def test_holdings_count_works_once_and_leave_a_facets_own_filter_out(library: Library) -> None:
    keep_as_one(library, Made(name="a", language="en"), Made(name="b", language="fr", date="2016"))
    keep(library, Made(name="c", language="fr", kind=None), Made(name="d", language="ru", date=None))
    holdings = library.catalogue.holdings()
    assert (holdings.works, holdings.expressions, holdings.pages) == (3, 4, 48)
    assert holdings.languages == (("fr", 2), ("en", 1), ("ru", 1))
    assert holdings.years == ((2015, 2), (2016, 1))
    assert holdings.resource_types == (("report", 3),)
    french = library.catalogue.holdings(Filters(language="fr"))
    assert (french.works, french.expressions) == (2, 2)
    assert french.languages == holdings.languages
    assert french.years == ((2015, 1), (2016, 1))
    narrow = library.catalogue.holdings(Filters(language="fr", year=2016, resource_type="report"))
    assert (narrow.works, narrow.expressions, narrow.pages) == (1, 1, 12)
    assert library.catalogue.holdings(Filters(language="xx")).works == 0


def test_holdings_follow_every_change(library: Library) -> None:
    work = keep_as_one(library, Made(name="a", language="en"), Made(name="b", language="fr"))
    fewer = replace(
        work, expressions=(work.expressions[0], replace(work.expressions[1], status=Status.DELETED)), revision=9
    )
    with library.writer() as writer:
        writer.keep(Change(works=(fewer,)))
    holdings = library.catalogue.holdings()
    assert (holdings.works, holdings.expressions, holdings.languages) == (1, 1, (("en", 1),))
    assert [e.expression_id for e in library.catalogue.browse().editions] == [work.expressions[0].id]
    assert library.stacks.expression(work.expressions[1].id) == fewer


@pytest.mark.parametrize("order", ["newest", "title"])
def test_every_listing_is_whole_in_both_directions(library: Library, order: str) -> None:
    keep(library, *SOME)
    everything = library.catalogue.browse(order=order, limit=500).editions
    assert len(everything) == len(SOME)
    for language, year, kind in product(("en", None), (2016, None), ("report", None)):
        filters = Filters(language=language, year=year, resource_type=kind)
        pages = pages_through(library, filters, order=order, limit=3)
        found = [e for page in pages for e in page.editions]
        assert found == [
            e
            for e in everything
            if (language is None or e.language == language)
            and (year is None or e.year == year)
            and (kind is None or e.resource_type == kind)
        ]
        back = [pages[-1]]
        while back[0].preceding:
            back.insert(0, library.catalogue.browse(filters, order=order, limit=3, key=back[0].preceding))
        assert [page.editions for page in back] == [page.editions for page in pages]
        assert back[0].preceding is None
        assert [page.following for page in back] == [page.following for page in pages]


def test_the_newest_come_first_and_titles_in_the_order_of_their_letters(library: Library) -> None:
    keep(
        library,
        Made(name="a", title="«Zebra»", now="2015-10-13T12:00:01Z"),
        Made(name="b", title="élan", now="2015-10-13T12:00:03Z"),
        Made(name="c", title="Elegy", now="2015-10-13T12:00:02Z"),
        Made(name="d", title="apple"),
    )
    assert [e.title for e in library.catalogue.browse(limit=3).editions] == ["élan", "Elegy", "«Zebra»"]
    assert [e.title for e in library.catalogue.browse(order="title").editions] == ["apple", "élan", "Elegy", "«Zebra»"]


def test_an_edition_is_listed_with_its_siblings(library: Library) -> None:
    work = keep_as_one(library, *(Made(name=n, language=n) for n in ("en", "fr", "ru")))
    listed = {e.language: e for e in library.catalogue.browse().editions}
    english, french, russian = (e.id for e in work.expressions)
    assert [s.expression_id for s in listed["fr"].siblings] == [english, russian]
    assert [s.language for s in listed["en"].siblings] == ["fr", "ru"]
    assert listed["fr"].expression_id == french
    assert (listed["fr"].year, listed["fr"].pages, listed["fr"].uploaded) == (2015, 12, NOON)


@pytest.mark.parametrize("key", ["x", "!!", "bnVsbA", "WyJuZXdlc3QiLCJcdTAwMDAiLCJlIixmYWxzZV0", "é"])
def test_a_key_that_is_none_is_a_usage_error(library: Library, key: str) -> None:
    with pytest.raises(UsageError) as raised:
        library.catalogue.browse(key=key)
    assert raised.value.code == "bad-key"


def test_a_key_is_of_its_order_only(library: Library) -> None:
    keep(library, *SOME[:4])
    key = library.catalogue.browse(limit=2).following
    with pytest.raises(UsageError):
        library.catalogue.browse(order="title", key=key)
    with pytest.raises(UsageError) as raised:
        library.catalogue.browse(order="colour")
    assert raised.value.code == "no-such-order"


def test_works_come_by_id(library: Library) -> None:
    kept = sorted(keep(library, *SOME), key=lambda work: work.id)
    found: list[Work] = []
    while works := library.catalogue.works(after=found[-1].id if found else "", limit=7):
        found.extend(works)
    assert found == kept
    assert library.catalogue.work(kept[3].id) == kept[3]
    assert library.catalogue.expression(kept[3].expressions[0].id) == kept[3]


def test_a_work_that_was_merged_leaves_a_signpost(library: Library) -> None:
    one, other = keep(library, Made(name="a", language="en"), Made(name="b", language="fr"))
    whole, signpost = assembly.merge(one, other, now="2016-01-01T00:00:00Z")
    with library.writer() as writer:
        writer.keep(Change(works=(whole, signpost)))
    catalogue = library.catalogue
    assert catalogue.work(other.id) == signpost
    assert catalogue.successor(other.id) == whole
    assert catalogue.successor(one.id) == whole
    assert catalogue.expression(other.expressions[0].id) == whole
    assert (catalogue.holdings().works, catalogue.holdings().expressions) == (1, 2)
    assert [line.work_id for line in catalogue.journal(after=2)] == [one.id, other.id]


def test_an_item_is_served_under_the_name_that_it_came_with(library: Library) -> None:
    made = Made(name="über Rückkehr")
    (work,) = keep(library, made)
    item = library.catalogue.item(made.digest)
    assert item is not None
    assert (item.file_name, item.size, item.media_type) == ("über Rückkehr.pdf", len(made.bytes), "application/pdf")
    assert item.expression_ids == (work.expressions[0].id,)
    assert Path(item.path).read_bytes() == made.bytes
    assert library.catalogue.description(made.digest) == made.description
    assert library.catalogue.source(made.at) == made.source


def test_an_old_revision_stays_readable(library: Library) -> None:
    old = Made(name="a", tokens=(1, 2, 3))
    new = Made(name="a", data=b"new bytes", title="Second Edition", tokens=(4, 5, 6))
    (work,) = keep(library, old)
    revised = assembly.revise(work, work.manifestations[0].id, new.arrival)
    with library.writer() as writer:
        writer.keep(new.change(library.spool, revised))
    for made in (old, new):
        item = library.catalogue.item(made.digest)
        assert item is not None
        assert item.expression_ids == (work.expressions[0].id,)
        assert Path(item.path).read_bytes() == made.bytes
    assert [e.title for e in library.catalogue.browse().editions] == ["Second Edition"]
    assert library.catalogue.source("/in/a.pdf") == new.source
    assert library.catalogue.alike((1, 2, 3), least=1) == ()
    assert [c.description for c in library.catalogue.alike((4, 5, 6), least=3)] == [new.description]


def test_those_alike_share_tokens_and_come_in_the_order_of_what_these_say(library: Library) -> None:
    made = (
        Made(name="a", tokens=(1, 2, 3, 2**63 - 1)),
        Made(name="b", tokens=(1, 2)),
        Made(name="c", tokens=(1, 2, 3, 4)),
        Made(name="d", tokens=(9,)),
    )
    works = keep(library, *made)
    found = library.catalogue.alike((1, 2, 3, 4, 4, 2**63 - 1), least=2)
    assert [c.work_id for c in found[:2]] == sorted((works[0].id, works[2].id), key=lambda i: "w" + i)
    assert [c.work_id for c in found[2:]] == [works[1].id]
    assert {c.expression_id for c in found} == {w.expressions[0].id for w in works[:3]}
    assert found[2].description == made[1].description
    assert len(library.catalogue.alike((1, 2, 3), least=1, limit=2)) == 2
    assert library.catalogue.alike((), least=1) == ()


def test_the_journal_grows_by_a_line_for_each_work_that_changes(library: Library) -> None:
    before = library.catalogue.version()
    works = keep(library, *SOME[:5])
    lines = library.catalogue.journal(after=0)
    assert [(line.number, line.work_id) for line in lines] == [(n, w.id) for n, w in enumerate(works, start=1)]
    assert library.catalogue.head() == 5
    assert library.catalogue.journal(after=2, limit=2) == lines[2:4]
    assert library.catalogue.version() != before


def test_text_that_no_database_can_hold_is_kept_in_the_record(library: Library) -> None:
    made = Made(name="a", title="Nul\0 and all")
    (work,) = keep(library, made)
    assert library.catalogue.browse(limit=1).editions[0].title == "Nul and all"
    assert library.catalogue.work(work.id) == work


def test_a_database_that_fails_is_said_without_a_traceback(library: Library) -> None:
    with library.engine.begin() as connection:
        connection.execute(text("DROP TABLE edition"))
    with pytest.raises(LibraryError) as raised:
        library.catalogue.browse()
    assert raised.value.code == "database-failed"
    assert "rebuild" in raised.value.remedy


def test_tokens_that_are_everywhere_are_left_out(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(library, *(Made(name=f"n{number}", tokens=(1, 2, 3, 10 + number, 20 + number // 2)) for number in range(4)))
    assert len(library.catalogue.alike((1, 2, 3, 20), least=1)) == 4
    monkeypatch.setattr(likeness, "COMMON", 4)
    monkeypatch.setattr(likeness, "FEWEST", 0)
    assert len(library.catalogue.alike((1, 2, 3, 20), least=1)) == 2
    monkeypatch.setattr(likeness, "COMMON", 5)
    monkeypatch.setattr(likeness, "MOST_PLACES", 3)
    assert len(library.catalogue.alike((1, 2, 3, 20, 10), least=1)) == 2
    assert len(library.catalogue.alike((1, 2, 3, 10), least=1)) == 1


def test_readers_see_whole_changes_while_a_writer_writes(library: Library) -> None:
    done = threading.Event()

    def read() -> int:
        seen = 0
        while not done.is_set():
            works = library.catalogue.works()
            listed = library.catalogue.browse(limit=500).editions
            assert len(works) <= len(listed) <= library.catalogue.holdings().works
            assert all(library.catalogue.work(e.work_id) for e in listed[:2])
            seen += 1
        return seen

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(4)]
        try:
            keep(library, *(Made(name=f"n{number}") for number in range(30)))
        finally:
            done.set()
        assert all(reader.result() > 0 for reader in readers)
    assert library.catalogue.head() == 30


def test_a_list_for_a_reader_shows_each_work_once(library: Library) -> None:
    keep_as_one(
        library, Made(name="a", language="en"), Made(name="b", language="fr"), Made(name="c", language="zh-Hant")
    )
    keep_as_one(library, Made(name="d", language="ru", date="2016"), Made(name="e", language="uk", date="2017"))

    def listed(reader: str, filters: Filters = EVERYTHING) -> list[str]:
        found: list[str] = []
        key: str | None = None
        while True:
            page = library.catalogue.browse(filters, order="title", key=key, limit=1, reader=reader)
            found += [edition.language for edition in page.editions]
            key = page.following
            if key is None:
                return sorted(found)

    assert listed("fr") == ["fr", "ru"]
    assert listed("zh-Hans") == ["ru", "zh-Hant"]
    assert listed("uk") == ["en", "uk"]
    assert listed("uk", Filters(year=2016)) == ["ru"]
    assert listed("f%") == ["en", "ru"]


def test_languages_that_meet_in_a_work_are_counted(library: Library) -> None:
    assert library.catalogue.overlap(9) == Overlap(works=(), both={})
    keep_as_one(library, Made(name="a", language="en"), Made(name="b", language="fr"), Made(name="c", language="ru"))
    keep_as_one(library, Made(name="d", language="en"), Made(name="e", language="fr"))
    keep(library, Made(name="f", language="de"))
    found = library.catalogue.overlap(3)
    assert found.works == (("en", 2), ("fr", 2), ("de", 1), ("ru", 1))
    assert found.both == {("en", "fr"): 2, ("fr", "en"): 2}
    assert library.catalogue.overlap(4).both[("ru", "fr")] == 1
