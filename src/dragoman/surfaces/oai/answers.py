"""The answer to each verb, as XML (OAI-PMH 2.0 §3.2, §4).

Comes in: what is asked, and the `Archive` that answers. Goes out: the document; an error is an answer too (§3.6).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from dragoman.errors import UsageError
from dragoman.record.crosswalks.xml import Element, child, root
from dragoman.store.library import Library
from dragoman.store.model import RecordHead, Selection
from dragoman.surfaces import addresses
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.oai.asked import SECOND, Asked, asked, dates
from dragoman.surfaces.oai.formats import FORMATS, HarvestFormat
from dragoman.surfaces.oai.sets import filters_of, sets, specs_of
from dragoman.surfaces.oai.tokens import Resumption, read_token, write_token

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
IDENTIFIERS: Final = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_DOMAIN: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]+)+")
PAGE_OF: Final = {"ListRecords": 100, "ListIdentifiers": 500}
"""So many in one answer: a second of work at the most, in the heaviest format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The library as a repository: its name, whom to write to, its id, and the host that its identifiers name."""

    library: Library
    identity: str
    name: str
    contact: str
    host: str

    @property
    def namespace(self) -> str:
        """What the identifier of every record begins with."""
        return f"oai:{self.host}:"

    def record(self, identifier: str) -> RecordHead:
        """The record with this identifier; errors: idDoesNotExist."""
        found = None
        if identifier.startswith(self.namespace) and "\0" not in identifier:
            found = self.library.harvest.one(identifier.removeprefix(self.namespace))
        if found is None:
            raise UsageError("idDoesNotExist", f"There is no record {identifier[:80]!r}.", "ListIdentifiers has all.")
        return found


def answer(pairs: Sequence[tuple[str, str]], archive: Archive) -> bytes:
    """The document that answers a request."""
    envelope = root(f"{{{OAI}}}OAI-PMH", {None: OAI}, location=f"{OAI} {SCHEMA}")
    _add(envelope, "responseDate", datetime.now(tz=UTC).strftime(SECOND))
    request = _add(envelope, "request", addresses.absolute(addresses.oai()))
    try:
        wanted = asked(pairs)
        body = _ANSWERS[wanted.verb](wanted, archive)
    except UsageError as error:
        if error.code not in {"badVerb", "badArgument"}:  # §3.6: then the request is not repeated
            _repeat(request, pairs)
        _add(envelope, "error", f"{error.message} {error.remedy}", code=error.code)
    else:
        _repeat(request, pairs)
        envelope.append(body)
    return bytes(etree.tostring(envelope, encoding="UTF-8", xml_declaration=True))


def _repeat(request: Element, pairs: Sequence[tuple[str, str]]) -> None:
    for name, value in pairs:
        request.set(name, "".join(c for c in value if c.isprintable()))


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    return child(parent, f"{{{OAI}}}{name}", text, attributes)


def _body(verb: str) -> Element:
    return etree.Element(f"{{{OAI}}}{verb}")


def _identify(_asked: Asked, archive: Archive) -> Element:
    body = _body("Identify")
    _add(body, "repositoryName", archive.name)
    _add(body, "baseURL", addresses.absolute(addresses.oai()))
    _add(body, "protocolVersion", "2.0")
    _add(body, "adminEmail", archive.contact)
    _add(body, "earliestDatestamp", archive.library.harvest.earliest() or datetime.now(tz=UTC).strftime(SECOND))
    _add(body, "deletedRecord", "persistent")
    _add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    _add(body, "compression", "gzip")
    if _DOMAIN.fullmatch(archive.host):
        location = f"{IDENTIFIERS} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"
        described = root(f"{{{IDENTIFIERS}}}oai-identifier", {None: IDENTIFIERS}, location=location)
        child(described, f"{{{IDENTIFIERS}}}scheme", "oai")
        child(described, f"{{{IDENTIFIERS}}}repositoryIdentifier", archive.host)
        child(described, f"{{{IDENTIFIERS}}}delimiter", ":")
        child(described, f"{{{IDENTIFIERS}}}sampleIdentifier", f"{archive.namespace}e123")
        _add(body, "description").append(described)
    return body


def _list_formats(wanted: Asked, archive: Archive) -> Element:
    if "identifier" in wanted.arguments:
        archive.record(wanted.arguments["identifier"])  # every record can be had in every format
    body = _body("ListMetadataFormats")
    for each in FORMATS.values():
        described = _add(body, "metadataFormat")
        _add(described, "metadataPrefix", each.prefix)
        _add(described, "schema", each.schema)
        _add(described, "metadataNamespace", each.namespace)
    return body


def _list_sets(wanted: Asked, archive: Archive) -> Element:
    if "resumptionToken" in wanted.arguments:
        raise UsageError("badResumptionToken", "The list of sets has no second part.", "Ask without a token.")
    body = _body("ListSets")
    for each in sets(archive.library.catalogue.holdings()):
        described = _add(body, "set")
        _add(described, "setSpec", each.spec)
        _add(described, "setName", each.name)
    if not len(body):
        raise UsageError("noSetHierarchy", "The library is empty, and has no sets.", "Ask without a set.")
    return body


def _get_record(wanted: Asked, archive: Archive) -> Element:
    head = archive.record(wanted.arguments["identifier"])
    chosen = _format(wanted.arguments["metadataPrefix"])
    body = _body("GetRecord")
    _add_record(body, head, chosen, archive)
    return body


def _list(wanted: Asked, archive: Archive) -> Element:
    """ListRecords and ListIdentifiers: a page, and where it goes on."""
    at = _place(wanted, archive)
    chosen = _format(at.prefix)
    selection = Selection(filters=filters_of(at.set_spec), since=at.since, until=at.until)
    whole = wanted.verb == "ListRecords"
    limit = PAGE_OF[wanted.verb]
    after = (at.datestamp, at.record_id) if at.record_id else None
    found = archive.library.harvest.page(selection, after=after, limit=limit + 1, with_works=whole)
    heads = found[:limit]
    if not found:
        if after is None:
            raise UsageError("noRecordsMatch", "No record is as asked for.", "Ask for another set or other dates.")
        # All that was to come has changed meanwhile, and is later now. An answer holds one record at least.
        heads = (archive.record(f"{archive.namespace}{at.record_id}"),)
    body = _body(wanted.verb)
    for head in heads:
        if whole:
            _add_record(body, head, chosen, archive)
        else:
            _add_header(body, head, archive)
    _add_token(body, at, heads, archive, more=len(found) > limit)
    return body


def _place(wanted: Asked, archive: Archive) -> Resumption:
    """Where in which list to go on; the beginning of one without a token."""
    if "resumptionToken" in wanted.arguments:
        return read_token(wanted.arguments["resumptionToken"], wanted.verb, library=archive.identity)
    since, until = dates(wanted.arguments)
    set_spec = wanted.arguments.get("set")
    _format(wanted.arguments["metadataPrefix"])
    selection = Selection(filters=filters_of(set_spec), since=since, until=until)
    return Resumption(
        verb=wanted.verb,
        prefix=wanted.arguments["metadataPrefix"],
        since=since,
        until=until,
        set_spec=set_spec,
        datestamp="",
        record_id="",
        cursor=0,
        size=archive.library.harvest.count(selection),
    )


def _format(prefix: str) -> HarvestFormat:
    try:
        return FORMATS[prefix]
    except KeyError:
        known = f"Use one of {', '.join(FORMATS)}."
        raise UsageError("cannotDisseminateFormat", f"{prefix[:40]!r} is no format here.", known) from None


def _add_token(body: Element, at: Resumption, heads: Sequence[RecordHead], archive: Archive, *, more: bool) -> None:
    """Where the list goes on; at its end an empty token, unless it was all one answer (§3.5)."""
    if not more and not at.record_id:
        return
    size = max(at.size, at.cursor + len(heads))
    following = Resumption(
        verb=at.verb,
        prefix=at.prefix,
        since=at.since,
        until=at.until,
        set_spec=at.set_spec,
        datestamp=heads[-1].datestamp,
        record_id=heads[-1].id,
        cursor=at.cursor + len(heads),
        size=size,
    )
    token = write_token(following, library=archive.identity) if more else None
    _add(body, "resumptionToken", token, completeListSize=str(size), cursor=str(at.cursor))


def _add_record(body: Element, head: RecordHead, chosen: HarvestFormat, archive: Archive) -> None:
    added = _add(body, "record")
    expression = head.work.expression(head.id) if head.work else None
    _add_header(added, head, archive)
    if head.work is not None and expression is not None:
        _add(added, "metadata").append(chosen.write(entry_of(head.work, expression)))


def _add_header(parent: Element, head: RecordHead, archive: Archive) -> None:
    header = _add(parent, "header", **({"status": "deleted"} if head.deleted else {}))
    _add(header, "identifier", f"{archive.namespace}{head.id}")
    _add(header, "datestamp", head.datestamp)
    for spec in specs_of(head):
        _add(header, "setSpec", spec)


_ANSWERS: Final[Mapping[str, Callable[[Asked, Archive], Element]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
