"""Elements of XML, and text that XML can hold."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

XML: Final = "http://www.w3.org/XML/1998/namespace"
LANG: Final = f"{{{XML}}}lang"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION: Final = f"{{{XSI}}}schemaLocation"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its elements
Attributes = Mapping[str, str | None]


def clean(text: str) -> str:
    """The text without what XML 1.0 §2.2 can't hold: control characters, lone surrogates."""
    return _NOT_XML.sub("", text)


def root(tag: str, namespaces: Mapping[Any, str], *, location: str) -> Element:
    """A root element that says where its schema is; the namespace of the prefix None is that of names without one."""
    spaces: dict[str | None, str] = {**namespaces, "xsi": XSI}
    made = etree.Element(tag, nsmap=spaces)  # type: ignore[arg-type]  # the stubs know no default namespace
    made.set(SCHEMA_LOCATION, location)
    return made


def child(parent: Element, tag: str, text: str | None = None, attributes: Attributes | None = None) -> Element:
    """An element at the end of `parent`; attributes without a value are left out."""
    made = etree.SubElement(parent, tag)
    if text is not None:
        made.text = clean(text)
    for name, value in (attributes or {}).items():
        if value is not None:
            made.set(name, clean(value))
    return made


def tongue(tag: str | None) -> Attributes:
    """`xml:lang`, where the language is known."""
    return {LANG: tag if tag and tag != "und" else None}


def written(element: Element) -> bytes:
    """The document, in UTF-8, set on lines."""
    etree.indent(element)
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True)) + b"\n"
