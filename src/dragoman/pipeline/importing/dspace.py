"""DSpace's Simple Archive Format, a folder an item → records with their files.

`dublin_core.xml` and `metadata_PREFIX.xml` describe the item; `contents` lists its files with their bundles, of which
those of ORIGINAL are documents; `handle` is where the item was to be found, which becomes a former address.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dragoman.document.whole import whole
from dragoman.errors import Refused
from dragoman.pipeline.importing.model import Offer
from dragoman.record.incoming import dublin_core, xml
from dragoman.record.incoming.model import Claim, Field, Problem, SaidRecord

DESCRIPTION: Final = "dublin_core.xml"
CONTENTS: Final = "contents"
_BUNDLE: Final = re.compile(r"bundle:\s*(\S+)")
_HANDLE: Final = re.compile(r"\d[\w.]*/\S+")


def is_archive(folder: Path) -> bool:
    """Whether the folder, or one in it, is an item of such an archive."""
    return (folder / DESCRIPTION).is_file() or any(folder.glob(f"*/{DESCRIPTION}"))


def offers(folder: Path) -> Iterator[Offer]:
    """The items of an archive, in the order of their folders' names; or the one that the folder is."""
    items = [folder] if (folder / DESCRIPTION).is_file() else sorted(p.parent for p in folder.glob(f"*/{DESCRIPTION}"))
    for item in items:
        place = item.name
        try:
            yield _item(item, place)
        except Refused as error:
            problem = Problem(place=place, message=error.message, remedy=error.remedy)
            yield Offer(record=SaidRecord(place=place, problems=(problem,)))


def _item(item: Path, place: str) -> Offer:
    claims: list[Claim] = []
    for described in (item / DESCRIPTION, *sorted(item.glob("metadata_*.xml"))):
        at = f"{place}/{described.name}"
        try:
            root = xml.tree(whole(str(described), kind="a description"))
        except Refused as error:
            raise Refused(error.code, f"{described.name}: {error.message}", error.remedy) from error
        if (root.get("schema") or "dc") in ("dc", "dcterms"):
            claims += dublin_core.described(root, at)
    claims += _handle(item, place)
    files, problems = _files(item, place)
    record = SaidRecord(place=place, claims=tuple(claims), problems=problems, name=place)
    return Offer(record=record, files=files)


def _handle(item: Path, place: str) -> Iterator[Claim]:
    """The item's handle: its identifier, and the address that readers have known it by."""
    file = item / "handle"
    handle = file.read_text("utf-8", "replace").strip() if file.is_file() else ""
    if _HANDLE.fullmatch(handle):
        at = f"{place}/handle"
        yield Claim(field=Field.IDENTIFIER, value=handle, place=at, qualifier="HANDLE")
        yield Claim(field=Field.LEGACY_URL, value=f"/handle/{handle}", place=at)


def _files(item: Path, place: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    listed = item / CONTENTS
    if not listed.is_file():
        problem = Problem(
            place=place,
            message="It has no file “contents”, which lists its files.",
            remedy="Export it from DSpace again, or write the names of its files there, one a line.",
        )
        return (), (problem,)
    files: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(listed.read_text("utf-8", "replace").splitlines(), 1):
        name, _, options = line.partition("\t")
        bundle = _BUNDLE.search(options)
        if not name.strip() or name.startswith("-") or (bundle and bundle[1] != "ORIGINAL"):
            continue
        path = (item / name.strip()).resolve()
        if not path.is_relative_to(item.resolve()) or not path.is_file():
            at = f"{place}/contents, line {number}"
            message = f"The file {name.strip()} is not in the item's folder."
            problems.append(Problem(place=at, message=message, remedy="Put it there, or take the line out."))
        else:
            files.append(str(item / name.strip()))
    return tuple(files), tuple(problems)
