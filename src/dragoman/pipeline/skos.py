"""A SKOS file becomes a vocabulary.

Comes in: the path of a file in Turtle, RDF/XML or N-Triples (SKOS 2009). Goes out: a `Vocabulary`, or a `UsageError`
that says what is wrong with the file. Nothing is fetched: a format that may name addresses to be read (JSON-LD) is not
taken. rdflib is loaded when it is needed: it takes half a second.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException

from dragoman.errors import UsageError
from dragoman.record.subjects import Concept, Labels, Vocabulary
from dragoman.vocabulary.languages import spelled

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

LARGEST: Final = 200_000_000
"""Bytes of a file that is read; AGROVOC, EuroVoc and the UNBIS Thesaurus are smaller."""
FORMATS: Final = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".nt": "nt"}
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def read_skos(path: Path, *, name: str = "") -> Vocabulary:
    """The vocabulary in a file; its `name` is the file's unless one is given."""
    name = (name or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-"))[:40]
    if not _NAME.fullmatch(name):
        raise UsageError(
            "vocabulary-name", f"A vocabulary can't be called {name!r}.", "Use --name with a-z, 0-9 and -."
        )
    graph = _graph(path)
    concepts = tuple(sorted(_concepts(graph), key=lambda concept: concept.uri))
    if not concepts:
        raise UsageError(
            "vocabulary-empty",
            f"{path} has no concepts with a label (skos:Concept, skos:prefLabel).",
            "Load a SKOS vocabulary.",
        )
    from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS  # noqa: PLC0415 - half a second that few commands need

    scheme = next(iter(sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)), None)
    titles: Labels = ()
    licence = ""
    if scheme is not None:
        titles = next(
            filter(None, (_labels(graph, scheme, p) for p in (SKOS.prefLabel, DCTERMS.title, RDFS.label))), ()
        )
        licence = str(next(iter(graph.objects(scheme, DCTERMS.license)), ""))
    return Vocabulary(name=name, uri=str(scheme or ""), concepts=concepts, titles=titles, licence=licence)


def _graph(path: Path) -> "Graph":
    from rdflib import Graph  # noqa: PLC0415 - as above
    from rdflib.exceptions import ParserError  # noqa: PLC0415

    form = FORMATS.get(path.suffix.lower())
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UsageError("file-unreadable", f"{path} can't be read: {error.strerror}.", "Name a SKOS file.") from error
    if form is None or size > LARGEST:
        raise UsageError(
            "vocabulary-format",
            f"{path} is no SKOS file that can be loaded.",
            f"Use Turtle, RDF/XML or N-Triples ({', '.join(FORMATS)}), {LARGEST // 1_000_000} MB at most.",
        )
    try:
        with path.open("rb") as file:
            return Graph().parse(file=file, format=form)
    except (ParserError, SAXException, SyntaxError, ValueError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise UsageError(
            "vocabulary-unreadable", f"{path} can't be read as {form}: {said}", "Check the file, or its ending."
        ) from error


def _concepts(graph: "Graph") -> Iterable[Concept]:
    from rdflib import URIRef  # noqa: PLC0415 - as above
    from rdflib.namespace import RDF, SKOS  # noqa: PLC0415

    for node in set(graph.subjects(RDF.type, SKOS.Concept)):
        labels = _labels(graph, node, SKOS.prefLabel)
        if isinstance(node, URIRef) and labels:
            above = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
            yield Concept(
                uri=str(node),
                labels=_one_a_language(labels),
                others=_labels(graph, node, SKOS.altLabel),
                broader=tuple(sorted(str(each) for each in above if isinstance(each, URIRef) and each != node)),
            )


def _one_a_language(labels: Labels) -> Labels:
    """SKOS allows one preferred label a language; of several, the first counts."""
    return tuple(sorted(dict(reversed(labels)).items()))


def _labels(graph: "Graph", node: "Node", predicate: "Node") -> Labels:
    """The words with their languages, in a fixed order; words of no language are taken for English, the last resort."""
    from rdflib import Literal  # noqa: PLC0415 - as above

    found = {
        (
            spelled(literal.language) if literal.language else "en",
            " ".join(_UNSAFE.sub(" ", str(literal)).split())[:300],
        )
        for literal in graph.objects(node, predicate)
        if isinstance(literal, Literal)
    }
    return tuple(sorted((tag, words) for tag, words in found if words))
