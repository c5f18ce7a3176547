"""A place is found by any of its names, in texts that call it by another."""

from pathlib import Path

import pytest

from dragoman.search.index import SearchIndex
from dragoman.search.model import Query
from dragoman.store.library import Library

from .shelf import Edition, keep

TEXTS = {
    "en": ("The office in Vienna closed.", "The office in Chisinau closed.", "Workers left Germany."),
    "de": ("Das Büro in Wien schloss.", "Das Büro in Paris schloss.", "Arbeiter verließen Deutschland."),
    "ru": ("Бюро в Вене закрылось.", "Бюро в Кишинёве закрылось.", "Рабочие уехали из Германии."),
    "es": ("La oficina de Viena cerró.", "La oficina de Lima cerró.", "Los obreros dejaron Alemania."),
    "ar": ("أغلق المكتب في فيينا.", "أغلق المكتب في القاهرة.", "غادر العمال ألمانيا."),
    "ro": ("Biroul din Viena s-a închis.", "Biroul din Chișinău s-a închis.", "Muncitorii au plecat din Germania."),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = Library.open(Path(tmp_path_factory.mktemp("places")) / "library", create=True)
    for language, pages in TEXTS.items():
        keep(library, f"w-{language}", Edition(language=language, pages=pages, name="places"))
    index = SearchIndex.open(library.folder / "index")
    index.follow(library)
    library.close()
    return index


@pytest.mark.parametrize(
    ("names", "page", "languages"),
    [
        (("Vienna", "Wien", "Вена", "Viena", "فيينا"), 1, {"en", "de", "ru", "es", "ar", "ro"}),
        (("Chișinău", "Chisinau", "Кишинёв", "Кишинев", "Kişinev"), 2, {"en", "ru", "ro"}),
        (("Germany", "Alemania", "Германия", "Deutschland", "Almanya"), 3, {"en", "de", "ru", "es", "ar", "ro"}),
    ],
)
def test_any_name_of_a_place_finds_it_in_every_language(
    shelf: SearchIndex, names: tuple[str, ...], page: int, languages: set[str]
) -> None:
    for name in names:
        entries = shelf.search(Query(text=name)).entries
        assert {entry.language for entry in entries} == languages, name
        assert {entry.hits[0].passage.page for entry in entries} == {page}
        assert all(any(fragment.marked for fragment in entry.hits[0].snippet) for entry in entries)


def test_a_word_that_is_no_place_is_left_alone(shelf: SearchIndex) -> None:
    assert {entry.language for entry in shelf.search(Query(text="Workers")).entries} == {"en"}
