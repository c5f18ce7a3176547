"""What is decided of a work whenever its editions have changed: the original, what they agree on, parallels.

Comes in: a work, and what was read from its newest files. Goes out: the work. What a person has said of it stays, and
his word on an edition's language counts where editions are compared.
"""

from collections.abc import Mapping
from dataclasses import replace

from dragoman.record import assembly
from dragoman.record.model import Description, Status, Work
from dragoman.record.original import decide_original
from dragoman.record.parallels import with_parallels
from dragoman.record.said import is_said
from dragoman.store.catalogue import Catalogue


def decided(work: Work, stacks: Catalogue, *, now: str, read: Mapping[str, Description] | None = None) -> Work:
    """The work with its original decided, what its editions agree on said, and their sections tied together.

    `read` is what was read just now and is not kept yet.
    """
    found = dict(read or {})
    for item in sorted({m.current.item for m in work.manifestations} - {*found}):
        if (description := stacks.description(item)) is not None:
            found[item] = description
    found = _as_said(work, found)
    original = decide_original(list(found.values()))
    told = assembly.with_agreed(assembly.with_original(work, original, now=now), found, now=now)
    return with_parallels(told)


def _as_said(work: Work, read: Mapping[str, Description]) -> dict[str, Description]:
    """What was read, in the languages that persons have said; what was discarded or withdrawn does not count."""
    told = dict(read)
    for edition in work.expressions:
        item = edition.described_from
        if edition.status in (Status.DISCARDED, Status.DELETED):
            told.pop(item, None)
        elif item in told and is_said(edition.language):
            told[item] = replace(told[item], language=edition.language)
    return told
