"""What a translation keeps of the language it was made from, and what it says of its translators.

Comes in: the text of a document and its language. Goes out: the share of the words that stand in stretches of another
language, for each such language, and whether the title page speaks of translating.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dragoman.vocabulary.function_words import FUNCTION_WORDS

WORDS: Final = 12_000
"""So many words are looked at, spread over the text."""
_STRETCH: Final = 8
_SHORTEST: Final = 4
_PLAIN_SHARE: Final = 0.25
_WORD: Final = re.compile(r"[^\W\d_]+")

_ALSO: Final = {
    "en": "at from not have has was were which it an its their can will may",
    "fr": "de en le l d à il se ce cette son sa ses leur leurs avec sont être plus",
    "es": "la de en a lo no un me si le les este esta sus son ser",
    "pt": "de a um à nos nas sua seu são ser pelo pela",
    "it": "la di in a un i lo da al alla nel nella sono",
    "ca": "la de en a un se",
    "gl": "de a un se",
    "de": "in an am im dem des ein als auch sich oder bei nach",
    "nl": "in als aan ook bij door om of",
    "da": "i er som med den de for af",
    "no": "i er som med den de for av",
    "sv": "i som med den de för av",
    "id": "a di ke se",
    "tr": "ne o da",
    "pl": "i w z na do się nie to jest że o od za po przez dla oraz jak",
    "ro": "și de la în a cu pe nu să din pentru este care sau un o",
    "hu": "a az és hogy nem is egy ez van vagy meg",
    "fi": "ja on ei se että oli tai kun ovat mutta",
    "vi": "và của là có các cho không được một trong với những khi để",
    "sw": "na ya wa kwa ni za katika la cha kila haki au",
}
"""Frequent words that near languages share, so that they tell none of them apart but still are a language's own."""

_TRANSLATING: Final = re.compile(
    r"\b(?:translat(?:ed|ion|ions|or|ors)|tradu(?:it|ite|ction|cteur|cteurs|cido|cida|cción|ctor|ctores|zido|zida|zione)"
    r"|tradotto|tradução|übersetz(?:t|ung|er|ung:)|перев(?:од|ёл|ел|едено|одчик|одчики)|переклад|перекладено"
    r"|traducere|tłumacz\w*|przekład|vertal(?:ing|er)|vertaald|översätt\w*|çevir(?:en|i)|tercüme|terjemahan|dịch)\b"
    r"|翻译|翻譯|译者|譯者|中译|翻訳|訳者|번역|옮긴|ترجم|अनुवाद|অনুবাদ|แปลโดย",
    re.IGNORECASE,
)


def _known() -> tuple[Mapping[str, frozenset[str]], Mapping[str, tuple[str, ...]]]:
    """Each language's own frequent words; and for each telling word the languages that it may be a sign of."""
    own = {
        language: FUNCTION_WORDS.get(language, frozenset()) | frozenset(_ALSO.get(language, "").split())
        for language in (*FUNCTION_WORDS, *(set(_ALSO) - set(FUNCTION_WORDS)))
    }
    signs: dict[str, list[str]] = {}
    for language, words in own.items():
        for word in words:
            if len(word) == 1 and word.isascii():  # letters in lists and formulas
                continue
            signs.setdefault(word, []).append(language)
    return own, {word: tuple(languages) for word, languages in signs.items()}


_OWN, _SIGN_OF = _known()


def remains(texts: Sequence[str], language: str) -> dict[str, float]:
    """The share of the words that stand in stretches which are plainly in another language, for each such language."""
    words = _sampled(texts)
    own = _OWN.get(language, frozenset())
    found: Counter[str] = Counter()
    looked = 0
    for block in words:
        looked += len(block)
        for start in range(0, len(block), _STRETCH):
            stretch = block[start : start + _STRETCH]
            foreign = _plainly(stretch, own) if len(stretch) >= _SHORTEST else None
            if foreign and foreign != language:
                found[foreign] += len(stretch)
    return {foreign: round(count / looked, 5) for foreign, count in found.items()}


def _sampled(texts: Sequence[str]) -> Iterable[list[str]]:
    """The words of so many of the texts, evenly spread, as make about `WORDS`."""
    step = max(1, sum(map(len, texts)) // (6 * WORDS))
    return (_WORD.findall(text.lower()) for text in texts[::step])


def _plainly(words: Sequence[str], own: frozenset[str]) -> str | None:
    """The language that a stretch is plainly in, by at least two different words that are not this text's own."""
    others = {word for word in words if word not in own and word in _SIGN_OF}
    if len(others) < 2:
        return None
    counts = Counter(language for word in words if word in others for language in _SIGN_OF[word])
    language, most = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ours = sum(word in own for word in words)
    return language if most >= max(2.0, _PLAIN_SHARE * len(words)) and most > 2 * ours else None


def speaks_of_translating(title_page: str) -> bool:
    """Whether a title page has a word for translating ("Translated by …"), as the original's has no reason to."""
    return _TRANSLATING.search(title_page) is not None
