"""What the organisation says of itself, as every surface shows it: name, heading, home text and footer, by language.

In: `SiteSettings` and an interface's tag. Out: texts, those in Markdown as HTML. Markdown here has no HTML, no pictures
and no addresses that could run a script.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from dragoman.config import SiteSettings, Texts
from dragoman.surfaces.presentation import DEFAULT_TAG, preferred

NAME: Final = "Dragoman"
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "heading", "lheading"])


def name(settings: SiteSettings, ui: str) -> str:
    """The library's name."""
    found = said(settings.name, ui)
    return found.text if found else NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text, and the language that it is in."""

    text: str
    language: str

    @property
    def html(self) -> Markup:
        """The text, read as Markdown."""
        return _rendered(self.text)


def said(texts: Texts, ui: str) -> Said | None:
    """The text in this language, else the one for all, in English, or the first; None where there is none."""
    order = (preferred(tuple(tag for tag in texts if tag), ui), "", DEFAULT_TAG, *texts)
    tag = next((each for each in order if each is not None and each in texts), None)
    return Said(text=texts[tag], language=tag or ui) if tag is not None else None


@lru_cache(maxsize=256)
def _rendered(text: str) -> Markup:
    return Markup(_MARKDOWN.render(text))  # noqa: S704 - rendered without raw HTML
