"""A repository that speaks OAI-PMH 2.0, as a client sees it: one question, one answer, whatever is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlencode

from dragoman.errors import Refused
from dragoman.pipeline.importing.web import FIRST_WAIT, Limits, Web
from dragoman.record.incoming import oai_pmh
from dragoman.record.incoming.oai_pmh import Harvested, Page

ANSWER: Final = Limits(size=48 << 20, seconds=120.0)
PREFERRED: Final = (
    "mods",
    "marc21",
    "marcxml",
    "oai_marc21",
    "oai_datacite",
    "datacite",
    "oai_openaire",
    "mets",
    "qdc",
    "dim",
    "oai_dc",
)
"""Formats in the order in which they say most of an edition and its translations."""
_TOKEN: Final = re.compile(rb"<(?:\w+:)?resumptionToken[^>]*>\s*([^<\s][^<]*?)\s*</")


class Broken(Exception):
    """An answer that is no XML: why, and the token that could still be read in it."""

    def __init__(self, error: Refused, token: str | None) -> None:
        super().__init__(error.message)
        self.error = error
        self.token = token


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository at a base address; `formats` are the prefixes that it offers."""

    url: str
    web: Web
    name: str
    granularity: str
    formats: tuple[str, ...]

    @classmethod
    def at(cls, url: str, web: Web) -> "Repository":
        """Asks a repository who it is. Raises Refused where there is none."""
        who = _asked(web, url, {"verb": "Identify"})
        formats = _asked(web, url, {"verb": "ListMetadataFormats"}).formats
        return cls(url=url, web=web, name=who.name, granularity=who.granularity, formats=formats)

    def format(self, wanted: str | None) -> str:
        """The format to harvest: the one that is wanted, else the best that is offered."""
        offered = ", ".join(self.formats)
        if wanted is not None and wanted not in self.formats:
            raise Refused("no-such-format", f"{self.url} has no format {wanted}.", f"Use one of: {offered}.")
        best = wanted or next((prefix for prefix in PREFERRED if prefix in self.formats), None)
        if best is None:
            raise Refused(
                "no-format", f"{self.url} offers {offered or 'no format'}.", "None of these can be read here."
            )
        return best

    def page(self, arguments: Mapping[str, str]) -> Page:
        """A page of the list of records. Raises Broken, and Refused; what did not come is asked for once more."""
        try:
            return _asked(self.web, self.url, {"verb": "ListRecords", **arguments})
        except Refused:
            self.web.sleep(FIRST_WAIT)
        except Broken:
            self.web.sleep(self.web.pause)
        return _asked(self.web, self.url, {"verb": "ListRecords", **arguments})

    def record(self, identifier: str, prefix: str) -> Harvested | None:
        """One record in a format, as far as it can be had."""
        if prefix not in self.formats:
            return None
        try:
            arguments = {"verb": "GetRecord", "identifier": identifier, "metadataPrefix": prefix}
            found = _asked(self.web, self.url, arguments)
        except (Broken, Refused):
            return None
        return found.records[0] if found.records else None


def _asked(web: Web, url: str, arguments: Mapping[str, str]) -> Page:
    address = f"{url}{'&' if '?' in url else '?'}{urlencode(arguments)}"
    answer = web.get(address, ANSWER, {"Accept": "text/xml, application/xml"})
    try:
        page = oai_pmh.page(answer.body)
    except Refused as error:
        told = _TOKEN.search(answer.body)
        token = unescape(told[1].decode("utf-8", "replace")) if told else None
        raise Broken(Refused(error.code, f"{address}: {error.message}", error.remedy), token) from error
    if page is None:
        raise Refused(
            "no-repository",
            f"{url} answers, but not as a repository of OAI-PMH does.",
            "Give its base address: it often ends with /oai, /oai/request or /oai2d.",
        )
    return page
