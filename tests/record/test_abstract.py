from dragoman.document.model import BlockKind
from dragoman.record.abstract import find_abstract
from dragoman.record.contents import find_contents

from .printed import block, document, heading, line, page, paragraph

SUMMARY = (
    "The study counts boats and people, asks both where they go, and finds that nobody had told them the way. " * 3
)
BODY = "People have crossed the river for as long as there have been boats, and no map has ever shown where. " * 6


def test_a_labelled_abstract_ends_at_the_next_heading() -> None:
    first = page(
        1,
        heading("Boats and People", size=20),
        heading("Résumé", y=120, size=12),
        paragraph(SUMMARY, y=150),
        heading("1. Introduction", y=300, size=12),
        paragraph(BODY, y=330),
    )
    statement = find_abstract(document(first), ()).best
    assert statement is not None
    assert statement.value.text == SUMMARY.strip()
    assert not statement.value.extract
    assert statement.evidence.page == 1


def test_a_run_in_abstract_loses_its_label() -> None:
    for label in ("Abstract. ", "Аннотация: ", "摘要：", "概要 ", "ملخص: ", "Zusammenfassung – "):
        statement = find_abstract(document(page(1, heading("Boats", size=20), paragraph(label + SUMMARY))), ()).best
        assert statement is not None
        assert statement.value.text == SUMMARY.strip()
        assert not statement.value.extract


def test_a_summary_stands_for_an_abstract() -> None:
    pages = (
        page(1, heading("Boats", size=20)),
        page(2, heading("Executive Summary"), paragraph(SUMMARY), paragraph(BODY, y=400)),
    )
    statement = find_abstract(document(*pages), ()).best
    assert statement is not None
    assert statement.value.text.startswith(SUMMARY.strip())
    assert not statement.value.extract


def test_without_one_the_introduction_begins_it_and_is_marked() -> None:
    rights = block(line("© 2019 The Institute. All rights reserved. No part may be copied.", y=700))
    pages = (
        page(1, heading("Boats", size=20)),
        page(2, rights),
        page(3, heading("1 Introduction"), paragraph(BODY)),
        page(4, heading("2 Boats"), paragraph(SUMMARY)),
        page(5, heading("3 People"), paragraph(SUMMARY)),
    )
    made = document(*pages)
    contents = find_contents(made)
    assert contents is not None
    statement = find_abstract(made, contents.value).best
    assert statement is not None
    assert statement.value.text == BODY.strip()
    assert statement.value.extract
    assert statement.evidence.confidence < 0.9


def test_running_heads_stay_out_and_long_ones_end_with_a_sentence() -> None:
    head = block(line("Boats and People", y=30), kind=BlockKind.RUNNING_HEAD)
    pages = [page(1, heading("Abstract"), paragraph(BODY * 2)), page(2, head, paragraph(BODY * 2))]
    statement = find_abstract(document(*pages), ()).best
    assert statement is not None
    assert "Boats and People" not in statement.value.text
    assert 1000 < len(statement.value.text) <= 2000
    assert statement.value.text.endswith("where.")


def test_a_document_without_text_has_no_abstract() -> None:
    assert find_abstract(document(page(1)), ()).best is None
