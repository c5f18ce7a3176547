"""What is typed, taken apart; and that every part finds what it says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.model import AgentKind, Contribution, Identifier, Statement
from dragoman.search.index import SearchIndex
from dragoman.search.model import Order, Query, Results
from dragoman.search.syntax import Identified, Typed, parse
from dragoman.store.library import Library
from dragoman.store.model import Change

from .shelf import Edition, keep


def test_every_part_is_told_from_the_others() -> None:
    typed = parse('goals "human rights" -migrant mig* title:"climate change" author:Ivanova year:2010..2020 lang:RU')
    assert typed == Typed(
        words="goals",
        phrases=("human rights",),
        without=("migrant",),
        beginnings=("mig",),
        titles=("climate change",),
        authors=("Ivanova",),
        years=(2010, 2020),
        language="ru",
    )


@pytest.mark.parametrize(
    "text", ["mother-in-law", "-only", "- x", "year:soon", "lang:?", "title:", "and/or 24/7", "2015-2016 report", "*"]
)
def test_what_only_looks_like_a_part_is_words(text: str) -> None:
    assert parse(text) == Typed(words=text)


def test_a_quotation_mark_that_stands_alone_is_none() -> None:
    assert parse('"unbalanced words').words == "unbalanced words"


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("A/RES/70/1", "UNDOC", "A/RES/70/1"),
        ("a/res/70/1", "UNDOC", "A/RES/70/1"),
        ("978-92-9139-343-5", "ISBN", "9789291393435"),
        ("9789291393435", "ISBN", "9789291393435"),
        ("ISBN 92-9139-343-6", "ISBN", "9789291393435"),
        ("0028-0836", "ISSN", "0028-0836"),
        ("https://doi.org/10.1234/Abc", "DOI", "10.1234/abc"),
    ],
)
def test_an_identifier_is_one_however_it_is_written(text: str, scheme: str, value: str) -> None:
    (found,) = parse(text).identifiers
    assert isinstance(found, Identified)
    assert (found.scheme, found.value) == (scheme, value)


@given(st.text(max_size=400) | st.text(alphabet='"«»“”-*:/. title:year:lang:1A978', max_size=200))
def test_any_text_has_parts(text: str) -> None:
    typed = parse(text)
    assert typed.asks_for_text or typed.titles or typed.authors or typed.years or typed.language or not text.strip()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Two works that differ in everything that a question can name, and one that cites the first's symbol."""
    library = Library.open(tmp_path_factory.mktemp("shelf") / "library", create=True)
    goals = Edition(language="en", title="Climate goals", pages=("Migrants and migration in ten goals.",), year="2015")
    russian = Edition(language="ru", title="Климат и цели", pages=("Мигранты и миграция: десять целей.",), year="2015")
    work = keep(library, "goals", goals, russian)
    seen = goals.evidence()
    described = replace(
        work.expressions[0],
        identifiers=tuple(
            Statement(value=Identifier(scheme=scheme, value=value), evidence=seen)
            for scheme, value in (("UNDOC", "A/RES/70/1"), ("ISBN", "9789291393435"))
        ),
        contributions=(
            Statement(value=Contribution(name="Иванова, Анна", kind=AgentKind.PERSON, role="aut"), evidence=seen),
        ),
        publisher=Statement(value="Border Press", evidence=seen),
    )
    with library.writer() as writer:
        writer.keep(Change(works=(replace(work, expressions=(described, work.expressions[1]), revision=2),)))
    rivers = Edition(language="en", title="A river", pages=("Migrants cite A/RES/70/1 at the river.",), year="2019")
    keep(library, "river", rivers)
    index = SearchIndex.open(library.folder / "index")
    index.follow(library)
    library.close()
    return index


def ask(index: SearchIndex, text: str, **more: object) -> Results:
    return index.search(replace(Query(text=text), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("A/RES/70/1", ["goals", "river"]),
        ("9789291393435", ["goals"]),
        ("978-92-9139-343-5", ["goals"]),
        ("migrants -river", ["goals"]),
        ("migrants title:climate", ["goals"]),
        ("title:klimat", ["goals"]),
        ("title:Климат lang:en", []),
        ("author:ivanova", ["goals"]),
        ('author:"Anna Ivanova"', ["goals"]),
        ("author:nobody", []),
        ("migrants year:2018..2020", ["river"]),
        ("year:..2016", ["goals"]),
        ("year:2019", ["river"]),
        ("migrants lang:ru", []),
        ("мигранты lang:ru", ["goals"]),
        ("rive*", ["river"]),
        ("миграци*", ["goals"]),
        ('"migrants cite" -goals', ["river"]),
    ],
)
def test_a_part_finds_what_it_says(shelf: SearchIndex, text: str, works: list[str]) -> None:
    assert [entry.work_id for entry in ask(shelf, text).entries] == works


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Chisinau", "ro"),
        ("Chișinău", "ro"),
        ("kishinev", "ru"),
        ("Кишинёв", "ru"),
        ("Ivanov", "ru"),
        ("Иванов", "en"),
        ("Papadopoylos", "el"),
    ],
)
def test_a_name_is_found_in_another_script(names: SearchIndex, text: str, of: str) -> None:
    entries = ask(names, text).entries
    assert of in [entry.language for entry in entries]
    assert all(any(fragment.marked for fragment in entry.hits[0].snippet) for entry in entries)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """Works of one language each, with a name or two."""
    library = Library.open(tmp_path_factory.mktemp("names") / "library", create=True)
    texts = {
        "ru": "В Кишинёве выступил Иванов.",
        "ro": "La Chișinău a fost semnat acordul.",
        "en": "A talk by Ivanov was given.",
        "el": "Ο Παπαδόπουλος μίλησε.",
        "fr": "Rien de tout cela.",
    }
    for language, text in texts.items():
        keep(library, f"names-{language}", Edition(language=language, pages=(text,)))
    index = SearchIndex.open(library.folder / "index")
    index.follow(library)
    library.close()
    return index


def test_works_can_be_put_in_another_order(shelf: SearchIndex) -> None:
    assert [e.work_id for e in ask(shelf, "migrants", order=Order.TITLE).entries] == ["river", "goals"]
    assert [e.work_id for e in ask(shelf, "migrants", order=Order.NEWEST).entries]
    first = ask(shelf, "migrants", order=Order.TITLE, limit=1)
    second = ask(shelf, "migrants", order=Order.TITLE, limit=1, after=first.following)
    assert [e.work_id for e in (*first.entries, *second.entries)] == ["river", "goals"]
    assert second.following is None


def test_publishers_are_counted_and_narrow(shelf: SearchIndex) -> None:
    assert ask(shelf, "migrants").publishers == (("Border Press", 1),)
    assert [e.work_id for e in ask(shelf, "migrants", publisher="Border Press").entries] == ["goals"]
    assert ask(shelf, "migrants", publisher="Another").works == 0


def test_the_language_of_a_question_is_said_and_can_be_said(shelf: SearchIndex) -> None:
    assert ask(shelf, "migrants goals").asked_in == "en"
    assert ask(shelf, "мигранты").asked_in == "ru"
    assert ask(shelf, "migrants", asked_in="ru", reader_language="ru").asked_in == "ru"
