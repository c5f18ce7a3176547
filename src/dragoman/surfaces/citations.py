"""HOW TO CITE: an edition as a reference in one of the usual styles, in the reader's language.

Comes in: entries, the name of a style, the language of whoever reads. Goes out: a `Citation` each, as plain text and as
HTML. The processor (citeproc-py) and the styles are loaded when a citation is first asked for, and never before.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.record.crosswalks.csl import csl
from dragoman.record.crosswalks.entry import Entry
from dragoman.surfaces.presentation import Interface, interface_for, interfaces
from dragoman.vocabulary.languages import primary

Item = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style: `name` is what addresses call it, `csl` the name of its file, other files for languages that have one.

    `publisher_leads`: an institution that published what names no author stands in an author's place.
    `publisher_once`: a publisher that is the author is not named again. `numbers`: how references of a list are
    numbered. `doi_as_address`: the style's file forgets one of the two where a record has both. `kind`: what
    everything is taken for, where the file knows too few kinds. `speaks`: the languages that it has words in, the usual
    one first, where these are not all.
    """

    name: str
    label: str
    csl: str
    by_language: Mapping[str, str] = field(default_factory=dict)
    publisher_leads: bool = True
    publisher_once: bool = True
    numbers: str = ""
    doi_as_address: bool = False
    kind: str = ""
    speaks: tuple[str, ...] = ()

    def language(self, wanted: str) -> str:
        """The language of the style's words for a reader of this one."""
        return wanted if not self.speaks or primary(wanted) in self.speaks else self.speaks[0]

    def file(self, language: str) -> str:
        """The name of the style's file for a reader of this language."""
        return self.by_language.get(primary(language), self.csl)


_ISO_690: Final = ("en", "cs", "de", "es", "fr")
STYLES: Final = (
    Style(name="apa", label="APA", csl="apa"),
    Style(name="chicago-author-date", label="Chicago (author, date)", csl="chicago-author-date"),
    Style(name="chicago-notes", label="Chicago (notes)", csl="chicago-notes-bibliography"),
    Style(name="mla", label="MLA", csl="modern-language-association", publisher_leads=False, publisher_once=False),
    Style(name="vancouver", label="Vancouver", csl="nlm-citation-sequence", publisher_once=False, numbers="{}. "),
    Style(name="harvard", label="Harvard", csl="harvard-cite-them-right"),
    Style(name="ieee", label="IEEE", csl="ieee", numbers="[{}] "),
    Style(
        name="iso690",
        label="ISO 690",
        csl="iso690-author-date-en",
        by_language={language: f"iso690-author-date-{language}" for language in _ISO_690[1:]},
        speaks=_ISO_690,
        publisher_leads=False,
        publisher_once=False,
        doi_as_address=True,
    ),
    Style(
        name="gost",
        label="ГОСТ Р 7.0.5-2008",
        csl="gost-r-7-0-5-2008",
        publisher_leads=False,
        publisher_once=False,
        numbers="{}. ",
        doi_as_address=True,
        kind="report",
        speaks=("ru",),
    ),
)
"""Judged one by one; of the 2,800 others that there are, citeproc-py can't process some."""
USUAL: Final = STYLES[0]
_BY_NAME: Final = {
    **{style.csl: style for style in STYLES},
    **{file: style for style in STYLES for file in style.by_language.values()},
    **{style.name: style for style in STYLES},
}
_WITHOUT_ORIGINAL: Final = frozenset({"ar", "fa", "hi", "ru", "uk"})
_PROCESSOR: Final = "dragoman.surfaces.citation_processor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An edition as a style cites it; `html` is safe to put on a page as it is."""

    expression_id: str
    text: str
    html: str


def style_named(name: str) -> Style:
    """The style of this name, ours or that of its CSL file; errors: style-unknown, with the list."""
    try:
        return _BY_NAME[name.lower()]
    except KeyError:
        known = ", ".join(style.name for style in STYLES)
        raise UsageError("style-unknown", f"style={name[:40]!r} is not known.", f"Use one of {known}.") from None


def cite(
    entries: Sequence[Entry], style: Style = USUAL, *, language: str = "en", accessed: date | None = None
) -> list[Citation]:
    """The entries in a style, its words in a reader's language; in the order that the style has for a bibliography.

    `accessed` is the day of reading, which some styles name. Fifteen to fifty milliseconds an entry.
    """
    language = style.language(language)
    items = {entry.expression.id.lower(): (entry, _item(entry, style, language, accessed)) for entry in entries}
    said = [item for _, item in items.values()]
    made = import_module(_PROCESSOR).references(said, style.file(language), language, _words(language))
    genitive = _dated(interfaces()[interface_for(language)])
    numbered = style.numbers if len(items) > 1 else ""
    return [
        Citation(
            expression_id=items[key][0].expression.id,
            text=numbered.format(number) + genitive(text),
            html=numbered.format(number) + genitive(html),
        )
        for number, (key, text, html) in enumerate(made, 1)
    ]


def _item(entry: Entry, style: Style, language: str, accessed: date | None) -> Item:
    item = csl(entry)
    item["type"] = style.kind or item["type"]
    if kind := item.get("genre"):
        item["genre"] = interfaces()[interface_for(language)].gettext(kind)
    if accessed:
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    publisher = item.get("publisher")
    if not item.get("author") and not item.get("editor") and publisher and style.publisher_leads:
        item["author"] = [{"literal": publisher}]
    if style.publisher_once and item.get("author") == [{"literal": publisher}]:
        del item["publisher"]
    if style.doi_as_address and "DOI" in item:
        item["URL"] = f"https://doi.org/{item.pop('DOI')}"
    return item


def _words(language: str) -> tuple[tuple[str, str], ...]:
    """What CSL's locales say in English only."""
    said = interfaces()[interface_for(language)].gettext("originally published as")
    return (("original-work-published", said),) if primary(language) in _WITHOUT_ORIGINAL else ()


def _dated(interface: Interface) -> Callable[[str], str]:
    """Puts the month after a day as the language has it: «25 ноября», where CSL knows only «ноябрь»."""
    months = interface.locale.months
    pairs = {months["stand-alone"]["wide"][n]: months["format"]["wide"][n] for n in range(1, 13)}
    changed = {alone: after for alone, after in pairs.items() if alone != after}
    if not changed:
        return str
    dated = re.compile(rf"(?<=\d )({'|'.join(map(re.escape, changed))})\b")
    return lambda text: dated.sub(lambda found: changed[found[0]], text)
