"""The formats in which harvesters may ask for records, each an element made by a crosswalk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dragoman.record.crosswalks import datacite, dublin_core, marc, mets, mods, openaire
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.xml import Element, child, root

OAI_DATACITE: Final = "http://schema.datacite.org/oai/oai-1.1/"
_OAI_DATACITE_SCHEMA: Final = "http://schema.datacite.org/oai/oai-1.1/oai.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestFormat:
    """A metadata format of OAI-PMH (§3.4)."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Entry], Element]


def oai_datacite(entry: Entry) -> Element:
    """DataCite's record in the envelope that DataCite's own repository uses."""
    made = root(
        f"{{{OAI_DATACITE}}}oai_datacite", {None: OAI_DATACITE}, location=f"{OAI_DATACITE} {_OAI_DATACITE_SCHEMA}"
    )
    child(made, f"{{{OAI_DATACITE}}}schemaVersion", "4.6")
    child(made, f"{{{OAI_DATACITE}}}payload").append(datacite.datacite_xml(entry))
    return made


FORMATS: Final = {
    each.prefix: each
    for each in (
        HarvestFormat(
            prefix="oai_dc", schema=dublin_core.SCHEMA, namespace=dublin_core.OAI_DC, write=dublin_core.oai_dc
        ),
        HarvestFormat(prefix="oai_datacite", schema=_OAI_DATACITE_SCHEMA, namespace=OAI_DATACITE, write=oai_datacite),
        HarvestFormat(prefix="marc21", schema=marc.SCHEMA, namespace=marc.MARC, write=marc.marc_xml),
        HarvestFormat(prefix="mods", schema=mods.SCHEMA, namespace=mods.MODS, write=mods.mods),
        HarvestFormat(prefix="mets", schema=mets.SCHEMA, namespace=mets.METS, write=mets.mets),
        HarvestFormat(prefix="oai_openaire", schema=openaire.SCHEMA, namespace=openaire.OAIRE, write=openaire.openaire),
    )
}
