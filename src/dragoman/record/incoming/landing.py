"""A record's page on the web → the addresses of its files: typed links, what Google Scholar reads, or plain links."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from dragoman.record.crosswalks.xml import Element

_LINK: Final = re.compile(r"<([^>]*)>([^<]*)")
_ITEM: Final = re.compile(r"""rel="?[^";]*\bitem\b""")
_PDF: Final = re.compile(r"\.(?:pdf|epub|docx)(?:$|\?)|/bitstreams?/.*/(?:content|download)", re.IGNORECASE)


def files_linked(page: bytes, link_header: str = "") -> tuple[str, ...]:
    """The addresses, as they stand there: FAIR Signposting's items, else `citation_pdf_url`, else links to files."""
    items = [target for target, parameters in _LINK.findall(link_header) if _ITEM.search(parameters)]
    if items:
        return tuple(dict.fromkeys(items))
    try:
        root = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    for found in (_typed(root), _cited(root), _plain(root)):
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _typed(root: Element) -> list[str]:
    return [e.get("href", "") for e in root.iter("link") if "item" in e.get("rel", "").split() and e.get("href")]


def _cited(root: Element) -> list[str]:
    return [e.get("content", "") for e in root.iter("meta") if e.get("name", "").lower() == "citation_pdf_url"]


def _plain(root: Element) -> list[str]:
    return list(_documents(root))


def _documents(root: Element) -> Iterator[str]:
    for element in root.iter("a"):
        address = element.get("href") or ""
        if _PDF.search(address):
            yield address


def aggregated(root: Element) -> tuple[str, ...]:
    """The files that an ORE resource map says belong to the record (as DSpace gives them, in Atom or in RDF)."""
    found = []
    for element in root.iter():
        if element.get("rel", "").endswith("/ore/terms/aggregates"):
            found.append(element.get("href", ""))
        if str(element.tag).endswith("}aggregates"):
            found.append(element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource", ""))
    return tuple(dict.fromkeys(filter(None, found)))
