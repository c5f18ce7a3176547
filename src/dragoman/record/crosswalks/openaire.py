"""OpenAIRE Guidelines for Literature Repositories 4.0: elements of DataCite, Dublin Core and OpenAIRE's own.

They are older than DataCite's words for translations: an original is what a translation `IsVersionOf`, and translators
are contributors of another kind.
"""

from typing import Final

from dragoman.record.crosswalks.datacite import KERNEL, datacite_xml
from dragoman.record.crosswalks.dublin_core import DC
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.xml import Element, child, root, tongue
from dragoman.vocabulary.publication_kinds import kind_of

OAIRE: Final = "http://namespace.openaire.eu/schema/oaire/"
SCHEMA: Final = "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"
OPEN_ACCESS: Final = "http://purl.org/coar/access_right/c_abf2"
_RESOURCE_TYPE: Final = "http://purl.org/coar/resource_type/"
_TAKEN: Final = (
    "titles",
    "creators",
    "contributors",
    "dates",
    "identifier",
    "alternateIdentifiers",
    "subjects",
    "relatedIdentifiers",
)
_OLDER: Final = {"IsTranslationOf": "IsVersionOf", "HasTranslation": "HasVersion", "Translator": "Other"}


def openaire(entry: Entry) -> Element:
    """The record as `oaire:resource`. What is served can be read by everyone, which is what open access means here."""
    spaces = {"oaire": OAIRE, "datacite": KERNEL, "dc": DC}
    made = root(f"{{{OAIRE}}}resource", spaces, location=f"{OAIRE} {SCHEMA}")
    own = tongue(entry.language)
    said = datacite_xml(entry)
    made.extend(element for name in _TAKEN for element in said.findall(f"{{{KERNEL}}}{name}"))
    for element in made.iter():
        for attribute in ("relationType", "contributorType"):
            value = element.get(attribute, "")
            if value in _OLDER:
                element.set(attribute, _OLDER[value])
    child(made, f"{{{DC}}}language", entry.language)
    if entry.publisher:
        child(made, f"{{{DC}}}publisher", entry.publisher)
    kind = kind_of(entry.kind)
    general = {"resourceTypeGeneral": "literature", "uri": f"{_RESOURCE_TYPE}{kind.coar}"}
    child(made, f"{{{OAIRE}}}resourceType", kind.english.lower(), general)
    for text in (entry.abstract, entry.contents(" -- ")):
        if text:
            child(made, f"{{{DC}}}description", text, own)
    for media_type in dict.fromkeys(file.media_type for file in entry.files):
        child(made, f"{{{DC}}}format", media_type)
    if entry.rights and entry.rights.uri:
        child(made, f"{{{OAIRE}}}licenseCondition", entry.rights.text, {"uri": entry.rights.uri})
    child(made, f"{{{KERNEL}}}rights", "open access", {"rightsURI": OPEN_ACCESS})
    for file in entry.files:
        about = {"accessRightsURI": OPEN_ACCESS, "mimeType": file.media_type, "objectType": "fulltext"}
        child(made, f"{{{OAIRE}}}file", entry.places.file(file), about)
    return made
