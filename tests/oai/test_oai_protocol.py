"""OAI-PMH 2.0: the six verbs and every error of the specification, by what is asked."""

import pytest
from starlette.testclient import TestClient

from dragoman.store.library import Library
from dragoman.surfaces.oai.formats import FORMATS
from tests.oai.conftest import Ask, error, surface, texts
from tests.schemas import judge
from tests.web.bookshelf import EN, RU, WITHDRAWN

OAI = "oai:library.example.org:"
DC = {"metadataPrefix": "oai_dc"}
PAYLOADS = {
    "oai_dc": "oai_dc.xsd",
    "marc21": "MARC21slim.xsd",
    "mods": "mods.xsd",
    "mets": "mets.xsd",
    "oai_openaire": "openaire/openaire.xsd",
}


def test_identify_says_what_a_harvester_may_rely_on(ask: Ask) -> None:
    said = ask(verb="Identify")
    assert texts(said, "//o:repositoryName") == ["Reports"]
    assert texts(said, "//o:baseURL") == ["https://library.example.org/reports/oai"]
    assert texts(said, "//o:adminEmail") == ["lib@example.org"]
    assert texts(said, "//o:deletedRecord") == ["persistent"]
    assert texts(said, "//o:granularity") == ["YYYY-MM-DDThh:mm:ssZ"]
    assert texts(said, "//o:request/@verb") == ["Identify"]


def test_sets_are_languages_types_and_years(ask: Ask) -> None:
    specs = texts(ask(verb="ListSets"), "//o:setSpec")
    assert {"language.en", "language.zh-Hans", "type.report", "year.2015"} <= set(specs)
    assert "type.~3cb~3e100~25~3c~2fb~3e" in specs
    for spec in specs:
        assert texts(ask(verb="ListIdentifiers", **DC, set=spec), "//o:identifier")


def test_a_record_says_its_sets_and_its_datestamp(ask: Ask) -> None:
    said = ask(verb="GetRecord", identifier=f"{OAI}{EN}", **DC)
    assert texts(said, "//o:header/o:setSpec") == ["language.en", "type.report", "year.2015"]
    (datestamp,) = texts(said, "//o:header/o:datestamp")
    assert len(datestamp) == len("2015-10-13T09:30:00Z")
    assert texts(said, "//*[local-name()='identifier'][starts-with(., 'https')]") == [
        f"https://library.example.org/reports/editions/{EN}"
    ]


@pytest.mark.parametrize("prefix", FORMATS)
def test_every_record_can_be_had_in_every_format(ask: Ask, library: Library, prefix: str) -> None:
    said = ask(verb="ListRecords", metadataPrefix=prefix)
    records = said.xpath("//*[local-name()='record'][*[local-name()='header']]")
    assert len(records) == sum(len(library.root.work(i).expressions) for i in library.root.works())
    for metadata in said.xpath("//*[local-name()='metadata']"):
        if prefix == "oai_datacite":
            judge("datacite-4.6/metadata.xsd", metadata[0][-1][0])
        else:
            judge(PAYLOADS[prefix], metadata[0])


def test_a_withdrawn_edition_is_a_deleted_record_for_ever(ask: Ask) -> None:
    said = ask(verb="GetRecord", identifier=f"{OAI}{WITHDRAWN}", **DC)
    assert texts(said, "//o:header/@status") == ["deleted"]
    assert not texts(said, "//o:metadata")
    assert WITHDRAWN in " ".join(texts(ask(verb="ListIdentifiers", **DC, set="language.en"), "//o:identifier"))


def test_formats_of_a_record_are_those_of_all(ask: Ask) -> None:
    every = texts(ask(verb="ListMetadataFormats"), "//o:metadataPrefix")
    assert every == list(FORMATS)
    assert texts(ask(verb="ListMetadataFormats", identifier=f"{OAI}{RU}"), "//o:metadataPrefix") == every


ERRORS = [
    ("badVerb", {}),
    ("badVerb", {"verb": "Steal"}),
    ("badVerb", {"verb": "identify"}),
    ("badArgument", {"verb": "Identify", "colour": "red"}),
    ("badArgument", {"verb": "GetRecord", **DC}),
    ("badArgument", {"verb": "GetRecord", "identifier": f"{OAI}{EN}"}),
    ("badArgument", {"verb": "ListRecords"}),
    ("badArgument", {"verb": "ListRecords", **DC, "resumptionToken": "x"}),
    ("badArgument", {"verb": "ListRecords", **DC, "from_": "yesterday"}),
    ("badArgument", {"verb": "ListRecords", **DC, "from_": "2015-02-30"}),
    ("badArgument", {"verb": "ListRecords", **DC, "from_": "2015"}),
    ("badArgument", {"verb": "ListRecords", **DC, "until": "2015-01-01T10:00Z"}),
    ("badArgument", {"verb": "ListRecords", **DC, "until": "2015-01-01T10:00:00+01:00"}),
    ("badArgument", {"verb": "ListRecords", **DC, "until": "٢٠١٥-01-01"}),
    ("badArgument", {"verb": "ListRecords", **DC, "from_": "2015-01-02", "until": "2015-01-01"}),
    ("badArgument", {"verb": "ListRecords", **DC, "from_": "2015-01-01", "until": "2015-01-01T10:00:00Z"}),
    ("badArgument", {"verb": "ListRecords", **DC, "set": "shelf.3"}),
    ("badArgument", {"verb": "ListRecords", **DC, "set": "year.MMXV"}),
    ("badArgument", {"verb": "ListRecords", **DC, "set": "type.~ff"}),
    ("badArgument", {"verb": "ListRecords", **DC, "set": "type.~00"}),
    ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "pdf"}),
    ("cannotDisseminateFormat", {"verb": "GetRecord", "metadataPrefix": "pdf", "identifier": f"{OAI}{EN}"}),
    ("idDoesNotExist", {"verb": "GetRecord", **DC, "identifier": f"{OAI}nobody"}),
    ("idDoesNotExist", {"verb": "GetRecord", **DC, "identifier": EN}),
    ("idDoesNotExist", {"verb": "GetRecord", **DC, "identifier": f"oai:elsewhere.org:{EN}"}),
    ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": f"{OAI}\x00"}),
    ("noRecordsMatch", {"verb": "ListRecords", **DC, "from_": "2999-01-01"}),
    ("noRecordsMatch", {"verb": "ListRecords", **DC, "until": "1999-01-01"}),
    ("noRecordsMatch", {"verb": "ListIdentifiers", **DC, "set": "language.eo"}),
    ("noRecordsMatch", {"verb": "ListIdentifiers", **DC, "set": "year.99999"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": ""}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "forged"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "é€\x00"}),
    ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "1"}),
]


@pytest.mark.parametrize(("code", "arguments"), ERRORS)
def test_every_mistake_has_its_code(ask: Ask, code: str, arguments: dict[str, str]) -> None:
    said = ask(**arguments)
    assert error(said) == code
    assert bool(said.xpath("//*[local-name()='request']/@verb")) == (code not in {"badVerb", "badArgument"})


def test_an_argument_given_twice_is_a_mistake(web: TestClient) -> None:
    assert b'code="badArgument"' in web.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=mods").content
    assert b'code="badVerb"' in web.get("/oai?verb=Identify&verb=Identify").content


def test_an_empty_library_answers(tmp_path: object) -> None:
    from pathlib import Path

    library = Library.open(Path(str(tmp_path)) / "empty", create=True)
    web = TestClient(surface(library), base_url="https://library.example.org")
    assert b"<earliestDatestamp>20" in web.get("/oai?verb=Identify").content
    assert b'code="noSetHierarchy"' in web.get("/oai?verb=ListSets").content
    assert b'code="noRecordsMatch"' in web.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").content
    library.close()


def test_post_is_as_good_as_get(web: TestClient) -> None:
    sent = web.post("/oai", data={"verb": "GetRecord", "identifier": f"{OAI}{EN}", **DC})
    asked = web.get("/oai", params={"verb": "GetRecord", "identifier": f"{OAI}{EN}", **DC})
    assert sent.text.partition("</responseDate>")[2] == asked.text.partition("</responseDate>")[2]
    assert web.post("/oai", json={}).status_code == 415
    assert (
        web.post(
            "/oai", content="a" * 70_000, headers={"content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 413
    )
    assert web.put("/oai").status_code == 405
    assert web.get("/oaifoo").status_code == 404


def test_answers_are_compressed_for_who_asks(web: TestClient) -> None:
    asked = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
    assert web.get(asked, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in web.get(asked, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize(
    "arguments",
    [{"verb": v} for v in ("Identify", "ListSets", "ListMetadataFormats", "x")]
    + [
        {"verb": "ListIdentifiers", **DC},
        {"verb": "ListRecords", **DC, "set": "language.en"},
        {"verb": "ListRecords", **DC, "set": "language.eo"},
        {"verb": "GetRecord", **DC, "identifier": f"{OAI}{WITHDRAWN}"},
    ],
)
def test_answers_are_valid_by_the_protocols_schema(ask: Ask, arguments: dict[str, str]) -> None:
    judge("OAI-PMH.xsd", ask(**arguments), "oai_dc.xsd", "oai-identifier.xsd")
