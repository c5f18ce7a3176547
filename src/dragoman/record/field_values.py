"""One value of a field, as a person gives it → as the record keeps it. A `UsageError` says what is wrong with it.

Every check takes the kept form too, so that what a record says can be given back.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeVar

import msgspec
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from dragoman.errors import UsageError
from dragoman.record.model import Abstract, AgentKind, Contribution, Identifier, Rights, Section, Series, Subject
from dragoman.vocabulary import schemes
from dragoman.vocabulary.imprint import RESOURCE_TYPES
from dragoman.vocabulary.languages import LanguageTag, tag_of
from dragoman.vocabulary.licences import terms
from dragoman.vocabulary.roles import ROLES, role_code

T = TypeVar("T")
LONGEST_LINE: Final = 2_000
LONGEST_TEXT: Final = 50_000
MOST_ADDRESS: Final = 2_048
_PLAIN_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_KIND: Final = re.compile(r"[a-z][a-z\d]*(?:-[a-z\d]+)*")
_NAME_OF_CONCEPT: Final = re.compile(r"(?:urn|info):[^\s<>\"\\^`{|}]{1,500}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"\\^`{|}]+|/[^\s<>\"\\^`{|}]*", re.IGNORECASE)
_CONTRIBUTION: Final = re.compile(
    r"(?:([A-Za-z]{3,20})\s*:\s*)?(.+?)(?:\s*[\[<(]?((?:https?://)?\S*(?:orcid|ror)\.org/\S+?)[\])>]?)?"
)
_IDENTIFIER: Final = re.compile(r"([A-Za-z][A-Za-z\d._-]{1,39})\s*[:\s]\s*(.+)")
_TRUE: Final = frozenset({"true", "yes", "official", "1"})
_FALSE: Final = frozenset({"false", "no", "unofficial", "0"})


def text(value: object, *, longest: int = LONGEST_TEXT) -> str:
    """A text of one or more paragraphs."""
    if not isinstance(value, str):
        raise UsageError("field-form", f"{_shown(value)} is not a text.", "Give a text.")
    kept = "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    if bad := next((c for c in kept if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")), None):
        raise UsageError(
            "text-characters", f"The text holds a character that is none: U+{ord(bad):04X}.", "Take that out."
        )
    if not kept or len(kept) > longest:
        raise UsageError("text-length", f"A text of {len(kept)} characters.", f"Give one of 1 to {longest}.")
    return unicodedata.normalize("NFC", kept)


def line(value: object) -> str:
    """A text of one line."""
    return " ".join(text(value, longest=LONGEST_LINE).split())


title = line
note = text


def language(value: object) -> LanguageTag:
    """A language tag."""
    tag = tag_of(value) if isinstance(value, str) else None
    if tag is None:
        raise UsageError(
            "language-form",
            f"{_shown(value)} is no language tag.",
            "Write one as BCP 47 has them: en, pt-BR, zh-Hans, sr-Latn.",
        )
    return tag


def abstract(value: object) -> Abstract:
    """An abstract; what a person writes is no extract."""
    told = _struct(value, Abstract)
    return Abstract(text=text(told.text if told else value), extract=told.extract if told else False)


@lru_cache(maxsize=4_096)
def _edtf(value: str) -> bool:
    if _PLAIN_DATE.fullmatch(value):
        return True
    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return len(value) <= 100


def date(value: object) -> str:
    """A date of publication as EDTF (ISO 8601-2)."""
    told = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not told or not _edtf(told):
        raise UsageError(
            "date-form",
            f"{_shown(value)} is no date that can be kept.",
            "Write it as EDTF (ISO 8601-2): 2019, 2019-03, 2019-03-05, 2019~ (about), 2019/2020 (from, to), 201X.",
        )
    return told


def resource_type(value: object) -> str:
    """The kind of publication: one of those that reading knows, or any other word."""
    told = re.sub(r"[\s_]+", "-", value.strip().lower()) if isinstance(value, str) else ""
    if not _KIND.fullmatch(told) or len(told) > 60:
        known = ", ".join(RESOURCE_TYPES)
        raise UsageError("type-form", f"{_shown(value)} is no kind of publication.", f"Use one of {known}; or a word.")
    return told


def identifier(value: object) -> Identifier:
    """A standard number or another identifier of the edition: "ISBN 978-…", a DOI, or scheme and value."""
    if isinstance(value, str):
        own = schemes.scheme_of(value)
        told = _IDENTIFIER.fullmatch(value.strip())
        if own is None and told is None:
            raise UsageError(
                "identifier-form",
                f"{_shown(value)} does not say what kind of identifier it is.",
                f"Write the scheme before it, like ISBN {schemes.EXAMPLES['ISBN']}.",
            )
        named = told[1].upper() if told else ""
        given = Identifier(scheme=named, value=told[2]) if told and (own is None or named in _known()) else None
        given = given or Identifier(scheme=own or "", value=value)
    else:
        given = _needed(value, Identifier, "identifier")
    return _normal(given, of_agent=False)


def persistent_id(value: object) -> Identifier:
    """An identifier that was given to the edition and leads to it: a DOI, Handle, ARK or URN."""
    found = identifier(value)
    if found.scheme not in schemes.PERSISTENT:
        known = ", ".join(schemes.PERSISTENT)
        raise UsageError("identifier-scheme", f"{found.scheme} leads nowhere by itself.", f"Give one of {known}.")
    return found


def contribution(value: object) -> Contribution:
    """An agent and what it did: "Ana Petrova", "trl: Boris Ivanov https://orcid.org/…", or its parts."""
    if isinstance(value, str):
        found = _CONTRIBUTION.fullmatch(line(value))
        role, name, link = found.groups() if found else (None, value, None)
        if role is not None and role_code(role) is None:
            role, name = None, line(value)
        scheme = schemes.scheme_of(link) if link else None
        if link and scheme not in schemes.AGENT_SCHEMES:
            raise _ill_formed("ROR" if "ror.org" in link else "ORCID", link)
        own = (Identifier(scheme=scheme, value=link),) if link and scheme else ()
        kind = AgentKind.ORGANIZATION if scheme == "ROR" else AgentKind.PERSON
        given = Contribution(name=name, kind=kind, role=role or "aut", identifiers=own)
    elif isinstance(value, Mapping):
        filled = {"kind": AgentKind.PERSON.value, "role": "aut", **value}
        given = _needed(filled, Contribution, "contribution")
    else:
        given = _needed(value, Contribution, "contribution")
    code = role_code(given.role)
    if code is None:
        words = ", ".join(f"{code} ({word})" for code, word in ROLES.items())
        raise UsageError("role-unknown", f"{given.role!r} is no role.", f"Use a MARC relator code: {words}, …")
    identifiers = tuple(dict.fromkeys(_normal(one, of_agent=True) for one in given.identifiers))
    return Contribution(name=line(given.name), kind=given.kind, role=code, identifiers=identifiers)


def subject(value: object) -> Subject:
    """What the text is about: words, or a concept with its vocabulary and address."""
    given = Subject(text=value) if isinstance(value, str) else _needed(value, Subject, "subject")
    if given.uri and not _NAME_OF_CONCEPT.fullmatch(given.uri.strip()):
        address(given.uri)
    tag = language(given.language) if given.language else ""
    return Subject(text=line(given.text), scheme=given.scheme.strip(), uri=given.uri.strip(), language=tag)


def rights(value: object) -> Rights:
    """The terms of use: an SPDX identifier, the address of a Creative Commons licence, or any words."""
    given = Rights(text=value) if isinstance(value, str) else _needed(value, Rights, "rights")
    known = terms(given.identifier or given.uri or given.text)
    if known is None and given.identifier:
        raise UsageError(
            "licence-unknown",
            f"{given.identifier!r} is not on SPDX's list of licences.",
            "Write it like CC-BY-4.0 or CC-BY-NC-3.0-IGO; or give the words of the terms as text, without identifier.",
        )
    if given.uri:
        address(given.uri)
    if known is None:
        return Rights(text=text(given.text), uri=given.uri.strip())
    own_words = given.text.strip() if given.text and terms(given.text) is None else known.name
    return Rights(text=text(own_words), identifier=known.identifier, uri=given.uri.strip() or known.uri)


def series(value: object) -> Series:
    """A series: "Title ; 12", or its parts."""
    if isinstance(value, str):
        named, _, number = value.partition(";")
        given = Series(title=named, number=number)
    else:
        given = _needed(value, Series, "series")
    issn = schemes.issn_of(given.issn) if given.issn else ""
    if issn is None:
        raise _ill_formed("ISSN", given.issn)
    return Series(title=line(given.title), number=" ".join(given.number.split()), issn=issn)


def official(value: object) -> bool:
    """Whether a translation is the publisher's own."""
    told = str(value).strip().lower()
    if told not in _TRUE | _FALSE:
        raise UsageError("official-form", f"{_shown(value)} is neither yes nor no.", "Write yes or no.")
    return told in _TRUE


def address(value: object) -> str:
    """An address that the edition had before: whole, or a path on this site."""
    told = value.strip() if isinstance(value, str) else ""
    if not _ADDRESS.fullmatch(told) or len(told) > MOST_ADDRESS:
        raise UsageError(
            "address-form",
            f"{_shown(value)} is no address of a page.",
            "Write it with https:// before it, or as a path that begins with a slash; spaces as %20.",
        )
    return told


def section(value: object) -> Section:
    """A node of the contents."""
    given = _needed(value, Section, "section")
    label = line(given.label) if given.label and given.label.strip() else None
    if given.level < 1 or given.page < 1:
        raise UsageError("section-place", f"The section {given.title!r} has no place.", "Levels and pages begin at 1.")
    return Section(
        level=given.level,
        label=label,
        title=line(given.title),
        page=given.page,
        y=max(0.0, given.y),
        page_label=given.page_label,
        kind=given.kind,
        id=given.id,
    )


def _normal(given: Identifier, *, of_agent: bool) -> Identifier:
    scheme = given.scheme.strip()
    known = schemes.AGENT_SCHEMES if of_agent else schemes.DOCUMENT_SCHEMES
    scheme = scheme.upper() if scheme.upper() in known else scheme
    if not schemes.is_scheme(scheme):
        raise UsageError("identifier-scheme", f"{_shown(scheme)} is no scheme.", f"Use one of {', '.join(known)}.")
    if of_agent and scheme not in known:
        raise UsageError("identifier-scheme", f"{scheme} is not for people and bodies.", f"Use {', '.join(known)}.")
    value = schemes.normal(scheme, given.value)
    if value is None:
        raise _ill_formed(scheme, given.value)
    return Identifier(scheme=scheme, value=value)


def _known() -> frozenset[str]:
    return frozenset({*schemes.DOCUMENT_SCHEMES, *schemes.AGENT_SCHEMES})


def _ill_formed(scheme: str, value: str) -> UsageError:
    return UsageError(
        "identifier-form",
        f"{_shown(value)} is no {scheme}: a character or the check digit is wrong.",
        f"Compare it with the source; one looks like {schemes.EXAMPLES.get(scheme, 'the others')}.",
    )


def _needed(value: object, kind: type[T], named: str) -> T:
    found = _struct(value, kind)
    if found is None:
        raise UsageError("field-form", f"{_shown(value)} is no {named}.", f"Give its parts: {_parts(kind)}.")
    return found


def _struct(value: object, kind: type[T]) -> T | None:
    """The value as one of the record's own types: it is one, or has its parts by name."""
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping) or not set(value) <= set(_names(kind)):
        return None
    try:
        return msgspec.convert(dict(value), kind)
    except msgspec.ValidationError:
        return None


def _names(kind: type[object]) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))


def _parts(kind: type[object]) -> str:
    return ", ".join(_names(kind))


def _shown(value: object) -> str:
    told = value if isinstance(value, str) else repr(value)
    return f"“{told[:60]}…”" if len(told) > 60 else f"“{told}”"
