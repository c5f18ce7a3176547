"""An answer of OAI-PMH 2.0 → its records, its token, its errors."""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """A record: its header, and the element that describes it (None for a deleted one)."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...] = ()
    deleted: bool = False
    metadata: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer. `token` is None where the list is complete; `error` is a code of the specification, with its text."""

    records: tuple[Harvested, ...] = ()
    token: str | None = None
    date: str = ""
    error: tuple[str, str] | None = None
    formats: tuple[str, ...] = ()
    name: str = ""
    granularity: str = ""


def page(data: bytes) -> Page | None:
    """What an answer says; None where it is no answer of OAI-PMH. Raises Refused for bad XML."""
    root = xml.tree(data)
    if xml.name(root) != "OAI-PMH":
        return None
    failure = next(xml.named(root, "error"), None)
    token = next((xml.text(e) for e in xml.within(root, "resumptionToken")), "")
    return Page(
        records=tuple(_records(root)),
        token=token or None,
        date=_said(root, "responseDate"),
        error=(failure.get("code", ""), xml.text(failure)) if failure is not None else None,
        formats=tuple(xml.text(e) for e in xml.named(root, "ListMetadataFormats", "metadataFormat", "metadataPrefix")),
        name=_said(root, "Identify", "repositoryName"),
        granularity=_said(root, "Identify", "granularity"),
    )


def _said(root: Element, *path: str) -> str:
    return next((xml.text(e) for e in xml.named(root, *path)), "")


def _records(root: Element) -> Iterator[Harvested]:
    for verb in ("ListRecords", "GetRecord"):
        for record in xml.named(root, verb, "record"):
            header = next(xml.named(record, "header"), None)
            identifier = _said(header, "identifier") if header is not None else ""
            if header is None or not identifier:
                continue
            metadata = next(xml.named(record, "metadata"), None)
            yield Harvested(
                identifier=identifier,
                datestamp=_said(header, "datestamp"),
                sets=tuple(xml.text(e) for e in xml.named(header, "setSpec")),
                deleted=header.get("status") == "deleted",
                metadata=next((e for e in metadata if isinstance(e.tag, str)), None) if metadata is not None else None,
            )
