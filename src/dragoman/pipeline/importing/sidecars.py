"""A folder with descriptions beside its files → records with the files that they are about.

`report.xml`, `report.pdf.xml` and `report.dc.json` are about `report.pdf`; a record that names a file of its folder, by
name or as the end of an address, is about that; a folder's only description is about all of its documents.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from dragoman.accession.model import Rejection
from dragoman.accession.scan import scan
from dragoman.document.whole import whole
from dragoman.errors import Refused
from dragoman.pipeline.importing.model import Offer
from dragoman.record.incoming.formats import SUFFIXES, from_bytes
from dragoman.record.incoming.model import Field, Problem, SaidRecord

DOCUMENTS: Final = frozenset({".pdf", ".docx", ".odt", ".epub", ".html", ".htm", ".txt", ".md", ".rst", ".xhtml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A description with its records, and the files that its name says it is about."""

    path: str
    records: tuple[SaidRecord, ...]
    files: tuple[str, ...]


def offers(folder: Path) -> Iterator[Offer]:
    """The records of all descriptions in a folder and below, folder by folder; one that is broken is a problem."""
    for paths in _by_folder(folder):
        documents = [path for path in paths if Path(path).suffix.lower() in DOCUMENTS]
        found = [one for path in paths if (one := _described(path, documents, folder)) is not None]
        for one in found:
            only = len(found) == 1 and len(one.records) == 1
            for record in one.records:
                files = _files(record, one, documents) or (tuple(documents) if only else ())
                yield Offer(record=record, files=files)


def beside(path: Path) -> Iterator[Offer]:
    """The records of one description, with the files of its folder that they are about."""
    folder = path.absolute().parent
    documents = sorted(str(p) for p in folder.iterdir() if p.suffix.lower() in DOCUMENTS)
    found = _described(str(path.absolute()), documents, folder)
    for record in found.records if found else ():
        yield Offer(record=record, files=_files(record, found, documents) if found else ())


def _by_folder(folder: Path) -> Iterator[list[str]]:
    here, paths = "", list[str]()
    for met in scan(str(folder)):
        if isinstance(met, Rejection):
            continue
        parent = os.path.dirname(met.path)  # noqa: PTH120 - a name is bytes that need not be UTF-8
        if parent != here and paths:
            yield paths
            paths = []
        here = parent
        paths.append(met.path)
    if paths:
        yield paths


def _described(path: str, documents: Sequence[str], folder: Path) -> Described | None:
    if Path(path).suffix.lower() not in SUFFIXES:
        return None
    place = os.path.relpath(path, folder)
    try:
        records = from_bytes(whole(path, kind="a description"), place)
    except Refused as error:
        problem = Problem(place=place, message=error.message, remedy=error.remedy)
        records = (SaidRecord(place=place, problems=(problem,)),)
    return Described(path=path, records=records, files=_by_name(path, documents)) if records else None


def _by_name(path: str, documents: Sequence[str]) -> tuple[str, ...]:
    """The documents whose name the description's begins with, dot by dot: the longest name that fits."""
    name = os.path.basename(path)  # noqa: PTH119
    while "." in name:
        name = name.rpartition(".")[0]
        found = [d for d in documents if name in (os.path.basename(d), os.path.basename(d).rpartition(".")[0])]  # noqa: PTH119
        if found:
            return tuple(found)
    return ()


def _files(record: SaidRecord, described: Described, documents: Sequence[str]) -> tuple[str, ...]:
    """The documents that the record names, else those that its description is named after."""
    by_name: Mapping[str, str] = {os.path.basename(path): path for path in documents}  # noqa: PTH119
    claims = (*record.all(Field.FILE), *record.all(Field.LINK))
    names = [unquote(urlsplit(claim.value).path.rpartition("/")[2]) for claim in claims]
    named = tuple(dict.fromkeys(by_name[name] for name in names if name in by_name))
    return named or (described.files if len(described.records) == 1 else ())
