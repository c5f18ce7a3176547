"""A SKOS file becomes a vocabulary; what is none is told from it, and nothing is fetched."""

from pathlib import Path

import msgspec
import pytest

from dragoman.errors import UsageError
from dragoman.pipeline.skos import read_skos
from dragoman.pipeline.subjects import starting
from dragoman.surfaces.presentation import INTERFACE_TAGS

SKOS = Path(__file__).parents[2] / "src" / "dragoman" / "vocabulary" / "skos"
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/> .
:fish a skos:Concept ; skos:prefLabel "Fish"@en , "Poisson"@FR ; skos:altLabel "Fishes"@en ; skos:narrower :cod .
:cod a skos:Concept ; skos:prefLabel "Cod" .
:nameless a skos:Concept .
"""
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="https://example.org/fish"><skos:prefLabel xml:lang="en">Fish</skos:prefLabel></skos:Concept>
</rdf:RDF>"""


def test_the_vocabulary_to_begin_with_is_what_its_turtle_says() -> None:
    assert read_skos(SKOS / "subjects.ttl") == starting()
    assert msgspec.json.encode(starting())
    assert "publicdomain/zero" in starting().licence


def test_it_has_a_name_for_every_reader() -> None:
    for concept in starting().concepts:
        assert {tag for tag, _ in concept.labels} >= set(INTERFACE_TAGS), concept.uri
    for tag in INTERFACE_TAGS:
        names = [dict(concept.labels)[tag] for concept in starting().concepts]
        assert len(set(names)) == len(names), tag


def test_concepts_have_their_labels_and_what_they_are_under(tmp_path: Path) -> None:
    path = tmp_path / "Sea Life.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    read = read_skos(path)
    assert read.name == "sea-life"
    assert [concept.uri for concept in read.concepts] == ["https://example.org/cod", "https://example.org/fish"]
    cod, fish = read.concepts
    assert fish.labels == (("en", "Fish"), ("fr", "Poisson"))
    assert fish.others == (("en", "Fishes"),)
    assert cod.broader == (fish.uri,)
    assert read.within(fish.uri) == (fish.uri, cod.uri)
    assert read.tops() == (fish,)


def test_rdf_xml_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "fish.rdf"
    path.write_text(XML, encoding="utf-8")
    assert [concept.labels for concept in read_skos(path).concepts] == [(("en", "Fish"),)]


def test_a_vocabulary_that_runs_in_rings_ends(tmp_path: Path) -> None:
    path = tmp_path / "rings.ttl"
    path.write_text(TURTLE + ":fish skos:broader :cod .", encoding="utf-8")
    read = read_skos(path)
    assert set(read.within("https://example.org/cod")) == {"https://example.org/cod", "https://example.org/fish"}


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "'
    + "b" * 100
    + '">'
    + "".join(
        f'<!ENTITY a{n} "{"&a" + (str(n - 1) if n else "") + ";"}{"&a" + (str(n - 1) if n else "") + ";"}">'
        for n in range(40)
    )
    + "]><x>&a39;</x>"
)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.ttl", "this is no Turtle", "vocabulary-unreadable"),
        ("a.rdf", "<rdf:RDF", "vocabulary-unreadable"),
        ("a.rdf", BOMB, "vocabulary-unreadable"),
        ("a.ttl", "", "vocabulary-empty"),
        ("a.jsonld", '{"@context": "https://example.org/context"}', "vocabulary-format"),
        ("---.ttl", TURTLE, "vocabulary-name"),
    ],
)
def test_what_is_no_vocabulary_says_what_to_do(tmp_path: Path, name: str, text: str, code: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_skos(tmp_path / name)
    assert told.value.code == code
    assert told.value.remedy


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        read_skos(tmp_path / "none.ttl")
    assert told.value.code == "file-unreadable"
