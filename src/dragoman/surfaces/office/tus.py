"""Uploads that can be interrupted: tus 1.0.0 (tus.io) with creation, creation-with-upload, termination and expiration.

In: requests of tus clients, ours among them, by somebody who is signed in. Out: what the protocol answers; errors as
JSON in the person's language. A piece is written as it comes, and how much has arrived is the file itself.
"""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import BinaryIO, Final

from anyio import to_thread
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from dragoman.errors import DragomanError, NotHere, Refused
from dragoman.office.model import Role
from dragoman.office.uploads import KEPT_UNFINISHED, Fate, Offer, Stage, Upload, Uploads
from dragoman.pipeline.model import Outcome
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.failures import said
from dragoman.surfaces.office.frame import HEADERS, StaffPage, Visit

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,termination,expiration"
PIECE: Final = "application/offset+octet-stream"
_WRITTEN_AT_ONCE: Final = 1 << 20
_STATUS: Final = {
    "file-name": HTTPStatus.UNPROCESSABLE_ENTITY,
    "file-empty": HTTPStatus.UNPROCESSABLE_ENTITY,
    "file-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "no-room": HTTPStatus.INSUFFICIENT_STORAGE,
    "upload-busy": HTTPStatus.LOCKED,
    "upload-not-here": HTTPStatus.NOT_FOUND,
    "upload-offset": HTTPStatus.CONFLICT,
    "upload-kind": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "upload-length": HTTPStatus.BAD_REQUEST,
}


async def files(visit: Visit) -> Response:
    """What this server understands (OPTIONS), or a new file (POST)."""
    if visit.request.method == "OPTIONS":
        largest = str(visit.office.uploads.largest)
        told = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": largest}
        return _answer(HTTPStatus.NO_CONTENT, told)
    return await _spoken(visit, _begun)


async def file(visit: Visit) -> Response:
    """How much of a file has arrived (HEAD), the next piece of it (PATCH), or its end (DELETE)."""
    acts = {"HEAD": _told, "PATCH": _gone_on, "DELETE": _ended}
    return await _spoken(visit, acts[visit.request.method])


async def _spoken(visit: Visit, act: Callable[[Visit, Uploads], Awaitable[Response]]) -> Response:
    """An act of the protocol, if the client speaks this version of it."""
    if visit.request.headers.get("tus-resumable") != VERSION:
        return _answer(HTTPStatus.PRECONDITION_FAILED, {"Tus-Version": VERSION})
    try:
        return await act(visit, visit.office.uploads)
    except DragomanError as error:
        status = _STATUS.get(error.code)
        if status is None:
            raise
        failure = said(error, visit.interface)
        told = {"code": error.code, "title": failure.title, "remedy": failure.remedy}
        return JSONResponse(told, status_code=status, headers={**HEADERS, "Tus-Resumable": VERSION})


async def _begun(visit: Visit, uploads: Uploads) -> Response:
    headers = visit.request.headers
    length = headers.get("upload-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Refused("upload-length", "The length of the file is not said.", "Send Upload-Length.")
    told = metadata(headers.get("upload-metadata", ""))
    offer = Offer(
        name=told.get("filename") or told.get("name", ""),
        folder=told.get("folder", ""),
        mark=told.get("mark", ""),
        size=int(length),
    )
    made = await to_thread.run_sync(_place, uploads, offer, visit.who.id)
    begun = {"Location": addresses.upload(made.id), "Upload-Expires": _expires(visit)}
    if headers.get("content-type") == PIECE:
        begun["Upload-Offset"] = str(await _written(visit, uploads, made))
    return _answer(HTTPStatus.CREATED, begun)


def _place(uploads: Uploads, offer: Offer, account_id: str) -> Upload:
    """A place for a file. One that can't be taken is on the list all the same, with the reason."""
    try:
        return uploads.begin(offer, account_id=account_id)
    except Refused as error:
        fate = Fate(outcome=Outcome.REJECTED, code=error.code, message=str(error), remedy=error.remedy)
        uploads.settled_at_once(offer, fate, account_id=account_id)
        raise


async def _told(visit: Visit, uploads: Uploads) -> Response:
    one = await _own(visit, uploads)
    return _answer(HTTPStatus.OK, {"Upload-Offset": str(one.received), "Upload-Length": str(one.size)})


async def _gone_on(visit: Visit, uploads: Uploads) -> Response:
    if visit.request.headers.get("content-type") != PIECE:
        raise Refused("upload-kind", "A piece of a file has another media type.", f"Send it as {PIECE}.")
    one = await _own(visit, uploads)
    if one.stage is not Stage.RECEIVING or visit.request.headers.get("upload-offset") != str(one.received):
        message = f"{one.received} bytes of {one.name} have arrived, and this piece begins elsewhere."
        raise Refused("upload-offset", message, "Ask how much has arrived (HEAD), and go on there.")
    offset = await _written(visit, uploads, one)
    return _answer(HTTPStatus.NO_CONTENT, {"Upload-Offset": str(offset), "Upload-Expires": _expires(visit)})


async def _ended(visit: Visit, uploads: Uploads) -> Response:
    one = await _own(visit, uploads)
    await to_thread.run_sync(uploads.drop, one)
    return _answer(HTTPStatus.NO_CONTENT)


async def _own(visit: Visit, uploads: Uploads) -> Upload:
    """The upload that is asked for; nobody meets those of others."""
    one = await to_thread.run_sync(uploads.by_id, visit.request.path_params["upload"])
    if one.account_id != visit.who.id:
        raise NotHere("upload-not-here", "There is no such upload.", "Send the file again.")
    return one


async def _written(visit: Visit, uploads: Uploads, one: Upload) -> int:
    """Writes the body at the file's end, as much as comes; where the file ends then."""
    with uploads.receiving(one) as opened:
        received = opened.tell()
        if received != one.received:  # another piece was written since it was looked at
            raise Refused("upload-offset", f"{received} bytes of {one.name} have arrived.", "Go on there.")
        piece = bytearray()
        try:
            async for chunk in visit.request.stream():
                if received + len(piece) + len(chunk) > one.size:
                    raise Refused("upload-length", f"{one.name} is longer than was said.", "Send it anew.")
                piece += chunk
                if len(piece) >= _WRITTEN_AT_ONCE:
                    received += await _appended(opened, piece)
        except ClientDisconnect:
            pass  # what has come stays, and the browser goes on there
        received += await _appended(opened, piece)
    if received == one.size:
        await to_thread.run_sync(uploads.complete, one)
        visit.office.intake.wake()
    return received


async def _appended(opened: BinaryIO, piece: bytearray) -> int:
    written = await to_thread.run_sync(_append, opened, bytes(piece))
    piece.clear()
    return written


def _append(opened: BinaryIO, piece: bytes) -> int:
    written = opened.write(piece)
    opened.flush()
    return written


def metadata(header: str) -> Mapping[str, str]:
    """What `Upload-Metadata` says: names with values in base 64, which are texts in UTF-8."""
    told = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise Refused(
                "upload-length", "Upload-Metadata can't be read.", "Send names with base 64 values."
            ) from None
    return told


def _expires(visit: Visit) -> str:
    return (visit.office.clock() + KEPT_UNFINISHED).strftime("%a, %d %b %Y %H:%M:%S GMT")


def _answer(status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status_code=status, headers={**HEADERS, "Tus-Resumable": VERSION, **(headers or {})})


PAGES: Final = (
    StaffPage(
        path=addresses.UPLOADS,
        handler=files,
        needs=Role.CONTRIBUTOR,
        methods=("OPTIONS", "POST"),
        takes_form=False,
    ),
    StaffPage(
        path=addresses.UPLOAD,
        handler=file,
        needs=Role.CONTRIBUTOR,
        methods=("HEAD", "PATCH", "DELETE"),
        takes_form=False,
    ),
)
