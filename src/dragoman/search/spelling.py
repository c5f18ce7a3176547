"""A word that no text has becomes one that some text has and that is spelled almost so.

Comes in: a question as its likeliest language reads it. Goes out: the question with such words put right, or nothing.
The only dictionary is what the library's own texts say in that language.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from dragoman.search.marking import Marker
from dragoman.search.question import Question
from dragoman.search.records import in_language
from dragoman.search.schema import TEXT, Body
from dragoman.search.scripts import CONTINUOUS, script_of
from dragoman.search.vocabulary import Vocabulary
from dragoman.search.words import folded

_SHORTEST: Final = 4
_LONG: Final = 7
"""In a word of so many letters two may be wrong, in a shorter one only one."""
_LARGE: Final = 200_000
"""In an index of more passages two first letters must be right, in a smaller one only one."""
_LONGEST_ENDING: Final = 6
_CANDIDATES: Final = 12
_EXAMPLES: Final = 4


def suggested(text: str, question: Question, searcher: tantivy.Searcher) -> str | None:
    """The question spelled otherwise, if that can be found in more places."""
    if not question.readings:
        return None
    reading = question.readings[0]
    changed = text
    for word in reading.unknown:
        better = _better(word, reading.language, question.vocabulary, searcher)
        if better:
            place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", changed)
            changed = changed[: place.start()] + better + changed[place.end() :] if place else changed
    return changed if changed != text else None


def _better(word: str, language: str, vocabulary: Vocabulary, searcher: tantivy.Searcher) -> str | None:
    """The word of the language's texts that is nearest, as a text writes it."""
    plainly = folded(word, language)
    if len(plainly) < _SHORTEST or not plainly.isalpha() or script_of(plainly[0]) in CONTINUOUS:
        return None
    most = 2 if len(plainly) >= _LONG else 1
    begun = plainly[: 2 if vocabulary.passages > _LARGE else 1]
    frequency = dict(searcher.terms_with_prefix(TEXT, f"{language}:{begun}"))
    terms = _near(plainly, {term.partition(":")[2]: often for term, often in frequency.items()})
    written = {w for stem in terms for w in _written(f"{language}:{stem}", language, vocabulary, searcher)}
    near = [(distance, w) for w in written if (distance := OSA.distance(w, plainly, score_cutoff=most)) <= most]
    return min(near, default=(0, None))[1]


def _near(word: str, frequency: Mapping[str, int]) -> list[str]:
    """The stems that the word may have been meant to have: a stem is the beginning of a word, more or less."""
    by_length: dict[int, list[str]] = {}
    for stem in frequency:
        by_length.setdefault(len(stem), []).append(stem)
    found: list[tuple[float, int, int, str]] = []
    for length in range(max(_SHORTEST - 1, len(word) - _LONGEST_ENDING), len(word) + 2):
        stems, most = by_length.get(length, ()), 2 if length >= _LONG else 1
        near = process.extract(word[:length], stems, scorer=OSA.distance, limit=None, score_cutoff=most)
        found += [(distance, -length, -frequency[stem], stem) for stem, distance, _ in near]
    return [stem for _, _, _, stem in sorted(found)[:_CANDIDATES]]


def _written(term: str, language: str, vocabulary: Vocabulary, searcher: tantivy.Searcher) -> Iterator[str]:
    """How texts write a term."""
    query = tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, tantivy.Query.term_query(vocabulary.schema, TEXT, term, "freq")),
            (tantivy.Occur.Must, in_language(language, vocabulary)),
        ]
    )
    marker = Marker(frozenset({term}))
    for _, address in searcher.search(query, limit=_EXAMPLES, count=False).hits:
        body = msgspec.msgpack.decode(searcher.doc(address).get_first("stored") or b"", type=Body)
        text = body.text.replace("\n", " ")
        yield from (text[start:end].lower() for _, start, end in marker.places(text, language, body.signs))
