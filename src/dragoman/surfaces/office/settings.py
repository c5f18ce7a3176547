"""What the organisation says of itself: its name, its languages, what its publications have in common."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from dragoman.config import SiteSettings, Texts, site_settings
from dragoman.errors import Refused
from dragoman.office import audit
from dragoman.office.clock import stamp
from dragoman.office.model import Act, Role
from dragoman.store.database import writing
from dragoman.surfaces.office import addresses, site_file
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message
from dragoman.surfaces.presentation import INTERFACE_TAGS
from dragoman.vocabulary.languages import spelled

_LONGEST: Final = 300


def settings(visit: Visit) -> Response:
    """The form, or what becomes of it. After the first administrator was made, it leads on to the desk."""
    first = visit.request.query_params.get("first") == "yes"
    folder = visit.rooms.library.folder
    if visit.request.method != "POST":
        saved = visit.request.query_params.get("saved") == "yes"
        return visit.page("settings.html", {**_values(site_settings(folder)), "first": first, "saved": saved})
    sent = _sent(visit)
    try:
        site_file.save(folder, sent)
    except Refused as error:
        return visit.refused("settings.html", {**_again(visit, sent), "first": first, "saved": False}, error)
    with writing(visit.office.engine) as connection:
        act = Act(actor=visit.who.login, action="settings-kept", subject="site.toml", detail=", ".join(sent))
        audit.note(connection, stamp(visit.office.clock()), act)
    return visit.to(addresses.DESK) if first else visit.to(addresses.SETTINGS, saved="yes")


def _values(known: SiteSettings) -> dict[str, Any]:
    return {
        "name": _by_language(known.name),
        "publisher": _by_language(known.publisher),
        "languages": [tag for tag in known.languages if tag in INTERFACE_TAGS],
        "other_languages": ", ".join(tag for tag in known.languages if tag not in INTERFACE_TAGS),
        "rights": known.rights or "",
        "contact": known.contact or "",
        "tags": INTERFACE_TAGS,
    }


def _by_language(texts: Texts) -> Mapping[str, str]:
    return {tag: texts.get(tag) or texts.get("", "") for tag in INTERFACE_TAGS}


def _sent(visit: Visit) -> dict[str, site_file.Value]:
    known = site_settings(visit.rooms.library.folder)
    chosen = [tag for tag in visit.form.getlist("language") if isinstance(tag, str)]
    others = [spelled(tag) for tag in visit.text("other_languages").replace(",", " ").split()]
    return {
        "name": _texts(visit, "name", known.name),
        "publisher": _texts(visit, "publisher", known.publisher),
        "languages": [*chosen, *others],
        "rights": visit.text("rights"),
        "contact": visit.text("contact"),
    }


def _texts(visit: Visit, name: str, known: Texts) -> site_file.Value:
    """A text for all languages where it is the same in all that were filled in; else a table. Languages that the form
    does not offer keep what they have.
    """
    kept = {tag: text for tag, text in known.items() if tag and tag not in INTERFACE_TAGS}
    typed = {tag: " ".join(visit.text(f"{name}.{tag}").split())[:_LONGEST] for tag in INTERFACE_TAGS}
    filled = {tag: text for tag, text in typed.items() if text} | kept
    texts = set(filled.values())
    return texts.pop() if len(texts) == 1 else filled


def _again(visit: Visit, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The form as it was sent."""
    return {
        "name": {tag: visit.text(f"name.{tag}") for tag in INTERFACE_TAGS},
        "publisher": {tag: visit.text(f"publisher.{tag}") for tag in INTERFACE_TAGS},
        "languages": [tag for tag in sent["languages"] if tag in INTERFACE_TAGS],
        "other_languages": visit.text("other_languages"),
        "rights": sent["rights"],
        "contact": sent["contact"],
        "tags": INTERFACE_TAGS,
    }


PAGES: Final = (
    StaffPage(
        path=addresses.SETTINGS,
        handler=settings,
        needs=Role.ADMINISTRATOR,
        methods=("GET", "POST"),
        menu=message("Settings"),
    ),
)
