"""XML from elsewhere → a tree. It may be hostile: a document type with entities is refused, nothing is fetched."""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from dragoman.errors import Refused
from dragoman.record.crosswalks.xml import LANG, Element

MOST_BYTES: Final = 64 << 20


def tree(data: bytes) -> Element:
    """The root element. Raises Refused, with the line and column that are wrong."""
    if len(data) > MOST_BYTES:
        raise Refused(
            "too-large",
            f"It has {len(data) >> 20} MB; at most {MOST_BYTES >> 20} MB of XML are read at once.",
            "Divide it into several files.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = error.position if isinstance(error, etree.XMLSyntaxError) else (0, 0)
        raise Refused(
            "bad-xml",
            f"It is no well-formed XML: {error.msg if isinstance(error, etree.XMLSyntaxError) else error}"
            f" (line {line}, column {column}).",
            "Have it written again by the program that it comes from, or correct that place.",
        ) from error
    declared: Any = root.getroottree().docinfo.internalDTD  # of which the stubs know next to nothing
    if declared is not None and (declared.system_url or any(True for _ in declared.iterentities())):
        raise Refused(
            "xml-entities",
            "Its document type declares entities or names an outside file, which could be anything: it is not read.",
            "Save it without a <!DOCTYPE …>; a record needs none.",
        )
    return root


def name(element: Element) -> str:
    """The element's name without its namespace; empty for what has none (an entity's reference)."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of the element's name."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def text(element: Element | None) -> str:
    """All text in the element, white space single."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def tongue(element: Element) -> str:
    """The language that the element's text is said to be in."""
    return element.get(LANG) or element.get("lang") or element.get("language") or ""


def named(parent: Element, *path: str) -> Iterator[Element]:
    """The elements under `parent` along a path of names, whatever their namespaces."""
    if not path:
        yield parent
        return
    for each in parent:
        if name(each) == path[0]:
            yield from named(each, *path[1:])


def within(root: Element, *names: str) -> Iterator[Element]:
    """The element itself and all below it that have one of these names."""
    return (each for each in root.iter() if name(each) in names)
