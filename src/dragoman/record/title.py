"""The title of a document, from its first pages.

Comes in: a `Document`. Goes out: a statement of the title. Lines of the same type that follow each other are one
candidate; what counts is size against the rest of the page, place, weight, and whether running heads, a second
title page or the embedded metadata say the same. Dates, versions, addresses and headings of parts of a book are no
titles.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from dragoman.document.marks import without_marks
from dragoman.document.model import BlockKind, Box, Document, Line, Page
from dragoman.record.language import identify
from dragoman.record.model import MOST_ALTERNATIVES, Choice, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold, squeeze
from dragoman.vocabulary.headings import part_named
from dragoman.vocabulary.imprint import PUBLISHED_BY, TRANSLATED_BY, VERSION_WORDS
from dragoman.vocabulary.languages import UNDETERMINED, LanguageTag, primary
from dragoman.vocabulary.scripts import LANGUAGES_OF_SCRIPT

_TITLE_PAGES: Final = 3
_LOOKED_AT: Final = 8
_LINES_OF_TITLE_PAGE: Final = 25
_LONGEST: Final = 240
_MOST_CANDIDATES: Final = 60
_MOST_LINES: Final = 6
_REJECTED_METADATA: Final = re.compile(
    r"microsoft (word|powerpoint)|^(untitled|document|slide|presentation|title|none|default)\s*\d*$"
    r"|\.(docx?|pptx?|indd|qxd|pdf|tex|xlsx?)$"
    r"|^[\w-]+\.[a-z]{2,4}$|^(?-i:[a-z0-9]+(?:[-_.][a-z0-9]+)+)$|^\W*\d*\W*$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://|www\.|\S+@\S+|©|\(c\)\s*\d|^isbn|^issn", re.IGNORECASE)
_DATE_OR_NUMBER: Final = re.compile(r"[\d\s./–—:-]+|[ivxlc]+", re.IGNORECASE)
_VERSION: Final = frozenset(fold(word) for word in VERSION_WORDS)
_FEWEST_WORDS: Final = 3
_ENOUGH_WORDS: Final = 5
_SURE: Final = 0.95
_WORTH_NAMING: Final = 0.5
_NOT_LATIN: Final = frozenset(
    primary(language) for script, languages in LANGUAGES_OF_SCRIPT.items() if script != "Latn" for language in languages
) - {primary(language) for language in LANGUAGES_OF_SCRIPT["Latn"]}
_IMPRINT: Final = tuple(fold(word) for word in (*PUBLISHED_BY, *TRANSLATED_BY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Lines that may be the title together."""

    page: int
    lines: tuple[Line, ...]
    order: int

    @property
    def text(self) -> str:
        """The lines as one, hyphenation undone."""
        text = self.lines[0].text.strip()
        for line in self.lines[1:]:
            following = line.text.strip()
            cut = text.endswith("-") and following[:1].islower()
            east_asian = ord(text[-1]) > 0x2E80 and ord(following[0]) > 0x2E80 and not 0xAC00 <= ord(text[-1]) <= 0xD7A3
            text = text[:-1] + following if cut else text + ("" if east_asian else " ") + following
        return without_marks(re.sub(r"\s+", " ", text).strip())

    @property
    def size(self) -> float:
        """The size of the type it is set in, measured on the page where the font does not tell."""
        return max(_size(line) for line in self.lines)

    @property
    def box(self) -> Box:
        """Where it stands."""
        return Box(
            min(line.box.x0 for line in self.lines),
            min(line.box.y0 for line in self.lines),
            max(line.box.x1 for line in self.lines),
            max(line.box.y1 for line in self.lines),
        )


def find_title(document: Document, *, language: LanguageTag = UNDETERMINED, file_name: str = "") -> Choice[str]:
    """The title as printed, else as running heads or the embedded metadata give it, and what else could be it."""
    return Choice.of(_titles(document, language, file_name))


def _titles(document: Document, language: LanguageTag, file_name: str) -> Iterator[Statement[str]]:
    pages = [page for page in document.pages[:_LOOKED_AT] if own_lines(page)][:_TITLE_PAGES]
    heads = running_heads(document)
    embedded = plausible_metadata_title(document, language)
    candidates = [candidate for page in pages for candidate in _candidates(page)]
    # A page can have a hundred thousand lines; a title is among the largest or the first ones.
    if len(candidates) > _MOST_CANDIDATES:
        candidates = sorted(candidates, key=lambda candidate: -candidate.size)[:_MOST_CANDIDATES]
    scored = [(_score(candidate, candidates, heads, embedded), candidate) for candidate in candidates]
    good = [(score, candidate) for score, candidate in scored if score > 0]
    # Where the cover is a picture, what stands largest on the first page with text may be any heading.
    covered = bool(good) and pages[0].number > 1 and _is_prose(pages[0])
    elsewhere = _from_elsewhere(document, heads, embedded)
    good.sort(key=lambda pair: (-pair[0], pair[1].page, pair[1].order))
    # A book's title is often a picture, and in its package.
    headed = bool(good) and document.flowed and embedded and _heads_a_section(document, good[0][1].text)
    if elsewhere and (covered or headed):
        yield elsewhere
    ranked = list({squeeze(candidate.text): (score, candidate) for score, candidate in reversed(good)}.values())
    ranked.sort(key=good.index)
    for place, (score, candidate) in enumerate(ranked):
        if place and (place > MOST_ALTERNATIVES or score < _WORTH_NAMING * ranked[0][0]):
            break
        rival = ranked[0 if place else 1][0] if len(ranked) > 1 else 0.0
        agreement = _agreeing(candidate.text, heads, embedded)
        evidence = Evidence(
            item=document.item,
            source=Source.TITLE_PAGE,
            method="largest type of the first pages",
            confidence=_confidence(candidate, score - rival, agreement, prose=_is_prose(pages[0])),
            page=candidate.page,
            region=candidate.box,
        )
        yield Statement(value=candidate.text, evidence=evidence)
        if elsewhere and not place:
            yield elsewhere
    if not good and elsewhere:
        yield elsewhere
    elif not good and (named := _from_file_name(document, file_name)):
        yield named


def _heads_a_section(document: Document, text: str) -> bool:
    """Whether a text is a heading that the outline names, and the outline names others beside it."""
    titles = {squeeze(entry.title) for entry in document.outline}
    return len(titles) > 1 and squeeze(text) in titles


def _size(line: Line) -> float:
    """The type size; fonts scaled by the page's own matrix report 1, and then the height of the line tells."""
    return line.size if line.size > 3 else (line.box.y1 - line.box.y0) * 0.85


def _candidates(page: Page) -> list[Candidate]:
    """Runs of lines in the same type, from the top of the page down."""
    runs: list[list[Line]] = []
    for line in sorted(own_lines(page), key=lambda line: (line.box.y0, line.box.x0)):
        before = runs[-1][-1] if runs else None
        if before and len(runs[-1]) < _MOST_LINES and _same_type(before, line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [Candidate(page=page.number, lines=tuple(run), order=i) for i, run in enumerate(runs) if _may_be(run)]


def _same_type(before: Line, line: Line) -> bool:
    size = max(_size(before), _size(line))
    if squeeze(before.text) == squeeze(line.text):
        return False  # said twice, as on a book's title page and above its first chapter
    near = line.box.y0 - before.box.y1 < 1.1 * size and line.box.y0 > before.box.y0 - 0.5 * size
    return near and abs(_size(before) - _size(line)) <= 0.06 * size and before.bold == line.bold


def _may_be(run: list[Line]) -> bool:
    text = " ".join(line.text for line in run)
    letters = sum(letter.isalpha() for letter in text)
    return letters >= 2 and len(text) <= _LONGEST and letters >= 0.4 * len(text.replace(" ", ""))


def _score(candidate: Candidate, candidates: list[Candidate], heads: Counter[str], embedded: str | None) -> float:
    """How much a candidate looks like the title; not above 0 for what can't be one."""
    text = candidate.text
    if _is_no_title(text):
        return 0.0
    largest = max(other.size for other in candidates if other.page == candidate.page)
    overall = max(other.size for other in candidates)
    first = min(other.page for other in candidates)
    score = 2.0 * candidate.size / largest + 1.0 * candidate.size / overall
    score += 0.5 if candidate.page == first else 0.0
    score += 0.5 if candidate.page == first and candidate.size >= 0.95 * overall else 0.0
    score += 0.2 if any(line.bold for line in candidate.lines) else 0.0
    score += 0.7 * _agreeing(text, heads, embedded)
    repeated = {other.page for other in candidates if squeeze(other.text) == squeeze(text)}
    score += 0.3 if len(repeated) > 1 else 0.0
    score -= 0.6 if len(squeeze(text)) < 4 else 0.0
    score -= 0.8 if len(text) > 150 or text.endswith((".", ";", ",")) else 0.0
    return score - min(0.8, 0.05 * candidate.order)


def _is_no_title(text: str) -> bool:
    """Dates, numbers, versions, addresses, imprint lines and names of parts of a book."""
    folded = fold(text)
    words = [word for word in folded.split() if not word.isdigit()]
    return (
        not words
        or bool(_ADDRESS.search(text))
        or bool(_DATE_OR_NUMBER.fullmatch(text))
        or part_named(text) is not None
        or (words[0] in _VERSION and len(words) <= 2)
        or folded.startswith(_IMPRINT)
    )


def running_heads(document: Document) -> Counter[str]:
    """What is printed at the edges of pages, digits left off, with how often."""
    heads: Counter[str] = Counter()
    for page in document.pages[:120]:
        for block in page.blocks:
            if block.kind is BlockKind.RUNNING_HEAD:
                for line in block.lines or ():
                    heads[re.sub(r"^[\divxlc\W]+\s+|\s+[\divxlc\W]+$", "", line.text.strip())] += 1
    return heads


def _agreeing(text: str, heads: Counter[str], embedded: str | None) -> float:
    """1 where running heads or the embedded title say the same, less where they only have it in them."""
    squeezed = squeeze(text)
    if embedded and fuzz.ratio(squeezed, squeeze(embedded)) >= 88:
        return 1.0
    if len(squeezed) < 6:
        return 0.0
    if any(count >= 2 and fuzz.ratio(squeezed, squeeze(head)) >= 88 for head, count in heads.most_common(12)):
        return 1.0
    return 0.6 if any(count >= 2 and squeezed in squeeze(head) for head, count in heads.most_common(12)) else 0.0


def plausible_metadata_title(document: Document, language: LanguageTag = UNDETERMINED) -> str | None:
    """The embedded title, unless a program made it ("Microsoft Word - x.doc", "Slide 1"), or it is in another language.

    A translation often keeps the metadata of its original; of titles in several languages (XMP) the text's own counts.
    """
    metadata = document.metadata
    own = [text for tag, text in metadata.titles if tag and primary(LanguageTag(tag)) == primary(language)]
    for text in (*own, metadata.title, *(text for _, text in metadata.titles)):
        title = " ".join((text or "").split())
        if (
            len(title) >= 4
            and not _REJECTED_METADATA.search(title)
            and (text in own or not _is_foreign(title, language))
        ):
            return title
    return None


def _is_foreign(title: str, language: LanguageTag) -> bool:
    """Whether a title is surely in another language than the text: of a few words in one script one can't be sure."""
    if language == UNDETERMINED:
        return False
    told, sureness = identify(title)
    if told == UNDETERMINED or primary(told) == primary(language):
        return False
    words = title.split()
    latin = title.isascii() and primary(language) in _NOT_LATIN and len(words) >= _FEWEST_WORDS
    return latin or (len(words) >= _ENOUGH_WORDS and sureness >= _SURE)


def _is_prose(page: Page) -> bool:
    """Whether a page has too much text for a title page."""
    return len(own_lines(page)) > _LINES_OF_TITLE_PAGE


def _confidence(best: Candidate, margin: float, agreement: float, *, prose: bool) -> float:
    """Sure where it stands out on the first page or something else agrees; a long or late one is doubtful."""
    confidence = 0.62 + min(0.3, 0.3 * margin) + 0.15 * agreement
    confidence -= 0.15 if best.page > 2 else 0.0
    confidence -= 0.3 if best.page > 1 and prose else 0.0
    confidence -= 0.1 if len(best.text) > 150 or len(squeeze(best.text)) < 6 else 0.0
    return round(max(0.2, min(0.98, confidence)), 3)


def _from_elsewhere(document: Document, heads: Counter[str], embedded: str | None) -> Statement[str] | None:
    """The embedded title, else the commonest running head."""
    if embedded:
        evidence = Evidence(item=document.item, source=Source.METADATA, method="embedded title", confidence=0.6)
        return Statement(value=embedded, evidence=evidence)
    for head, count in heads.most_common(5):
        if count >= 3 and len(squeeze(head)) >= 6 and not _is_no_title(head):
            evidence = Evidence(item=document.item, source=Source.TEXT, method="running head", confidence=0.5)
            return Statement(value=head, evidence=evidence)
    return None


def _from_file_name(document: Document, file_name: str) -> Statement[str] | None:
    """The file's name without its ending, where nothing better is to be had."""
    words = re.sub(r"[_\s]+", " ", re.sub(r"\.[A-Za-z0-9]{2,5}$", "", file_name)).strip()
    if not any(letter.isalpha() for letter in words):
        return None
    evidence = Evidence(item=document.item, source=Source.FILE_NAME, method="file name", confidence=0.1)
    return Statement(value=words, evidence=evidence)
