"""Each section of each edition has a page of its own, for good."""

import gzip
import re
from html import unescape

import pytest
from msgspec import structs
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dragoman.document.model import Block, BlockKind, Box, Document, Legibility, Page
from dragoman.record.model import Section
from dragoman.record.section_heirs import heirs
from dragoman.surfaces.presentation import interfaces
from dragoman.surfaces.web import reading
from dragoman.surfaces.web.look import Look
from dragoman.surfaces.web.sections import BEGINNING, MOST, Piece, Plan, minutes
from dragoman.surfaces.web.site import Site
from tests.web import bookshelf as shelf
from tests.web.bookshelf import block


def article(html: str) -> str:
    return html.partition("<article")[2].rpartition("</article>")[0]


def paged(*pages: tuple[Block, ...], legibility: Legibility = Legibility.LEGIBLE) -> Document:
    made = tuple(
        Page(number=n, label=None, width=595, height=842, blocks=blocks, legibility=legibility)
        for n, blocks in enumerate(pages, 1)
    )
    return Document(item="i", media_type="application/pdf", reader="test", pages=made)


def section(place: int, title: str, page: int, level: int = 1, y: float = 0.0) -> Section:
    return Section(level=level, label=None, title=title, page=page, y=y, id=f"e.{place}")


def para(text: str, y: float = 100) -> Block:
    return block(BlockKind.PARAGRAPH, text, y)


def head(text: str, y: float = 50) -> Block:
    return block(BlockKind.HEADING, text, y)


def flow(document: Document, sections: tuple[Section, ...], place: int = 0) -> tuple[reading.Part, ...]:
    leaf = Plan(document, sections).leaf(place)
    assert leaf
    return reading.flow(leaf.stretches, sections, base=1)


def test_a_section_is_a_page_with_its_subsections_and_the_marks_of_pages(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}/sections/1").text
    text = article(html)
    assert '<h1 class="headline">1 Introduction</h1>' in text
    assert text.count("Introduction") == 1
    assert '<h2 id="s2">1.1 Methods</h2>' in text
    assert re.search(rf'id="p2" href="/en/editions/{shelf.EN}/pages/2"[^>]*aria-label="Page ii">ii</a>', text)
    assert "Interviews" not in text
    assert re.search(r"<h2[^>]*>Notes</h2>\s*<ol class=\"notes\">\s*<li><a href=\"#p2\">ii</a> 1 A note", text)
    assert "Every migrant" in text


def test_it_leads_to_the_sections_before_and_after(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}/sections/3").text
    assert re.search(r'rel="prev" href="/en/editions/estudyen/sections/1"', html)
    assert re.search(r'rel="next" href="/en/editions/estudyen/sections/4"', html)
    first = client.get(f"/en/editions/{shelf.EN}/sections/1").text
    assert re.search(r'rel="prev" href="/en/editions/estudyen/sections/0"', first)


def test_everything_can_be_had_on_one_page(client: TestClient) -> None:
    text = article(client.get(f"/en/editions/{shelf.EN}/sections/all").text)
    assert [f'id="p{n}"' in text for n in range(1, 7)] == [True] * 6
    assert all(title in text for title in shelf.HEADINGS[shelf.EN])


def test_the_same_section_in_other_editions_is_one_link_away(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}/sections/2").text
    tools = html.partition('class="elsewhere"')[2].partition("</p>")[0]
    assert re.findall(r'href="([^"]+)" hreflang="(\w+)"', tools) == [
        (f"/en/editions/{shelf.RU}/sections/2", "ru"),
        (f"/en/editions/{shelf.AR}/sections/2", "ar"),
    ]


def test_two_editions_stand_side_by_side_each_in_its_language(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}/sections/1?beside={shelf.AR}").text
    assert re.findall(r'<article class="text prose" lang="(\w+)" dir="(\w+)">', html) == [("en", "ltr"), ("ar", "rtl")]
    assert shelf.TEXT[shelf.EN] in html
    assert shelf.TEXT[shelf.AR] in html
    assert f'<link rel="canonical" href="http://library.test/en/editions/{shelf.EN}/sections/1">' in html
    assert f"sections/3?beside={shelf.AR}" in html
    alone = client.get(f"/en/editions/{shelf.EN}/sections/1?beside=nobody")
    assert (alone.status_code, alone.text.count("<article")) == (200, 1)


def test_the_words_of_the_question_are_marked_in_text_and_picture(client: TestClient) -> None:
    answer = client.get(f"/en/editions/{shelf.EN}/sections/1?q=migrants+researcher")
    assert "<mark>migrant</mark>" in article(answer.text)
    assert "<mark>researchers</mark>" in article(answer.text)
    assert 'name="robots" content="noindex"' in answer.text
    sheet = re.search(r'id="p2" href="([^"]+)"', answer.text)
    assert sheet
    page = client.get(unescape(sheet[1])).text
    assert "<mark>migrant</mark>" in page
    table = client.get(f"/en/editions/{shelf.EN}/pages/2?q=annex").text
    assert re.search(r'<svg viewBox="0 0 595 842"[^>]*><rect x="72.0" y="390.0"', table)


@pytest.mark.parametrize("words", ["%22", "a" * 5000, "%F0%9F%98%80", "<b>", "title:x%20-y"])
def test_any_words_in_the_address_are_harmless(client: TestClient, words: str) -> None:
    answer = client.get(f"/en/editions/{shelf.EN}/sections/1?q={words}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


@pytest.mark.parametrize("name", ["99", "x", "-1", "all.", "٣"])
def test_a_section_that_never_was_is_a_page_that_says_so(client: TestClient, name: str) -> None:
    answer = client.get(f"/ar/editions/{shelf.EN}/sections/{name}")
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.text


@pytest.mark.parametrize("page", [1, 2, 5, 999])
def test_any_page_in_the_address_leads_to_the_piece_that_has_it(client: TestClient, page: int) -> None:
    assert client.get(f"/en/editions/{shelf.EN}/sections/1/{page}").status_code == 200


def test_a_scanned_section_says_that_it_was_recognised(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.RU}/sections/1").text
    assert "Pages 2 are pictures" in html
    assert "Pages 2 are pictures" not in client.get(f"/en/editions/{shelf.EN}/sections/1").text


def test_a_page_that_could_not_be_read_is_shown_as_its_picture() -> None:
    document = paged((), legibility=Legibility.TEXTLESS)
    kinds = [part.kind for part in flow(document, (), BEGINNING)]
    assert kinds == [reading.PAGE_MARK, reading.UNREAD]


def test_a_paragraph_goes_on_over_a_page_and_its_notes_wait_for_the_end() -> None:
    note = block(BlockKind.NOTE, "1 See there.", 700)
    document = paged((head("One"), para("It goes", 100), note), (para("on here."), para("And ends.")))
    parts = flow(document, (section(1, "One", 1),))
    assert [part.kind for part in parts] == ["page-mark", "heading", "paragraph", "paragraph", "note"]
    assert [(page and page.number, text) for page, text in parts[2].pieces] == [(None, "It goes "), (2, "on here.")]


@pytest.mark.parametrize(
    ("before", "after"), [("It ends.", "and so"), ("It ends", "Another"), ("结束。", "另外"), ("12", "13 things")]
)
def test_a_paragraph_that_has_ended_stays_by_itself(before: str, after: str) -> None:
    document = paged((head("One"), para(before)), (para(after),))
    kinds = [part.kind for part in flow(document, (section(1, "One", 1),))]
    assert kinds == ["page-mark", "heading", "paragraph", "page-mark", "paragraph"]


def test_a_hyphen_at_the_foot_of_a_page_joins_the_word() -> None:
    document = paged((head("One"), para("in the transla-")), (para("tion of it"),))
    assert flow(document, (section(1, "One", 1),))[2].text == "in the translation of it"


def test_a_heading_that_is_set_like_text_is_a_heading_once() -> None:
    sections = (section(1, "One", 1), section(2, "Level 1 - First steps", 1, level=2, y=100))
    parts = flow(paged((head("One"), para("Level 1 - First steps", 100), para("Begin.", 120))), sections)
    assert [(part.kind, part.text) for part in parts[1:]] == [
        ("heading", "One"),
        ("heading", "Level 1 - First steps"),
        ("paragraph", "Begin."),
    ]


def test_a_caption_stands_with_its_figure_and_the_figure_is_cut_from_the_page() -> None:
    where = Box(100.4, 200.2, 300.6, 350.7)
    figure = Block(kind=BlockKind.FIGURE, text="", box=where, size=0.0)
    caption = structs.replace(block(BlockKind.CAPTION, "Figure 1. Routes", 360), about=where)
    parts = flow(paged((head("One"), figure, caption)), (section(1, "One", 1),))
    assert [part.kind for part in parts] == ["page-mark", "heading", "figure"]
    assert (parts[2].caption, parts[2].region) == ("Figure 1. Routes", Box(100, 200, 301, 351))


def test_a_long_section_keeps_its_address_and_is_cut_where_pages_begin() -> None:
    document = paged(*((head("One") if n == 0 else para("x", 40), para("word " * 1000)) for n in range(20)))
    plan = Plan(document, (section(1, "One", 1), section(2, "Two", 20, y=90)))
    first = plan.leaf(0)
    assert first
    assert (first.piece, first.pieces, first.page) == (1, 3, None)
    seen = [stretch.page.number for stretch in first.stretches]
    piece = first
    while piece.following and piece.following.place == 0:
        following = plan.leaf(0, piece.following.page)
        assert following
        assert following.preceding == Piece(place=0, page=piece.page)
        piece = following
        seen += [stretch.page.number for stretch in piece.stretches]
        assert len(piece.text) < MOST + 6000
    assert seen == list(range(1, 21))
    assert piece.following == Piece(place=1)
    last = plan.leaf(1)
    assert last
    assert last.preceding == Piece(place=0, page=piece.page)


def test_reading_on_shows_every_word_once() -> None:
    """A chapter that is short is one page, one that is long a page a section."""
    pages = [(head("A"), para("a " * 100)), (head("B"), para("b " * 100)), (head("C"), para("c " * 9000))]
    pages += [(head("D"), para("d " * 9000))]
    sections = (section(1, "A", 1), section(2, "B", 2, level=2), section(3, "C", 3), section(4, "D", 4, level=2))
    plan = Plan(paged(*pages), sections)
    shown = []
    leaf = plan.leaf(0)
    while leaf:
        shown.append((leaf.first, leaf.end))
        leaf = plan.leaf(leaf.following.place, leaf.following.page) if leaf.following else None
    assert shown == [(0, 2), (2, 3), (3, 4)]


def test_reading_takes_time() -> None:
    assert minutes("") == 1
    assert 4 <= minutes("word " * 1000) <= 6
    assert 4 <= minutes("边境指南" * 500) <= 6


def test_an_id_that_has_gone_leads_to_what_replaced_it() -> None:
    old = (section(1, "Aims", 1), section(2, "Methods", 5), section(3, "Annex", 9))
    new = (section(1, "Aims", 1), section(4, "Methods and data", 6), section(5, "Annex", 12))
    gone = heirs(old, new, pages=(10, 12), gone=(("e.0", "e.2"),))
    assert dict(gone) == {"e.0": "e.1", "e.2": "e.1", "e.3": "e.5"}
    again = heirs(new, (section(6, "All", 1),), pages=(12, 12), gone=gone)
    assert dict(again) == dict.fromkeys(("e.0", "e.1", "e.2", "e.3", "e.4", "e.5"), "e.6")
    assert heirs(new, new, pages=(12, 12), gone=gone) == gone


def test_a_section_weighs_little_more_than_its_text(client: TestClient) -> None:
    answer = client.get(f"/en/editions/{shelf.LONG}/sections/9")
    html = answer.text
    words = re.sub(r"<[^>]+>", " ", article(html))
    assert len(gzip.compress(html.encode())) - len(gzip.compress(words.encode())) < 15_000


def test_no_rank_of_headings_is_skipped_and_what_is_set_alike_keeps_its_rank() -> None:
    levels = (3, 4, 4, 3, 6, 2, 3, 9)
    sheet = Page(number=1, label=None, width=595, height=842, blocks=())
    made = reading.stepped(reading.Part(kind=BlockKind.HEADING, sheet=sheet, level=level) for level in levels)
    assert [part.level for part in made] == [2, 3, 3, 2, 3, 2, 3, 4]


def test_the_first_heading_under_the_title_of_a_page_stands_directly_below_it() -> None:
    document = paged((head("A box", 50), para("Its words.", 100), head("Scope", 300), para("More.", 400)))
    sections = (section(1, "Scope", 1, y=300),)
    made = Plan(document, sections).everything()
    whole = reading.flow(made.stretches, sections, base=0)
    assert [part.level for part in whole if part.kind == BlockKind.HEADING] == [3, 2]
    shown = reading.under_title(whole, "")
    assert [part.level for part in shown if part.kind == BlockKind.HEADING] == [2, 2]


def test_search_engines_are_told_what_a_page_is_about(client: TestClient) -> None:
    for path in ("", "browse", "search", f"editions/{shelf.EN}/sections/4", f"editions/{shelf.EN}/pages/4"):
        html = client.get(f"/ar/{path}").text
        assert len(re.findall(r'<meta name="description"[^>]* content="[^"]+"', html)) == 1, path


def test_what_a_page_is_about_is_said_in_few_words() -> None:
    sheet = Page(number=1, label=None, width=595, height=842, blocks=())
    parts = [
        reading.Part(kind=BlockKind.HEADING, sheet=sheet, text="Scope"),
        reading.Part(kind=BlockKind.PARAGRAPH, sheet=sheet, text="word " * 100),
    ]
    said = reading.opening(parts)
    assert said.endswith("word…")
    assert len(said) <= reading.OPENING
    assert reading.opening(parts[:1]) == ""


def test_what_a_table_in_doubt_is_called_stands_last_in_its_figure(app: Starlette) -> None:
    site: Site = app.state.site
    sheet = Page(number=1, label=None, width=595, height=842, blocks=())
    box = Box(50, 50, 300, 200)
    table = reading.Part(kind=BlockKind.TABLE, sheet=sheet, rows=[["a"]], caption="Table 1", region=box, unsure=True)
    look = Look(say=interfaces()["en"], edition=shelf.EN, digest="d", paged=True)
    blocks = site.environment.get_template("blocks.html").module.blocks([table], str, look)  # type: ignore[attr-defined]
    assert re.search(r"</details>\s*<figcaption>Table 1</figcaption>\s*</figure>", blocks)
