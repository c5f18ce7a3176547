"""The page where files are dropped: what is on its way, what became of each, and what the inbox has brought.

In: visits. Out: the page; the same list as JSON, for the script that keeps it up to date; files that are known by their
digest are named before a byte of them is sent.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from anyio import to_thread
from starlette.responses import JSONResponse, Response

from dragoman.errors import Refused, UsageError
from dragoman.office.intake import INBOX
from dragoman.office.model import Role
from dragoman.office.uploads import Fate, Offer, Stage, Upload, in_words
from dragoman.pipeline.model import Outcome
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.frame import HEADERS, StaffPage, Visit
from dragoman.surfaces.office.language import message

MOST_KNOWN: Final = 200
WORDS: Final = {
    Stage.RECEIVING: message("not finished: drop it again, and it goes on"),
    Stage.WAITING: message("has arrived, waits to be read"),
    Outcome.NEW: message("new publication"),
    Outcome.EDITION: message("language edition of a publication"),
    Outcome.FORMAT: message("another format of an edition"),
    Outcome.REVISION: message("new version of a file"),
    Outcome.COPY: message("already here"),
    Outcome.UNCHANGED: message("already here"),
    Outcome.REJECTED: message("not taken"),
}
_HERE: Final = frozenset({Outcome.COPY, Outcome.UNCHANGED})


class Known(msgspec.Struct, frozen=True):
    """A file that a browser has, by its digest."""

    sha512: str
    name: str
    size: int
    folder: str = ""


def upload(visit: Visit) -> Response:
    """The page, or without a script what becomes of files that a form has sent."""
    if visit.request.method == "POST":
        return _sent_by_form(visit)
    lines = _lines(visit)
    return visit.page(
        "upload.html", {"lines": lines, "counts": _counts(lines), "largest": in_words(visit.office.uploads.largest)}
    )


def state(visit: Visit) -> Response:
    """The list as it is now, for the script."""
    lines = _lines(visit)
    return JSONResponse({"lines": lines, "counts": _counts(lines)}, headers=HEADERS)


def tidy(visit: Visit) -> Response:
    """Takes what is settled off the list; what was taken in stays in the library."""
    visit.office.uploads.clear(visit.who.id)
    if visit.may(Role.EDITOR):
        visit.office.uploads.clear(INBOX)
    return visit.to(addresses.UPLOAD_PAGE)


async def known(visit: Visit) -> Response:
    """Which of the files that a browser has are here already; those are on the list at once, and need not be sent."""
    try:
        told = msgspec.json.decode(await visit.request.body(), type=list[Known])
    except msgspec.MsgspecError as error:
        raise UsageError("known-form", f"The list of files can't be read: {error}.", "Load the page again.") from None
    found = await to_thread.run_sync(lambda: [each for file in told[:MOST_KNOWN] if (each := _known(visit, file))])
    return JSONResponse({"known": found}, headers=HEADERS)


def _known(visit: Visit, file: Known) -> dict[str, Any] | None:
    held = visit.rooms.library.stacks.item(file.sha512)
    if held is None or not held.expression_ids:
        return None
    expression_id = held.expression_ids[0]
    work = visit.rooms.library.stacks.expression(expression_id)
    edition = work.expression(expression_id) if work else None
    fate = Fate(
        outcome=Outcome.COPY,
        expression=expression_id,
        work=work.id if work else None,
        title=edition.title.value if edition else None,
        language=edition.language.value if edition else None,
    )
    offer = Offer(name=file.name, folder=file.folder, size=file.size)
    line = _line(visit, visit.office.uploads.settled_at_once(offer, fate, account_id=visit.who.id))
    return {**line, "sha512": file.sha512}


def _sent_by_form(visit: Visit) -> Response:
    """Files of a plain form, one after the other; the first that can't be is said, the others are in."""
    wrong: Refused | None = None
    for sent in visit.form.getlist("files"):
        if isinstance(sent, str) or not sent.filename:
            continue
        try:
            offer = Offer(name=sent.filename.rpartition("/")[2], size=sent.size or 0)
            one = visit.office.uploads.begin(offer, account_id=visit.who.id)
            with visit.office.uploads.receiving(one) as opened:
                while piece := sent.file.read(1 << 20):
                    opened.write(piece)
            visit.office.uploads.complete(one)
        except Refused as error:
            wrong = error
    visit.office.intake.wake()
    if wrong is None:
        return visit.to(addresses.UPLOAD_PAGE)
    lines = _lines(visit)
    values = {"lines": lines, "counts": _counts(lines), "largest": in_words(visit.office.uploads.largest)}
    return visit.refused("upload.html", values, wrong)


def _lines(visit: Visit) -> list[dict[str, Any]]:
    own = visit.office.uploads.of(visit.who.id)
    inbox = visit.office.uploads.of(INBOX) if visit.may(Role.EDITOR) else []
    return [_line(visit, each) for each in sorted((*own, *inbox), key=lambda one: one.created, reverse=True)]


def _line(visit: Visit, one: Upload) -> dict[str, Any]:
    """An upload as the page shows it."""
    fate = one.fate or Fate(outcome="")
    state = one.stage if one.stage is not Stage.SETTLED else Outcome(fate.outcome)
    return {
        "id": one.id,
        "name": one.name,
        "folder": one.folder,
        "mark": one.mark,
        "size": one.size,
        "size_said": in_words(one.size),
        "received": one.received,
        "state": "here" if state in _HERE else str(state),
        "said": visit.interface.gettext(WORDS[state]),
        "of_inbox": one.account_id == INBOX,
        "title": fate.title,
        "language": fate.language,
        "href": addresses.record(fate.expression) if fate.expression else None,
        "message": fate.message,
        "remedy": fate.remedy,
        "kin": fate.kin_title,
        "kin_href": addresses.record(fate.kin) if fate.kin else None,
        "at": addresses.upload(one.id),
    }


def _counts(lines: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counted = Counter(line["state"] for line in lines)
    on_the_way = counted[Stage.RECEIVING] + counted[Stage.WAITING]
    rejected = counted[Outcome.REJECTED]
    return {"all": len(lines), "way": on_the_way, "here": counted["here"], "rejected": rejected} | {
        "in": len(lines) - on_the_way - rejected - counted["here"]
    }


PAGES: Final = (
    StaffPage(
        path=addresses.UPLOAD_PAGE,
        handler=upload,
        needs=Role.CONTRIBUTOR,
        methods=("GET", "POST"),
        menu=message("Upload"),
        largest=512 << 20,
    ),
    StaffPage(path=addresses.UPLOAD_STATE, handler=state, needs=Role.CONTRIBUTOR),
    StaffPage(path=addresses.UPLOAD_TIDY, handler=tidy, needs=Role.CONTRIBUTOR, methods=("POST",)),
    StaffPage(path=addresses.UPLOAD_KNOWN, handler=known, needs=Role.CONTRIBUTOR, methods=("POST",), takes_form=False),
)
