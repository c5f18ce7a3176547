"""The parts of addresses that Starlette's routes know by name: `ui`, `name`, `count`, `region`."""

import re

from starlette.convertors import Convertor, register_url_convertor

from dragoman.document.model import Box
from dragoman.surfaces.presentation import INTERFACE_TAGS


class _Interface(Convertor[str]):
    """The tag of an interface language."""

    regex = "|".join(map(re.escape, INTERFACE_TAGS))

    def convert(self, value: str) -> str:
        """As it stands."""
        return value

    def to_string(self, value: str) -> str:
        """As it stands."""
        return value


class _Name(_Interface):
    """An id or a digest: nothing else is looked up."""

    regex = "[A-Za-z0-9._-]{1,200}"


class _Count(Convertor[int]):
    """A page's number, from 1."""

    regex = "[1-9][0-9]{0,8}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """In decimal."""
        return str(value)


class _Region(Convertor[Box]):
    """A rectangle on a page, in whole points."""

    regex = "[0-9]{1,5}-[0-9]{1,5}-[0-9]{1,5}-[0-9]{1,5}"

    def convert(self, value: str) -> Box:
        """The box."""
        return Box(*map(float, value.split("-")))

    def to_string(self, value: Box) -> str:
        """Its edges."""
        return "-".join(str(round(edge)) for edge in value)


def register() -> None:
    """Makes them known; needed before the first route is made, and harmless again."""
    register_url_convertor("region", _Region())
    register_url_convertor("ui", _Interface())
    register_url_convertor("name", _Name())
    register_url_convertor("count", _Count())
