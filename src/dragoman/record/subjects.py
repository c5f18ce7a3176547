"""Controlled vocabularies: what a library's texts may be about, and what that is called in each language.

Comes in: concepts as a SKOS file has them. Goes out: their names for a reader, what is under them, and what of them an
edition has. Pure; `pipeline.skos` reads the files and `store.vocabularies` keeps what was read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.record.model import Subject

Labels = tuple[tuple[str, str], ...]
"""Pairs of a BCP 47 tag and words in that language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of a vocabulary (skos:Concept): its address, what it is called, and what it is under.

    `labels` has one for each language (skos:prefLabel), `others` any number (skos:altLabel).
    """

    uri: str
    labels: Labels
    others: Labels = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """A vocabulary (skos:ConceptScheme): `name` is what this library calls it, `titles` what it calls itself."""

    name: str
    uri: str
    concepts: tuple[Concept, ...]
    titles: Labels = ()
    licence: str = ""

    @cached_property
    def by_uri(self) -> Mapping[str, Concept]:
        """The concepts by their addresses."""
        return {concept.uri: concept for concept in self.concepts}

    @cached_property
    def _under(self) -> Mapping[str, tuple[Concept, ...]]:
        under: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            for uri in concept.broader:
                under.setdefault(uri, []).append(concept)
        return {uri: tuple(concepts) for uri, concepts in under.items()}

    def tops(self) -> tuple[Concept, ...]:
        """The concepts that are under no other of this vocabulary."""
        return tuple(c for c in self.concepts if not any(uri in self.by_uri for uri in c.broader))

    def under(self, uri: str) -> tuple[Concept, ...]:
        """The concepts right under one."""
        return self._under.get(uri, ())

    def within(self, uri: str) -> tuple[str, ...]:
        """A concept and all that are under it, however far; it comes first. A vocabulary that runs in rings ends."""
        found = {uri: None}
        waiting = [uri]
        while waiting:
            for concept in self.under(waiting.pop()):
                if concept.uri not in found:
                    found[concept.uri] = None
                    waiting.append(concept.uri)
        return tuple(found)

    def subject(self, uri: str, language: str) -> Subject:
        """A concept as a record of an edition in a language names it."""
        tag, words = labelled(self.by_uri[uri].labels, language)
        return Subject(text=words, scheme=self.uri or self.name, uri=uri, language=tag)


def labelled(labels: Sequence[tuple[str, str]], language: str) -> tuple[str, str]:
    """The label for a reader of a language, and which language it is in: that, another form of it, English, any."""
    wanted = (language, language.split("-", 1)[0], "en")

    def distance(label: tuple[str, str]) -> int:
        forms = (label[0], label[0].split("-", 1)[0], label[0])
        return next((n for n, (form, tag) in enumerate(zip(forms, wanted, strict=True)) if form == tag), len(forms))

    return min(labels, key=distance) if labels else ("", "")


class Vocabularies:
    """The vocabularies of a library together: a concept is found by its address, whichever it is of."""

    def __init__(self, held: Iterable[Vocabulary]) -> None:
        self.held = tuple(held)

    def of(self, uri: str) -> Vocabulary | None:
        """The vocabulary that has a concept."""
        return next((vocabulary for vocabulary in self.held if uri in vocabulary.by_uri), None)

    def name(self, uri: str, language: str, *, otherwise: str = "") -> str:
        """What a concept is called in a language; `otherwise` for one that no vocabulary has."""
        vocabulary = self.of(uri)
        return labelled(vocabulary.by_uri[uri].labels, language)[1] if vocabulary else otherwise or uri

    def within(self, uri: str) -> tuple[str, ...]:
        """A concept and all that are under it; it comes first."""
        vocabulary = self.of(uri)
        return vocabulary.within(uri) if vocabulary else (uri,)
