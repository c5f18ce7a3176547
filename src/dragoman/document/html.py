"""The reader of HTML and XHTML: `read_html` decodes, parses as browsers do, and makes a document of what it says.

Hostile until proved sane: nothing is fetched, no entity is expanded but the characters that HTML names, and the tree is
walked without recursion.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree

from dragoman.accession.model import HTML
from dragoman.document.encoding import decoded
from dragoman.document.flow import flowed
from dragoman.document.html_blocks import pieces
from dragoman.document.html_chrome import content, inner_text
from dragoman.document.model import Document, EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.whole import damaged, whole
from dragoman.errors import Refused

KIND: Final = "a web page (HTML)"
READER: Final = f"lxml {etree.__version__} (libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))})"
_MOST_META: Final = 500
_LONGEST: Final = 10_000
_META: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "author": ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author"),
    "subject": ("dc.description", "dcterms.abstract", "description", "og:description"),
    "keywords": ("keywords", "dc.subject", "dcterms.subject", "citation_keywords"),
    "creator": ("generator",),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher", "article:publisher"),
    "identifier": ("citation_doi", "citation_isbn", "citation_issn", "dc.identifier", "dcterms.identifier"),
    "issued": (
        "citation_publication_date",
        "citation_date",
        "dc.date",
        "dcterms.issued",
        "dcterms.date",
        "article:published_time",
    ),
    "created": ("dcterms.created", "date"),
    "modified": ("dcterms.modified", "article:modified_time", "last-modified"),
}


def read_html(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read an HTML file; `report` is told how many pages were made of it. Raises Refused where nothing is there."""
    root = parsed_html(decoded(whole(path, kind=KIND)))
    flow = flowed(pieces(content(root)))
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=HTML,
        reader=READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=html_metadata(root),
        flowed=not flow.paged,
    )


def parsed_html(text: str) -> etree._Element:
    """The tree of an HTML text, whatever is wrong with it. Raises Refused where there is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise damaged(KIND) from error
    if root is None:
        raise damaged(KIND)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Refused(
            "too-deep",
            "It is a web page whose elements lie thousands deep in each other, so that it can't be read to its end.",
            "Open it in a browser, save it as PDF, and add that.",
        )
    return root


def html_metadata(root: etree._Element) -> EmbeddedMetadata:
    """What the head says: Dublin Core, Highwire and Open Graph names before `title`, and the declared language."""
    said: dict[str, list[str]] = {}
    for element in root.findall(".//meta")[:_MOST_META]:
        name = (element.get("name") or element.get("property") or element.get("http-equiv") or "").casefold()
        value = clean((element.get("content") or "")[:_LONGEST])
        if name and value:
            said.setdefault(name, []).append(value)
    values: dict[str, Any] = {
        field: next(("; ".join(dict.fromkeys(said[name])) for name in names if name in said), None)
        for field, names in _META.items()
    }
    title = root.find(".//title")
    values["title"] = values["title"] or (clean(inner_text(title)[:_LONGEST]) if title is not None else "")
    xml_language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    language = root.get("lang") or root.get("xml:lang") or xml_language or next(iter(said.get("dc.language", ())), "")
    language = re.sub(r"[^A-Za-z0-9-]", "", language.replace("_", "-"))[:35]
    given: dict[str, Any] = {key: value or None for key, value in values.items()}
    return EmbeddedMetadata(language=language or None, **given)
