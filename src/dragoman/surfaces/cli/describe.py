"""`dragoman describe`: read files and say what is read, keeping nothing."""

from dataclasses import dataclass
from typing import Any, Final

import click

from dragoman.accession.model import Rejection, spelled
from dragoman.document.pictures import COLOURS
from dragoman.pipeline.model import Described
from dragoman.pipeline.reading import describe_files
from dragoman.record.model import Description, titled
from dragoman.surfaces.cli.evidence import confidence, evidence_lines, evidences
from dragoman.surfaces.cli.output import error_object, note, say, say_json
from dragoman.vocabulary.roles import role_word

SOME_REJECTED: Final = 3
EPILOG = """
\b
Examples:
  dragoman describe report.pdf
  dragoman describe --json *.pdf | jq .title
  dragoman describe --json --text report.pdf     with the text of each page
  dragoman describe --picture /tmp/seen report.pdf     pictures of the pages with what was read where
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line says."""

    files: tuple[str, ...]
    as_json: bool
    with_text: bool
    with_evidence: bool
    pictures: str | None
    ocr: str
    processes: int | None


@click.command("describe", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, one object a line.")
@click.option("--text", "with_text", is_flag=True, help="With the text of every page.")
@click.option("--evidence", "with_evidence", is_flag=True, help="Where and how each value was found, how sure it is.")
@click.option(
    "--picture",
    "pictures",
    type=click.Path(file_okay=False, path_type=str),
    metavar="DIR",
    help="Write pictures of a PDF's pages there, what was read marked in colour.",
)
@click.option(
    "--ocr",
    type=click.Choice(("never", "auto")),
    default="never",
    show_default=True,
    help="auto: also read pages that are only pictures (seconds a page), before answering.",
)
@click.option("--processes", type=click.IntRange(1, 64), help="Files read side by side (else one a processor core).")
@click.pass_context
def describe_command(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click passes by name
    """Read FILES and say what is read from them, keeping nothing: language, pages, title, abstract, contents."""
    asked = Asked(**options)
    rejected = 0
    if asked.pictures is not None:
        note("marked: " + ", ".join(f"{kind.value} {name}" for kind, (name, _) in COLOURS.items()))
    for path, outcome in describe_files(
        asked.files,
        processes=asked.processes,
        with_text=asked.with_text,
        pictures=asked.pictures,
        ocr=asked.ocr == "auto",
    ):
        if isinstance(outcome, Rejection):
            rejected += 1
            if asked.as_json:
                say_json({"file": spelled(path), "error": error_object(outcome)})
            else:
                note(f"not accepted: {path}")
                note(f"  {outcome.code}: {outcome.message}")
                note(f"  {outcome.remedy}")
        elif asked.as_json:
            say_json(as_object(path, outcome))
        else:
            _print(path, outcome.description)
            if asked.with_evidence:
                for line in evidence_lines(outcome.description):
                    say(f"  {line}")
    context.exit(SOME_REJECTED if rejected else 0)


def as_object(path: str, described: Described) -> dict[str, object]:
    """The JSON of one file; `page` is a 1-based place in the file, `y` points from its top, `confidence` 0 to 1."""
    d = described.description
    answer: dict[str, object] = {
        "file": spelled(path),
        "pages": None if d.flowed else d.pages,
        "language": d.language.value,
        "title": d.title.value if d.title else None,
        "abstract": d.abstract.value.text if d.abstract else None,
        "abstract_is_extract": d.abstract.value.extract if d.abstract else None,
        "contents": [
            {
                "level": s.level,
                "label": s.label,
                "title": s.title,
                "page": s.page,
                "y": s.y,
                "page_label": s.page_label,
                "kind": s.kind,
            }
            for s in (d.sections.value if d.sections else ())
        ],
        "date": d.date.value if d.date else None,
        "publisher": d.publisher.value if d.publisher else None,
        "contributions": [c.value for c in d.contributions],
        "identifiers": [i.value for i in d.identifiers],
        "resource_type": d.resource_type.value if d.resource_type else None,
    }
    answer["confidence"], answer["evidence"] = confidence(d), evidences(d)
    if described.text is not None:
        answer["text"] = described.text
    return answer


def _print(path: str, d: Description) -> None:
    say(path)
    say(f"  language   {d.language.value}")
    if not d.flowed:
        say(f"  pages      {d.pages}")
    for name, statement in (
        ("title", d.title),
        ("date", d.date),
        ("publisher", d.publisher),
        ("type", d.resource_type),
    ):
        if statement:
            say(f"  {name:10s} {statement.value}")
    for contribution in d.contributions:
        say(f"  {role_word(contribution.value.role):10s} {contribution.value.name}")
    for identifier in d.identifiers:
        say(f"  {identifier.value.scheme:10s} {identifier.value.value}")
    if d.abstract:
        say(f"  abstract   {d.abstract.value.text[:300]}")
    for section in d.sections.value if d.sections else ():
        say(f"  {section.page:5d}  {'  ' * (section.level - 1)}{titled(section.label, section.title)}")
