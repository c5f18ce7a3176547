"""Descriptions that are broken or mean harm are refused with the place that is wrong, and nothing else is raised."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import Refused
from dragoman.record.crosswalks.formats import BY_NAME
from dragoman.record.incoming.formats import from_bytes
from dragoman.record.incoming.model import SaidRecord
from tests.record.crosswalks.made import RUSSIAN

WRITTEN = [
    BY_NAME[name].write([RUSSIAN]) for name in ("oai-dc", "dc-json", "datacite-xml", "datacite-json", "marc", "mods")
] + [BY_NAME[name].write([RUSSIAN]) for name in ("marc-xml", "bibtex", "ris")]
LAUGHS = """<?xml version="1.0"?><!DOCTYPE dc [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><dc><title>&c;</title></dc>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE dc [<!ENTITY x SYSTEM "file:///etc/passwd">]><dc><title>&x;</title></dc>"""
DTD = """<?xml version="1.0"?><!DOCTYPE dc SYSTEM "http://192.0.2.1/dc.dtd"><dc><title>A</title></dc>"""


def read(data: bytes) -> tuple[SaidRecord, ...]:
    try:
        return from_bytes(data, "x")
    except Refused:
        return ()


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, DTD])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_outside_files_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(Refused, match="document type"):
        from_bytes(text.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding), "x")


def test_bad_xml_is_named_by_line_and_column() -> None:
    with pytest.raises(Refused, match="line 2, column"):
        from_bytes(b"<dc>\n<title>A & B</title></dc>", "x")


def test_bad_json_is_refused() -> None:
    with pytest.raises(Refused, match="no valid JSON"):
        from_bytes(b'{"title": "A",', "x")


def test_a_marc_record_that_is_cut_off_is_a_problem_and_the_others_are_read() -> None:
    whole = BY_NAME["marc"].write([RUSSIAN])
    broken, good = whole[:60] + b"\x1d", whole
    records = from_bytes(good + broken + good, "x.mrc")
    assert [bool(record.claims) for record in records].count(True) >= 1
    assert any(record.problems for record in records)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read(data)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.sampled_from(WRITTEN), st.integers(0, 20_000), st.integers(0, 60), st.binary(max_size=12))
def test_descriptions_with_a_piece_changed(data: bytes, at: int, length: int, new: bytes) -> None:
    at %= len(data)
    for record in read(data[:at] + new + data[at + length :]):
        assert all(claim.value and claim.place for claim in record.claims)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["titles", "title", "creators", "creator", "name", "dates", "date", "types", "@value", "data"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)  # other work on the machine is no failure
@given(JSON)
def test_any_json(value: object) -> None:
    for record in read(json.dumps(value).encode()):
        assert all(claim.value for claim in record.claims)


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(alphabet="TYER -\r\nAU@{}=,\"'\\a1x", max_size=120))
def test_any_text_like_ris_or_bibtex(text: str) -> None:
    read(f"TY  - RPRT\n{text}".encode())
    read(f"@book{{x,{text}".encode())
