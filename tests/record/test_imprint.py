"""Creators, publisher, kind of publication and original language: what title pages and imprints say."""

import pytest

from dragoman.document.model import Document, EmbeddedMetadata
from dragoman.record.creators import find_creators, names_in
from dragoman.record.model import Abstract, Evidence, Source, Statement
from dragoman.record.original_language import find_original_language
from dragoman.record.publisher import find_publisher
from dragoman.record.resource_type import find_resource_type, kind_said_by
from dragoman.vocabulary.languages import LanguageTag

from .printed import block, document, heading, line, page


def cover(*lines: str, title: str = "Boats and People") -> Document:
    return document(
        page(1, heading(title, y=200, size=24), *(block(line(t, y=300 + 16 * i)) for i, t in enumerate(lines)))
    )


@pytest.mark.parametrize(
    ("printed", "role", "names"),
    [
        ("by Ada Lovelace", "aut", ["Ada Lovelace"]),
        ("par Simone Weil et Jean Moulin", "aut", ["Simone Weil", "Jean Moulin"]),
        ("Ada Lovelace, Charles Babbage", "aut", ["Ada Lovelace", "Charles Babbage"]),
        ("Автор: Лев Толстой", "aut", ["Лев Толстой"]),
        ("Traducido por María Moliner", "trl", ["María Moliner"]),
        ("Translated by Anna Akhmatova", "trl", ["Anna Akhmatova"]),
    ],
)
def test_people_on_the_title_page_are_named(printed: str, role: str, names: list[str]) -> None:
    found = find_creators(cover(printed), "Boats and People")
    assert [(s.value.role, s.value.name) for s in found] == [(role, name) for name in names]


@pytest.mark.parametrize(
    "text", ["Institute of Rivers", "Version Two Final", "all about boats", "The Report Of Everything", "12 May 2019"]
)
def test_other_lines_are_no_people(text: str) -> None:
    assert names_in(text) == []


def test_an_embedded_author_is_taken_only_if_it_is_a_name() -> None:
    def embedded(author: str) -> list[str]:
        made = document(page(1), metadata=EmbeddedMetadata(author=author))
        return [statement.value.name for statement in find_creators(made, None)]

    assert embedded("Ada Lovelace") == ["Ada Lovelace"]
    assert embedded("admin") == embedded("user01") == embedded("Microsoft Office") == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Published by: The River Institute", "The River Institute"),
        ("Publié par l’Institut des fleuves", "l’Institut des fleuves"),
        ("Издатель: Институт рек", "Институт рек"),
        ("© 2015 The River Institute. All rights reserved", "The River Institute"),
        ("Copyright © 2004 – 2023 The River Institute", "The River Institute"),
        ("出版者：河流研究所", "河流研究所"),
    ],
)
def test_publishers_are_read_from_the_imprint(printed: str, name: str) -> None:
    statement = find_publisher(cover(printed)).best
    assert statement is not None
    assert statement.value == name


def test_no_imprint_no_publisher() -> None:
    assert find_publisher(cover("2015")).best is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Annual Report 2019", "report"),
        ("Guide for River Pilots", "manual"),
        ("Руководство по установке", "manual"),
        ("河流安全验证标准", "standard"),
        ("Rivers: a policy brief", "policy-brief"),
        ("Convención sobre los ríos", "legal-text"),
        ("Boats and People", None),
        ("Portable boats", None),
    ],
)
def test_titles_say_what_they_are(title: str, kind: str | None) -> None:
    assert kind_said_by(title) == kind


def test_a_short_paper_with_an_abstract_is_an_article() -> None:
    evidence = Evidence(item="made", source=Source.TEXT, method="labelled abstract", confidence=0.9, page=1)
    abstract = Statement(value=Abstract(text="We count boats."), evidence=evidence)
    statement = find_resource_type(cover(), None, abstract)
    assert statement is not None
    assert statement.value == "article"
    assert find_resource_type(cover(), None, None) is None


@pytest.mark.parametrize(
    ("printed", "language", "original"),
    [
        ("Original: English", "ru", "en"),
        ("Original : anglais", "fr", "en"),
        ("Translated from the French", "en", "fr"),
        ("Перевод с английского", "ru", "en"),
        ("Original: Russian", "ru", None),
        ("The original boats", "en", None),
    ],
)
def test_the_original_language_is_what_the_file_says(printed: str, language: str, original: str | None) -> None:
    statement = find_original_language(cover(printed), LanguageTag(language)).best
    assert (statement.value if statement else None) == original
