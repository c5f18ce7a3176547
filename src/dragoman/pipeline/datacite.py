"""DataCite's REST API (2.3): a DOI made findable, its metadata renewed, a DOI hidden.

Comes in: a repository's account and the attributes of a DOI, as `record.crosswalks.datacite` says them. Goes out:
nothing, or a `Refusal` of this DOI. What is the same for every DOI (wrong password, no answer) is a `LibraryError`.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

import httpx2
import msgspec

from dragoman.errors import LibraryError

JSON_API: Final = "application/vnd.api+json"
PATIENCE: Final = (1.0, 4.0, 15.0)
"""Seconds before an answer that says "later" is asked for again."""
_TIMEOUT: Final = 60.0
_OK: Final = frozenset({200, 201})
_LATER: Final = frozenset({429, 500, 502, 503, 504})
_TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A repository at DataCite: its name there, its password, its prefix, and where the API is."""

    repository: str
    password: str
    prefix: str
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """DataCite does not take what was sent for this DOI."""

    doi: str
    message: str


class DataCite:
    """One connection to the API; a context manager."""

    def __init__(self, account: Account, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._account = account
        self._sleep = sleep
        self._client = httpx2.Client(
            base_url=account.api,
            auth=(account.repository, account.password),
            headers={"Content-Type": JSON_API, "Accept": JSON_API},
            timeout=_TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def publish(self, doi: str, attributes: Mapping[str, Any]) -> Refusal | None:
        """Makes a DOI findable with this metadata, whether it is new or was there before."""
        said = {**attributes, "doi": doi, "event": "publish"}
        answer = self._ask("POST", "/dois", said)
        if answer.status_code == 422 and _TAKEN in answer.text:  # an earlier run has got as far as this
            answer = self._ask("PUT", _path(doi), said)
        return _refusal(doi, answer)

    def update(self, doi: str, attributes: Mapping[str, Any]) -> Refusal | None:
        """Renews the metadata of a DOI, and makes it findable where it was hidden."""
        return _refusal(doi, self._ask("PUT", _path(doi), {**attributes, "doi": doi, "event": "publish"}))

    def hide(self, doi: str) -> Refusal | None:
        """Takes a DOI out of DataCite's search; it leads to its tombstone from then on."""
        return _refusal(doi, self._ask("PUT", _path(doi), {"doi": doi, "event": "hide"}))

    def _ask(self, method: str, path: str, attributes: Mapping[str, Any]) -> httpx2.Response:
        body = msgspec.json.encode({"data": {"type": "dois", "attributes": attributes}})
        for wait in (*PATIENCE, None):
            try:
                answer = self._client.request(method, path, content=body)
            except httpx2.HTTPError as error:
                if wait is None:
                    raise self._silent(str(error)) from error
            else:
                if answer.status_code in {401, 403}:
                    raise self._refused(answer.status_code)
                if answer.status_code not in _LATER:
                    return answer
                if wait is None:
                    raise self._silent(f"status {answer.status_code}")
            self._sleep(wait)
        raise AssertionError  # the last turn answers or raises

    def _silent(self, said: str) -> LibraryError:
        return LibraryError(
            "datacite-silent",
            f"DataCite at {self._account.api} does not answer: {said}.",
            "Run the command again later: it goes on where it was.",
        )

    def _refused(self, status: int) -> LibraryError:
        return LibraryError(
            "datacite-refused",
            f"DataCite refuses repository {self._account.repository} with prefix {self._account.prefix} ({status}).",
            "Compare [datacite] in site.toml and the password with the account at DataCite.",
        )


def _path(doi: str) -> str:
    return f"/dois/{quote(doi, safe='/')}"


def _refusal(doi: str, answer: httpx2.Response) -> Refusal | None:
    if answer.status_code in _OK:
        return None
    try:
        errors = answer.json()["errors"]
        said = "; ".join(": ".join(filter(None, (each.get("source"), each.get("title")))) for each in errors)
    except (ValueError, KeyError, TypeError, AttributeError):
        said = answer.text[:200]
    return Refusal(doi=doi, message=f"{said or 'no reason given'} (status {answer.status_code})")
