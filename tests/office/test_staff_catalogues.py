"""The staff pages' catalogues are complete in each language that is there, and hold nothing else."""

from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dragoman.surfaces.office.language import interfaces
from dragoman.surfaces.presentation import DEFAULT_TAG
from tests.web.test_web_catalogues import forms_of, placeholders

STAFF = Path(str(files("dragoman.surfaces.office")))
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None}
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
TRANSLATED = [tag for tag in interfaces() if tag != DEFAULT_TAG]


def used() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(STAFF), METHODS, OPTIONS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalogue(tag: str) -> Catalog:
    with (STAFF / "locales" / f"{tag}.po").open("rb") as po:
        return read_po(po, locale=tag.replace("-", "_"), abort_invalid=True)


def test_arabic_is_there() -> None:
    assert "ar" in TRANSLATED
    assert "Sign in" in used()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_has_every_message_translated_and_no_others(tag: str) -> None:
    messages = [message for message in catalogue(tag) if message.id]
    assert {m.id if isinstance(m.id, str) else tuple(m.id) for m in messages} == used()
    for message in messages:
        forms = forms_of(message)
        assert all(form and form.strip() for form in forms), message.id
        assert len(forms) == (1 if isinstance(message.id, str) else catalogue(tag).num_plurals), message.id
        assert not message.fuzzy, message.id
        if isinstance(message.id, str):
            assert placeholders(message.id) == placeholders(forms[0]), message.id
