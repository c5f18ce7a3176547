"""`dragoman backup`, `restore`, `upgrade` and `doctor`: what keeps a library through the years."""

from contextlib import closing
from pathlib import Path

import click

from dragoman.config import place, site_settings
from dragoman.office import backup as keeping
from dragoman.office.database import engine_of
from dragoman.office.examination import Gravity, Opinion, examine
from dragoman.pipeline.upkeep import index
from dragoman.store.library import Library
from dragoman.store.mirror import Trouble
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json
from dragoman.surfaces.cli.progress import Counter

BACKUP_EPILOG = """
\b
Examples:
  dragoman backup /mnt/backup/library            again and again: only what is new is copied
  dragoman backup /mnt/backup/library --verify   reads all of the back-up again, and copies nothing
"""
RESTORE_EPILOG = """
\b
Examples:
  dragoman restore /mnt/backup/library --library /srv/library
"""
UPGRADE_EPILOG = """
\b
Examples:
  dragoman upgrade --backup /mnt/backup/library   after a newer Dragoman was installed
"""
DOCTOR_EPILOG = """
\b
Examples:
  dragoman doctor
  dragoman doctor --json | jq 'select(.gravity != "well")'
"""
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("backup", epilog=BACKUP_EPILOG)
@click.argument("target", metavar="DIR", type=_FOLDER)
@click.option(
    "--verify", is_flag=True, help="Read all that is in the back-up again, and say what is not as it was written."
)
@library_option
@json_option
@click.pass_context
def backup_command(context: click.Context, *, target: Path, verify: bool, folder: str | None, as_json: bool) -> None:
    """Bring the back-up in DIR up to date, while the library is used: the files, the records, settings and accounts.

    Every file is read back and compared. What can be made anew is not copied. What was deleted from the library for
    good leaves the back-up too; what is damaged or lost stays there as it was, and is named (exit status 1).
    """
    if verify:
        with Counter("Verifying") as counter:
            troubles = tuple(keeping.verify(target, progress=counter.at))
        _tell(troubles, as_json=as_json)
        if not troubles and not as_json:
            say(f"The back-up in {target} is whole.")
        context.exit(1 if troubles else 0)
    with opened(folder) as library, Counter("Copying") as counter:
        done = keeping.back_up(library, target, progress=counter.at)
    _tell(done.troubles, as_json=as_json)
    copied = done.copied
    if as_json:
        said = {"objects": copied.objects, "bytes": copied.octets, "removed": copied.removed, "finished": done.finished}
        say_json({**said, "whole": not done.troubles})
    else:
        say(f"{copied.objects} objects copied ({copied.octets:,} bytes), {copied.removed} removed. Back-up: {target}")
    context.exit(1 if done.troubles else 0)


@click.command("restore", epilog=RESTORE_EPILOG)
@click.argument("source", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@library_option
@json_option
@click.pass_context
def restore_command(context: click.Context, *, source: Path, folder: str | None, as_json: bool) -> None:
    """Make a library anew from the back-up in DIR, in a folder that is empty or does not exist yet.

    Every file is verified; database and index are made anew. Interrupted, the same command goes on where it was.
    """
    where = place(folder)
    with Counter("Restoring") as counter:
        done = keeping.restore(source, where.folder, database_url=where.database_url, progress=counter.at)
    _tell(done.troubles, as_json=as_json)
    if as_json:
        say_json({"works": done.works, "rows": done.rows, "whole": not done.troubles})
    else:
        say(f"{done.works} works restored into {where.folder}, {done.rows} rows of the office.")
        note("What texts mean is computed again behind `dragoman serve`, or by `dragoman index`.")
    context.exit(1 if done.troubles else 0)


@click.command("upgrade", epilog=UPGRADE_EPILOG)
@click.option("--backup", "target", metavar="DIR", type=_FOLDER, help="Where the back-up is kept that is made first.")
@click.option("--no-backup", is_flag=True, help="Make none: you have one.")
@library_option
@json_option
@click.pass_context
def upgrade_command(
    context: click.Context, *, target: Path | None, no_backup: bool, folder: str | None, as_json: bool
) -> None:
    """Bring a library to this version of Dragoman: back-up, database, index, and a look at all of it at the end."""
    if (target is None) != no_backup:
        raise click.UsageError("Give --backup DIR, or --no-backup.")
    with opened(folder) as library:
        if target is not None:
            done = keeping.back_up(library, target)
            _tell(done.troubles, as_json=as_json)
            if done.troubles:
                note("Nothing was changed: put the library right first.")
                context.exit(1)
        engine_of(library)
        index(library)
        _report(context, library, as_json=as_json)


@click.command("doctor", epilog=DOCTOR_EPILOG)
@library_option
@json_option
@click.pass_context
def doctor_command(context: click.Context, *, folder: str | None, as_json: bool) -> None:
    """Look at what the library needs: disk, rights, clock, database, index, OCR, fonts, settings, back-up.

    Exit status 1 where something keeps the library from working; warnings alone leave it at 0.
    """
    where = place(folder)
    with closing(Library.open(where.folder, database_url=where.database_url)) as library:
        _report(context, library, as_json=as_json)


def _report(context: click.Context, library: Library, *, as_json: bool) -> None:
    gravest = Gravity.WELL
    for opinion in examine(library, lambda: site_settings(library.folder)):
        gravest = max(gravest, opinion.gravity)
        if as_json:
            said = {"code": opinion.code, "gravity": opinion.gravity.name.lower(), "message": opinion.message}
            say_json({**said, "remedy": opinion.remedy})
        else:
            _say(opinion)
    context.exit(1 if gravest is Gravity.ILL else 0)


def _say(opinion: Opinion) -> None:
    sign = {Gravity.WELL: "ok", Gravity.WARNING: "warning", Gravity.ILL: "WRONG"}[opinion.gravity]
    say(f"{sign:>8}  {opinion.code}: {opinion.message}")
    if opinion.remedy:
        say(f"{'':>8}    {opinion.remedy}")


def _tell(troubles: tuple[Trouble, ...], *, as_json: bool) -> None:
    for trouble in troubles:
        if as_json:
            say_json(trouble)
        else:
            note(f"{trouble.where}: {trouble.message}")
            note(f"  {trouble.remedy}")
