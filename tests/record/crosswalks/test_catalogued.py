"""A person says subjects, terms of use, series, notes, persistent ids and who people are; each standard has them."""

from typing import Any

import bibtexparser
import msgspec
import pytest
import rispy
from lxml import etree
from pymarc import MARCReader

from dragoman.record.crosswalks.formats import BY_NAME, FORMATS
from tests.record.crosswalks.made import CATALOGUED

ORCID, ROR = "https://orcid.org/0000-0002-1825-0097", "https://ror.org/05a28rw58"
DOI, HANDLE, ARK = "10.5555/border.12", "20.500.11788/2211", "ark:/12025/654xz321"
TERMS = "https://creativecommons.org/licenses/by/4.0/"


def written(name: str) -> bytes:
    return BY_NAME[name].write([CATALOGUED])


def as_json(name: str) -> Any:
    return msgspec.json.decode(written(name))


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_the_persistent_identifier_is_in_every_format(each: Any) -> None:
    assert DOI.encode() in written(each.name)


def test_the_address_to_cite_is_the_persistent_one() -> None:
    assert CATALOGUED.permanent == f"https://doi.org/{DOI}"


def test_dublin_core_has_subjects_terms_and_identifiers() -> None:
    made = etree.fromstring(written("oai-dc"))
    said = {child.tag.rpartition("}")[2]: [] for child in made}  # type: dict[str, list[str | None]]
    for child in made:
        said[child.tag.rpartition("}")[2]].append(child.text)
    assert said["subject"] == ["human rights", "migration"]
    assert TERMS in said["rights"]
    assert {f"https://doi.org/{DOI}", f"https://hdl.handle.net/{HANDLE}", f"https://n2t.net/{ARK}"} < {
        *said["identifier"]
    }
    assert "Border Papers ; 12" in said["relation"]
    assert {"Printed with a map.", "Official translation."} < {*said["description"]}


def test_datacite_has_them_in_its_own_fields() -> None:
    said = as_json("datacite-json")
    assert said["doi"] == DOI
    assert said["creators"][0]["nameIdentifiers"] == [
        {"nameIdentifier": ORCID, "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org/"}
    ]
    assert said["contributors"][0]["contributorType"] == "RightsHolder"
    assert said["contributors"][0]["nameIdentifiers"][0]["nameIdentifier"] == ROR
    assert said["subjects"][1]["valueUri"] == "http://aims.fao.org/aos/agrovoc/c_4824"
    assert said["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert {"alternateIdentifierType": "Handle", "alternateIdentifier": HANDLE} in said["alternateIdentifiers"]
    assert {d["descriptionType"] for d in said["descriptions"]} >= {"SeriesInformation", "Other"}


def test_marc_has_them_in_its_own_fields() -> None:
    (record,) = MARCReader(written("marc"))
    assert record

    def values(tag: str, code: str) -> list[str]:
        return [value for field in record.get_fields(tag) for value in field.get_subfields(code)]

    assert values("024", "a") == [DOI, HANDLE, ARK]
    assert values("024", "2") == ["doi", "hdl", "ark"]
    assert values("100", "1") == [ORCID]
    assert ROR in values("710", "1")
    assert (values("650", "a"), values("653", "a")) == (["migration"], ["human rights"])
    assert (values("490", "a"), values("490", "v"), values("490", "x")) == (["Border Papers"], ["12"], ["1234-5679"])
    assert (values("540", "f"), values("540", "u")) == (["CC-BY-4.0"], [TERMS])
    assert values("500", "a") == ["Printed with a map.", "Official translation."]


def test_schema_org_says_who_and_under_which_terms() -> None:
    said = as_json("schema-org")
    assert said["author"][0]["@id"] == ORCID
    assert said["license"] == TERMS
    assert said["keywords"][0] == "human rights"
    assert said["keywords"][1]["@type"] == "DefinedTerm"
    assert said["isPartOf"][0] == {
        "@type": "CreativeWorkSeries",
        "name": "Border Papers",
        "issn": "1234-5679",
        "position": "12",
    }
    assert said["sameAs"] == f"https://doi.org/{DOI}"


def test_reference_managers_read_series_and_keywords_back() -> None:
    (ris,) = rispy.loads(written("ris").decode())
    assert ris["keywords"] == ["human rights", "migration"]
    assert (ris["secondary_title"], ris["volume"]) == ("Border Papers", "12")
    (bib,) = bibtexparser.loads(written("bibtex").decode()).entries
    assert (bib["series"], bib["keywords"]) == ("Border Papers ; 12", "human rights, migration")
    (csl,) = as_json("csl-json")
    assert (csl["collection-title"], csl["collection-number"]) == ("Border Papers", "12")
