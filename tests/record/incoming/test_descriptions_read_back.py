"""What our crosswalks write, the parsers read back; what others write, in their own spelling."""

import pytest

from dragoman.record.crosswalks.formats import BY_NAME
from dragoman.record.crosswalks.mets import mets
from dragoman.record.crosswalks.openaire import openaire
from dragoman.record.crosswalks.xml import written
from dragoman.record.incoming.formats import from_bytes
from dragoman.record.incoming.model import HAS_TRANSLATION, TRANSLATION_OF, Field, SaidRecord
from dragoman.vocabulary.language_names import language_said
from tests.record.crosswalks.made import ENGLISH, EVERY, RUSSIAN

RICH = ("dc-json", "datacite-xml", "datacite-json", "marc", "marc-xml", "mods", "bibtex", "ris")
FORMATS = ("oai-dc", *RICH)
ADDRESS = "https://library.example/editions/"


def only(data: bytes) -> SaidRecord:
    (record,) = from_bytes(data, "record")
    return record


def values(record: SaidRecord, field: Field) -> list[str]:
    return [claim.value for claim in record.all(field)]


@pytest.mark.parametrize("name", FORMATS)
def test_what_we_write_comes_back(name: str) -> None:
    record = only(BY_NAME[name].write([RUSSIAN]))
    assert values(record, Field.TITLE) == ["Миграция и граница"]
    assert language_said(values(record, Field.LANGUAGE)[0]) == "ru"
    assert "2015-10" in values(record, Field.DATE)
    assert values(record, Field.PUBLISHER) == ["Migration Press"]
    assert "9789291393435" in " ".join(values(record, Field.IDENTIFIER))
    assert "A/RES/70/1" in values(record, Field.IDENTIFIER)
    assert " ".join(values(record, Field.ABSTRACT)[0].split()) == "First line. Second {line} 100%."
    assert f"{ADDRESS}eru" in values(record, Field.ADDRESS)
    assert "report" in [kind.lower() for kind in values(record, Field.TYPE)]


@pytest.mark.parametrize("name", RICH)
def test_who_did_what_comes_back(name: str) -> None:
    record = only(BY_NAME[name].write([RUSSIAN]))
    agents = {(claim.value, claim.qualifier) for claim in record.all(Field.AGENT)}
    assert {("Border Institute", "aut"), ("Petrov, Ivan", "trl"), ("李明", "edt")} < agents
    assert agents & {("Anna van der Berg", "aut"), ("van der Berg, Anna", "aut")}


@pytest.mark.parametrize("name", ["dc-json", "datacite-xml", "datacite-json", "marc", "marc-xml", "mods"])
def test_a_translation_and_its_original_find_each_other(name: str) -> None:
    translation, original = only(BY_NAME[name].write([RUSSIAN])), only(BY_NAME[name].write([ENGLISH]))
    assert f"{ADDRESS}een" in [c.value for c in translation.all(Field.RELATED, TRANSLATION_OF)]
    assert f"{ADDRESS}eru" in [c.value for c in original.all(Field.RELATED, HAS_TRANSLATION)]


@pytest.mark.parametrize("name", ["oai-dc", "dc-json", "marc", "marc-xml", "mods", "ris"])
def test_files_are_found_where_a_format_names_them(name: str) -> None:
    assert values(only(BY_NAME[name].write([RUSSIAN])), Field.LINK) == [f"https://library.example/files/{'a' * 128}"]


def test_envelopes_are_opened() -> None:
    for element in (mets(RUSSIAN), openaire(RUSSIAN)):
        record = only(written(element))
        assert values(record, Field.TITLE) == ["Миграция и граница"]
        assert values(record, Field.LINK) == [f"https://library.example/files/{'a' * 128}"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_of_many_records_gives_each(name: str) -> None:
    records = from_bytes(BY_NAME[name].write(EVERY), "all")
    assert len(records) == len(EVERY)
    assert len({record.place for record in records}) == len(EVERY)


def test_qualified_dublin_core_of_dspace() -> None:
    record = only(
        b"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
        <dublin_core schema="dc">
          <dcvalue element="title" qualifier="none" language="en">Border Report</dcvalue>
          <dcvalue element="contributor" qualifier="author">Smith, Donald</dcvalue>
          <dcvalue element="date" qualifier="accessioned">2018-01-02T03:04:05Z</dcvalue>
          <dcvalue element="date" qualifier="issued">1990</dcvalue>
          <dcvalue element="identifier" qualifier="uri">http://hdl.handle.net/10568/1</dcvalue>
          <dcvalue element="subject" qualifier="lcsh">Borders</dcvalue>
        </dublin_core>"""
    )
    said = {(claim.field, claim.value) for claim in record.claims}
    assert said == {
        (Field.TITLE, "Border Report"),
        (Field.AGENT, "Smith, Donald"),
        (Field.DATE, "1990"),
        (Field.ADDRESS, "http://hdl.handle.net/10568/1"),
        (Field.SUBJECT, "Borders"),
    }


def test_marc_as_libraries_punctuate_it() -> None:
    record = only(
        b"""<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader>
        <controlfield tag="008">150101s2015    xx                  fre d</controlfield>
        <datafield tag="100" ind1="1" ind2=" "><subfield code="a">Durand, J. P.,</subfield>
          <subfield code="e">author.</subfield></datafield>
        <datafield tag="245" ind1="1" ind2="0"><subfield code="a">La fronti\xc3\xa8re :</subfield>
          <subfield code="b">une \xc3\xa9tude /</subfield><subfield code="c">J. P. Durand.</subfield></datafield>
        <datafield tag="260" ind1=" " ind2=" "><subfield code="a">Paris :</subfield>
          <subfield code="b">PUF,</subfield><subfield code="c">c2015.</subfield></datafield></record>"""
    )
    said = {claim.field: claim.value for claim in record.claims}
    assert said == {
        Field.LANGUAGE: "fre",
        Field.AGENT: "Durand, J. P.",
        Field.TITLE: "La frontière: une étude",
        Field.PUBLISHER: "PUF",
        Field.DATE: "2015",
    }


def test_an_entry_of_ris_that_is_cut_off_counts_as_far_as_it_goes() -> None:
    records = from_bytes(b"TY  - RPRT\r\nTI  - One\r\n goes on\r\nER  - \r\nTY  - RPRT\r\nTI  - Two", "list.ris")
    assert [values(record, Field.TITLE) for record in records] == [["One goes on"], ["Two"]]
    assert records[1].place == "list.ris, line 5"
