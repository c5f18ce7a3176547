"""A page of the site as a file of a static copy: which addresses the copy has, where they stand, links made relative.

Comes in: a page as the site answers it, and its address. Goes out: HTML whose links lead to files of the copy; a link
to what is not in the copy (another order of a list, a question) stays as words.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from lxml import html

from dragoman.record.crosswalks.formats import BY_NAME
from dragoman.surfaces.exporting.placing import safe_name

SEARCH: Final = "search.html"
_ID: Final = r"[A-Za-z0-9._-]{1,200}"
_EDITION: Final = re.compile(rf"/([\w-]+)/editions/({_ID})")
_TEXT: Final = re.compile(rf"/([\w-]+)/editions/({_ID})/sections/({_ID})(?:/(\d+))?")
_BOOK: Final = re.compile(rf"/([\w-]+)/editions/({_ID})/book\.epub")
_RECORD: Final = re.compile(rf"/editions/({_ID})")
_FILE: Final = re.compile(rf"/files/({_ID})/(.+)")
_AS_IT_IS: Final = re.compile(r"/(?:static|pictures)/[A-Za-z0-9._/-]+|/favicon\.svg")
_COVER: Final = re.compile(rf"/covers/({_ID})/(\d+)")
_LISTED: Final = frozenset({"language", "key"})
_DROPPED: Final = ("script", "template", "noscript")
Element = Any
"""An element of lxml.html, whose stubs know less than it does."""
_KEPT_LINKS: Final = frozenset({"stylesheet", "icon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is in the copy: editions by id, interface languages; whether pictures of whole pages are."""

    editions: Callable[[str], bool]
    interfaces: tuple[str, ...]
    pictures: bool = False

    def place(self, address: str) -> str | None:
        """Where the copy has what stands at an address of the site (path and query); None where it has not."""
        parts = urlsplit(address)
        path, asked = unquote(parts.path), {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if asked and "/browse" not in path and set(asked) != {"format"}:
            return None
        return self._page(path, asked) or self._other(path, asked)

    def _page(self, path: str, asked: dict[str, str]) -> str | None:
        ui, _, rest = path.removeprefix("/").partition("/")
        if ui not in self.interfaces:
            return None
        if rest in {"", "browse", "search"} and not (rest == "browse" and set(asked) - _LISTED):
            return f"{ui}/{_name_of_list(rest, asked)}.html" if rest else f"{ui}/index.html"
        if (found := _EDITION.fullmatch(path)) and self.editions(found[2]):
            return f"{ui}/editions/{found[2]}.html"
        if (found := _TEXT.fullmatch(path)) and self.editions(found[2]):
            return f"{ui}/editions/{found[2]}/{found[3]}{'-' + found[4] if found[4] else ''}.html"
        if (found := _BOOK.fullmatch(path)) and self.editions(found[2]):
            return f"{ui}/editions/{found[2]}/book.epub"
        return None

    def _other(self, path: str, asked: dict[str, str]) -> str | None:
        if (found := _RECORD.fullmatch(path)) and asked.get("format") in BY_NAME and self.editions(found[1]):
            return f"records/{found[1]}.{BY_NAME[asked['format']].suffix}"
        if asked:
            return None
        if found := _FILE.fullmatch(path):
            return f"files/{found[1][:32]}/{safe_name(found[2])}"
        if found := _COVER.fullmatch(path):
            return f"covers/{found[1]}-{found[2]}" if self.editions(found[1]) else None
        if _AS_IT_IS.fullmatch(path) and (self.pictures or not _is_whole_page(path)):
            return path.removeprefix("/")
        return None


def _is_whole_page(path: str) -> bool:
    return path.startswith("/pictures/") and path.rpartition("/")[2].count("-") == 1


def _name_of_list(rest: str, asked: dict[str, str]) -> str:
    """A part of a list by what it is narrowed to and where it begins."""
    if rest == "search" or not asked:
        return rest
    said = "".join(c for c in asked.get("language", "") if c.isalnum() or c == "-")
    key = f"-{blake2b(asked['key'].encode(), digest_size=6).hexdigest()}" if "key" in asked else ""
    return f"browse{'-' + said if said else ''}{key}"


@dataclass(slots=True, kw_only=True)
class Copied:
    """A page of the copy, and the addresses that it leads to which are in the copy too."""

    written: bytes
    leads_to: list[str] = field(default_factory=list)


def copied(page: bytes, *, address: str, place: str, scope: Scope, placed: Callable[[str], str | None]) -> Copied:
    """The page for its place in the copy; `placed` says where something stands whose name only its bytes tell."""
    root: Any = html.document_fromstring(page.decode("utf-8"))
    made = Copied(written=b"")
    for element in list(root.iter(*_DROPPED)):
        element.drop_tree()
    for element in [each for each in root.iter("link") if each.get("rel") not in {*_KEPT_LINKS, "canonical"}]:
        element.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in [name for name in element.attrib if name in {"srcset", "list"} or name.startswith("data-")]:
                del element.attrib[name]  # what scripts would use, and pictures that are not in the copy
    for element, name in list(_linking(root)):
        target = _target(element.get(name, ""), address)
        if target is None:
            continue
        to, fragment = target
        found = scope.place(to)
        if found is not None:
            found = placed(to) or found
            element.set(name, _relative(found, place) + fragment)
            made.leads_to.append(to)
        else:
            _without(element, name)
    for item in root.xpath("//details[contains(@class,'tongues')]//li[a[not(@href)]]"):
        item.drop_tree()
    made.written = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return made


def _linking(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter("a", "area", "link", "img", "source", "form"):
        name = {"img": "src", "source": "src", "form": "action"}.get(str(element.tag), "href")
        if element.get(name) is not None and element.get("rel") != "canonical":
            yield element, name


def _target(href: str, address: str) -> tuple[str, str] | None:
    """An address of the site without its fragment, and that; None for what leads elsewhere or stays on the page."""
    whole = urljoin(address, href)
    parts = urlsplit(whole)
    if parts.scheme or parts.netloc or href.startswith("#"):
        return None
    return f"{parts.path}{'?' + parts.query if parts.query else ''}", f"#{parts.fragment}" if parts.fragment else ""


def _relative(to: str, place: str) -> str:
    return quote(os.path.relpath(to, os.path.dirname(place)), safe="/")  # noqa: PTH120 - addresses, not files


def _without(element: Element, name: str) -> None:
    """A link that leads nowhere in the copy: its words stay."""
    if element.tag in {"img", "source", "link", "form"}:
        element.drop_tree()
        return
    for attribute in (name, "rel", "hreflang", "type"):
        element.attrib.pop(attribute, None)
