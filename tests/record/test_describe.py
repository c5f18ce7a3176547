import pickle
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.document.model import BlockKind
from dragoman.record.describe import describe

from .printed import block, document, heading, line, page, paragraph

BODY = "People have crossed the river for as long as there have been boats, and no map has ever shown where. " * 4
RUSSIAN = "Люди переправлялись через реку с тех пор, как появились лодки, и ни одна карта этого не показала. " * 4


def test_every_field_has_evidence_in_the_item() -> None:
    made = document(
        page(
            1,
            heading("Report on Boats", y=200, size=24),
            block(line("by Ada Lovelace", y=260)),
            block(line("May 2019", y=300)),
        ),
        page(2, block(line("© 2019 The River Institute", y=600)), block(line("ISBN 0-306-40615-2", y=620))),
        page(3, heading("Summary"), paragraph(BODY)),
        *(page(3 + n, heading(f"{n}. Part about boats"), paragraph(BODY)) for n in range(1, 4)),
    )
    said = describe(made, file_name="boats.pdf")
    assert said.item == "made"
    assert said.pages == 6
    assert said.language.value == "en"
    statements = [said.title, said.abstract, said.sections, said.date, said.publisher, said.resource_type]
    found = [statement for statement in (*statements, *said.contributions, *said.identifiers) if statement is not None]
    assert len(found) == 8
    assert all(statement.evidence.item == "made" and 0 < statement.evidence.confidence <= 1 for statement in found)
    assert pickle.loads(pickle.dumps(said)) == said


def test_an_empty_document_says_nothing_and_breaks_nothing() -> None:
    said = describe(document())
    assert (said.pages, said.title, said.abstract, said.sections, said.date) == (0, None, None, None, None)


words = st.text(max_size=60)
kinds = st.sampled_from(list(BlockKind))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(words, kinds, st.floats(1, 40), st.booleans()), max_size=12), max_size=6))
@example([[("²", BlockKind.PAGE_NUMBER, 1.0, False)]])  # a digit that is no number
def test_no_page_breaks_the_finders(pages: list[list[tuple[str, BlockKind, float, bool]]]) -> None:
    made = document(
        *(
            page(
                n,
                *(
                    block(line(text, y=40 + 20 * i, size=size, bold=bold), kind=kind)
                    for i, (text, kind, size, bold) in enumerate(printed)
                ),
            )
            for n, printed in enumerate(pages, start=1)
        )
    )
    said = describe(made, file_name="made.pdf")
    assert said.pages == len(pages)
    for section in said.sections.value if said.sections else ():
        assert 1 <= section.page <= len(pages)
        assert section.title.strip()
        assert section.level >= 1


def test_a_page_of_very_many_lines_takes_no_time() -> None:
    lines = [block(line(f"{n} row of a table with number {n}", y=10 + n / 50, size=10 + n % 7)) for n in range(6_000)]
    long = block(line("word" * 60_000, y=800))
    started = time.process_time()
    describe(document(page(1, *lines, long), page(2, long)))
    assert time.process_time() - started < 5
