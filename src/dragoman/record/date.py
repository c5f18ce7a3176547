"""When a document was published, as EDTF level 0 (ISO 8601-2): 2019, 2019-03 or 2019-03-05.

Comes in: a `Document` and its file's name. Goes out: a statement of the date from the title pages or the imprint, a
copyright year, the embedded metadata or, with little confidence, the file's name. What else says the same year, or a
later copyright, counts for it or against it. Numbers that only look like dates (2003–2013, versions) are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dragoman.document.model import BlockKind, Document, Line
from dragoman.record.imprint_page import imprint_pages
from dragoman.record.model import Choice, Evidence, Source, Statement
from dragoman.record.numbering import chinese_value
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.months import month_names

_PAGES: Final = 3
_LINES_OF_PROSE: Final = 4
_TOLD: Final = 0.4
_LINE_OF_IMPRINT: Final = 90
_PRINTED_TWICE: Final = 0.1
_SAID_ELSEWHERE: Final = 0.08
_COPYRIGHT_IS_YOUNGER: Final = 0.25
_ISSUED: Final = 0.7
_FILE_NAME: Final = 0.35
_IN_COPYRIGHT: Final = "copyright year"
_EARLIEST, _LATEST = 1800, 2100
_ISO: Final = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_ISO_MONTH: Final = re.compile(r"(?<![\d.])(\d{4})[-/](\d{1,2})(?![\d.-])")
_EUROPEAN: Final = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_EAST_ASIAN: Final = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
_CHINESE_DIGITS: Final = "〇一二三四五六七八九"
_ZEROS: Final = str.maketrans("零○０", "〇〇〇")
_CHINESE_DATE: Final = re.compile(
    r"([一二三四五六七八九〇零○０]{4})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*(?:([一二三四五六七八九十]{1,3})\s*[日号])?"
)
_YEARS: Final = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)\D{0,40}?(\d{4})(?:\s*(?:[-–—,]|and|to)\s*(\d{4}))?", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<![\d./:-])(\d{4})(?![\d/:–-]|\.\d)")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_DAY: Final = re.compile(r"([12]?\d|3[01]|0[1-9])(?=$|st|nd|rd|th|er|º|ª)")
_EMBEDDED: Final = re.compile(r"(?:D:)?(\d{4})-?(\d{2})?-?(\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as EDTF, how sure, and the line it was read in."""

    value: str
    confidence: float
    method: str
    page: int
    line: Line


def find_date(document: Document, *, file_name: str = "") -> Choice[str]:
    """The date of publication and others that could be it; none where nothing says one."""
    return Choice.of(_dates(document, file_name))


def _dates(document: Document, file_name: str) -> Iterator[Statement[str]]:
    found = sorted(_printed(document), key=lambda dated: -dated.confidence)
    copyrights = [int(dated.value[:4]) for dated in found if dated.method == _IN_COPYRIGHT]
    elsewhere = [*_said_elsewhere(document, file_name)]
    for best in found:
        others = [dated.value for dated in found if dated.line is not best.line]
        weighed, said_too = _weighed(best, others, copyrights, elsewhere)
        evidence = Evidence(
            item=document.item,
            source=Source.TITLE_PAGE,
            method=f"{best.method}, and said elsewhere" if said_too else best.method,
            confidence=weighed,
            page=best.page,
            region=best.line.box,
        )
        yield Statement(value=best.value, evidence=evidence)
    for other in (_issued(document), _embedded(document), _in_file_name(document, file_name)):
        if other:
            yield other


def _weighed(best: Dated, others: list[str], copyrights: list[int], elsewhere: list[int]) -> tuple[float, bool]:
    """How sure a date is with all that speaks for and against it, and whether something speaks for it.

    A copyright that is younger says that the date is of something else, or of an older state.
    """
    year = int(best.value[:4])
    printed = any(other.startswith(best.value) or best.value.startswith(other) for other in others)
    confidence = best.confidence + _PRINTED_TWICE * printed + _SAID_ELSEWHERE * (year in elsewhere)
    if best.method != _IN_COPYRIGHT and any(other > year for other in copyrights):
        confidence -= _COPYRIGHT_IS_YOUNGER
    return round(max(0.1, min(0.97, confidence)), 3), printed or year in elsewhere


def _said_elsewhere(document: Document, file_name: str) -> Iterator[int]:
    """The years that the metadata and the file's name say."""
    metadata = document.metadata
    for text in (metadata.issued, metadata.created, metadata.modified):
        if (match := _EMBEDDED.match(text or "")) and _is_year(match[1]):
            yield int(match[1])
    yield from (int(year) for year in _YEARS.findall(file_name))


def _printed(document: Document) -> Iterator[Dated]:
    """Dates on the first pages that have text: whole dates on title pages before years in imprints."""
    pages = [page for page in document.pages[:8] if own_lines(page)][:_PAGES]
    for place, page in enumerate(pages):
        prose = {
            id(line)
            for block in page.blocks
            if block.kind is BlockKind.PARAGRAPH and len(block.lines) >= _LINES_OF_PROSE
            for line in block.lines
        }
        for line in own_lines(page)[:70]:
            if len(line.text) > 160 or (dated := _on(line, page.number, place)) is None:
                continue
            # What a running text tells of happened some day: "first released in December 2003 and …".
            told = dated.confidence * _TOLD if id(line) in prose and dated.method != _IN_COPYRIGHT else dated.confidence
            yield replace(dated, confidence=round(told, 3))
    for page in imprint_pages(document):
        if page not in pages:
            for line in own_lines(page)[:70]:
                # Further in, a bare year may be anything.
                short = len(line.text) <= _LINE_OF_IMPRINT
                if short and (dated := _on(line, page.number, _PAGES)) and dated.method != "year":
                    yield dated


def _on(line: Line, page: int, place: int) -> Dated | None:
    """The date on one line of the title page (place 0) or one of those after it."""
    short = len(line.text) <= 60
    if value := whole_date(line.text):
        confidence = (0.9 if short else 0.6) - 0.1 * place
        return Dated(value=value, confidence=confidence, method="date line", page=page, line=line)
    if match := _COPYRIGHT.search(line.text):
        year = max((year for year in _YEARS.findall(line.text[match.start() :]) if _is_year(year)), default="")
        return Dated(value=year, confidence=0.6, method=_IN_COPYRIGHT, page=page, line=line) if year else None
    if short and (match := _YEAR.search(line.text)) and _is_year(match[1]):
        confidence = (0.65 if len(line.text) < 25 else 0.4) - 0.1 * place
        return Dated(value=match[1], confidence=confidence, method="year", page=page, line=line)
    return None


def whole_date(text: str) -> str | None:
    """A date of at least year and month that stands in a text, as EDTF; None for anything less."""
    for pattern, order in ((_ISO, (0, 1, 2)), (_EUROPEAN, (2, 1, 0)), (_EAST_ASIAN, (0, 1, 2)), (_ISO_MONTH, (0, 1))):
        if match := pattern.search(text):
            parts = [match.groups()[i] for i in order]
            if value := _edtf(*[int(part) if part else None for part in parts]):
                return value
    return _with_chinese_numerals(text) or _with_month_name(text)


def _with_chinese_numerals(text: str) -> str | None:
    """ "二零二一年十一月", "一九四八年十二月十日"."""
    match = _CHINESE_DATE.search(text)
    if match is None:
        return None
    year = int("".join(str(_CHINESE_DIGITS.index(digit) % 10) for digit in match[1].translate(_ZEROS)))
    return _edtf(year, chinese_value(match[2]), chinese_value(match[3]) if match[3] else None)


def _with_month_name(text: str) -> str | None:
    """ "5 March 2019", "March 5, 2019", "mars 2019", "5 de marzo de 2019", "أكتوبر 2021"."""
    words = _WORD.findall(text)
    if not any(len(word) == 4 and word.isdigit() and _is_year(word) for word in words):
        return None
    names = month_names()
    for i, word in enumerate(words):
        pair = names.get(fold(f"{word} {words[i + 1]}")) if i + 1 < len(words) else None
        month = pair or (None if word.isdigit() else names.get(fold(word)))
        if month is None:
            continue
        before, after = words[max(0, i - 3) : i], words[i + (2 if pair else 1) : i + 6]
        year = next((int(w) for w in (*after, *before[::-1]) if len(w) == 4 and w.isdigit() and _is_year(w)), None)
        if year:
            return _edtf(year, month, _day(before, after))
    return None


def _day(before: list[str], after: list[str]) -> int | None:
    """The day beside a month's name: "March 9, 2021" rather than the number that may stand before; "5 de marzo"."""
    if len(after) > 1 and len(after[1]) == 4 and (day := _DAY.match(after[0])):
        return int(day[1])
    nearest = [word for word in before[-2:] if any(letter.isdigit() for letter in word)]
    return int(day[1]) if nearest and (day := _DAY.match(nearest[-1])) else None


def _edtf(year: int | None, month: int | None, day: int | None = None) -> str | None:
    """The parts as EDTF, or None where they are no date; Thai (Buddhist) years are turned into common ones."""
    if year is not None and 2400 <= year <= 2700:
        year -= 543
    if year is None or month is None or not _EARLIEST <= year <= _LATEST or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else None


def _is_year(text: str) -> bool:
    return _EARLIEST <= int(text) <= _LATEST


def _issued(document: Document) -> Statement[str] | None:
    """The date of publication that the file states: a book's package, a page's head."""
    match = _EMBEDDED.match(document.metadata.issued or "")
    if match is None or not _is_year(match[1]):
        return None
    value = _edtf(int(match[1]), *(int(part) if part else None for part in match.groups()[1:])) or match[1]
    evidence = Evidence(
        item=document.item, source=Source.METADATA, method="stated date of publication", confidence=_ISSUED
    )
    return Statement(value=value, evidence=evidence)


def _in_file_name(document: Document, file_name: str) -> Statement[str] | None:
    """A year in the file's name, if it is the only one."""
    years = {year for year in _YEARS.findall(file_name) if _is_year(year)}
    if len(years) != 1:
        return None
    evidence = Evidence(
        item=document.item, source=Source.FILE_NAME, method="year in the file name", confidence=_FILE_NAME
    )
    return Statement(value=years.pop(), evidence=evidence)


def _embedded(document: Document) -> Statement[str] | None:
    """The date the file was made: only the year of it, which is seldom the day of publication."""
    match = _EMBEDDED.match(document.metadata.created or "")
    if match is None or not _is_year(match[1]):
        return None
    evidence = Evidence(item=document.item, source=Source.METADATA, method="file created", confidence=0.3)
    return Statement(value=f"{int(match[1]):04}", evidence=evidence)
