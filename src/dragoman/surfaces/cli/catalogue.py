"""`dragoman list` and `show`: what the catalogue holds."""

import itertools
from collections.abc import Iterator
from typing import Any

import click
import msgspec

from dragoman.errors import NotHere
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, Status, Work, titled
from dragoman.store.library import Library
from dragoman.surfaces.cli.evidence import confidence, evidence_lines, told
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import say, say_json
from dragoman.surfaces.presentation import page_ranges
from dragoman.vocabulary.roles import role_word

LIST_EPILOG = """
\b
Examples:
  dragoman list
  dragoman list --json > works.jsonl
"""
SHOW_EPILOG = """
\b
Examples:
  dragoman show EDITION              the id as `dragoman list` gives it
  dragoman show WORK --json
  dragoman show EDITION --evidence   where each value was found, and how sure it is
"""


@click.command("list", epilog=LIST_EPILOG)
@library_option
@json_option
def list_command(*, folder: str | None, as_json: bool) -> None:
    """List the works with their language editions."""
    with opened(folder) as library:
        for work in _works(library):
            if as_json:
                say_json(_as_object(work))
                continue
            say(work.id)
            for e in (e for e in work.expressions if e.status is Status.ACTIVE):
                pages = " " * 8 if e.flowed else f"{e.pages:5d} p."
                say(f"  {e.id}  {e.language.value:8s}{'*' if e.is_original else ' '} {pages}  {e.title.value}")


@click.command("show", epilog=SHOW_EPILOG)
@click.argument("identifier")
@click.option("--evidence", "with_evidence", is_flag=True, help="Where and how each value was found, how sure it is.")
@library_option
@json_option
def show_command(*, identifier: str, folder: str | None, as_json: bool, with_evidence: bool) -> None:
    """Show the record of a work or of one language edition, by its id."""
    with opened(folder) as library:
        work = library.stacks.work(identifier) or library.stacks.expression(identifier)
    if work is None:
        raise NotHere("not-here", f"There is no work or edition {identifier} here.", "`dragoman list` gives the ids.")
    if as_json:
        say_json(_with_confidence(work, identifier))
        return
    one = work.expression(identifier)
    for expression in (one,) if one else work.expressions:
        _show(work, expression)
        if with_evidence:
            if work.original_language:
                say(f"{'original lang.':14s} {work.original_language.value}")
                say(f"{'':14s} {told(work.original_language.evidence)}")
            for line in evidence_lines(expression):
                say(line)


def _with_confidence(work: Work, identifier: str) -> dict[str, Any]:
    """The record as it is kept, and beside it how sure each of its values is."""
    one = work.expression(identifier)
    answer: dict[str, Any] = msgspec.to_builtins(one or work)
    if one is not None:
        answer["confidence"] = confidence(one)
    else:
        for expression, told in zip(work.expressions, answer["expressions"], strict=True):
            told["confidence"] = confidence(expression)
    return answer


def _works(library: Library) -> Iterator[Work]:
    after = ""
    while works := library.stacks.works(after=after):
        yield from (w for w in works if w.expressions)
        after = works[-1].id


def _as_object(work: Work) -> dict[str, object]:
    return {
        "work": work.id,
        "original_language": work.original_language.value if work.original_language else None,
        "editions": [
            {
                "expression": e.id,
                "language": e.language.value,
                "title": e.title.value,
                "pages": None if e.flowed else e.pages,
                "original": e.is_original,
                "files": list(
                    dict.fromkeys(
                        itertools.chain.from_iterable(
                            (f.file_name for f in m.files) for m in work.manifestations_of(e.id)
                        )
                    )
                ),
            }
            for e in work.expressions
            if e.status is Status.ACTIVE
        ],
    }


def _show(work: Work, expression: Expression) -> None:
    original = work.original_language
    say(f"{expression.title.value} ({expression.language.value})")
    say(f"  edition            {expression.id} of work {work.id}")
    say(f"  original language  {original.value if original else 'not known'}")
    if not expression.flowed:
        say(f"  pages              {expression.pages}")
    say(f"  uploaded           {expression.uploaded}")
    for other in work.expressions:
        if other.id != expression.id and other.status is Status.ACTIVE:
            say(f"  also in            {other.language.value}: {other.id} {other.title.value}")
    for name, value in (*_described(expression), *_read_how(expression)):
        say(f"  {name:18s} {value}")
    for manifestation in work.manifestations_of(expression.id):
        for file in manifestation.files:
            say(f"  file               {file.file_name} ({file.size} bytes, {file.item[:16]}…)")
    if expression.abstract:
        say(f"  abstract           {expression.abstract.value.text}")
    for section in sections_of(expression):
        say(f"  {section.page:6d}  {'  ' * (section.level - 1)}{titled(section.label, section.title)}")


def _described(expression: Expression) -> Iterator[tuple[str, str]]:
    """What is said of an edition in a word or two, with the names of the values."""
    for name, statement in (
        ("date", expression.date),
        ("publisher", expression.publisher),
        ("type", expression.resource_type),
    ):
        if statement:
            yield name, statement.value
    for contribution in expression.contributions:
        yield role_word(contribution.value.role), contribution.value.name
    for identifier in expression.identifiers:
        yield identifier.value.scheme, identifier.value.value


def _read_how(expression: Expression) -> Iterator[tuple[str, str]]:
    """Which pages were read from their pictures, and which could not be read."""
    if expression.recognition and expression.recognition.pages:
        read, languages = page_ranges(expression.recognition.pages), "+".join(expression.recognition.languages)
        yield "read by OCR", f"pages {read} ({expression.recognition.engine}, {languages})"
    if expression.unread:
        yield "could not be read", f"pages {page_ranges(expression.unread)}"
