"""The abstract of a document: its own where it has one, else the first paragraphs of its foreword or introduction.

Comes in: a `Document` and its sections. Goes out: a statement of an `Abstract`, at most about 2,000 characters,
running heads left out and hyphenation undone (the reader's blocks are already so); `extract` where the file has no
abstract of its own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.document.model import Block, BlockKind, Document, Page
from dragoman.record.model import Abstract, Choice, Evidence, Section, SectionKind, Source, Statement
from dragoman.record.numbering import split_label
from dragoman.vocabulary.folding import squeeze
from dragoman.vocabulary.headings import Part, part_named

_LONGEST: Final = 2000
_SHORTEST: Final = 80
_LONG_ENOUGH: Final = 150
_FIRST_PAGES: Final = 20
_SKIPPED: Final = (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER, BlockKind.CONTENTS, BlockKind.CAPTION, BlockKind.NOTE)
_RUN_IN: Final = re.compile(
    r"\s*(?P<word>[^\s.:：。．—–-][^.:：。．—–]{1,28}?)\s*(?:[.:：。．]|\s*[—–-]\s)[—–-]?\s*(?P<text>\S.*)", re.DOTALL
)
_RUN_ON: Final = re.compile(r"\s*(?P<word>\S{2,20})\s+(?P<text>\S.*)", re.DOTALL)
_SENTENCE_END: Final = re.compile(r"[.!?؟।](?=\s|$)|[。！？]")
_RIGHTS: Final = re.compile(
    r"©|copyright|licen[cs]e|licencia|лиценз|ліценз|lizenz|all rights reserved|许可|授權|ライセンス", re.IGNORECASE
)
_KEYWORDS: Final = re.compile(
    r"\s*(key\s?words|index terms|mots[- ]clés|palabras clave|palavras-chave|parole chiave|schlüsselwörter"
    r"|schlagwörter|ключевые слова|ключові слова|الكلمات المفتاحية|کلیدواژه|关键词|關鍵詞|キーワード|키워드|주제어"
    r"|từ khóa|anahtar|λέξεις|מילות מפתח|słowa kluczowe)",
    re.IGNORECASE,
)


def find_abstract(document: Document, sections: Sequence[Section]) -> Choice[Abstract]:
    """The best abstract the document has and what else could serve; none for one without running text."""
    return Choice.of(_abstracts(document, sections))


def _abstracts(document: Document, sections: Sequence[Section]) -> Iterator[Statement[Abstract]]:
    blocks = _blocks(document.pages[:_FIRST_PAGES])
    for parts in ((Part.ABSTRACT,), (Part.SUMMARY,)):
        if found := _labelled(blocks, parts):
            page, text, block = found
            yield _statement(document, text, page, block, extract=False)
    for opening in (_from_sections(document, sections), _opening(blocks)):
        if opening is not None:
            page, text, block = opening
            yield _statement(document, text, page, block, extract=True)


def _statement(document: Document, text: str, page: int, block: Block, *, extract: bool) -> Statement[Abstract]:
    evidence = Evidence(
        item=document.item,
        source=Source.TEXT,
        method="first paragraphs" if extract else "labelled abstract",
        confidence=0.5 if extract else 0.9,
        page=page,
        region=block.box,
    )
    return Statement(value=Abstract(text=text, extract=extract), evidence=evidence)


Placed = tuple[int, Block]
Found = tuple[int, str, Block]


def _blocks(pages: Sequence[Page]) -> list[Placed]:
    """The pages' blocks that are text or headings; of pages of contents only what stands above the contents."""
    out: list[Placed] = []
    for page in pages:
        entries = sum(block.kind is BlockKind.CONTENTS for block in page.blocks)
        for block in page.blocks:
            if entries >= 3 and (block.kind is BlockKind.CONTENTS or part_named(block.text) is Part.CONTENTS):
                break
            if block.kind not in _SKIPPED and block.text.strip():
                out.append((page.number, block))
    return out


def _labelled(blocks: Sequence[Placed], parts: tuple[Part, ...]) -> Found | None:
    """The text under (or run in after) a heading that names one of these parts."""
    for i, (page, block) in enumerate(blocks):
        if len(block.text) <= 60 and part_named(split_label(block.text).title) in parts:
            taken = _following(blocks, i + 1, heading=block)
            if taken and len(text := _text(taken)) >= _SHORTEST:
                return taken[0][0], text, taken[0][1]
        elif Part.ABSTRACT in parts and (match := _run_in(block, page)):
            rest = _continuing(blocks, i + 1, block)
            text = _text([(page, _with_text(block, match["text"])), *rest])
            if len(text) >= _SHORTEST:
                return page, text, block
    return None


def _run_in(block: Block, page: int) -> re.Match[str] | None:
    """A paragraph that begins with the word for an abstract: "Abstract. We …", "要旨 …" on the first pages."""
    if (match := _RUN_IN.match(block.text)) and part_named(match["word"]) is Part.ABSTRACT:
        return match
    match = _RUN_ON.match(block.text) if page <= 2 and len(block.text) >= _SHORTEST / 2 else None
    if match and match["word"].isascii() and not (match["text"][0].isupper() and len(block.text) > _LONG_ENOUGH):
        return None  # "Abstract syntax is …" is a sentence
    return match if match and part_named(match["word"]) is Part.ABSTRACT else None


def _with_text(block: Block, text: str) -> Block:
    return Block(kind=block.kind, text=text, box=block.box, size=block.size, bold=block.bold)


def _following(blocks: Sequence[Placed], start: int, *, heading: Block) -> list[Placed]:
    """Paragraphs from here up to the next heading that is set like this one, or to the limit."""
    taken: list[Placed] = []
    for page, block in blocks[start:]:
        rank = block.size > heading.size - 0.5 and (block.bold or not heading.bold)
        ends = _is_heading(block) and (
            rank or bool(split_label(block.text).label) or part_named(block.text) is not None
        )
        if ends or _KEYWORDS.match(block.text) or sum(len(b.text) for _, b in taken) > _LONGEST:
            break
        if block.kind is not BlockKind.CODE and block.kind is not BlockKind.TABLE:
            taken.append((page, block))
    return taken


def _continuing(blocks: Sequence[Placed], start: int, first: Block) -> list[Placed]:
    """Blocks that go on with a run-in abstract: the same type and margins, no heading between."""
    taken: list[Placed] = []
    for page, block in blocks[start:]:
        same = (
            abs(block.size - first.size) < 0.4 and block.box.x0 > first.box.x0 - 12 and block.box.x1 < first.box.x1 + 12
        )
        if not same or _is_heading(block) or _KEYWORDS.match(block.text) or split_label(block.text).depth:
            break
        taken.append((page, block))
    return taken


def _is_heading(block: Block) -> bool:
    if len(block.text) > 140:
        return False
    numbered = split_label(block.text)
    return (
        block.kind is BlockKind.HEADING
        or part_named(numbered.title) is not None
        or (block.bold and len(block.lines) <= 2)
    )


def _from_sections(document: Document, sections: Sequence[Section]) -> Found | None:
    """The first paragraphs of the summary, foreword or introduction in the contents, else of the first chapter."""
    early = [
        s
        for s in sections
        if s.level <= 2 and s.kind is not SectionKind.BACK and s.page <= 0.4 * len(document.pages) + 4
    ]
    for wanted in (Part.ABSTRACT, Part.SUMMARY, Part.FOREWORD, Part.INTRODUCTION):
        named = next((s for s in early if part_named(s.title) is wanted), None)
        if named and (found := _under(document, named)):
            return found
    chapters = [s for s in early if s.kind is SectionKind.BODY and s.page > 1]
    return next((found for section in chapters[:2] if (found := _under(document, section))), None)


def _under(document: Document, section: Section) -> Found | None:
    """The first paragraphs under a section's heading."""
    blocks = _blocks(document.pages[section.page - 1 : section.page + 1])
    title = squeeze(section.title)
    start = next((i for i, (_, block) in enumerate(blocks) if squeeze(split_label(block.text).title) == title), None)
    if start is None:
        start = (
            next((i for i, (page, block) in enumerate(blocks) if page > section.page or block.box.y0 >= section.y), 0)
            - 1
        )
    taken = _paragraphs(blocks[start + 1 :])
    return (taken[0][0], text, taken[0][1]) if taken and len(text := _text(taken)) >= _LONG_ENOUGH else None


def _opening(blocks: Sequence[Placed]) -> Found | None:
    """The first paragraphs of running text after the title pages and what is said of rights."""
    licences = {page for page, block in blocks if _RIGHTS.search(block.text) and len(block.text) < 1500}
    for i, (page, block) in enumerate(blocks):
        if (
            block.kind is BlockKind.PARAGRAPH
            and len(block.text) >= 2 * _SHORTEST
            and (page not in licences or page == 1)
        ):
            taken = _paragraphs(blocks[i:])
            return (taken[0][0], _text(taken), taken[0][1]) if taken else None
    return None


def _paragraphs(blocks: Sequence[Placed]) -> list[Placed]:
    """Paragraphs up to the next heading, at most three or about a thousand characters."""
    taken: list[Placed] = []
    for page, block in blocks:
        if taken and (_is_heading(block) or len(taken) >= 3 or sum(len(b.text) for _, b in taken) > _LONGEST / 2):
            break
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and len(block.text) >= 40:
            taken.append((page, block))
    return taken


def _text(blocks: Sequence[Placed]) -> str:
    """The blocks' text, a paragraph each, cut at the end of a sentence where it is too long."""
    text = ""
    for _, block in blocks:
        text = _appended(text, " ".join(block.text.split()))
    if len(text) <= _LONGEST:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[:_LONGEST])]
    return text[: ends[-1]] if ends and ends[-1] > _LONGEST / 2 else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _appended(text: str, more: str) -> str:
    """A paragraph added: on a new line, or run on where the reader cut one paragraph in two."""
    if not text or not more:
        return text or more
    if text[-1] in ".!?:;。！？：；؟।።…”»)" or not more[0].isalnum():
        return f"{text}\n{more}"
    if text.endswith("-") and more[0].islower():
        return text[:-1] + more
    east_asian = 0x2E80 <= ord(text[-1]) < 0xAC00 and 0x2E80 <= ord(more[0]) < 0xAC00
    return text + ("" if east_asian else " ") + more
