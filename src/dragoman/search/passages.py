"""A document becomes passages: the units that search ranks.

Comes in: an expression of a work, and the document that was read from its file. Goes out: passages of about 120 words,
each inside one section and on one page, so that a hit can be cited. The whole text of the file is in them, but for
running heads and page numbers, and for the printed contents where the sections are known: their titles find the
sections themselves, and a page that lists them all would come before them. Nothing is capped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dragoman.document.model import Block, BlockKind, Document, Page
from dragoman.record.division import divided
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, Work
from dragoman.search.model import Passage
from dragoman.search.scripts import analysed_as, script_of, scripts_of

WORDS: Final = 120
MOST: Final = 180
LEAST: Final = 60

_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CLUSTERED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
SENTENCE: Final = re.compile(r"(?<=[.!?…؟۔।])[\"'»”’)\]]*\s+|(?<=[。！？])")


def text_of(work: Work, expression: Expression) -> str | None:
    """The item whose text stands for an expression: the one its contents were read from, else the newest.

    Other formats of the same edition say the same again; indexing them too would fill every answer with doubles.
    """
    items = [m.current.item for m in work.manifestations_of(expression.id) if m.files]
    if expression.sections and expression.sections.evidence.item in items:
        return expression.sections.evidence.item
    return items[-1] if items else None


def passages(work: Work, expression: Expression, document: Document) -> Iterator[Passage]:
    """The passages of an expression in reading order.

    A file may hold several expressions (Arabic beside English): where their scripts differ each has its own blocks.
    Where they don't (English beside French) each has the whole text.
    """
    foreign = foreign_scripts(work, expression, document.item)
    sections = sections_of(expression)
    pages = (_own_blocks(page, foreign) for page in document.pages)
    for stretch in divided(pages, sections):
        section = sections[stretch.place] if stretch.place is not None else None
        told = [block for block in stretch.blocks if not (sections and block.kind is BlockKind.CONTENTS)]
        for text in _cut(told):
            yield Passage(
                expression_id=expression.id,
                work_id=work.id,
                item=document.item,
                section_id=(section.id or None) if section else None,
                section_label=section.label if section else None,
                section_title=section.title if section else None,
                page=stretch.page.number,
                page_label=stretch.page.label,
                text=text,
            )


def foreign_scripts(work: Work, expression: Expression, item: str) -> frozenset[str]:
    """The scripts of the file's other expressions that this one isn't written in."""
    own = scripts_of(analysed_as(expression.language.value))
    shared = {e for m in work.manifestations if m.files and m.current.item == item for e in m.expressions}
    others = [scripts_of(analysed_as(e.language.value)) for e in work.expressions if e.id in shared]
    return frozenset().union(*others) - own if own else frozenset()


def _own_blocks(page: Page, foreign: frozenset[str]) -> Page:
    """The page with those blocks only that say something, and not for the greater part in foreign scripts."""
    said = (block for block in page.blocks if block.text.strip())
    return replace(page, blocks=tuple(block for block in said if not (foreign and _is_foreign(block.text, foreign))))


def _is_foreign(text: str, foreign: frozenset[str]) -> bool:
    letters = [script_of(c) in foreign for c in text if c.isalpha()]
    return 2 * sum(letters) > len(letters)


def _cut(blocks: Sequence[Block]) -> Iterator[str]:
    """Texts of about `WORDS` words: whole blocks, a line each, where they fit, else cut between sentences."""
    held: list[str] = []
    size = 0.0
    for block in blocks:
        for piece in _pieces(" ".join(block.text.split())):
            more = size_of(piece)
            if held and (size + more > MOST or (size >= LEAST and size + more > WORDS)):
                yield "\n".join(held)
                held, size = [], 0.0
            held.append(piece)
            size += more
    if held:
        yield "\n".join(held)


def size_of(text: str) -> float:
    """The length of a text in words; two East Asian characters count as one, as do five letters of South-East Asia."""
    words = float(text.count(" ") + 1)
    if text.isascii():
        return words
    return words + len(_EAST_ASIAN.findall(text)) / 2 + len(_CLUSTERED.findall(text)) / 5


def _pieces(text: str) -> Iterator[str]:
    """A block whole if it is short, else its sentences gathered into pieces of even length."""
    size = size_of(text)
    if size <= MOST:
        yield text
        return
    wished = size / round(size / WORDS)
    start, last, length = 0, 0, 0.0
    for end in (*(m.end() for m in SENTENCE.finditer(text)), len(text)):
        for stop in _words_to(text, last, end):
            more = size_of(text[last:stop])
            if length and length + more > wished * 1.15:
                yield text[start:last].strip()
                start, length = last, 0.0
            length += more
            last = stop
    if text[start:].strip():
        yield text[start:].strip()


def _words_to(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence may be cut: at its end; what is none but a table or a list also inside, at spaces."""
    while size_of(text[start:end]) > WORDS:
        step = max(1, round((end - start) * WORDS / size_of(text[start:end]) / 2))
        space = text.find(" ", start + step, start + 2 * step)
        start = space + 1 if space > 0 else start + step
        yield start
    yield end
