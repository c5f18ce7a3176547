"""What a record claims → the fields of an edition as `record.fields` checks them, each with the place of its claim.

What can't be a value is a problem that says where it stands; the other fields of the record are not touched by it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from dragoman.record.creators import is_personal
from dragoman.record.date import whole_date
from dragoman.record.fields import FIELDS, checked
from dragoman.record.incoming.model import Claim, Field, Problem, SaidRecord
from dragoman.record.model import AgentKind
from dragoman.record.resource_type import kind_said_by
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.language_names import language_said
from dragoman.vocabulary.languages import primary
from dragoman.vocabulary.publication_kinds import KINDS
from dragoman.vocabulary.roles import role_code
from dragoman.vocabulary.schemes import AGENT_SCHEMES, scheme_of

NOTHING: Final = "-"
"""What is written where an edition is to have no such value."""
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "да", "نعم"})
_NO: Final = frozenset({"no", "n", "false", "0", "nein", "non", "нет", "لا"})
_STANDINGS: Final[Mapping[str, str]] = MappingProxyType({"official": "yes", "unofficial": "no"})
_GENERAL: Final = frozenset(
    {"text", "other", "http://purl.org/dc/dcmitype/text", "info:eu-repo/semantics/publishedversion"}
)
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_EDTF: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?(?:/\S*)?|\d{3}X|\d{2}XX")
_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_BRACKETED: Final = re.compile(r"\s*[\[<(]([^\[\]<>()]{7,80})[\])>]\s*$")
_ROLE: Final = re.compile(r"\s*\(([a-z]{3})\)\s*$")
_URN: Final = re.compile(r"urn:(isbn|issn):(.+)", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(.+?)\s*[,;]?\s+(?:no\.?|nr\.?|n°|№|vol\.?)?\s*(\d[\w/-]*)", re.IGNORECASE)
_EAST_ASIAN: Final = re.compile("[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {fold(kind.english): code for code, kind in KINDS.items()} | {fold(code): code for code in KINDS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The values that a record has for an edition's fields, checked; `places` says where the source has each."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def proposal(record: SaidRecord) -> Proposal:
    """All that the record says of an edition; each value is checked by itself, so that a bad one spoils no other."""
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = [*record.problems]
    for name, claim, value in _given(record, problems):
        kept, faults = checked({name: value})
        problems += [Problem(place=claim.place, message=fault.message, remedy=fault.remedy) for fault in faults]
        if name not in kept or (name in values and not FIELDS[name].many):
            continue
        places.setdefault(name, claim.place)
        before = values.get(name, ())
        values[name] = tuple(dict.fromkeys((*before, *kept[name]))) if FIELDS[name].many else kept[name]
    return Proposal(values=values, places=places, problems=tuple(problems))


Given = tuple[str, Claim, object]


def _given(record: SaidRecord, problems: list[Problem]) -> Iterator[Given]:
    yield from _of_language(record, problems)
    yield from _single(record)
    yield from _identifiers(record)
    for kind, name, made in _LISTS:
        for claim in record.all(kind):
            yield name, claim, [] if _is_nothing(claim) else [made(claim)]


def _single(record: SaidRecord) -> Iterator[Given]:
    """The fields of one value: of several that are claimed, the one that fits best."""
    for kind, name in ((Field.TITLE, "title"), (Field.ABSTRACT, "abstract")):
        if claim := _in_own_language(record, kind):
            yield name, claim, _value(claim)
    if claim := _issued(record.all(Field.DATE)):
        yield "date", claim, None if _is_nothing(claim) else _date(claim.value)
    if claim := _kind(record.all(Field.TYPE)):
        yield "resource_type", claim, None if _is_nothing(claim) else _kind_code(claim.value)
    if claim := record.first(Field.PUBLISHER):
        yield "publisher", claim, _value(claim)
    if rights := record.all(Field.RIGHTS):
        best = next((c for c in rights if c.value.startswith("http")), rights[0])
        yield "rights", best, _value(best)
    if claim := record.first(Field.STANDING):
        yield "official", claim, _STANDINGS.get(claim.value.lower(), _value(claim))


def _of_language(record: SaidRecord, problems: list[Problem]) -> Iterator[Given]:
    """The edition's language and the original's, of which a sheet may say only that they are the same."""
    tag = None
    if claim := record.first(Field.LANGUAGE):
        tag = language_said(claim.value)
        if tag is None:
            problems.append(_no_language(claim))
        elif tag not in ("und", "mul", "zxx", "mis"):
            yield "language", claim, tag
    if claim := record.first(Field.IS_ORIGINAL):
        said = fold(claim.value)
        if said in _YES and tag is not None:
            yield "original_language", claim, tag
        elif said not in _NO:
            message = f"“{claim.value}” is neither yes nor no, or the row has no language."
            problems.append(Problem(place=claim.place, message=message, remedy="Write yes or no, and the language."))
    if claim := record.first(Field.ORIGINAL_LANGUAGE):
        original = language_said(claim.value)
        if original is None:
            problems.append(_no_language(claim))
        else:
            yield "original_language", claim, original


def _no_language(claim: Claim) -> Problem:
    return Problem(
        place=claim.place,
        message=f"“{claim.value[:60]}” is no language that is known by this name or code.",
        remedy="Write its English name, its own, or its code as BCP 47 has it: fr, pt-BR, zh-Hant.",
    )


def _in_own_language(record: SaidRecord, kind: Field) -> Claim | None:
    """Of texts in several languages that in the edition's own; the first, where none says its language."""
    claims = record.all(kind)
    said = record.first(Field.LANGUAGE)
    own = language_said(said.value) if said else None
    if own is not None:
        for claim in claims:
            tag = language_said(claim.language) if claim.language else None
            if tag is not None and primary(tag) == primary(own):
                return claim
    return claims[0] if claims else None


def _is_nothing(claim: Claim) -> bool:
    return claim.value == NOTHING


def _value(claim: Claim) -> str | None:
    return None if _is_nothing(claim) else claim.value


def _issued(dates: Sequence[Claim]) -> Claim | None:
    """The date of issue; of dates that don't say what they are, one that is no instant (those are of the system)."""
    ranked = sorted(dates, key=lambda c: (c.qualifier != "issued", bool(_INSTANT.fullmatch(c.value))))
    return ranked[0] if ranked else None


def _date(text: str) -> str:
    """A date as EDTF, as far as it can be told; else the text itself, for the check to refuse."""
    if _EDTF.fullmatch(text):
        return text
    if instant := _INSTANT.fullmatch(text):
        return instant[1]
    if whole := whole_date(text):
        return whole
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 and len(text) <= 30 else text


def _kind(claims: Sequence[Claim]) -> Claim | None:
    """The kind that says most: "Text" is what everything is."""
    return next((c for c in claims if fold(c.value) not in _GENERAL and c.value.lower() not in _GENERAL), None)


def _kind_code(text: str) -> str:
    return _KINDS.get(fold(text)) or kind_said_by(text) or re.sub(r"[^a-z\d]+", "-", text.lower()).strip("-") or text


def _agent(claim: Claim) -> dict[str, object]:
    """An agent in its parts; what stands in brackets after the name is its identifier or its role."""
    name, link, role = claim.value, claim.authority, role_code(claim.qualifier) or "ctb"
    if (told := _ROLE.search(name)) and claim.qualifier == "ctb":
        name, role = name[: told.start()], told[1]
    if (told := _BRACKETED.search(name)) and scheme_of(told[1]) in AGENT_SCHEMES:
        name, link = name[: told.start()], told[1]
    scheme = scheme_of(link) if link else None
    own = [{"scheme": scheme, "value": link}] if scheme in AGENT_SCHEMES else []
    organization = claim.organization
    if organization is None:
        person = scheme == "ORCID" or "," in name or is_personal(name) or bool(_EAST_ASIAN.fullmatch(name))
        organization = scheme == "ROR" or not person
    kind = AgentKind.ORGANIZATION if organization else AgentKind.PERSON
    return {"name": name, "kind": kind.value, "role": role, "identifiers": own}


def _identifiers(record: SaidRecord) -> Iterator[Given]:
    """Identifiers with a scheme as they are; of those without, the ones that show which scheme they are of."""
    for claim in record.all(Field.IDENTIFIER):
        if _is_nothing(claim):
            yield "identifiers", claim, []
            continue
        urn = _URN.fullmatch(claim.value)
        scheme = urn[1].upper() if urn else claim.qualifier.upper() or scheme_of(claim.value)
        if scheme is not None:
            yield "identifiers", claim, [{"scheme": scheme, "value": urn[2] if urn else claim.value}]


def _subject(claim: Claim) -> dict[str, str]:
    uri = claim.authority if claim.authority.startswith("http") else ""
    language = language_said(claim.language) if claim.language else None
    return {"text": claim.value, "uri": uri, "language": language or ""}


def _series(claim: Claim) -> str:
    """A series with its number set off as the check wants it: "Studies, no. 12" is "Studies ; 12"."""
    text = claim.value
    if ";" in text:
        return text
    numbered = _NUMBERED.fullmatch(text)
    return f"{numbered[1]} ; {numbered[2]}" if numbered else text


def _address(claim: Claim) -> str:
    """An old address as people write it: without its scheme, without its slash, with spaces."""
    plain = claim.value.strip().replace(" ", "%20")
    if re.match(r"https?://|/", plain, re.IGNORECASE):
        return plain
    return f"https://{plain}" if re.match(r"[\w.-]+\.[a-z]{2,}(?:[:/]|$)", plain, re.IGNORECASE) else f"/{plain}"


def _words(claim: Claim) -> str:
    return claim.value


_LISTS: Final[tuple[tuple[Field, str, Callable[[Claim], object]], ...]] = (
    (Field.AGENT, "contributions", _agent),
    (Field.SUBJECT, "subjects", _subject),
    (Field.SERIES, "series", _series),
    (Field.NOTE, "notes", _words),
    (Field.LEGACY_URL, "former_addresses", _address),
)
