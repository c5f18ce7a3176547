"""A table on standard output."""

import sys
import unicodedata


class Table:
    """Rows of text under a heading; columns as wide as they need."""

    def __init__(self, title: str, columns: tuple[str, ...]) -> None:
        self._title = title
        self._rows: list[tuple[str, ...]] = [columns]

    def row(self, *cells: str) -> None:
        """One more row."""
        self._rows.append(cells)

    def show(self) -> None:
        """Writes the table."""
        widths = [max(map(_width, column)) for column in zip(*self._rows, strict=True)]
        sys.stdout.write(f"\n{self._title}\n")
        for cells in self._rows:
            padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
            sys.stdout.write("  " + "   ".join(padded).rstrip() + "\n")
        sys.stdout.flush()


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 1 for c in text)
