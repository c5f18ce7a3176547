"""What the library's kinds of publication are called in the vocabularies of other systems.

Sources: DataCite Metadata Schema 4.6 appendix 1 (resourceTypeGeneral), COAR Resource Types 3.1, schema.org, CSL 1.0.2,
BibTeX, RIS. A kind that is not here (a person may write any) is said in its own words, as a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind in the words of other systems; `coar` is the last part of its address in COAR's vocabulary."""

    english: str
    datacite: str
    coar: str
    schema_org: str
    csl: str
    bibtex: str
    ris: str


_TEXT: Final = Kind(
    english="Text",
    datacite="Text",
    coar="c_18cf",
    schema_org="CreativeWork",
    csl="document",
    bibtex="misc",
    ris="GEN",
)
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "text": _TEXT,
        "report": Kind(
            english="Report",
            datacite="Report",
            coar="c_93fc",
            schema_org="Report",
            csl="report",
            bibtex="techreport",
            ris="RPRT",
        ),
        "manual": Kind(
            english="Manual",
            datacite="Text",
            coar="c_18cf",
            schema_org="TechArticle",
            csl="book",
            bibtex="manual",
            ris="BOOK",
        ),
        "standard": Kind(
            english="Standard",
            datacite="Standard",
            coar="c_18cf",
            schema_org="CreativeWork",
            csl="standard",
            bibtex="techreport",
            ris="STAND",
        ),
        "article": Kind(
            english="Article",
            datacite="JournalArticle",
            coar="c_6501",
            schema_org="Article",
            csl="article",
            bibtex="article",
            ris="JOUR",
        ),
        "policy-brief": Kind(
            english="Policy brief",
            datacite="Report",
            coar="c_186u",
            schema_org="Report",
            csl="report",
            bibtex="techreport",
            ris="RPRT",
        ),
        "legal-text": Kind(
            english="Legal text",
            datacite="Text",
            coar="c_18cf",
            schema_org="Legislation",
            csl="legislation",
            bibtex="misc",
            ris="STAT",
        ),
        "guidelines": Kind(
            english="Guidelines",
            datacite="Report",
            coar="c_93fc",
            schema_org="Report",
            csl="report",
            bibtex="techreport",
            ris="RPRT",
        ),
        "working-paper": Kind(
            english="Working paper",
            datacite="Report",
            coar="c_8042",
            schema_org="Report",
            csl="report",
            bibtex="techreport",
            ris="RPRT",
        ),
    }
)


def kind_of(code: str) -> Kind:
    """The kind with this code; an unknown one is a text that is called as it is."""
    return KINDS.get(code) or replace(_TEXT, english=code)
