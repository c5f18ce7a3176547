"""What the parts of a text need to know to be shown: addresses of pages and pictures, and words of the interface.

In: the edition, its file, the interface. Out: `Look`, which the templates of the reading view ask.
"""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dragoman.document.model import Page
from dragoman.pipeline.drawing import PAGE_WIDTHS
from dragoman.surfaces import addresses
from dragoman.surfaces.presentation import Interface
from dragoman.surfaces.web.reading import Part
from dragoman.surfaces.web.words import message

_PAGE: Final = message("Page %(page)s")
_PICTURE: Final = message("Picture of page %(page)s")
_UNREAD: Final = message("The text of this page could not be read. This is its picture.")
_UNSURE: Final = message("This table could not be kept well as text. This is its picture.")
_AS_TEXT: Final = message("The table as text")
_FIGURE: Final = message("Figure")
_TABLE: Final = message("Table")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one edition's text is shown in an interface; `paged` where its file has pages of which there are pictures."""

    say: Interface
    edition: str
    digest: str
    paged: bool
    words: str = ""
    responsive: bool = True

    @property
    def linked(self) -> bool:
        """Whether marks and figures lead to the pages that they are of."""
        return True

    @property
    def ui(self) -> str:
        """The tag of the interface."""
        return self.say.tag

    @property
    def direction(self) -> str:
        """The direction of the interface."""
        return self.say.direction

    def anchor(self, number: int) -> str:
        """The name of the place where a page begins."""
        return addresses.page_anchor(number)

    def page(self, number: int) -> str:
        """Where a page's picture stands beside its text."""
        return addresses.page(self.say.tag, self.edition, number, words=self.words)

    def page_name(self, label: str) -> str:
        """What a page is called."""
        return self.say.gettext(_PAGE) % {"page": label}

    def cut(self, part: Part, width: int) -> str:
        """The picture of a figure or table."""
        assert part.region is not None
        return addresses.cut(self.digest, part.sheet.number, width, part.region)

    def whole(self, sheet: Page, loading: str = "lazy") -> Markup:
        """The picture of a whole page, as an element."""
        if not (sheet.width > 0 and sheet.height > 0):
            return Markup("")
        alt = self.say.gettext(_PICTURE) % {"page": sheet.label or sheet.number}
        widths = ", ".join(f"{self._picture(sheet, width)} {width}w" for width in PAGE_WIDTHS)
        image = Markup(
            '<a href="{}"><img src="{}" srcset="{}" sizes="(min-width: 62rem) 40rem, 94vw"'
            ' width="{}" height="{}" alt="{}" loading="{}"/></a>'
        )
        high = round(PAGE_WIDTHS[0] * min(sheet.height / sheet.width, 4))
        large = self._picture(sheet, PAGE_WIDTHS[-1])
        return image.format(large, self._picture(sheet, PAGE_WIDTHS[0]), widths, PAGE_WIDTHS[0], high, alt, loading)

    def _picture(self, sheet: Page, width: int) -> str:
        return addresses.page_picture(self.digest, sheet.number, width)

    @property
    def unread(self) -> str:
        """Said over the picture of a page that could not be read."""
        return self.say.gettext(_UNREAD)

    @property
    def unsure(self) -> str:
        """Said over the picture of a table that could not be kept."""
        return self.say.gettext(_UNSURE)

    @property
    def as_text(self) -> str:
        """What opens such a table's text."""
        return self.say.gettext(_AS_TEXT)

    @property
    def figure(self) -> str:
        """A figure without a caption."""
        return self.say.gettext(_FIGURE)

    @property
    def table(self) -> str:
        """A table without a caption."""
        return self.say.gettext(_TABLE)
