"""Templates as every surface has them: escaped everywhere, with gettext whose values are escaped too."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.surfaces.presentation import Interface


def environment(package: str, **known: object) -> Environment:
    """The templates of a package; an undefined name is a mistake of ours, and fails. `known` has what all may use."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # set by jinja2.ext.i18n
    made.globals.update(known)
    return made


def words(say: Interface) -> dict[str, Any]:
    """gettext for templates: values that are put into a message are escaped."""

    def translated(message: str, /, **values: object) -> Markup:
        said = Markup(say.gettext(message))  # noqa: S704 - messages are ours, values are escaped by %
        return said % values if values or "%" in said else said

    def counted(one: str, many: str, count: int, /, **values: object) -> Markup:
        return Markup(say.ngettext(one, many, count)) % {"num": count, **values}  # noqa: S704 - as above

    return {"gettext": translated, "ngettext": counted, "_": translated}
