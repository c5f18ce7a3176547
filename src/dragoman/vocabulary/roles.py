"""What a contributor did: MARC relator codes (https://www.loc.gov/marc/relators/) and their English words.

The pages have the same words, each with its translations (`surfaces.web.words`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aut": "author",
        "cre": "author",
        "edt": "editor",
        "trl": "translator",
        "ill": "illustrator",
        "ctb": "contributor",
        "pbl": "publisher",
    }
)


def role_word(code: str) -> str:
    """The word for a role; an unknown one contributed in some way."""
    return ROLES.get(code, ROLES["ctb"])
