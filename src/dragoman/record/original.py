"""Which of a work's language editions is the original.

Comes in: the descriptions of its editions. Goes out: the original's language with its evidence, or None where there is
no ground. Grounds, the strongest first: an edition says so ("Original: English"); translations keep paragraphs and
titles of the language they were made from, while the original keeps none of theirs; translations name translators.
"""

from collections.abc import Sequence
from typing import Final

from dragoman.record.model import Description, Evidence, Source, Statement
from dragoman.vocabulary.languages import UNDETERMINED, LanguageTag, primary

_TRANSLATOR: Final = "trl"
_REMAINS: Final = 0.0008
_CLEARLY: Final = 2.5
_OWN_REMAINS: Final = 1.5
_NOISE: Final = 0.0002
_TITLE: Final = 0.02
_CREDIT: Final = 0.01
_ALONE: Final = 0.5


def decide_original(descriptions: Sequence[Description]) -> Statement[LanguageTag] | None:
    """The language that the work was written in: one of its editions' languages, or None where there is no ground."""
    known = sorted(
        (d for d in descriptions if d.language.value != UNDETERMINED), key=lambda d: (d.language.value, d.item)
    )
    if not known:
        return None
    return _said(known) or (_compared(known) if len({d.language.value for d in known}) > 1 else _lone(known))


def _said(known: Sequence[Description]) -> Statement[LanguageTag] | None:
    """What the editions themselves say, if they say one thing that is among their languages."""
    said = [d.original_language for d in known if d.original_language]
    votes = {primary(statement.value) for statement in said}
    languages = [d.language.value for d in known if primary(d.language.value) in votes]
    if len(votes) != 1 or len(set(languages)) != 1:
        return None
    best = max(said, key=lambda statement: statement.evidence.confidence)
    return Statement(value=languages[0], evidence=best.evidence)


def _lone(known: Sequence[Description]) -> Statement[LanguageTag] | None:
    """A lone edition is taken for the original unless it says that it is a translation."""
    if any(d.original_language or _translators(d) for d in known):
        return None
    return _statement(known[0], "the only language there is, and no word of a translation", _ALONE)


def _compared(known: Sequence[Description]) -> Statement[LanguageTag] | None:
    """The language that the other editions keep remains of, if one stands out clearly."""
    points = {d.language.value: 0.0 for d in known}
    for language in points:
        of_it = [d for d in known if d.language.value == language]
        others = [d for d in known if d.language.value != language]
        kept = sum(_remains(d, language) + _shared_title(d, of_it) for d in others) / len(others)
        lost = max(_remains_of_any(d, [o.language.value for o in others]) for d in of_it)
        points[language] = kept - _OWN_REMAINS * lost + _CREDIT * _uncredited(of_it, others)
    ranked = sorted(points.items(), key=lambda pair: -pair[1])
    (best, most), (_, next_most) = ranked[0], ranked[1]
    if most < _REMAINS or most + _NOISE < _CLEARLY * (max(0.0, next_most) + _NOISE):
        return None
    sureness = min(0.95, 0.6 + 10 * (most - max(0.0, next_most)))
    edition = next(d for d in known if d.language.value == best)
    return _statement(
        edition, "the other editions keep words of this language or say that they are translations", sureness
    )


def _uncredited(of_it: Sequence[Description], others: Sequence[Description]) -> int:
    """-1 if this edition speaks of its translators, 1 if all the others do and it doesn't, else 0."""
    if any(map(_translators, of_it)):
        return -1
    return int(all(map(_translators, others)))


def _remains(description: Description, language: LanguageTag) -> float:
    """The share of a text that is in this other language."""
    return dict(description.fingerprint.foreign).get(LanguageTag(primary(language)), 0.0)


def _remains_of_any(description: Description, languages: Sequence[LanguageTag]) -> float:
    return max((_remains(description, language) for language in languages), default=0.0)


def _shared_title(description: Description, originals: Sequence[Description]) -> float:
    """Whether a text bears, on its title page or in its metadata, the title of the edition in another language."""
    own = {d.fingerprint.titles[0] for d in originals if d.fingerprint.titles} - {0}
    return _TITLE if own & set(description.fingerprint.titles[1:]) else 0.0


def _translators(description: Description) -> bool:
    """Whether the text names its translators, or its title page speaks of translating."""
    return description.fingerprint.translated or any(c.value.role == _TRANSLATOR for c in description.contributions)


def _statement(description: Description, method: str, confidence: float) -> Statement[LanguageTag]:
    evidence = Evidence(item=description.item, source=Source.COMPARISON, method=method, confidence=round(confidence, 3))
    return Statement(value=description.language.value, evidence=evidence)
