"""A person says what belongs together: works are merged and split, editions and files are moved.

Comes in: works, and who says so. Goes out: the works as they are then. What he has placed no ingest moves: every
edition that his word concerns has him for its placement. An emptied work stays as a signpost to the one that has its
editions.
"""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.errors import UsageError
from dragoman.record import assembly
from dragoman.record.model import Expression, Manifestation, Status, Work
from dragoman.record.said import Said


def merged(into: Work, other: Work, said: Said) -> tuple[Work, Work]:
    """One work of two; the second leads to the first from now on."""
    if into.id == other.id:
        raise UsageError("same-work", f"{into.id} is one work already.", "Name two works.")
    whole, signpost = assembly.merge(_living(into), _living(other), now=said.at)
    return _placed(whole, [e.id for e in whole.expressions], said), signpost


def split(work: Work, editions: Sequence[str], said: Said, *, work_id: str) -> tuple[Work, Work]:
    """The work without some of its editions, and a new work of these."""
    rest, leaving, forms = _taken_out(_living(work), editions, said)
    if not rest.expressions:
        raise UsageError("nothing-left", f"All editions of {work.id} were named.", "Leave one in the work.")
    made = Work(id=work_id, expressions=leaving, manifestations=forms, datestamp=said.at)
    return rest, _placed(made, editions, said)


def moved(source: Work, editions: Sequence[str], target: Work, said: Said) -> tuple[Work, Work]:
    """The source without some of its editions, and the target with them; an emptied source leads to the target."""
    if source.id == target.id:
        raise UsageError("same-work", f"The edition is in the work {target.id} already.", "Name another work.")
    rest, leaving, forms = _taken_out(_living(source), editions, said)
    whole = replace(
        _living(target),
        expressions=(*target.expressions, *leaving),
        manifestations=(*target.manifestations, *forms),
        datestamp=max(said.at, target.datestamp),
        revision=target.revision + 1,
    )
    if not rest.expressions:
        rest = replace(rest, merged_into=target.id, original_language=None)
    return rest, _placed(whole, editions, said)


def file_moved(work: Work, form_id: str, edition_id: str, said: Said) -> Work:
    """The work with a file that is another format of an edition; an edition that loses its only file leads to it."""
    form = next((m for m in work.manifestations if m.id == form_id), None)
    target = work.expression(edition_id)
    if form is None or target is None or target.status in (Status.DELETED, Status.DISCARDED):
        raise UsageError(
            "file-place",
            f"The work {work.id} has no file {form_id} or no edition {edition_id}.",
            "See `dragoman show`.",
        )
    forms = tuple(replace(m, expressions=(edition_id,)) if m is form else m for m in work.manifestations)
    left = {e for m in forms for e in m.expressions}
    gone = {e for e in form.expressions if e not in left}
    expressions = tuple(_left(e, edition_id, said) if e.id in gone else e for e in work.expressions)
    told = replace(work, expressions=expressions, manifestations=forms, datestamp=max(said.at, work.datestamp))
    return replace(_placed(told, [edition_id], said), revision=work.revision + 1)


def _left(edition: Expression, heir: str, said: Said) -> Expression:
    status = Status.DELETED if edition.status is Status.ACTIVE else Status.DISCARDED
    return replace(edition, status=status, replaced_by=heir, datestamp=said.at, revision=edition.revision + 1)


def _living(work: Work) -> Work:
    if work.merged_into is not None:
        raise UsageError(
            "work-merged", f"The work {work.id} has no editions any more.", f"They are in {work.merged_into} now."
        )
    return work


def _taken_out(
    work: Work, editions: Sequence[str], said: Said
) -> tuple[Work, tuple[Expression, ...], tuple[Manifestation, ...]]:
    """The work without these editions, they, and their files."""
    names = set(editions)
    # What another edition took over goes where that one goes: its old address leads there.
    names |= {e.id for e in work.expressions if (heir := work.successor(e.id)) and heir.id in names}
    shared = [m for m in work.manifestations if names & {*m.expressions} and not {*m.expressions} <= names]
    if shared:
        together = ", ".join(sorted({e for m in shared for e in m.expressions}))
        raise UsageError("file-shared", f"One file holds the editions {together}.", "Move them together.")
    rest = replace(
        work,
        expressions=tuple(e for e in work.expressions if e.id not in names),
        manifestations=tuple(m for m in work.manifestations if not names & {*m.expressions}),
        datestamp=max(said.at, work.datestamp),
        revision=work.revision + 1,
    )
    leaving = tuple(
        replace(e, is_original=False, translation_of=None, datestamp=said.at, revision=e.revision + 1)
        for e in work.expressions
        if e.id in names
    )
    forms = tuple(m for m in work.manifestations if names & {*m.expressions})
    return rest, leaving, forms


def _placed(work: Work, editions: Sequence[str], said: Said) -> Work:
    names = {*editions}
    return replace(
        work,
        expressions=tuple(
            replace(e, placement=said.evidence(e.described_from)) if e.id in names else e for e in work.expressions
        ),
    )
