"""What a library's texts may be about, and what they seem to be about: its vocabularies, and suggestions from the text.

Comes in: a library, its index. Goes out: its `Vocabularies`; for a work, concepts with the evidence for them; and
records with suggestions as their statements, where somebody wants them kept so. A library into which nobody has loaded
a vocabulary has the one to begin with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

import msgspec

from dragoman.pipeline.model import clock
from dragoman.record.amendment import dated
from dragoman.record.model import Evidence, Expression, Source, Statement, Status, Subject, Work
from dragoman.record.said import absence, is_said
from dragoman.record.subjects import Vocabularies, Vocabulary, labelled
from dragoman.search.index import SearchIndex
from dragoman.search.scripts import analysed_as
from dragoman.search.suggesting import Names, Suggestion
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.store.vocabularies import has_chosen, kept, stamp

SUGGESTED: Final = "suggested by meaning"
"""How the method of a statement begins that rests on a suggestion."""
LIKELY: Final = 0.5
"""About so often a suggestion is right that is said to be as sure."""
MOST: Final = 3
_PATIENCE: Final = 10.0


@lru_cache(maxsize=1)
def starting() -> Vocabulary:
    """The vocabulary that a new library has: what `read_skos` makes of `subjects.ttl`, which takes a second."""
    read = files("dragoman.vocabulary").joinpath("skos", "subjects.json").read_bytes()
    return msgspec.json.decode(read, type=Vocabulary)


class Held:
    """A library's vocabularies, read again when they change. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._folder = library.folder
        self._read: tuple[str, Vocabularies] | None = None

    def state(self) -> str:
        """Something that is different after every change of them."""
        return repr((has_chosen(self._folder), stamp(self._folder)))

    def now(self) -> Vocabularies:
        """The vocabularies as they are. Error: `LibraryError` for a file that can't be read."""
        state = self.state()
        read = self._read
        if read is None or read[0] != state:
            held = kept(self._folder) if has_chosen(self._folder) else (starting(),)
            read = self._read = (state, Vocabularies(held))
        return read[1]


def suggest(work: Work, index: SearchIndex, vocabularies: Iterable[Vocabulary]) -> tuple[Suggestion, ...]:
    """The concepts that a work is likeliest about, likeliest first; its editions are asked together."""
    editions = [e for e in work.expressions if e.status is Status.ACTIVE]
    found: list[Suggestion] = []
    for vocabulary in vocabularies:
        names = names_in(vocabulary, [e.language.value for e in editions])
        found += index.suggest([e.id for e in editions], names, limit=MOST)
    return tuple(sorted(found, key=lambda each: -each.confidence))


def names_in(vocabulary: Vocabulary, languages: Sequence[str]) -> dict[str, Names]:
    """What the concepts are called in these languages, for those in which all of them have a name."""
    found: dict[str, Names] = {}
    for language in languages:
        primary = analysed_as(language)
        labels = {concept.uri: labelled(concept.labels, language) for concept in vocabulary.concepts}
        if all(analysed_as(tag) == primary for tag, _ in labels.values()):
            found[primary] = {uri: words for uri, (_, words) in labels.items()}
    return found


def keep_suggestions(library: Library, index: SearchIndex, works: Iterable[Work], *, least: float) -> Iterator[Work]:
    """Gives works the subjects that are suggested with this sureness at least; yields those that change.

    What a person has said of an edition's subjects stays, be it that it has none.
    """
    vocabularies = Held(library).now()
    for work in works:
        sure = [each for each in suggest(work, index, vocabularies.held) if each.confidence >= least]
        after = with_suggestions(work, sure, vocabularies)
        if after != work:
            with library.writer(wait=_PATIENCE) as writer:
                # Somebody may have changed the work meanwhile: the suggestions are of its text, and hold all the same.
                now = library.catalogue.work(work.id)
                if now is not None and (after := with_suggestions(now, sure, vocabularies)) != now:
                    after = dated(now, after, clock().strftime("%Y-%m-%dT%H:%M:%SZ"))
                    writer.keep(Change(works=(after,)))
                    yield after


def with_suggestions(work: Work, sure: Sequence[Suggestion], vocabularies: Vocabularies) -> Work:
    """The work with these subjects in each of its editions of whose subjects no person has said anything."""
    return replace(work, expressions=tuple(_with(e, sure, vocabularies) for e in work.expressions))


def _with(edition: Expression, sure: Sequence[Suggestion], vocabularies: Vocabularies) -> Expression:
    if edition.status is not Status.ACTIVE or any(map(is_said, edition.subjects)) or absence(edition, "subjects"):
        return edition
    others = tuple(s for s in edition.subjects if not s.evidence.method.startswith(SUGGESTED))
    known = {s.value.uri for s in others}
    new = tuple(
        Statement(value=_subject(each, edition, vocabularies), evidence=_evidence(each))
        for each in sure
        if each.uri not in known
    )
    return replace(edition, subjects=(*others, *new)) if (*others, *new) != edition.subjects else edition


def _subject(each: Suggestion, edition: Expression, vocabularies: Vocabularies) -> Subject:
    vocabulary = vocabularies.of(each.uri)
    assert vocabulary is not None  # what was suggested is of one of them
    return vocabulary.subject(each.uri, edition.language.value)


def _evidence(each: Suggestion) -> Evidence:
    return Evidence(
        item=each.item,
        source=Source.TEXT,
        method=f"{SUGGESTED} ({', '.join(each.models)})",
        confidence=each.confidence,
        page=each.page,
    )
