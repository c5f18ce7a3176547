"""Letters to people of the staff, in the language of who has them sent."""

from typing import Final

from dragoman.office.mail import Letter
from dragoman.office.model import Account
from dragoman.surfaces import organisation
from dragoman.surfaces.office.frame import Visit
from dragoman.surfaces.office.language import message

_INVITATION: Final = message(
    "%(name)s,\n\nby this link you come in to %(library)s. It opens once, for a few days; then you choose a password"
    " and sign in as %(login)s.\n\n%(link)s\n\nIf you don't know what this is about, let it be: nothing happens."
)
_RESET: Final = message(
    "%(name)s,\n\nby this link you choose a new password for %(library)s, where you sign in as %(login)s. It opens"
    " once, for two hours.\n\n%(link)s\n\nIf nobody has asked for it, let it be: your password stays as it is."
)


def letter(visit: Visit, who: Account, link: str) -> Letter:
    """An invitation, or a link for a new password."""
    say = visit.interface
    library = organisation.name(visit.rooms.settings, say.tag)
    values = {"name": who.name, "login": who.login, "library": library, "link": link}
    return Letter(
        to=who.email or "",
        subject=library,
        text=say.gettext(_RESET if who.has_password else _INVITATION) % values,
        language=say.tag,
    )
