"""In what language a text, or a whole document, is written.

Comes in: text or a `Document`. Goes out: a BCP 47 tag with how sure it is. The script decides alone where it can
(Greek, Thai, Georgian …); else it narrows the candidates, and letter statistics (py3langid's naive Bayes model) and
function words choose among them. A document is the vote of passages from all over it, because title pages and code
listings are often English.
"""

import importlib
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from dragoman.document.model import Block, BlockKind, Document
from dragoman.record.model import Choice, Evidence, Source, Statement
from dragoman.vocabulary.function_words import share_of_function_words
from dragoman.vocabulary.languages import UNDETERMINED, LanguageTag
from dragoman.vocabulary.scripts import LANGUAGES_OF_SCRIPT, SCRIPT_IN_TAG, chinese_script, weighed_scripts

_SKIPPED: Final = (BlockKind.CODE, BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER, BlockKind.CONTENTS)
_NOISE: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S*[/\\_<>{}=|$#]\S*|\d+(?:[.,:]\d+)*")
_DEFAULT_SCRIPT: Final = {"zh": "Hans", "sr": "Cyrl", "uz": "Latn", "ku": "Latn", "az": "Latn"}
_KANA_IN_JAPANESE: Final = 0.05
_LATIN_IS_FOREIGN: Final = 0.7
_FUNCTION_WORD_WEIGHT: Final = 3.0
_ENOUGH: Final = 6_000
_LITTLE: Final = 300.0
_WORTH_NAMING: Final = 0.03
_NOTHING_KNOWN: Final = -1e6
_PASSAGES: Final = 36
_PASSAGE: Final = 280
_ENOUGH_PASSAGES: Final = 16
_AGREED: Final = 0.98


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """The letter statistics, loaded when they are first needed: numpy and 8 MB of tables, about a second."""
    return importlib.import_module("py3langid")


def identify(text: str) -> tuple[LanguageTag, float]:
    """The language of one text and how sure that is; `und` for a text without letters."""
    text = text[:_ENOUGH]
    words = _NOISE.sub(" ", text)
    weights = weighed_scripts(words) or weighed_scripts(text)
    if not weights:
        return UNDETERMINED, 0.0
    script = _leading_script(weights)
    own = weights[script] + (weights.get("Hani", 0.0) if script in {"Kana", "Hang"} else 0.0)
    share = min(1.0, own / sum(weights.values()) + 0.3)
    languages = LANGUAGES_OF_SCRIPT[script]
    if script == "Hani":
        return LanguageTag("zh-" + chinese_script(words)), 0.98 * share
    if len(languages) == 1:
        return LanguageTag(languages[0]), 0.99 * share
    language, sureness = _most_likely(words, languages)
    return LanguageTag(SCRIPT_IN_TAG.get((language, script), language)), sureness * share


def _leading_script(weights: dict[str, float]) -> str:
    """The script a text is in; Latin names in another script's text don't make it Latin, nor Han characters
    Japanese Chinese.
    """
    total = sum(weights.values())
    others = {script: weight for script, weight in weights.items() if script != "Latn"}
    if not others or sum(others.values()) < (1 - _LATIN_IS_FOREIGN) * total:
        return "Latn" if "Latn" in weights else max(weights, key=weights.__getitem__)
    leading = max(others, key=others.__getitem__)
    if leading in {"Hani", "Kana"}:
        han, kana, hangul = (others.get(script, 0.0) for script in ("Hani", "Kana", "Hang"))
        if kana >= _KANA_IN_JAPANESE * (han + kana):
            return "Kana"
        return "Hang" if hangul > 0.2 * han else "Hani"
    return leading


def _most_likely(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """The likeliest of these languages, by letter statistics softened for length and by function words."""
    scale = math.sqrt(len(text.encode("utf-8", "replace")) or 1)
    ranked: dict[str, float] = {name: float(score) / scale for name, score in _identifier().rank(text)}
    ranked["zh"] = max(ranked.get(name, -math.inf) for name in ("zh", "wuu", "yue"))
    scores = {
        language: ranked.get(language, ranked.get("am", 0.0) if language == "ti" else -math.inf)
        for language in languages
    }
    best = max(scores.values())
    if best < _NOTHING_KNOWN:
        return UNDETERMINED, 0.0
    near = {language: score - best for language, score in scores.items() if score > best - 8.0}
    likelihood = {
        language: math.exp(score + _FUNCTION_WORD_WEIGHT * share_of_function_words(text, language))
        for language, score in near.items()
    }
    winner = max(likelihood, key=likelihood.__getitem__)
    return winner, likelihood[winner] / sum(likelihood.values())


def find_language(document: Document) -> Choice[LanguageTag]:
    """The language most of a document's own words are in, and others that passages are in; none where it has none."""
    votes: dict[LanguageTag, float] = defaultdict(float)
    pages: dict[LanguageTag, int] = {}
    passages = _passages(document)
    for place, (page, text) in enumerate((*passages[::2], *passages[1::2])):
        if place >= _ENOUGH_PASSAGES and _are_agreed(votes) and 2 * place >= len(passages):
            break
        tag, sureness = identify(text)
        if tag != UNDETERMINED:
            votes[tag] += sureness * sum(weighed_scripts(text).values())
            pages.setdefault(tag, page)
    if not votes:
        return Choice(best=undetermined(document))
    # What a translation leaves in English (names of programs, untranslated notes) says nothing against it.
    chosen = max(votes, key=lambda tag: votes[tag] * (0.5 if tag == "en" else 1.0))
    chosen = _language_of_title(document, chosen) or chosen
    total = sum(votes.values())
    share = votes[chosen] / total if chosen in votes else 0.2
    sureness = round(min(0.999, 0.5 + share / 2) * min(1.0, 0.3 + total / _LITTLE), 3)
    rest = sorted(
        (tag for tag in votes if tag != chosen and votes[tag] >= _WORTH_NAMING * total), key=lambda t: -votes[t]
    )
    return Choice(
        best=_voted(document, chosen, sureness, pages.get(chosen, 1)),
        others=tuple(_voted(document, tag, round(votes[tag] / total / 2, 3), pages[tag]) for tag in rest),
    )


def _voted(document: Document, tag: LanguageTag, confidence: float, page: int) -> Statement[LanguageTag]:
    return Statement(
        value=tag,
        evidence=Evidence(
            item=document.item,
            source=Source.TEXT,
            method="passages vote: script, letter statistics, function words",
            confidence=confidence,
            page=page,
        ),
    )


def _are_agreed(votes: Mapping[LanguageTag, float]) -> bool:
    """Whether so many passages are in one language that the rest need not be asked."""
    return max(votes.values(), default=0.0) >= _AGREED * sum(votes.values()) > 0


def _language_of_title(document: Document, body: LanguageTag) -> LanguageTag | None:
    """The language of the title page, where the text is Latin and that page's heaviest lines are in a script that
    tells alone.

    A translation that is only begun has its title, and a page here and there, in its language and the rest still in
    the original's.
    """
    if body != "en":
        return None
    page = next((page for page in document.pages[:4] if any(block.lines for block in page.blocks)), None)
    blocks = [block for block in page.blocks if block.kind not in _SKIPPED] if page else []
    if not blocks or len(blocks) > 12:
        return None
    largest = max(blocks, key=lambda block: block.size)
    tag, sureness = identify(largest.text)
    script = _leading_script(weighed_scripts(largest.text) or {"Latn": 1.0})
    if script == "Latn" or sureness < 0.6 or len(LANGUAGES_OF_SCRIPT[script]) > 1:
        return None
    pages = sum(weighed_scripts(page.text).get(script, 0.0) > 20 for page in document.pages[:60])
    return tag if pages >= 3 else None


def undetermined(document: Document) -> Statement[LanguageTag]:
    """What stands for the language of a document without words: what it declares, else `und`."""
    declared = (document.metadata.language or "").strip().replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", declared):
        evidence = Evidence(item=document.item, source=Source.METADATA, method="declared language", confidence=0.5)
        return Statement(value=LanguageTag(declared), evidence=evidence)
    evidence = Evidence(item=document.item, source=Source.TEXT, method="no words found", confidence=0.0)
    return Statement(value=UNDETERMINED, evidence=evidence)


def _passages(document: Document) -> list[tuple[int, str]]:
    """Stretches of running text from all over the document, with their pages: paragraphs first, anything if there
    are none.
    """
    found: list[tuple[int, str]] = []
    step = max(1, len(document.pages) // _PASSAGES)
    for page in document.pages[::step]:
        blocks = [block for block in page.blocks if block.kind not in _SKIPPED]
        if blocks:
            longest = max(blocks, key=_prose)
            found.append((page.number, longest.text[: 2 * _PASSAGE]))
            found += [(page.number, b.text[:_PASSAGE]) for b in blocks[:: max(1, len(blocks) // 3)] if b is not longest]
    # A passage of a few words is easily taken for another language; it only counts where there is nothing better.
    long = [(page, text) for page, text in found if len(text) >= 60]
    picked = long or found
    return picked[:: max(1, math.ceil(len(picked) / (2 * _PASSAGES)))]


def _prose(block: Block) -> float:
    """How much running text a block has."""
    return len(block.text) * (1.0 if block.kind is BlockKind.PARAGRAPH else 0.5)
