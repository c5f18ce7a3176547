"""What works are about: suggested from their texts, kept as statements, and readers narrow and browse by it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from dragoman.errors import NotHere
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing
from dragoman.pipeline.subjects import LIKELY, Held, keep_suggestions, starting, suggest
from dragoman.record.model import Source
from dragoman.search.embedders import Muse
from dragoman.search.index import SearchIndex
from dragoman.search.model import Query
from dragoman.store import checking
from dragoman.store.library import Library
from dragoman.store.model import Filters
from dragoman.store.vocabularies import remove
from dragoman.surfaces.api.app import create_api
from dragoman.surfaces.cli.main import dragoman
from dragoman.surfaces.web.app import create_app

from .search.shelf import Edition, keep

CLIMATE = "urn:dragoman:subject:climate"
ENVIRONMENT = "urn:dragoman:subject:environment"
REFUGEES = "urn:dragoman:subject:refugees"
MIGRATION = "urn:dragoman:subject:migration"
WARMING = Edition(
    language="en",
    title="A warmer world",
    pages=(
        "Climate change is driven by emissions of carbon dioxide. Global warming raises the level of the sea.",
        "The climate of the coming century depends on emissions. Heat waves become more frequent with climate change.",
    ),
)
WARMING_FR = Edition(
    language="fr",
    title="Un monde plus chaud",
    pages=(
        "Le changement climatique est causé par les émissions de dioxyde de carbone, et le niveau de la mer monte.",
        "Le climat du siècle à venir dépend des émissions. Le réchauffement multiplie les vagues de chaleur.",
    ),
)
ASYLUM = Edition(
    language="en",
    title="Who is let in",
    name="asylum",
    pages=(
        "Refugees who ask for asylum must be heard. Asylum seekers may not be sent back to where they are persecuted.",
        "The refugee camps near the border hold those who fled the war, and few are granted asylum.",
    ),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path / "library", create=True)) as opened:
        keep(opened, "warming", WARMING, WARMING_FR)
        keep(opened, "asylum", ASYLUM)
        yield opened


@pytest.fixture
def index(library: Library) -> SearchIndex:
    made = SearchIndex.open(library.folder / "index", embedders=(Muse(),))
    made.follow(library)
    made.embed(library)
    return made


def works(library: Library) -> list[str]:
    return [work.id for work in library.catalogue.works()]


@pytest.fixture
def told(library: Library, index: SearchIndex) -> SearchIndex:
    """What is likely has been kept."""
    assert len(list(keep_suggestions(library, index, library.catalogue.works(), least=LIKELY))) == 2
    index.follow(library)
    return index


def test_what_a_work_is_about_is_told_from_its_text(library: Library, index: SearchIndex) -> None:
    for work_id, uri in (("warming", CLIMATE), ("asylum", REFUGEES)):
        work = library.catalogue.work(work_id)
        assert work
        first, *others = suggest(work, index, [starting()])
        assert first.uri == uri
        assert 0.9 >= first.confidence > max(each.confidence for each in others)
        assert first.page in {1, 2}
        assert first.models == ("muse-3-sentences",)


def test_nothing_is_suggested_where_nothing_is_embedded(library: Library) -> None:
    index = SearchIndex.open(library.folder / "index", embedders=(Muse(),))
    index.follow(library)
    assert all(suggest(work, index, [starting()]) == () for work in library.catalogue.works())


def test_suggestions_are_kept_with_their_evidence_in_each_editions_language(
    library: Library, told: SearchIndex
) -> None:
    del told
    work = library.catalogue.work("warming")
    assert work
    by_language = {str(e.language.value): e.subjects[0] for e in work.expressions}
    assert (by_language["en"].value.text, by_language["fr"].value.text) == ("Climate change", "Changements climatiques")
    assert by_language["fr"].value.uri == CLIMATE
    evidence = by_language["en"].evidence
    assert evidence.source is Source.TEXT
    assert evidence.method.startswith("suggested by meaning")
    assert all(e.revision == 2 for e in work.expressions)
    assert not [finding for finding in checking.check(library) if finding.where.startswith("work ")]


def test_a_persons_word_stays_also_that_there_is_none(library: Library, index: SearchIndex) -> None:
    said = Cataloguing(library, by="Ada")
    assert isinstance(said.amend(Amendment(expression="asylum-en", values={"subjects": ["Doors"]})), Amended)
    assert isinstance(said.amend(Amendment(expression="warming-fr", values={"subjects": []})), Amended)
    list(keep_suggestions(library, index, library.catalogue.works(), least=LIKELY))
    texts = {e.id: [s.value.text for s in e.subjects] for work in library.catalogue.works() for e in work.expressions}
    assert texts["asylum-en"] == ["Doors"]
    assert texts["warming-fr"] == []
    assert texts["warming-en"]


def test_lists_and_answers_narrow_to_a_subject_and_what_is_under_it(library: Library, told: SearchIndex) -> None:
    vocabularies = Held(library).now()
    for uri, ids, text in (
        (CLIMATE, {"warming-en", "warming-fr"}, "the level of the sea"),
        (ENVIRONMENT, {"warming-en", "warming-fr"}, "the level of the sea"),
        (MIGRATION, {"asylum-en"}, "camps near the border"),
        ("urn:none", set(), "camps near the border"),
    ):
        filters = Filters(subject=vocabularies.within(uri))
        assert {e.expression_id for e in library.catalogue.browse(filters).editions} == ids
        assert library.catalogue.holdings(filters).expressions == len(ids)
        answer = told.search(Query(text=text, filters=filters))
        assert {entry.expression_id for entry in answer.entries} <= ids
        assert bool(answer.entries) is bool(ids)
    assert dict(told.search(Query(text="asylum")).subjects)[REFUGEES] == 1
    assert dict(library.catalogue.subjects())[CLIMATE] == 2
    assert dict(library.catalogue.subjects(Filters(language="fr")))[CLIMATE] == 1


def test_readers_browse_by_subject_in_their_language(library: Library, told: SearchIndex) -> None:
    client = TestClient(create_app(library, told), base_url="http://library.test")
    page = client.get("/ru/subjects").text
    assert "Изменение климата" in page
    assert "Туризм" not in page
    assert "/ru/browse?subject=urn%3Adragoman%3Asubject%3Aclimate" in page
    listed = client.get("/ru/browse", params={"subject": ENVIRONMENT}).text
    assert "A warmer world" in listed
    assert "Who is let in" not in listed
    assert "Окружающая среда" in listed
    assert "Изменение климата" in client.get("/ru/editions/warming-en").text
    assert "Réfugiés et asile" in client.get("/fr/search?q=asylum").text
    assert client.get("/en/browse?subject=javascript").status_code == 400


def test_a_library_of_which_nobody_has_said_so_says_that(library: Library, index: SearchIndex) -> None:
    client = TestClient(create_app(library, index), base_url="http://library.test")
    assert "Nobody has said yet" in client.get("/en/subjects").text


def test_programs_get_concepts_with_names_and_counts(library: Library, told: SearchIndex) -> None:
    api = TestClient(create_api(library, told), base_url="http://library.test")
    data = {each["uri"]: each for each in api.get("/api/v1/subjects").json()["data"]}
    assert data[CLIMATE]["editions"] == 2
    assert data[CLIMATE]["labels"]["ar"] == "تغير المناخ"
    assert data[CLIMATE]["broader"] == [ENVIRONMENT]
    assert len(api.get("/api/v1/editions", params={"subject": ENVIRONMENT}).json()["data"]) == 2
    assert api.get("/api/v1/holdings").json()["subjects"][0] == {"value": CLIMATE, "count": 2}
    found = api.get("/api/v1/search", params={"q": "asylum", "subject": MIGRATION}).json()
    assert {"value": REFUGEES, "count": 1} in found["facets"]["subject"]


def test_vocabularies_are_loaded_beside_each_other_and_taken_away(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:x:bees> a skos:Concept ; skos:prefLabel "Bees"@en .',
        encoding="utf-8",
    )
    held = Held(library)
    assert [v.name for v in held.now().held] == ["subjects"]
    ran = CliRunner().invoke(dragoman, ["subjects", "load", str(own), "--library", str(library.folder)])
    assert ran.exit_code == 0, ran.output
    assert [v.name for v in held.now().held] == ["own", "subjects"]
    assert held.now().name("urn:x:bees", "fr") == "Bees"
    listed = CliRunner().invoke(dragoman, ["subjects", "list", "--library", str(library.folder)]).output
    assert "57 concepts" in listed
    remove(library.folder, "subjects")
    assert [v.name for v in held.now().held] == ["own"]
    with pytest.raises(NotHere):
        remove(library.folder, "subjects")
