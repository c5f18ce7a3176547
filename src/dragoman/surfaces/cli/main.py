"""The command's frame: its verbs, loaded when they are used, and the exit status of every way to end."""

import os
import signal
import sys
from importlib import import_module
from typing import Final

import click

from dragoman.errors import DragomanError, UsageError
from dragoman.surfaces.cli.output import explain, note

VERBS: Final = {
    "ingest": "cli.ingest",
    "import": "cli.importing",
    "template": "cli.importing",
    "harvest": "cli.harvesting",
    "addresses": "cli.former",
    "describe": "cli.describe",
    "list": "cli.catalogue",
    "show": "cli.catalogue",
    "search": "cli.search",
    "subjects": "cli.subjects",
    "serve": "serve",
    "mcp": "stdio",
    "export": "exporting.command",
    "identifiers": "cli.identifiers",
    "edit": "cli.editing",
    "merge": "cli.editing",
    "split": "cli.editing",
    "move": "cli.editing",
    "undo": "cli.editing",
    "history": "cli.life",
    "restore-version": "cli.life",
    "submit": "cli.life",
    "return": "cli.life",
    "publish": "cli.life",
    "discard": "cli.life",
    "restrict": "cli.life",
    "open": "cli.life",
    "withdraw": "cli.life",
    "reinstate": "cli.life",
    "index": "cli.upkeep",
    "rebuild": "cli.upkeep",
    "check": "cli.upkeep",
    "backup": "cli.keeping",
    "restore": "cli.keeping",
    "upgrade": "cli.keeping",
    "doctor": "cli.keeping",
    "language": "cli.language",
    "account": "cli.account",
}
FAILED, USAGE, STOPPED = 1, 2, 130
DEBUG_VARIABLE: Final = "DRAGOMAN_DEBUG"

EPILOG = """
\b
Examples:
  dragoman ingest ~/reports          take in a folder (again and again: only what is new is read)
  dragoman serve                     then open the address that it prints
  dragoman search "migration"        find passages, with their pages
  dragoman describe report.pdf       read a file without keeping anything

\b
Exit status: 0 all well (also when there was nothing to do) · 1 failed · 2 wrong usage ·
3 some files were not accepted · 130 stopped by Ctrl-C (the same command goes on where it was)
"""


class Verbs(click.Group):
    """A group whose verbs are imported when they are called: `--help` and `language` need no database or web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which one meets them."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's own module, or None for a word that is no verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module = import_module(f"dragoman.surfaces.{VERBS[cmd_name]}")
        verb: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return verb


@click.group(cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dragoman")
def dragoman() -> None:
    """A folder of reports in several languages becomes the library that its readers need."""


def main() -> None:
    """Runs the command and ends the process with the documented status; no traceback reaches a person."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = dragoman.main(standalone_mode=False)
    except click.exceptions.Abort:
        note("Stopped. Nothing is half done: the same command goes on where it was.")
        status = STOPPED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except UsageError as error:
        explain(error)
        status = USAGE
    except DragomanError as error:
        explain(error)
        status = FAILED
    except BrokenPipeError:
        # Whoever read the output has gone (`| head`): point it elsewhere, so that flushing at exit is quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = FAILED
    except Exception as error:  # the process's boundary: a fault of ours is said, not thrown at a person
        if os.environ.get(DEBUG_VARIABLE):
            raise
        note(f"dragoman: this is a fault of the program: {type(error).__name__}: {error}")
        note(f"  Nothing is half done. Run the command again with {DEBUG_VARIABLE}=1 and report what it prints.")
        status = FAILED
    for late in (signal.SIGINT, signal.SIGTERM):  # all is said and done: what comes now must not change the status
        signal.signal(late, signal.SIG_IGN)
    sys.exit(status if isinstance(status, int) else 0)
