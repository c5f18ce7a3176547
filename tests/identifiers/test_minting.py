"""Persistent identifiers: given once, registered at DataCite before they are kept, renewed and hidden; never live.

The double answers as DataCite's REST API 2.3 does, by its OpenAPI document and its rules of states.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dragoman.config import site_settings
from dragoman.errors import LibraryError
from dragoman.pipeline import datacite, identifying
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.pipeline.model import clock
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import Status
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.surfaces.cli.identifiers import identifiers_command
from dragoman.surfaces.web.app import create_app
from tests.store.made import Made, keep
from tests.web.conftest import served

TEXT = {"type": "string"}
LISTS: dict[str, dict[str, Any]] = {
    "creators": {"required": ["name"], "properties": {"name": TEXT, "nameType": TEXT}},
    "contributors": {"required": ["name", "contributorType"], "properties": {"name": TEXT}},
    "titles": {"required": ["title"], "properties": {"title": TEXT, "titleType": TEXT, "lang": TEXT}},
    "identifiers": {"properties": {"identifier": TEXT, "identifierType": TEXT}, "additionalProperties": False},
    "subjects": {"required": ["subject"], "properties": {"subject": TEXT, "valueUri": TEXT, "lang": TEXT}},
    "dates": {"properties": {"date": TEXT, "dateType": TEXT}, "additionalProperties": False},
    "relatedIdentifiers": {
        "required": ["relatedIdentifier", "relatedIdentifierType", "relationType"],
        "properties": {"relatedIdentifier": TEXT, "relatedIdentifierType": TEXT, "relationType": TEXT},
        "additionalProperties": False,
    },
    "rightsList": {"properties": {"rights": TEXT, "rightsUri": TEXT}},
    "descriptions": {"properties": {"description": TEXT, "descriptionType": TEXT, "lang": TEXT}},
}
DOI_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["data"],
    "properties": {
        "data": {
            "type": "object",
            "required": ["type", "attributes"],
            "properties": {
                "type": {"const": "dois"},
                "attributes": {
                    "type": "object",
                    "required": ["doi"],
                    "additionalProperties": False,
                    "properties": {
                        "doi": {"type": "string", "pattern": r"^10\.\d{4,9}/\S+$"},
                        "event": {"enum": ["publish", "register", "hide"]},
                        "publisher": TEXT,
                        "publicationYear": {"type": "number"},
                        "language": TEXT,
                        "types": {"type": "object", "properties": {"resourceTypeGeneral": TEXT, "resourceType": TEXT}},
                        "sizes": {"type": "array", "items": TEXT},
                        "formats": {"type": "array", "items": TEXT},
                        "url": {"type": "string", "pattern": "^https://"},
                        "schemaVersion": TEXT,
                        **{
                            name: {"type": "array", "items": {"type": "object", **said}} for name, said in LISTS.items()
                        },
                    },
                },
            },
        }
    },
}
"""`components/schemas/Doi` of DataCite's OpenAPI document, as far as it is written to, without what it reads only."""
NEEDED = ("creators", "titles", "publisher", "publicationYear", "types", "url")


@dataclass
class Double:
    """DataCite for one repository."""

    password: str = "secret"
    dois: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    busy: int = 0
    refused: set[str] = field(default_factory=set)

    def app(self) -> Starlette:
        routes = [
            Route("/dois", self.create, methods=["POST"]),
            Route("/dois/{prefix}/{suffix:path}", self.change, methods=["PUT"]),
        ]
        return Starlette(routes=routes)

    async def create(self, request: Request) -> Response:
        return await self.answer(request, None)

    async def change(self, request: Request) -> Response:
        return await self.answer(request, "{prefix}/{suffix}".format(**request.path_params))

    async def answer(  # noqa: PLR0911 - a rule a line
        self, request: Request, doi: str | None
    ) -> Response:
        self.asked.append(request.method)
        if self.busy:
            self.busy -= 1
            return Response(status_code=503)
        account = base64.b64encode(f"EXAMPLE.LIBRARY:{self.password}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {account}":
            return JSONResponse({"errors": [{"status": "401", "title": "Bad credentials."}]}, 401)
        if request.headers["content-type"] != "application/vnd.api+json":
            return Response(status_code=415)
        said = json.loads(await request.body())
        try:
            jsonschema.validate(said, DOI_SCHEMA)
        except jsonschema.ValidationError as error:
            return self.fault(error.message)
        attributes = said["data"]["attributes"]
        named = attributes["doi"]
        if not named.startswith("10.5555/") or named in self.refused:
            return self.fault("Doi prefix is not assigned")
        if doi is None and named in self.dois:
            return self.fault("This DOI has already been taken")
        if doi not in {None, named} or (doi is not None and doi not in self.dois):
            return JSONResponse({"errors": [{"title": "The resource you are looking for doesn't exist."}]}, 404)
        now = {**self.dois.get(named, {}), **attributes}
        if attributes.get("event") == "publish" and not all(now.get(name) for name in NEEDED):
            return self.fault("Can't be blank")
        now["state"] = {"publish": "findable", "hide": "registered"}.get(attributes.get("event"), "draft")
        self.dois[named] = now
        return JSONResponse({"data": {"id": named, "type": "dois", "attributes": now}}, 201 if doi is None else 200)

    @staticmethod
    def fault(title: str) -> Response:
        return JSONResponse({"errors": [{"source": "doi", "title": title}]}, 422)


@pytest.fixture
def double() -> Double:
    return Double()


FIRST, SECOND = Made(name="a", title="The Report"), Made(name="b", title="Le rapport", language="fr")
IDS = [made.work.expressions[0].id for made in (FIRST, SECOND)]


@pytest.fixture
def folder(tmp_path: Path, double: Double, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(datacite, "PATIENCE", (0.0, 0.0))
    monkeypatch.delenv("DRAGOMAN_DATABASE", raising=False)
    where = tmp_path / "library"
    with closing(Library.open(where, create=True)) as made:
        keep(made, FIRST, SECOND)
    with served(double.app()) as api:
        (where / "password").write_text("secret\n")
        (where / "site.toml").write_text(
            f"""public_url = "https://library.example.org"
[datacite]
prefix = "10.5555"
repository = "EXAMPLE.LIBRARY"
api = "{api}"
password_file = "password"
[ark]
naan = "12345"
shoulder = "x1"
[handle]
prefix = "20.500.12345"
"""
        )
        yield where


def run(folder: Path, *words: str) -> Result:
    result = CliRunner().invoke(identifiers_command, [*words, "--library", str(folder)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def ids_of(folder: Path, expression_id: str) -> dict[str, str]:
    with closing(Library.open(folder)) as library:
        work = library.catalogue.expression(expression_id)
        edition = work.expression(expression_id) if work else None
        assert edition
        return {each.value.scheme: each.value.value for each in edition.persistent_ids}


def withdraw(folder: Path, expression_id: str) -> None:
    at = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    with closing(Library.open(folder)) as library:
        work = library.catalogue.expression(expression_id)
        assert work
        gone = tuple(
            replace(e, status=Status.DELETED, datestamp=at) if e.id == expression_id else e for e in work.expressions
        )
        with library.writer() as writer:
            writer.keep(Change(works=(replace(work, expressions=gone, datestamp=at),)))


def test_every_edition_gets_one_of_each_and_doi_s_are_findable(folder: Path, double: Double) -> None:
    assert run(folder, "mint").exit_code == 0
    for expression_id in IDS:
        doi = f"10.5555/{expression_id}"
        assert ids_of(folder, expression_id) == {
            "DOI": doi,
            "ARK": f"ark:/12345/x1{expression_id}",
            "HANDLE": f"20.500.12345/{expression_id}",
        }
        assert double.dois[doi]["state"] == "findable"
        assert double.dois[doi]["url"] == f"https://library.example.org/editions/{expression_id}"
    assert double.dois[f"10.5555/{IDS[1]}"]["titles"][0] == {"title": "Le rapport", "lang": "fr"}
    asked = len(double.asked)
    assert run(folder, "mint").exit_code == 0
    assert len(double.asked) == asked


def test_a_run_that_ended_before_the_record_was_kept_is_repeated(folder: Path, double: Double) -> None:
    double.dois[f"10.5555/{IDS[0]}"] = {"state": "findable"}
    assert run(folder, "mint").exit_code == 0
    assert sorted(double.asked) == ["POST", "POST", "PUT"]
    assert "DOI" in ids_of(folder, IDS[0])


def test_a_dry_run_gives_nothing(folder: Path, double: Double) -> None:
    assert f"10.5555/{IDS[0]}" in run(folder, "mint", "--dry-run").output
    assert not double.asked
    assert ids_of(folder, IDS[0]) == {}


def test_what_datacite_refuses_is_named_and_the_rest_goes_on(folder: Path, double: Double) -> None:
    double.refused = {f"10.5555/{IDS[0]}"}
    result = run(folder, "mint")
    assert result.exit_code == 1
    assert (
        f"{IDS[0]}  failed: DataCite does not take 10.5555/{IDS[0]}: doi: Doi prefix is not assigned" in result.output
    )
    assert ids_of(folder, IDS[0]) == {}
    assert "DOI" in ids_of(folder, IDS[1])


def test_changes_are_told_once(folder: Path, double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, "mint")
    monkeypatch.setattr(identifying, "clock", lambda: clock() + timedelta(minutes=1))
    double.asked.clear()
    assert run(folder, "update").exit_code == 0
    assert double.asked == ["PUT", "PUT"]
    assert run(folder, "update").exit_code == 0
    assert double.asked == ["PUT", "PUT"]


@pytest.mark.parametrize("place", [0, 1])
def test_the_withdrawn_are_hidden_also_in_the_second_of_another_change(
    folder: Path, double: Double, place: int
) -> None:
    run(folder, "mint")
    run(folder, "update")
    withdraw(folder, IDS[place])
    assert f"{IDS[place]}  hidden" in run(folder, "update").output
    assert double.dois[f"10.5555/{IDS[place]}"]["state"] == "registered"
    assert double.dois[f"10.5555/{IDS[1 - place]}"]["state"] == "findable"


def test_a_busy_datacite_is_asked_again_and_a_silent_one_stops_the_run(folder: Path, double: Double) -> None:
    double.busy = 2
    assert run(folder, "mint").exit_code == 0
    double.busy = 100
    (folder / "datacite.json").unlink(missing_ok=True)
    with pytest.raises(LibraryError, match="does not answer"):
        run(folder, "update")


def test_a_wrong_password_stops_the_run_and_is_not_shown(folder: Path, double: Double) -> None:
    double.password = "another"
    with pytest.raises(LibraryError, match=r"refuses repository EXAMPLE\.LIBRARY") as raised:
        run(folder, "mint")
    assert "secret" not in raised.value.message + raised.value.remedy


def test_the_list_is_what_a_resolver_needs(folder: Path) -> None:
    run(folder, "mint")
    lines = run(folder, "list").output.splitlines()
    assert f"20.500.12345/{IDS[0]} https://library.example.org/editions/{IDS[0]}" in lines
    assert len(lines) == 6


def test_what_was_given_is_shown_leads_here_and_is_cited(folder: Path) -> None:
    run(folder, "mint")
    person = {"name": "Ana Petrova", "identifiers": [{"scheme": "ORCID", "value": "0000-0002-1825-0097"}]}
    with closing(Library.open(folder)) as library:
        Cataloguing(library, by="Ana").amend(
            Amendment(
                expression=IDS[0], values={"contributions": [person], "rights": "CC-BY-4.0", "series": "Papers ; 7"}
            )
        )
        pages = TestClient(
            create_app(library, open_index(library), site_settings(folder)),
            base_url="http://library.test",
            follow_redirects=False,
        )
        for ark in (f"/ark:/12345/x1{IDS[0]}", f"/ark:12345/x1{IDS[0]}"):
            assert pages.get(ark).headers["location"] == f"/editions/{IDS[0]}"
        assert pages.get(f"/ark:/54321/x1{IDS[0]}").status_code == 404
        shown = pages.get(f"/en/editions/{IDS[0]}")
        cited = pages.get(f"/editions/{IDS[0]}?format=citation&style=apa")
    for address in (
        f"https://doi.org/10.5555/{IDS[0]}",
        f"https://n2t.net/ark:/12345/x1{IDS[0]}",
        "https://orcid.org/0000-0002-1825-0097",
        "https://creativecommons.org/licenses/by/4.0/",
    ):
        assert f'href="{address}"' in shown.text
    assert "Papers ; 7" in shown.text
    assert f'<https://doi.org/10.5555/{IDS[0]}>; rel="cite-as"' in shown.headers["link"]
    assert '<https://orcid.org/0000-0002-1825-0097>; rel="author"' in shown.headers["link"]
    assert cited.text.strip().endswith(f"https://doi.org/10.5555/{IDS[0]}")
