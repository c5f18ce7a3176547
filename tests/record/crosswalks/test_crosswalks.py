"""Records in other standards' words: valid by the schemas, read back by others' readers, translations said as such."""

import csv
import io
from typing import Any

import bibtexparser
import msgspec
import pytest
import rispy
from lxml import etree
from pymarc import MARCReader, Record, parse_xml_to_array

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.formats import BY_NAME, FORMATS
from tests.record.crosswalks.made import BARE, ENGLISH, EVERY, HOSTILE, ORPHANS, RUSSIAN, entry
from tests.schemas import judge

SCHEMAS = {
    "oai-dc": "oai_dc.xsd",
    "marc-xml": "MARC21slim.xsd",
    "mods": "mods.xsd",
    "datacite-xml": "datacite-4.6/metadata.xsd",
}


def written(name: str, *entries: Entry) -> bytes:
    return BY_NAME[name].write(entries)


def as_json(name: str, *entries: Entry) -> Any:
    return msgspec.json.decode(written(name, *entries))


def as_marc(made: Entry) -> Record:
    (record,) = MARCReader(written("marc", made))
    assert record
    return record  # type: ignore[no-any-return]  # pymarc has no types here


def values(record: Record, tag: str, code: str) -> list[str]:
    return [value for field in record.get_fields(tag) for value in field.get_subfields(code)]


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("made", EVERY, ids=lambda made: made.expression.id)
def test_xml_is_valid_by_the_published_schema(name: str, made: Entry) -> None:
    judge(SCHEMAS[name], written(name, made))


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_several_editions_are_one_document(each: Any) -> None:
    made = each.write(EVERY)
    if each.suffix.endswith("xml"):
        assert len(etree.fromstring(made)) == len(EVERY)
    elif "json" in each.media_type:
        said = msgspec.json.decode(made)
        records = said["@graph"] if each.name == "schema-org" else said
        assert len(records) == len(EVERY)
    else:
        assert len(made) > 1000


def test_marc_says_the_translation_and_its_original() -> None:
    record = as_marc(RUSSIAN)
    assert record["041"].indicators == ("1", " ")
    assert (record["041"]["a"], record["041"]["h"]) == ("rus", "eng")
    assert (record["240"]["a"], record["240"]["l"]) == ("Migration & the Border", "Russian")
    assert (record["765"]["t"], record["765"]["w"]) == ("Migration & the Border", "een")
    assert record["008"].data is not None
    assert record["008"].data[35:38] == "rus"
    assert len(record["008"].data) == 40
    assert record["775"]["e"] == "ara"


def test_marc_of_the_original_names_its_translations() -> None:
    record = as_marc(ENGLISH)
    assert record["041"].indicators == ("0", " ")
    assert values(record, "767", "w") == ["eru", "ear"]
    assert record["505"]["a"] == "1 Introduction -- 1.1 Aims -- Annex 1 - Questions"
    assert record["300"]["a"] == "1 online resource (66 pages)"
    assert (record["100"]["a"], record["100"]["4"]) == ("van der Berg, Anna", "aut")
    assert record["710"]["a"] == "Border Institute"
    assert values(record, "700", "a") == ["Petrov, Ivan", "李明"]


def test_marc_uses_iso_639_3_where_its_own_list_has_no_code() -> None:
    record = as_marc(entry(ORPHANS, "efr"))
    assert record["041"].indicators == ("1", "7")
    assert (record["041"]["a"], record["041"]["h"], record["041"]["2"]) == ("fra", "yue", "iso639-3")


def test_a_very_long_record_fits_what_iso_2709_can_hold() -> None:
    made = written("marc", HOSTILE)
    assert len(made) < 99_999
    assert int(made[:5]) == len(made)
    assert as_marc(HOSTILE).get_fields("505")


def test_marcxml_is_the_same_record_as_the_binary_one() -> None:
    (from_xml,) = parse_xml_to_array(  # type: ignore[no-untyped-call]
        io.BytesIO(written("marc-xml", RUSSIAN))
    )
    assert [str(f) for f in from_xml.fields] == [str(f) for f in as_marc(RUSSIAN).fields]


def test_datacite_says_translations_both_ways() -> None:
    def related(made: Entry) -> list[tuple[str, str]]:
        said = as_json("datacite-json", made)["relatedIdentifiers"]
        return [(r["relationType"], r["relatedIdentifier"].rsplit("/", 1)[-1]) for r in said]

    assert related(RUSSIAN) == [("IsTranslationOf", "een"), ("IsVariantFormOf", "ear"), ("IsVersionOf", "wstudy")]
    assert related(ENGLISH) == [("HasTranslation", "eru"), ("HasTranslation", "ear"), ("IsVersionOf", "wstudy")]


def test_datacite_tags_the_language_of_title_and_descriptions() -> None:
    said = as_json("datacite-json", RUSSIAN)
    assert said["titles"] == [{"title": "Миграция и граница", "lang": "ru"}]
    assert {d["descriptionType"]: d["lang"] for d in said["descriptions"]} == {
        "Abstract": "ru",
        "TableOfContents": "ru",
    }
    assert said["sizes"][0] == "66 pages"
    assert {c["contributorType"] for c in said["contributors"]} == {"Translator", "Editor"}
    assert said["publicationYear"] == 2015


def test_what_datacite_demands_and_nobody_knows_is_said_to_be_unavailable() -> None:
    said = as_json("datacite-json", BARE)
    assert said["creators"] == [{"name": ":unav"}]
    assert said["publisher"] == {"name": ":unav"}
    assert [d["dateType"] for d in said["dates"]] == ["Available", "Updated"]
    assert "language" not in said


def test_schema_org_ties_the_editions_together() -> None:
    said = as_json("schema-org", RUSSIAN)
    assert said["inLanguage"] == "ru"
    assert said["translationOfWork"]["@id"].endswith("/een")
    assert "workTranslation" not in said
    assert [part["name"] for part in said["hasPart"]] == ["1 Introduction", "Annex 1 - Questions"]
    original = as_json("schema-org", ENGLISH)
    assert [t["inLanguage"] for t in original["workTranslation"]] == ["ru", "ar"]
    assert original["numberOfPages"] == 66


def test_dublin_core_terms_say_versions_contents_and_extent() -> None:
    said = as_json("dc-json", RUSSIAN)
    assert said["isVersionOf"]["language"] == "en"
    assert said["title"] == {"@value": "Миграция и граница", "@language": "ru"}
    assert said["extent"] == "66 pages"
    assert "Annex 1 - Questions (58)" in said["tableOfContents"]["@value"]


def test_bibtex_is_read_back_as_it_was_meant() -> None:
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    (read,) = bibtexparser.loads(written("bibtex", RUSSIAN).decode(), parser).entries
    assert read["ENTRYTYPE"] == "techreport"
    assert read["title"] == "{Миграция и граница}"
    assert read["author"] == "van der Berg, Anna and {Border Institute}"
    assert read["origtitle"] == r"{Migration \& the Border}"
    assert (read["origlanguage"], read["language"], read["pagetotal"]) == ("en", "ru", "66")
    assert read["abstract"] == r"First line. Second \{line\} 100\%."


def test_bibtex_of_a_hostile_record_is_one_entry() -> None:
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    assert len(bibtexparser.loads(written("bibtex", HOSTILE, ENGLISH).decode(), parser).entries) == 2


def test_ris_is_read_back_as_it_was_meant() -> None:
    read, other = rispy.loads(written("ris", RUSSIAN, HOSTILE).decode())
    assert read["type_of_reference"] == "RPRT"
    assert read["title"] == "Миграция и граница"
    assert read["authors"] == ["van der Berg, Anna", "Border Institute"]
    assert (read["year"], read["language"]) == ("2015", "ru")
    assert read["urls"] == ["https://library.example/editions/eru"]
    assert other["id"] == "ex-klingon"


def test_csl_has_names_and_dates_in_parts() -> None:
    (said,) = as_json("csl-json", RUSSIAN)
    assert said["author"] == [{"family": "van der Berg", "given": "Anna"}, {"literal": "Border Institute"}]
    assert said["editor"] == [{"literal": "李明"}]
    assert said["issued"] == {"date-parts": [[2015, 10]]}
    assert said["original-title"] == "Migration & the Border"


def test_csv_cells_are_no_formulas() -> None:
    made = entry(ORPHANS, "efr")
    rows = list(csv.DictReader(io.StringIO(written("csv", made, HOSTILE).decode("utf-8-sig"))))
    assert (rows[0]["language"], rows[0]["original_language"], rows[0]["other_languages"]) == ("fr", "yue", "es")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_what_no_standard_can_hold_stays_out(each: Any) -> None:
    made = each.write([HOSTILE]).decode()
    assert not {"\x00", "\x0b", "\x1b", "\ud800"} & set(made.replace("\x1e", "").replace("\x1d", ""))
