"""The interface's catalogues are complete, and hold nothing else."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dragoman.surfaces.presentation import DEFAULT_TAG, INTERFACE_TAGS, interfaces
from dragoman.surfaces.web.words import RESOURCE_TYPES, ROLES
from dragoman.vocabulary import imprint, roles

TRANSLATED = [tag for tag in INTERFACE_TAGS if tag != DEFAULT_TAG]
SURFACES = Path(str(files("dragoman.surfaces")))
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None}
METHODS = [
    ("web/templates/**.html", "jinja2"),
    ("web/**.py", "python"),
    ("*.py", "python"),
    ("exporting/**.py", "python"),
]
OPTIONS = {"web/templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def used() -> set[str | tuple[str, ...]]:
    """The messages in templates and Python; one with plural forms is a tuple."""
    found = extract_from_dir(SURFACES, METHODS, OPTIONS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalogue(tag: str) -> Catalog:
    with (SURFACES / "locales" / f"{tag}.po").open("rb") as po:
        return read_po(po, locale=tag.replace("-", "_"), abort_invalid=True)


def messages(tag: str) -> Iterator[Message]:
    return (message for message in catalogue(tag) if message.id)


def forms_of(message: Message) -> list[str]:
    """The translation, or its plural forms."""
    found = message.string
    return [found] if isinstance(found, str) else list(found or ())


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)\w|%[^(%]|\{\w*\}", text))


def test_messages_are_found_in_templates_and_in_python() -> None:
    found = used()
    assert "Original Language" in found
    assert "This edition was withdrawn" in found
    assert ("%(shown)s page", "%(shown)s pages") in found


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_has_the_messages_that_are_used_and_no_others(tag: str) -> None:
    held = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages(tag)}
    assert held == used()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated(tag: str) -> None:
    expected_forms = catalogue(tag).num_plurals
    for message in messages(tag):
        forms = forms_of(message)
        assert all(form and form.strip() for form in forms), message.id
        assert len(forms) == (1 if isinstance(message.id, str) else expected_forms), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("tag", TRANSLATED)
def test_placeholders_are_those_of_the_source(tag: str) -> None:
    for message in messages(tag):
        if isinstance(message.id, str):
            assert placeholders(str(message.string)) == placeholders(message.id), message.id
            continue
        wanted = placeholders(message.id[1])
        for form in forms_of(message):
            # Arabic has words for none, one and two, which stand instead of the number.
            assert placeholders(form) in ([wanted, []] if tag == "ar" else [wanted]), message.id
        assert wanted in map(placeholders, forms_of(message))


SCRIPTS = {
    "ru": r"[\u0400-\u04ff]",
    "uk": r"[\u0400-\u04ff]",
    "ar": r"[\u0600-\u06ff]",
    "fa": r"[\u0600-\u06ff]",
    "hi": r"[\u0900-\u097f]",
    "zh-Hans": r"[\u4e00-\u9fff]",
}


@pytest.mark.parametrize(("tag", "script"), SCRIPTS.items())
def test_translations_are_in_their_script(tag: str, script: str) -> None:
    for message in messages(tag):
        for form in forms_of(message):
            assert re.search(script, form) or not re.search(r"\w", re.sub(r"%\(\w+\)s", "", form)), message.id


SAME_AS_IN_ENGLISH = {
    "Article", "Contributor", "Date", "Editor", "File", "Index", "Manual", "Original", "PDF", "Standard", "Text",
    "Type", "original", "page", "pages", "page %(page)s", "Page %(page)s", "%(shown)s page", "%(shown)s section",
    "Section", "%(shown)s pages", "%(shown)s publication", "%(shown)s publications", "%(shown)s sections",
    "Notes", "Figure",
    "%(number)s / %(pages)s", "publication", "Publications", "publications",
}  # fmt: skip
"""Words that another language writes just so; anything else that reads as in English was not translated."""


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_was_left_in_english(tag: str) -> None:
    for message in messages(tag):
        sources = {message.id} if isinstance(message.id, str) else set(message.id)
        for form in forms_of(message):
            if form in sources:
                assert form in SAME_AS_IN_ENGLISH or not re.search(r"[a-z]", re.sub(r"%\(\w+\)s", "", form)), form


def ending(text: str) -> str:
    """Whether a text is a sentence, a label before something, or neither: a translation in the wrong place differs."""
    last = text.rstrip()[-1]
    return "." if last in ".。।۔!！" else ":" if last in ":：" else "?" if last in "?？؟" else ""


@pytest.mark.parametrize("tag", TRANSLATED)
def test_sentences_stay_sentences(tag: str) -> None:
    for message in messages(tag):
        source = message.id if isinstance(message.id, str) else message.id[1]
        for form in forms_of(message):
            if ending(source) or ending(form) != ":":  # a label may need a colon where English has none
                assert ending(form) == ending(source), message.id


@pytest.mark.parametrize(
    ("tag", "counts"),
    [
        ("en", {0: "0 pages", 1: "1 page", 2: "2 pages"}),
        ("fr", {0: "0 page", 1: "1 page", 2: "2 pages"}),
        ("ru", {1: "1 страница", 3: "3 страницы", 5: "5 страниц", 11: "11 страниц", 21: "21 страница"}),
        ("ar", {0: "لا صفحات", 1: "صفحة واحدة", 2: "صفحتان", 5: "5 صفحات", 14: "14 صفحة", 100: "100 صفحة"}),
        ("zh-Hans", {1: "1 页", 7: "7 页"}),
        ("pt", {0: "0 página", 1: "1 página", 2: "2 páginas"}),
        ("uk", {1: "1 сторінка", 3: "3 сторінки", 5: "5 сторінок", 11: "11 сторінок", 21: "21 сторінка"}),
        ("tr", {1: "1 sayfa", 7: "7 sayfa"}),
        ("fa", {1: "1 صفحه", 7: "7 صفحه"}),
        ("de", {0: "0 Seiten", 1: "1 Seite", 2: "2 Seiten"}),
        ("hi", {1: "1 पृष्ठ", 2: "2 पृष्ठ"}),
    ],
)
def test_plural_forms(tag: str, counts: dict[int, str]) -> None:
    say = interfaces()[tag]
    for count, words in counts.items():
        assert say.ngettext("%(shown)s page", "%(shown)s pages", count) % {"shown": count} == words


def test_every_kind_of_publication_has_a_name() -> None:
    assert set(RESOURCE_TYPES) == {*imprint.RESOURCE_TYPES, "article"}


def test_the_pages_and_the_command_call_contributors_the_same() -> None:
    assert {code: word.lower() for code, word in ROLES.items()} == roles.ROLES
