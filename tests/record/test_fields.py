"""What each field of a record may hold, and what is said of what it may not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.fields import FIELDS, checked
from dragoman.record.model import Abstract, AgentKind, Contribution, Identifier, Rights, Section, Series, Subject
from dragoman.vocabulary.schemes import AGENT_SCHEMES, DOCUMENT_SCHEMES, EXAMPLES, normal, ror_of

PERSON, BODY = AgentKind.PERSON, AgentKind.ORGANIZATION
ANA = Identifier(scheme="ORCID", value="0000-0002-1825-0097")
KEPT: list[tuple[str, object, Any]] = [
    ("title", "  Migration \n between  ", "Migration between"),
    ("title", "E\u0301tude", "Étude"),
    ("language", "pt-br", "pt-BR"),
    ("language", "iw", "he"),
    ("original_language", "zh_hant", "zh-Hant"),
    ("abstract", "One.\n\nTwo.", Abstract(text="One.\n\nTwo.")),
    ("abstract", {"text": "One."}, Abstract(text="One.")),
    ("date", "2019-03", "2019-03"),
    ("date", "2019~", "2019~"),
    ("date", "2019/2020", "2019/2020"),
    ("date", 2019, "2019"),
    ("resource_type", "Policy brief", "policy-brief"),
    ("publisher", "", None),
    ("identifiers", "ISBN 0-306-40615-2", (Identifier(scheme="ISBN", value="9780306406157"),)),
    ("identifiers", "978-0-306-40615-7\n1234-5679", (Identifier(scheme="ISBN", value="9780306406157"),
                                                     Identifier(scheme="ISSN", value="1234-5679"))),
    ("identifiers", ["https://doi.org/10.5281/ZENODO.12"], (Identifier(scheme="DOI", value="10.5281/zenodo.12"),)),
    ("identifiers", "undoc: A/RES/73/195", (Identifier(scheme="UNDOC", value="A/RES/73/195"),)),
    ("identifiers", "Report: IOM 12", (Identifier(scheme="REPORT", value="IOM 12"),)),
    ("contributions", "Ana Petrova", (Contribution(name="Ana Petrova", kind=PERSON, role="aut"),)),
    ("contributions", "translator: Boris Ivanov", (Contribution(name="Boris Ivanov", kind=PERSON, role="trl"),)),
    ("contributions", "Ana Petrova <https://orcid.org/0000-0002-1825-0097>",
     (Contribution(name="Ana Petrova", kind=PERSON, role="aut", identifiers=(ANA,)),)),
    ("contributions", "isb: IOM https://ror.org/05a28rw58",
     (Contribution(name="IOM", kind=BODY, role="isb", identifiers=(Identifier(scheme="ROR", value="05a28rw58"),)),)),
    ("contributions", [{"name": "A: B", "role": "edt"}], (Contribution(name="A: B", kind=PERSON, role="edt"),)),
    ("subjects", ["Migration", {"text": "Labour", "uri": "https://example.org/c/1", "language": "EN"}],
     (Subject(text="Migration"), Subject(text="Labour", uri="https://example.org/c/1", language="en"))),
    ("rights", "CC BY-NC 4.0", Rights(text="Creative Commons Attribution Non Commercial 4.0 International",
                                      identifier="CC-BY-NC-4.0", uri="https://creativecommons.org/licenses/by-nc/4.0/")),
    ("rights", "All rights reserved.", Rights(text="All rights reserved.")),
    ("series", "Working papers ; 12", (Series(title="Working papers", number="12"),)),
    ("official", "no", False),
    ("official", True, True),
    ("former_addresses", "/en/node/12\nhttps://old.example.org/?q=node/12",
     ("/en/node/12", "https://old.example.org/?q=node/12")),
    ("persistent_ids", "hdl:20.500.11788/2211", (Identifier(scheme="HANDLE", value="20.500.11788/2211"),)),
    ("notes", ["Twice.", "Twice."], ("Twice.",)),
    ("sections", [], ()),
]  # fmt: skip
REFUSED: list[tuple[str, object, str]] = [
    ("title", " ", "field-empty"),
    ("title", None, "field-empty"),
    ("title", "a\x07b", "text-characters"),
    ("title", "a\ud800", "text-characters"),
    ("title", "x" * 2_001, "text-length"),
    ("title", 12, "field-form"),
    ("language", "french", "language-form"),
    ("language", "xx", "language-form"),
    ("date", "March 2019", "date-form"),
    ("date", "2019-13", "date-form"),
    ("date", "2019-02-30", "date-form"),
    ("date", True, "date-form"),
    ("resource_type", "<b>", "type-form"),
    ("identifiers", "ISBN 978-0-306-40615-8", "identifier-form"),
    ("identifiers", "nothing", "identifier-form"),
    ("identifiers", 12, "field-form"),
    ("contributions", [{"name": "A", "role": "boss"}], "role-unknown"),
    ("contributions", [{"name": "A", "nickname": "B"}], "field-form"),
    ("contributions", "Ana https://orcid.org/0000-0002-1825-0098", "identifier-form"),
    ("contributions", [{"name": "A", "identifiers": [{"scheme": "ISBN", "value": "9780306406157"}]}],
     "identifier-scheme"),
    ("rights", {"text": "", "identifier": "CC-BY-9.9"}, "licence-unknown"),
    ("series", {"title": "S", "issn": "1234-5678"}, "identifier-form"),
    ("official", "perhaps", "official-form"),
    ("former_addresses", "javascript:alert(1)", "address-form"),
    ("former_addresses", "old.example.org/x", "address-form"),
    ("persistent_ids", "ISBN 978-0-306-40615-7", "identifier-scheme"),
    ("sections", [{"level": 0, "label": None, "title": "A", "page": 1}], "section-place"),
    ("pages", 12, "field-unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "given", "kept"), KEPT)
def test_a_value_is_kept_in_its_normal_form(field: str, given: object, kept: object) -> None:
    assert checked({field: given}) == ({field: kept}, ())


@pytest.mark.parametrize(("field", "given", "code"), REFUSED)
def test_what_can_not_be_names_the_field_and_says_what_to_do(field: str, given: object, code: str) -> None:
    values, (fault,) = checked({field: given})
    assert values == {}
    assert (fault.field, fault.code) == (field, code)
    assert fault.message.endswith(".")
    assert fault.remedy.endswith((".", "…"))


def test_every_fault_is_told_at_once() -> None:
    values, faults = checked({"title": "", "date": "soon", "publisher": "IOM"})
    assert values == {"publisher": "IOM"}
    assert [fault.field for fault in faults] == ["title", "date"]


@pytest.mark.parametrize(("field", "kept"), [(field, kept) for field, _, kept in KEPT])
def test_what_is_kept_can_be_given_back(field: str, kept: object) -> None:
    assert checked({field: kept}) == ({field: kept}, ())


@pytest.mark.parametrize("scheme", [*DOCUMENT_SCHEMES, *AGENT_SCHEMES])
def test_the_example_of_a_scheme_is_one(scheme: str) -> None:
    value = normal(scheme, EXAMPLES[scheme])
    assert value is not None
    assert normal(scheme, value) == value


@pytest.mark.parametrize("wrong", ["05a28rw59", "05a28rx58", "15a28rw58", "05a28rw5", "https://ror.org/05a28rl58"])
def test_a_mistyped_ror_is_none(wrong: str) -> None:
    assert ror_of(wrong) is None


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=8), each, max_size=3),
    max_leaves=6,
)
PARTS = ("text", "name", "role", "scheme", "value", "title", "level", "page", "identifiers", "uri", "issn")
shaped = st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, json_like))


@given(st.sampled_from(sorted(FIELDS)), json_like | st.lists(shaped | st.text(), max_size=3) | shaped)
def test_whatever_is_given_is_kept_or_told_and_what_is_kept_stays(field: str, given: object) -> None:
    values, faults = checked({field: given})
    assert (field in values) is not bool(faults)
    if values:
        assert checked(values) == (values, ())


def test_a_section_keeps_its_parts() -> None:
    given = {"level": 1, "label": " 2 ", "title": "Scope", "page": 3, "page_label": "iii", "id": "e.4"}
    values, faults = checked({"sections": [given]})
    assert faults == ()
    assert values["sections"] == (Section(level=1, label="2", title="Scope", page=3, page_label="iii", id="e.4"),)
