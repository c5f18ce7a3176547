import pytest

from dragoman.search.model import Query
from dragoman.store.model import Filters
from dragoman.surfaces import addresses
from dragoman.surfaces.presentation import autonym, interfaces, preferred


@pytest.mark.parametrize(
    ("ui", "tag", "name"),
    [
        ("en", "zh-Hant", "Traditional Chinese"),
        ("fr", "pt-BR", "portugais brésilien"),
        ("ru", "sr-Latn", "сербский"),
        ("ar", "ru", "الروسية"),
        ("en", "und", "Unknown language"),
        ("en", "qqq", "qqq"),
        ("en", "x-klingon", "x-klingon"),
    ],
)
def test_names_of_languages(ui: str, tag: str, name: str) -> None:
    assert interfaces()[ui].language(tag) == name


def test_autonyms() -> None:
    assert [autonym(tag) for tag in ("ru", "ar", "zh-Hant", "ja", "tlh")] == [
        "русский",
        "العربية",
        "繁體中文",
        "日本語",
        None,
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2015", "2015"),
        ("2015-10", "октябрь 2015 г."),
        ("2015-10-13", "13 октября 2015 г."),
        ("2015~", "≈ 2015"),
        ("2015-10?", "октябрь 2015 г. (?)"),
        ("2015-13", "2015-13"),
        ("2015-02-30", "2015-02-30"),
        ("около 2015", "около 2015"),
    ],
)
def test_dates_are_as_precise_as_they_are(value: str, said: str) -> None:
    assert interfaces()["ru"].published(value).replace("\xa0", " ").replace("\u202f", " ") == said


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0 byte"), (999, "999 byte"), (49_300, "49 kB"), (1_240_000, "1.2 MB"), (12_600_000, "13 MB")],
)
def test_sizes(octets: int, said: str) -> None:
    assert interfaces()["en"].size(octets) == said


@pytest.mark.parametrize(
    ("tags", "wanted", "found"),
    [
        (["en", "ru"], "ru", "ru"),
        (["zh-Hant", "en"], "zh-Hans", "zh-Hant"),
        (["pt-BR"], "pt", "pt-BR"),
        (["en"], "en-GB", "en"),
        (["fr"], "en", None),
        ([], "en", None),
    ],
)
def test_the_edition_for_a_reader(tags: list[str], wanted: str, found: str | None) -> None:
    assert preferred(tags, wanted) == found


def test_addresses_quote_what_they_are_given() -> None:
    assert addresses.edition("en", "a/b?c#d") == "/en/editions/a%2Fb%3Fc%23d"
    assert addresses.file("00", "a b/#.pdf", page=3) == "/files/00/a%20b%2F%23.pdf#page=3"
    assert addresses.file("00", "\udcff.pdf") == "/files/00/%FF.pdf"
    question = Query(text="а&б", filters=Filters(year=2015))
    assert addresses.search("ar", question) == "/ar/search?q=%D0%B0%26%D0%B1&year=2015"
    assert addresses.in_interface("/en/browse", "year=1", "ru") == "/ru/browse?year=1"
    assert addresses.in_interface("/en/", "", "ar") == "/ar/"
