import re

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


@pytest.mark.parametrize(
    ("ui", "number", "size", "day"),
    [
        ("de", "1.234.567", "1,2 MB", "13. Oktober 2015"),
        ("fa", "۱٬۲۳۴٬۵۶۷", "۱٫۲ MB", "۲۱ مهر ۱۳۹۴"),
        ("hi", "12,34,567", "1.2 MB", "13 अक्टूबर 2015"),
        ("ar", "1,234,567", "1.2 م.ب", "13 أكتوبر 2015"),
        ("tr", "1.234.567", "1,2 MB", "13 Ekim 2015"),
        ("uk", "1 234 567", "1,2 МБ", "13 жовтня 2015 р."),
        ("pt", "1.234.567", "1,2 MByte", "13 de outubro de 2015"),
    ],
)
def test_numbers_and_dates_are_as_the_language_writes_them(ui: str, number: str, size: str, day: str) -> None:
    say = interfaces()[ui]
    said = [say.number(1_234_567), say.size(1_240_000), say.instant("2015-10-13T09:30:00Z")]
    assert [re.sub(r"[\u00a0\u202f\u200e\u200f]", " ", each).strip() for each in said] == [number, size, day]


def test_every_interface_language_has_its_own_name() -> None:
    assert [autonym(tag) for tag in interfaces()] == [
        "English", "français", "español", "русский", "العربية", "简体中文",
        "português", "українська", "Türkçe", "فارسی", "Deutsch", "हिन्दी",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [("2015-10-13", "۲۱ مهر ۱۳۹۴"), ("2024-03-20", "۱ فروردین ۱۴۰۳"), ("2015", "۲۰۱۵"), ("2015-10", "اکتبر ۲۰۱۵")],
)
def test_a_day_is_said_by_the_calendar_of_its_readers_and_what_is_no_day_as_it_was_published(
    value: str, said: str
) -> None:
    assert interfaces()["fa"].published(value).replace("\xa0", " ") == said
