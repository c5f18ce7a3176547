"""METS 1: an edition's files with their checksums, its contents as a tree, its description in MODS.

Ids begin with the edition's, because XML wants them to be unique in a document that holds many records too."""

from typing import Final

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.mods import mods
from dragoman.record.crosswalks.xml import Element, child, clean, root
from dragoman.record.model import titled

METS: Final = "http://www.loc.gov/METS/"
SCHEMA: Final = "http://www.loc.gov/standards/mets/mets.xsd"
XLINK: Final = "http://www.w3.org/1999/xlink"


def mets(entry: Entry) -> Element:
    """The record as `mets`."""
    made = root(f"{{{METS}}}mets", {None: METS, "xlink": XLINK}, location=f"{METS} {SCHEMA}")
    made.set("OBJID", entry.url)
    made.set("LABEL", clean(entry.title))
    header = {"CREATEDATE": entry.expression.uploaded, "LASTMODDATE": entry.expression.datestamp}
    child(made, f"{{{METS}}}metsHdr", None, header)
    described = child(made, f"{{{METS}}}dmdSec", None, {"ID": f"{entry.expression.id}-description"})
    wrapped = child(described, f"{{{METS}}}mdWrap", None, {"MDTYPE": "MODS", "MIMETYPE": "text/xml"})
    child(wrapped, f"{{{METS}}}xmlData").append(mods(entry))
    if entry.files:
        _add_files(made, entry)
    _add_contents(made, entry)
    return made


def _add_files(parent: Element, entry: Entry) -> None:
    group = child(child(parent, f"{{{METS}}}fileSec"), f"{{{METS}}}fileGrp", None, {"USE": "access"})
    for number, file in enumerate(entry.files, 1):
        about = {
            "ID": f"{entry.expression.id}-file-{number}",
            "MIMETYPE": file.media_type,
            "SIZE": str(file.size),
            "CREATED": file.accessioned,
            "CHECKSUM": file.item,
            "CHECKSUMTYPE": "SHA-512",
        }
        added = child(group, f"{{{METS}}}file", None, about)
        address = {"LOCTYPE": "URL", f"{{{XLINK}}}href": entry.places.file(file), f"{{{XLINK}}}type": "simple"}
        child(added, f"{{{METS}}}FLocat", None, address)


def _add_contents(parent: Element, entry: Entry) -> None:
    tree = child(parent, f"{{{METS}}}structMap", None, {"TYPE": "LOGICAL"})
    whole = child(
        tree,
        f"{{{METS}}}div",
        None,
        {"TYPE": "edition", "LABEL": entry.title, "DMDID": f"{entry.expression.id}-description"},
    )
    for number in range(1, len(entry.files) + 1):
        child(whole, f"{{{METS}}}fptr", None, {"FILEID": f"{entry.expression.id}-file-{number}"})
    above: list[tuple[int, Element]] = []
    for section in entry.sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        under = above[-1][1] if above else whole
        about = {"TYPE": "section", "LABEL": titled(section.label, section.title), "ORDERLABEL": section.page_label}
        above.append((section.level, child(under, f"{{{METS}}}div", None, about)))
