"""The text of an edition, from `english.txt` or `russian.txt`.

The title and contents are those of the first real record; every other word and figure was made up for these tests, and
the Russian is a translation made for them. First come fields, a line each; then the parts of the report, whose headings
begin with "=" before the first section and with "#" from it on; paragraphs are parted by empty lines.
"""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the report as its contents name it; `front` parts have roman page numbers."""

    heading: str
    paragraphs: tuple[str, ...]
    front: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language edition of the report, ready to be typeset."""

    language: str
    title: str
    subtitle: str
    note: str
    organisation: str
    place: str
    contents: str
    parts: tuple[Part, ...]

    def part(self, heading: str) -> Part:
        """The part under this heading."""
        return next(part for part in self.parts if part.heading == heading)


def edition(name: str) -> Edition:
    """The edition that is kept under this name."""
    fields, *blocks = (HERE / f"{name}.txt").read_text(encoding="utf-8").rstrip().split("\n\n")
    parts: list[Part] = []
    for block in blocks:
        mark, text = block[0], " ".join(block.split())
        if mark in "=#":
            parts.append(Part(heading=text[2:], paragraphs=(), front=mark == "="))
        else:
            last = parts.pop()
            parts.append(Part(heading=last.heading, paragraphs=(*last.paragraphs, text), front=last.front))
    values = dict(line.split(":", 1) for line in fields.splitlines())
    return Edition(parts=tuple(parts), **{key: value.strip() for key, value in values.items()})
