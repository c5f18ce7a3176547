"""`dragoman language`: a text a line in, a BCP 47 tag a line out."""

import sys

import click

from dragoman.record.language import identify

EPILOG = """
\b
Examples:
  echo "Все люди рождаются свободными и равными" | dragoman language        prints ru
  dragoman language < paragraphs.txt > tags.txt
"""


@click.command("language", epilog=EPILOG)
def language_command() -> None:
    """Say the language of each line of standard input, as a BCP 47 tag (und where it can't be told)."""
    for line in sys.stdin.buffer:
        tag, _ = identify(line.decode("utf-8", "replace").strip())
        click.echo(tag)
