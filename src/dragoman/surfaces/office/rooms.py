"""What all staff pages share: the office, the library, its index, the settings, templates, style sheet, navigation."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment

from dragoman.config import SiteSettings
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.pipeline.drawing import Pictures
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces import assets, organisation, templates
from dragoman.surfaces.assets import Asset
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.failures import said
from dragoman.surfaces.presentation import autonym
from dragoman.vocabulary.languages import direction

if TYPE_CHECKING:
    from dragoman.surfaces.office.frame import Visit

_STATIC: Final = files("dragoman.surfaces.office") / "static"
_EXTRAS: Final = {
    "desk.css": assets.CSS,
    "upload.js": assets.SCRIPT,
    "review.js": assets.SCRIPT,
    "tree.js": assets.SCRIPT,
}
"""What only some pages load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A page that the navigation leads to, for who has the role."""

    path: str
    name: str
    needs: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The staff pages of one library."""

    office: Office
    library: Library
    index: SearchIndex
    settings: SiteSettings
    environment: Environment
    style: Asset
    script: Asset
    logo: Asset | None
    extras: Mapping[str, Asset]
    pictures: Pictures
    menu: tuple[MenuEntry, ...]

    @classmethod
    def of(
        cls,
        office: Office,
        library: Library,
        index: SearchIndex,
        *,
        settings: SiteSettings,
        menu: tuple[MenuEntry, ...],
    ) -> "Rooms":
        """The rooms of a library, with templates and style sheet loaded."""
        return cls(
            office=office,
            library=library,
            index=index,
            settings=settings,
            environment=_environment(),
            style=assets.style(_STATIC / "office.css", settings.colours),
            script=assets.file(_STATIC / "office.js", assets.SCRIPT),
            logo=assets.logo(settings.logo),
            extras={name: assets.file(_STATIC / name, kind) for name, kind in _EXTRAS.items()},
            pictures=Pictures.of(library, whole=True),
            menu=menu,
        )

    def html(self, template: str, visit: "Visit", values: Mapping[str, Any]) -> str:
        """A template filled in for a visit."""
        ui = visit.interface.tag
        shared = {
            "visit": visit,
            "rooms": self,
            "ui": ui,
            "say": visit.interface,
            "wrong": None,
            "library_name": organisation.name(self.settings, ui),
        }
        return self.environment.get_template(template).render({**shared, **templates.words(visit.interface), **values})


def _environment() -> Environment:
    return templates.environment(
        "dragoman.surfaces.office",
        address=addresses,
        readers=site_addresses,
        autonym=autonym,
        direction=direction,
        Role=Role,
        said=said,
    )
