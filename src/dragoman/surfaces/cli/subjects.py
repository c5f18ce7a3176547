"""`dragoman subjects`: vocabularies into the library, and what its texts seem to be about."""

from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.errors import NotHere
from dragoman.pipeline.skos import FORMATS, read_skos
from dragoman.pipeline.subjects import LIKELY, Held, keep_suggestions, suggest
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import Work
from dragoman.record.subjects import labelled
from dragoman.store.library import Library
from dragoman.store.vocabularies import has_chosen, keep, remove
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json

EPILOG = """
\b
Examples:
  dragoman subjects list                        the vocabularies that the library has
  dragoman subjects load unbis.ttl --name unbis  concepts from a SKOS file, beside those that are there
  dragoman subjects suggest                     what each work seems to be about, and how sure that is
  dragoman subjects suggest --keep              into the records, where no person has said it
"""


@click.group("subjects", epilog=EPILOG)
def subjects_command() -> None:
    """Controlled vocabularies, and what the works are about."""


@subjects_command.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the library calls it (a-z, 0-9, -); else the file's name.")
@library_option
def load(*, file: Path, name: str, folder: str | None) -> None:
    """Load a vocabulary from a SKOS file, in the place of one of the same name."""
    vocabulary = read_skos(file, name=name)
    with opened(folder) as library:
        if not has_chosen(library.folder):
            for began in Held(library).now().held:
                keep(library.folder, began)
        keep(library.folder, vocabulary)
    languages = {tag for concept in vocabulary.concepts for tag, _ in concept.labels}
    say(f"{vocabulary.name}: {len(vocabulary.concepts)} concepts, with labels in {', '.join(sorted(languages))}.")
    if vocabulary.licence:
        say(f"Its licence: {vocabulary.licence}")


load.epilog = f"Formats: Turtle, RDF/XML, N-Triples ({', '.join(FORMATS)}). Nothing is fetched."


@subjects_command.command("remove")
@click.argument("name")
@library_option
def remove_one(*, name: str, folder: str | None) -> None:
    """Take a vocabulary away; the records keep what they say."""
    with opened(folder) as library:
        if not has_chosen(library.folder):
            for began in Held(library).now().held:
                keep(library.folder, began)
        remove(library.folder, name)


@subjects_command.command("list")
@library_option
@json_option
def list_all(*, folder: str | None, as_json: bool) -> None:
    """List the vocabularies; with --json, each concept with its labels and how many editions are about it."""
    with opened(folder) as library:
        counted = dict(library.catalogue.subjects())
        for vocabulary in Held(library).now().held:
            if not as_json:
                used = sum(concept.uri in counted for concept in vocabulary.concepts)
                title = labelled(vocabulary.titles, "en")[1]
                say(f"{vocabulary.name:20s} {len(vocabulary.concepts):6d} concepts, {used} in use  {title}")
                continue
            for concept in vocabulary.concepts:
                held = {"vocabulary": vocabulary.name, "uri": concept.uri, "labels": dict(concept.labels)}
                say_json(held | {"broader": concept.broader, "editions": counted.get(concept.uri, 0)})


@subjects_command.command("suggest")
@click.argument("identifiers", nargs=-1)
@click.option("--keep", "kept", is_flag=True, help="Put them into the records, as suggestions and with their sureness.")
@click.option(
    "--least", type=click.FloatRange(0, 1), default=LIKELY, show_default=True, help="How sure they must be to be kept."
)
@library_option
@json_option
def suggest_some(*, identifiers: tuple[str, ...], kept: bool, least: float, folder: str | None, as_json: bool) -> None:
    """Say what works are likeliest about, from what their texts mean; all works where none is named."""
    with opened(folder) as library:
        index = open_index(library)
        vocabularies = Held(library).now()
        if kept:
            changed = sum(1 for _ in keep_suggestions(library, index, _works(library, identifiers), least=least))
            say(f"{changed} works have other subjects now.")
            index.follow(library)
            return
        found_any = False
        for work in _works(library, identifiers):
            found = suggest(work, index, vocabularies.held)
            found_any = found_any or bool(found)
            if as_json:
                told = [{**each._asdict(), "label": vocabularies.name(each.uri, "en")} for each in found]
                say_json({"work": work.id, "subjects": told})
                continue
            say(f"{work.id}  {work.expressions[0].title.value}")
            for each in found:
                say(f"  {each.confidence:.2f}  {vocabularies.name(each.uri, 'en')}  (page {each.page})")
    if not found_any and not as_json:
        note("Nothing to go by: are the texts embedded (`dragoman index`), in languages that a vocabulary has?")


def _works(library: Library, identifiers: tuple[str, ...]) -> Iterator[Work]:
    for identifier in identifiers:
        work = library.catalogue.work(identifier) or library.catalogue.expression(identifier)
        if work is None:
            raise NotHere(
                "not-here", f"There is no work or edition {identifier} here.", "`dragoman list` gives the ids."
            )
        yield work
    after = ""
    while not identifiers and (works := library.catalogue.works(after=after)):
        yield from (w for w in works if w.expressions and w.merged_into is None)
        after = works[-1].id
