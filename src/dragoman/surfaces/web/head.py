"""What an edition's page says to programs: tags for Google Scholar (Highwire), Dublin Core, Open Graph, JSON-LD, COinS,
and typed links (FAIR Signposting, level 1 in the `Link` header, level 2 as a link set).

In: an `Entry`. Out: values for the template and the header; what is absent is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from dragoman.accession.model import PDF
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.formats import FORMATS
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.schema_org import schema_org
from dragoman.surfaces import addresses
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.schemes import address_of

MOST_PARTS: Final = 40
"""Sections that the page's JSON-LD names at the most: it is sent with every page."""
LONGEST_DESCRIPTION: Final = 1000
LINKSET: Final = "application/linkset+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A `meta` element: by `name`, or by `property` for Open Graph."""

    name: str
    content: str
    lang: str | None = None
    is_property: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A typed link (RFC 8288) of the page."""

    rel: str
    href: str
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """All of it, for the template."""

    tags: tuple[Tag, ...]
    links: tuple[Link, ...]
    json_ld: Markup
    coins: str


def head_of(entry: Entry, *, page: str, site_name: str) -> Head:
    """What the page at the absolute address `page` says of this edition."""
    return Head(
        tags=(
            *_highwire(entry, page),
            *_dublin_core(entry),
            *_subjects_and_rights(entry),
            *_open_graph(entry, page, site_name),
        ),
        links=tuple(_own_links(entry)),
        json_ld=_json_ld(entry),
        coins=_coins(entry),
    )


def links(entry: Entry) -> Iterator[Link]:
    """Signposting's links of a landing page."""
    yield from _own_links(entry)
    yield Link(rel="type", href="https://schema.org/AboutPage")
    yield Link(rel="type", href=f"https://schema.org/{kind_of(entry.kind).schema_org}")
    for each in FORMATS:
        href = addresses.absolute(addresses.record(entry.expression.id, format_name=each.name))
        yield Link(rel="describedby", href=href, media_type=each.media_type)


def _own_links(entry: Entry) -> Iterator[Link]:
    """Those that stand on the page, too."""
    yield Link(rel="cite-as", href=entry.permanent)
    for agent in entry.creators:
        for known in filter(None, (address_of(each.scheme, each.value) for each in agent.identifiers)):
            yield Link(rel="author", href=known)
    if entry.rights and entry.rights.uri:
        yield Link(rel="license", href=entry.rights.uri)
    for file in entry.files:
        yield Link(rel="item", href=entry.places.file(file), media_type=file.media_type)
    yield Link(rel="linkset", href=addresses.absolute(addresses.linkset(entry.expression.id)), media_type=LINKSET)


def link_header(entry: Entry) -> str:
    """The links as one field of HTTP (RFC 8288 §3)."""
    return ", ".join(
        f'<{link.href}>; rel="{link.rel}"' + (f'; type="{link.media_type}"' if link.media_type else "")
        for link in links(entry)
    )


def linkset(entry: Entry, *, page: str) -> dict[str, Any]:
    """The links of the page at this absolute address, its files and its records as a set (RFC 9264 §4.2)."""
    targets: dict[str, list[dict[str, str]]] = {}
    for link in links(entry):
        if link.rel != "linkset":
            target = {"href": link.href, **({"type": link.media_type} if link.media_type else {})}
            targets.setdefault(link.rel, []).append(target)
    back = [{"href": page, "type": "text/html"}]
    files = [{"anchor": entry.places.file(file), "collection": back} for file in entry.files]
    records = [{"anchor": link.href, "describes": back} for link in links(entry) if link.rel == "describedby"]
    return {"linkset": [{"anchor": page, **targets}, *files, *records]}


def _highwire(entry: Entry, page: str) -> Iterator[Tag]:
    """As Google Scholar asks for them: the date of publication, never of upload; the PDF on the same site."""
    yield Tag(name="citation_title", content=entry.title)
    for agent in entry.creators:
        yield Tag(name="citation_author", content=parted(agent).inverted)
    if entry.published:
        yield Tag(name="citation_publication_date", content=entry.published.iso.replace("-", "/"))
    if entry.publisher:
        yield Tag(name="citation_publisher", content=entry.publisher)
        yield Tag(name="citation_technical_report_institution", content=entry.publisher)
    for symbol in entry.identifiers("UNDOC"):
        yield Tag(name="citation_technical_report_number", content=symbol)
    for isbn in entry.identifiers("ISBN"):
        yield Tag(name="citation_isbn", content=isbn)
    if entry.doi:
        yield Tag(name="citation_doi", content=entry.doi)
    if entry.language != "und":
        yield Tag(name="citation_language", content=entry.language)
    for subject in entry.subjects:
        yield Tag(name="citation_keywords", content=subject.text)
    yield Tag(name="citation_abstract_html_url", content=page)
    for file in entry.files:
        if file.media_type == PDF:
            yield Tag(name="citation_pdf_url", content=entry.places.file(file))


def _dublin_core(entry: Entry) -> Iterator[Tag]:
    own = entry.language if entry.language != "und" else None
    yield Tag(name="DC.title", content=entry.title, lang=own)
    for agent in entry.creators:
        yield Tag(name="DC.creator", content=agent.name)
    for agent in entry.contributors:
        yield Tag(name="DC.contributor", content=agent.name)
    if entry.publisher:
        yield Tag(name="DC.publisher", content=entry.publisher)
    if entry.published:
        yield Tag(name="DCTERMS.issued", content=entry.published.iso)
    if own:
        yield Tag(name="DC.language", content=own)
    yield Tag(name="DC.identifier", content=entry.url)
    if entry.permanent != entry.url:
        yield Tag(name="DC.identifier", content=entry.permanent)
    if entry.pages:
        yield Tag(name="DCTERMS.extent", content=f"{entry.pages} pages")
    if entry.original:
        yield Tag(name="DCTERMS.isVersionOf", content=entry.places.edition(entry.original.id))
    for other in entry.translations:
        yield Tag(name="DCTERMS.hasVersion", content=entry.places.edition(other.id))


def _subjects_and_rights(entry: Entry) -> Iterator[Tag]:
    for subject in entry.subjects:
        yield Tag(name="DC.subject", content=subject.text, lang=subject.language or None)
    if entry.rights:
        yield Tag(name="DC.rights", content=entry.rights.text)
        if entry.rights.uri:
            yield Tag(name="DCTERMS.license", content=entry.rights.uri)


def _open_graph(entry: Entry, page: str, site_name: str) -> Iterator[Tag]:
    for name, content in (
        ("og:type", "book"),
        ("og:title", entry.title),
        ("og:url", page),
        ("og:site_name", site_name),
        ("og:description", entry.abstract[:LONGEST_DESCRIPTION] if entry.abstract else None),
        ("og:image", addresses.absolute(addresses.cover(entry.expression.id, 240))),
        ("book:release_date", entry.published.iso if entry.published else None),
        ("book:isbn", next(iter(entry.identifiers("ISBN")), None)),
    ):
        if content:
            yield Tag(name=name, content=content, is_property=True)


def _json_ld(entry: Entry) -> Markup:
    """A data block of the page: nothing in it can end the element, or begin another."""
    said = schema_org(entry)
    if len(said.get("hasPart", ())) > MOST_PARTS:
        del said["hasPart"]
    if "description" in said:
        said = {**said, "description": said["description"][:LONGEST_DESCRIPTION]}
        said.pop("abstract", None)
    written = msgspec.json.encode(said).decode()
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped for a data block


def _coins(entry: Entry) -> str:
    """OpenURL 1.0 in an attribute, which Zotero reads (ContextObjects in Spans)."""
    values: list[tuple[str, str]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "report"),
        ("rft.btitle", entry.title),
        ("rft.language", entry.language),
        ("rft_id", entry.url),
        *(("rft.au", parted(agent).inverted) for agent in entry.creators),
        *(("rft.isbn", isbn) for isbn in entry.identifiers("ISBN")),
    ]
    if entry.published:
        values.append(("rft.date", entry.published.iso))
    if entry.publisher:
        values.append(("rft.pub", entry.publisher))
    if entry.pages:
        values.append(("rft.tpages", str(entry.pages)))
    return urlencode([(name, value.encode("utf-8", "replace")) for name, value in values])
