"""Every address of the pages and of the API, made here only: patterns that are routed and links that are written.

An address is stable: it names an edition, a work or an item by its id, never by its place in a list. `ui` is the tag of
the interface's language and is always the first part of a page's path, so that a link shows the same page to everyone.

Links are relative to the site's root: they begin with the path that the library is mounted at (none, or the sub-path of
`public_url`). What leaves the site (canonical, hreflang, feeds, identifiers) is made `absolute`. Both come from the
`Base` that holds while a request is answered, as Django's script prefix does; a command sets it with `based`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from dragoman.document.model import Box
from dragoman.search.model import Order, Query
from dragoman.store.model import Filters

ROOT: Final = "/"
HOME: Final = "/{ui:ui}/"
HOLDINGS: Final = "/{ui:ui}/holdings"
SUBJECTS: Final = "/{ui:ui}/subjects"
BROWSE: Final = "/{ui:ui}/browse"
SEARCH: Final = "/{ui:ui}/search"
SUGGEST: Final = "/{ui:ui}/suggest"
OPENSEARCH: Final = "/{ui:ui}/opensearch.xml"
EDITION: Final = "/{ui:ui}/editions/{expression_id:name}"
BOOK: Final = "/{ui:ui}/editions/{expression_id:name}/book.epub"
KEEPING: Final = "/{ui:ui}/editions/{expression_id:name}/offline.json"
OFFLINE: Final = "/{ui:ui}/offline"
WORKER: Final = "/worker.js"
SIMILAR: Final = "/{ui:ui}/editions/{expression_id:name}/similar"
CITE: Final = "/{ui:ui}/editions/{expression_id:name}/cite"
PAGE: Final = "/{ui:ui}/editions/{expression_id:name}/pages/{number:count}"
SECTION: Final = "/{ui:ui}/editions/{expression_id:name}/sections/{section:name}"
SECTION_PAGE: Final = "/{ui:ui}/editions/{expression_id:name}/sections/{section:name}/{number:count}"
WORK: Final = "/{ui:ui}/works/{work_id:name}"
UNFINISHED: Final = "/{ui:ui}"
OVERFINISHED: Final = "/{ui:ui}/{rest:path}/"
COVER: Final = "/covers/{expression_id:name}/{width:count}"
CUT: Final = "/pictures/{digest:name}/{number:count}-{width:count}-{region:region}.webp"
PICTURE: Final = "/pictures/{digest:name}/{number:count}-{width:count}.webp"
FILE: Final = "/files/{digest:name}/{file_name}"
STATIC: Final = "/static/{name:name}"
ROBOTS: Final = "/robots.txt"
ICON: Final = "/favicon.svg"
BEGINNING: Final = "0"
"""What stands where a section's number does, for the text before the first section."""
EVERYTHING: Final = "all"
"""What stands there for the whole text on one page."""
RECORD: Final = "/editions/{expression_id:name}"
RECORD_PAGE: Final = "/editions/{expression_id:name}/pages/{number:count}"
LINKSET: Final = "/editions/{expression_id:name}/linkset"
PUBLICATION: Final = "/works/{work_id:name}"
ARKS: Final = ("/ark:{naan:name}/{name:name}", "/ark:/{naan:name}/{name:name}")
"""As ARKs are written today, and as they were before."""
EXPORT: Final = "/export"
SITEMAP: Final = "/sitemap.xml"
SITEMAP_PART: Final = "/sitemap/part.xml"
ATOM: Final = "/{ui:ui}/feed.atom"
RSS: Final = "/{ui:ui}/feed.rss"
OAI: Final = "/oai"
MCP: Final = "/mcp"
OFFICE: Final = "/office"
"""Where the staff pages are; `surfaces.office.addresses` has theirs."""
HEALTH: Final = "/health"
METRICS: Final = "/metrics"
API: Final = "/api/"
API_SEARCH: Final = "/api/v1/search"
API_DUMP: Final = "/api/v1/dump.jsonl.gz"
API_INDEX: Final = "/api/v1/"
API_OPENAPI: Final = "/api/v1/openapi.json"
API_STYLE: Final = "/api/v1/style.css"
API_WORKS: Final = "/api/v1/works"
API_WORK: Final = "/api/v1/works/{work_id:name}"
API_EDITIONS: Final = "/api/v1/editions"
API_EDITION: Final = "/api/v1/editions/{expression_id:name}"
API_FORMATS: Final = "/api/v1/editions/{expression_id:name}/formats"
API_CITATION: Final = "/api/v1/editions/{expression_id:name}/citation"
API_SECTIONS: Final = "/api/v1/editions/{expression_id:name}/sections"
API_SECTION: Final = "/api/v1/editions/{expression_id:name}/sections/{section:name}"
API_PAGES: Final = "/api/v1/editions/{expression_id:name}/pages"
API_PAGE: Final = "/api/v1/editions/{expression_id:name}/pages/{number:count}"
API_LANGUAGES: Final = "/api/v1/languages"
API_HOLDINGS: Final = "/api/v1/holdings"
API_SUBJECTS: Final = "/api/v1/subjects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where the library is on the web: scheme and host, and the path that it is mounted at ("" or "/library")."""

    origin: str
    mount: str = ""

    @classmethod
    def of(cls, public_url: str) -> "Base":
        """The base that a public address says."""
        parts = urlsplit(public_url)
        return cls(origin=f"{parts.scheme}://{parts.netloc}", mount=parts.path.rstrip("/"))


_base: ContextVar[Base | None] = ContextVar("base", default=None)


@contextmanager
def based(base: Base) -> Iterator[None]:
    """While this holds, addresses are those of the library at `base`."""
    before = _base.set(base)
    try:
        yield
    finally:
        _base.reset(before)


def base() -> Base | None:
    """The base that holds, if one was set."""
    return _base.get()


def absolute(address: str) -> str:
    """An address made here, for who reads it elsewhere: with scheme and host."""
    held = _base.get()
    if held is None:
        raise LookupError("No base is set: wrap what makes absolute addresses in addresses.based().")
    return f"{held.origin}{address}"


def inside(path: str, mount: str) -> str:
    """The path of a request without the path that the library is mounted at; a proxy may have taken it away before."""
    rest = path.removeprefix(mount) if mount and (path == mount or path.startswith(f"{mount}/")) else path
    return rest or ROOT


def _at(path: str) -> str:
    held = _base.get()
    return f"{held.mount}{path}" if held else path


def home(ui: str) -> str:
    """What the library is."""
    return _at(f"/{ui}/")


def holdings(ui: str, key: str | None = None) -> str:
    """What the library holds, in pictures; its list of works from a key on."""
    return _with_query(_at(f"/{ui}/holdings"), {"key": key})


def subjects(ui: str) -> str:
    """What the publications are about."""
    return _at(f"/{ui}/subjects")


def browse(ui: str, filters: Filters | None = None, *, order: str = "newest", key: str | None = None) -> str:
    """The list of editions, narrowed, ordered, from a key on."""
    ordered = order if order != "newest" else None
    return _with_query(_at(f"/{ui}/browse"), {**_narrowed(filters), "order": ordered, "key": key})


def search(ui: str, asked: Query | None = None) -> str:
    """The answers to a question, narrowed, from a key on."""
    return _with_query(_at(f"/{ui}/search"), _asked(asked) if asked else {})


def suggest(ui: str) -> str:
    """Titles that begin as typed, as JSON."""
    return _at(f"/{ui}/suggest")


def opensearch(ui: str) -> str:
    """What a browser needs to know to ask this library."""
    return _at(f"/{ui}/opensearch.xml")


def similar(ui: str, expression_id: str) -> str:
    """Other works that speak of the same things as an edition."""
    return f"{edition(ui, expression_id)}/similar"


def api_search(asked: Query | None = None, *, group: str = "work") -> str:
    """Answers as JSON, a work or a passage a hit."""
    if asked is None:
        return _at(API_SEARCH)
    grouped = group if group != "work" else None
    parameters = {**_asked(asked), "group": grouped, "reader": asked.reader_language, "limit": asked.limit}
    return _with_query(_at(API_SEARCH), {**parameters, "explain": "true" if asked.explain else None})


def api_work(work_id: str) -> str:
    """A work, for programs."""
    return _at(f"{API_WORKS}/{quote(work_id, safe='')}")


def api_edition(expression_id: str, *parts: str | int) -> str:
    """The record of an edition, for programs, or what `parts` name of it: its formats, sections, pages, or one."""
    return _at("/".join([API_EDITIONS, *(quote(str(part), safe="") for part in (expression_id, *parts))]))


def api_editions(language: str) -> str:
    """The editions in a language, for programs."""
    return _with_query(_at(API_EDITIONS), {"language": language})


def api_editions_about(subject: str) -> str:
    """The editions about a concept, as JSON."""
    return _with_query(_at("/api/v1/editions"), {"subject": subject})


def api(path: str) -> str:
    """An address of the API that has nothing to fill in."""
    return _at(path)


def onward(path: str, query: Mapping[str, str], after: str | int) -> str:
    """The same address of a request, from a key on."""
    return _with_query(_at(quote(path, safe="/")), {**query, "after": after})


def edition(ui: str, expression_id: str) -> str:
    """The page of a language edition."""
    return _at(f"/{ui}/editions/{quote(expression_id, safe='')}")


def book(ui: str, expression_id: str) -> str:
    """The edition as an electronic book."""
    return f"{edition(ui, expression_id)}/book.epub"


def cite(ui: str, expression_id: str, style: str = "") -> str:
    """How to cite the edition, in every style; at one of them."""
    return f"{edition(ui, expression_id)}/cite" + (f"#{style}" if style else "")


def keeping(ui: str, expression_id: str) -> str:
    """What a browser keeps of an edition to read it without a connection, as JSON."""
    return f"{edition(ui, expression_id)}/offline.json"


def offline(ui: str) -> str:
    """What this device keeps, and what stands where a page was not kept."""
    return _at(f"/{ui}/offline")


def page(ui: str, expression_id: str, number: int, *, anchor: str = "", words: str = "") -> str:
    """The text and the picture of a page (1-based place in the file), at a section if `anchor` is given."""
    path = _with_query(f"{edition(ui, expression_id)}/pages/{number}", {"q": words})
    return path + (f"#{quote(anchor, safe='')}" if anchor else "")


def section(ui: str, expression_id: str, name: str, *, page: int | None = None, **asked: str) -> str:
    """A section by its name in its edition, at a page; `q` has words to mark, `beside` an edition to show beside it."""
    path = f"{edition(ui, expression_id)}/sections/{quote(name, safe='')}" + (f"/{page}" if page else "")
    return _with_query(path, dict(asked))


def section_name(section_id: str) -> str:
    """The last part of a section's id, which is unique in its edition."""
    return section_id.rpartition(".")[2]


def page_anchor(number: int) -> str:
    """The fragment that names the beginning of a page in a text of several."""
    return f"p{number}"


def sections_beside(expression_id: str) -> str:
    """What all section addresses of an edition begin with, relative to its page: contents are half as long with it."""
    return f"{quote(expression_id, safe='')}/sections/"


def anchor(section_id: str) -> str:
    """The fragment that names a section on its page: the last part of its id, which is unique in its edition."""
    return f"s{section_name(section_id)}"


def work(ui: str, work_id: str) -> str:
    """The publication: leads to the edition that the reader can read."""
    return _at(f"/{ui}/works/{quote(work_id, safe='')}")


def file(digest: str, file_name: str, *, page: int | None = None) -> str:
    """The file itself, opened at a page (RFC 8118 §3: the fragment `page=` of application/pdf)."""
    name = quote(file_name.encode("utf-8", "surrogateescape"), safe="") or "file"
    return _at(f"/files/{digest}/{name}") + (f"#page={page}" if page else "")


def cover(expression_id: str, width: int) -> str:
    """The cover of an edition, as wide as this (one of `COVER_WIDTHS`): its first page, or one that is made for it."""
    return _at(f"/covers/{quote(expression_id, safe='')}/{width}")


def page_picture(digest: str, number: int, width: int) -> str:
    """The picture of a page of a file, as wide as this (one of `PAGE_WIDTHS`)."""
    return _at(f"/pictures/{digest}/{number}-{width}.webp")


def cut(digest: str, number: int, width: int, region: Box) -> str:
    """A region (in whole points) of the picture of a page: a figure, or a table that could not be kept as text."""
    return _at(f"/pictures/{digest}/{number}-{width}-{'-'.join(str(round(edge)) for edge in region)}.webp")


def record(expression_id: str, *, format_name: str | None = None, **said: str) -> str:
    """An edition whatever language its page is shown in: where its identifiers lead; its record in other formats."""
    return _with_query(_at(f"/editions/{quote(expression_id, safe='')}"), {"format": format_name, **said})


def record_page(expression_id: str, number: int, *, anchor: str = "") -> str:
    """The text of a page, whatever language the interface has."""
    return f"{record(expression_id)}/pages/{number}" + (f"#{quote(anchor, safe='')}" if anchor else "")


def linkset(expression_id: str) -> str:
    """The typed links of an edition (FAIR Signposting, level 2)."""
    return f"{record(expression_id)}/linkset"


def publication(work_id: str) -> str:
    """A work, whatever language the interface has."""
    return _at(f"/works/{quote(work_id, safe='')}")


def export(
    format_name: str,
    filters: Filters | None = None,
    *,
    order: str = "newest",
    key: str | None = None,
    said: Mapping[str, str] | None = None,
) -> str:
    """The records of a list in a format, with what else is `said` of it: the style and locale of citations."""
    ordered = order if order != "newest" else None
    narrowed = {**_narrowed(filters), "order": ordered, "key": key}
    return _with_query(_at(EXPORT), {"format": format_name, **(said or {}), **narrowed})


def export_answers(format_name: str, asked: Query, *, said: Mapping[str, str] | None = None) -> str:
    """The records that a question finds, in a format."""
    return _with_query(_at(EXPORT), {"format": format_name, **(said or {}), **_asked(asked), "after": None})


def sitemap() -> str:
    """The index of the site maps."""
    return _at(SITEMAP)


def sitemap_part(after: str) -> str:
    """The part of the site map that begins after an edition."""
    return _with_query(_at(SITEMAP_PART), {"after": after})


def atom(ui: str, filters: Filters | None = None) -> str:
    """The feed of what is new and changed in a list."""
    return _with_query(_at(f"/{ui}/feed.atom"), _narrowed(filters))


def oai() -> str:
    """Where harvesters ask (OAI-PMH)."""
    return _at(OAI)


def static(name: str) -> str:
    """A style sheet or picture, under a name that changes with its content."""
    return _at(f"/static/{name}")


def icon() -> str:
    """The library's picture in a browser's tab."""
    return _at(ICON)


def here(path: str, query: str = "") -> str:
    """The page that stands at this path of a request."""
    return _at(quote(path, safe="/")) + (f"?{query}" if query else "")


def interface_of(path: str) -> str:
    """The first part of a path, where a page has the tag of its interface's language."""
    return path.removeprefix("/").partition("/")[0]


def in_interface(path: str, query: str, ui: str) -> str:
    """The page that stands at this path, in another interface language."""
    rest = path.split("/", 2)[2] if path.count("/") > 1 else ""
    return _at(quote(f"/{ui}/{rest}", safe="/")) + (f"?{query}" if query else "")


def _asked(query: Query) -> dict[str, str | int | None]:
    return {
        "q": query.text,
        **_narrowed(query.filters),
        "publisher": query.publisher,
        "asked_in": query.asked_in,
        "sort": query.order.value if query.order is not Order.RELEVANCE else None,
        "after": query.after,
    }


def _narrowed(filters: Filters | None) -> dict[str, str | int | None]:
    if filters is None:
        return {}
    subject = filters.subject[0] if filters.subject else None
    return {"language": filters.language, "year": filters.year, "type": filters.resource_type, "subject": subject}


def _with_query(path: str, parameters: Mapping[str, str | int | None]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path
