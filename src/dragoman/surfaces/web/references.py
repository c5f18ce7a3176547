"""How to cite an edition: one reference on its page, and a page with the reference in every style.

In: an `Entry` and the interface. Out: a `Reference` each, whose HTML is safe. Making one takes milliseconds of the
processor's, so never in the loop; the pages are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from anyio import to_thread
from markupsafe import Markup

from dragoman.record.crosswalks.entry import Entry
from dragoman.surfaces.citations import Style, cite, style_named

_USUAL: Final = {"ru": "gost"}
_ELSEWHERE: Final = "harvard"
"""What an edition's page shows first. APA takes eight times as long to write, and is a click away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference in a style; `name` is the style's in addresses."""

    name: str
    label: str
    html: Markup


async def usual(entry: Entry, ui: str) -> Reference:
    """The reference in the style that is usual among readers of this interface."""
    return (await references(entry, ui, [style_named(_USUAL.get(ui, _ELSEWHERE))]))[0]


async def references(entry: Entry, ui: str, styles: Iterable[Style]) -> tuple[Reference, ...]:
    """The references in some styles, their words in the interface's language."""

    def written() -> tuple[Reference, ...]:
        return tuple(
            Reference(
                name=style.name,
                label=style.label,
                html=Markup(cite([entry], style, language=ui)[0].html),  # noqa: S704 - made safe where it is made
            )
            for style in styles
        )

    return await to_thread.run_sync(written)
