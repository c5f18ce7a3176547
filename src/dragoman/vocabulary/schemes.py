"""Schemes of identifiers, and what a well-formed identifier of each is: its normal form, or None.

Sources: ISO 2108 (ISBN), ISO 3297 (ISSN), ISO 27729 (ISNI, whose form and check digit ORCID has), ISO 26324 (DOI), all
by python-stdnum where it has them; RFC 3650 (Handle); the ARK scheme (draft-kunze-ark); RFC 8141 (URN); ROR's own
documents: nine characters of Crockford's base 32, the last two of them the check digits of ISO 7064 mod 97-10.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from stdnum import isbn, isni, issn
from stdnum.exceptions import ValidationError

_DOI: Final = re.compile(r"(?:doi\s*:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?:hdl\s*:\s*|(?:https?://)?hdl\.handle\.net/)?(\d[\w.]*/\S+)", re.IGNORECASE)
_ARK: Final = re.compile(r"(?:https?://[^/\s]+/)?ark:/?(\d{5,}|[bcdfghjkmnpqrstvwxz\d]{5,})/(\S+)", re.IGNORECASE)
_URN: Final = re.compile(r"urn:([a-z\d][a-z\d-]{1,31}):(\S+)", re.IGNORECASE)
_ORCID: Final = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.IGNORECASE)
_ROR: Final = re.compile(r"(?:(?:https?://)?(?:www\.)?ror\.org/)?(0[a-hj-km-np-tv-z\d]{6}\d{2})", re.IGNORECASE)
_BASE_32: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_SYMBOL: Final = re.compile(r"[A-Z][\w.()-]*(?:/[\w.()-]+)+")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z\d._-]{0,39}")


def isbn_of(text: str) -> str | None:
    """Thirteen digits."""
    try:
        return str(isbn.to_isbn13(isbn.validate(re.sub(r"(?i)^isbn[\s:-]*|[‐‑–]", "", text.strip()))))
    except ValidationError:
        return None


def issn_of(text: str) -> str | None:
    """1234-5679."""
    try:
        return str(issn.format(issn.validate(re.sub(r"(?i)^issn[\s:-]*|[‐‑–]", "", text.strip()))))
    except ValidationError:
        return None


def doi_of(text: str) -> str | None:
    """10.prefix/suffix in lower case, without the resolver's address."""
    found = _DOI.fullmatch(text.strip())
    return found[1].lower() if found else None


def orcid_of(text: str) -> str | None:
    """0000-0002-1825-0097."""
    found = _ORCID.fullmatch(text.strip())
    if found is None or not isni.is_valid("".join(found.groups()).upper()):
        return None
    return "-".join(found.groups()).upper()


def isni_of(text: str) -> str | None:
    """Sixteen digits."""
    bare = re.sub(r"(?i)^(?:isni[\s:]*|https?://(?:www\.)?isni\.org/(?:isni/)?)", "", text.strip())
    try:
        return str(isni.validate(bare))
    except ValidationError:
        return None


def ror_of(text: str) -> str | None:
    """05a28rw58, without the registry's address."""
    found = _ROR.fullmatch(text.strip())
    if found is None:
        return None
    value = found[1].lower()
    number = 0
    for letter in value[:7]:
        number = number * 32 + _BASE_32.index(letter)
    return value if 98 - number * 100 % 97 == int(value[7:]) else None


def _handle_of(text: str) -> str | None:
    found = _HANDLE.fullmatch(text.strip())
    return found[1] if found else None


def _ark_of(text: str) -> str | None:
    found = _ARK.fullmatch(text.strip())
    return f"ark:/{found[1]}/{found[2]}" if found else None


def _urn_of(text: str) -> str | None:
    found = _URN.fullmatch(text.strip())
    return f"urn:{found[1].lower()}:{found[2]}" if found else None


def _symbol_of(text: str) -> str | None:
    found = _SYMBOL.fullmatch(text.strip())
    return found[0] if found and any(letter.isdigit() for letter in found[0]) else None


def _any_of(text: str) -> str | None:
    value = " ".join(text.split())
    return value if 0 < len(value) <= 500 else None


DOCUMENT_SCHEMES: Final[Mapping[str, Callable[[str], str | None]]] = MappingProxyType(
    {"ISBN": isbn_of, "ISSN": issn_of, "DOI": doi_of, "HANDLE": _handle_of, "ARK": _ark_of, "URN": _urn_of}
    | {"UNDOC": _symbol_of}
)
AGENT_SCHEMES: Final[Mapping[str, Callable[[str], str | None]]] = MappingProxyType(
    {"ORCID": orcid_of, "ROR": ror_of, "ISNI": isni_of}
)
PERSISTENT: Final = ("DOI", "HANDLE", "ARK", "URN")
_RESOLVERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "DOI": "https://doi.org/",
        "HANDLE": "https://hdl.handle.net/",
        "ARK": "https://n2t.net/",
        "ORCID": "https://orcid.org/",
        "ROR": "https://ror.org/",
        "ISNI": "https://isni.org/isni/",
    }
)
EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ISBN": "978-0-306-40615-7",
        "ISSN": "1234-5679",
        "DOI": "10.5281/zenodo.1234567",
        "HANDLE": "20.500.11788/2211",
        "ARK": "ark:/12025/654xz321",
        "URN": "urn:nbn:de:101:1-201102033592",
        "UNDOC": "A/RES/73/195",
        "ORCID": "0000-0002-1825-0097",
        "ROR": "https://ror.org/05a28rw58",
        "ISNI": "0000 0001 2103 2683",
    }
)


def normal(scheme: str, value: str) -> str | None:
    """The value as it is kept, where it is well-formed; of a scheme that is not known, any short text."""
    check = DOCUMENT_SCHEMES.get(scheme) or AGENT_SCHEMES.get(scheme) or _any_of
    return check(value)


def address_of(scheme: str, value: str) -> str | None:
    """Where an identifier leads on the web; None where its scheme has no resolver."""
    begun = _RESOLVERS.get(scheme)
    return f"{begun}{value}" if begun else None


def scheme_of(text: str) -> str | None:
    """The scheme that a value shows by its own form: an address, a prefix, or a check digit that is right."""
    for scheme, check in (*AGENT_SCHEMES.items(), *DOCUMENT_SCHEMES.items()):
        if scheme not in ("HANDLE", "ISNI") and check(text) is not None:
            return scheme
    return "HANDLE" if re.match(r"(?i)hdl\s*:|https?://hdl\.handle\.net/", text.strip()) else None


def is_scheme(text: str) -> bool:
    """Whether a text can be the name of a scheme."""
    return _SCHEME.fullmatch(text) is not None
