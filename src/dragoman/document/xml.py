"""XML → a tree, with nothing in it that the file could make larger or fetch: no DTD, no entities but characters.

The document type declaration is cut off before anything is parsed, so that there are no entities to expand, and the
names that HTML gives to characters are put in their place (EPUBs rely on XHTML's DTD for them).
"""

import re
from html.entities import html5
from typing import Final

from lxml import etree

from dragoman.document.encoding import decoded
from dragoman.document.whole import damaged

_PROLOGUE: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NOT_IN_XML: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD: Final = 65_536


def parsed_xml(data: bytes, *, kind: str, lenient: bool = False) -> etree._Element:
    """The root of the tree. `lenient` goes on after errors, as readers of books do. Raises Refused."""
    text = _NOT_IN_XML.sub("", _PROLOGUE.sub("", decoded(data), count=1))
    text = _DOCTYPE.sub("", text[:_HEAD], count=1) + text[_HEAD:]
    text = _NAMED.sub(_character, text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        recover=lenient,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.LxmlError as error:
        if any(said.type == etree.ErrorTypes.ERR_NO_MEMORY for said in parser.error_log):
            raise MemoryError from error
        raise damaged(kind) from error
    if root is None:
        raise damaged(kind)
    return root


def _character(named: re.Match[str]) -> str:
    name = named[1]
    return named[0] if name in _OF_XML else html5.get(f"{name};", "")
