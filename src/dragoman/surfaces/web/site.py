"""What all pages share: the library, the index, the templates, the style sheet, and the pages already rendered.

A page follows from its address, the interface's language, the state of the library and this code; these make its entity
tag and the key under which it is kept, so that nothing kept can be out of date.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from threading import Lock
from typing import Any, Final

from jinja2 import Environment
from starlette.datastructures import QueryParams
from starlette.requests import Request

from dragoman.config import SiteSettings
from dragoman.pipeline.drawing import Pictures
from dragoman.pipeline.subjects import Held
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.store.model import Filters, Overlap
from dragoman.surfaces import addresses, assets, organisation, templates
from dragoman.surfaces.assets import Asset
from dragoman.surfaces.documents import Documents
from dragoman.surfaces.presentation import INTERFACE_TAGS, Interface, autonym, interfaces, negotiated
from dragoman.surfaces.rendered import Rendered, code_version
from dragoman.surfaces.web import words
from dragoman.surfaces.web.sections import Plan
from dragoman.vocabulary.languages import direction

KEPT_BYTES: Final = 24 * 1024 * 1024
_WEB: Final = files("dragoman.surfaces.web")
_STATIC: Final = _WEB / "static"


class Kept:
    """Rendered pages, the least recently used dropped first, never more than so many bytes."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[str, Rendered] = OrderedDict()

    def get(self, key: str) -> Rendered | None:
        """The page under this key, if it is still kept."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page, and let go of as many as it takes."""
        self._size += page.size - (self._pages[key].size if key in self._pages else 0)
        self._pages[key] = page
        self._pages.move_to_end(key)
        while self._size > self._limit and self._pages:
            self._size -= self._pages.popitem(last=False)[1].size


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The reader's pages of one library. `version` changes with the code, the templates and the catalogues."""

    library: Library
    index: SearchIndex
    settings: SiteSettings
    environment: Environment
    style: Asset
    script: Asset
    reading_style: Asset
    reading_script: Asset
    logo: Asset | None
    version: str
    pictures: Pictures
    documents: Documents
    subjects: Held
    kept: Kept = field(default_factory=Kept)
    links: dict[str, str] = field(default_factory=dict)
    overlap: dict[str, Overlap] = field(default_factory=dict)
    plans: dict[tuple[str, int, str, int], Plan] = field(default_factory=dict)
    reading: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, library: Library, index: SearchIndex, settings: SiteSettings) -> "Site":
        """The site of a library, with templates and style sheet loaded."""
        return cls(
            library=library,
            index=index,
            settings=settings,
            environment=_environment(),
            style=assets.style(_STATIC / "dragoman.css", settings.colours),
            script=assets.file(_STATIC / "dragoman.js", assets.SCRIPT),
            reading_style=assets.file(_STATIC / "reading.css", assets.CSS),
            reading_script=assets.file(_STATIC / "reading.js", assets.SCRIPT),
            logo=assets.logo(settings.logo),
            version=code_version(repr(settings), _WEB, _WEB / "templates", _STATIC),
            pictures=Pictures.of(library),
            documents=Documents(library.root),
            subjects=Held(library),
        )

    def html(self, template: str, visit: "Visit", values: Mapping[str, Any]) -> str:
        """A template filled in for a visit."""
        return self.environment.get_template(template).render(
            {
                **values,
                "visit": visit,
                "site": self,
                "ui": visit.interface.tag,
                "say": visit.interface,
                "library_name": organisation.name(self.settings, visit.interface.tag),
                "footer": organisation.said(self.settings.footer, visit.interface.tag),
                **templates.words(visit.interface),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request as pages see it: the site, the interface's language, the address and what it names and asks."""

    site: Site
    interface: Interface
    path: str
    query: str
    asked: QueryParams
    named: Mapping[str, Any]

    @classmethod
    def of(cls, request: Request) -> "Visit":
        """The visit that a request makes; the language is the address's, else the one that the browser asks for."""
        first = addresses.interface_of(request.url.path)
        tag = first if first in INTERFACE_TAGS else negotiated(request.headers.get("accept-language", ""))
        return cls(
            site=request.app.state.site,
            interface=interfaces()[tag],
            path=request.url.path,
            query=request.url.query,
            asked=request.query_params,
            named=request.path_params,
        )

    @property
    def others(self) -> list[tuple[Interface, str]]:
        """Every interface language, with the address of this page in it."""
        has_language = addresses.interface_of(self.path) in INTERFACE_TAGS
        return [
            (each, addresses.in_interface(self.path, self.query, tag) if has_language else addresses.home(tag))
            for tag, each in interfaces().items()
        ]


def _environment() -> Environment:
    return templates.environment(
        "dragoman.surfaces.web",
        address=addresses,
        autonym=autonym,
        direction=direction,
        narrowed=Filters,
        kind_of=words.file_kind,
        type_name=words.resource_type,
    )
