"""How the command speaks: JSON lines for machines, plain lines for people, errors with what to do."""

import sys
import unicodedata
from typing import Final

import click
import msgspec

from dragoman.accession.model import Rejection
from dragoman.errors import DragomanError

JOINERS: Final = "\u200c\u200d"  # part of the spelling in Persian and the scripts of India
UNDECODABLE: Final = range(0xDC80, 0xDD00)  # PEP 383: bytes of a file name that are not UTF-8


def say(text: str) -> None:
    """A line of the answer, on standard output."""
    click.echo(safe(text))


def note(text: str) -> None:
    """A line beside the answer, on standard error."""
    click.echo(safe(text), err=True)


def say_json(value: object) -> None:
    """One object a line, UTF-8 whatever the locale, written at once so that a reader of the pipe sees it."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def safe(text: str) -> str:
    r"""`text` with control characters, direction overrides and undecodable bytes spelled out (`\n`, `\u202e`)."""
    return "".join(
        c if c.isprintable() or c in JOINERS or unicodedata.category(c) == "Zs" else _visible(c) for c in text
    )


def error_object(error: DragomanError | Rejection) -> dict[str, str]:
    """An error as machines get it."""
    return {"code": error.code, "message": error.message, "remedy": error.remedy}


def explain(error: DragomanError) -> None:
    """An error as people get it, on standard error."""
    note(f"dragoman: {error.message}")
    note(f"  {error.remedy}")


def _visible(character: str) -> str:
    if ord(character) in UNDECODABLE:
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
