"""A web page becomes a document: what it says, in order, and nothing of what is around it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accession.model import HTML
from dragoman.document.model import BlockKind, Document
from dragoman.errors import Refused
from dragoman.plugins import read
from dragoman.record.describe import describe

REPORT = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Rapport | Office</title>
<meta name="DC.creator" content="Office des forêts"><meta property="og:title" content="Les forêts en 2019">
<style>p { color: red }</style></head>
<body><nav><a href="/">Accueil</a> <a href="/x">Nos métiers</a></nav>
<div class="cookie-banner">Nous utilisons des cookies.</div>
<h1>Les forêts en 2019</h1>
<p>Un <b>paragraphe</b>
   de deux lignes<sup>1</sup>.<script>alert("x")</script>
<h2 id="a">État des lieux<a class="headerlink" href="#a">¶</a></h2>
<ul><li>Le chêne</li><li>Le hêtre<ol start="3"><li>jeune<li>vieux</ol></ul>
<figure><img src="x.png" alt="Carte"><figcaption>Figure 1. La carte</figcaption></figure>
<table><caption>Tableau 1. Surfaces</caption><tr><th>Essence<th>km²</tr><tr><td>Chêne<td>12</table>
<h3>Méthode</h3><pre>
for arbre in foret:
    compter(arbre)
</pre>
<aside role="doc-footnote">1. Sans les haies.</aside>
<h2>Conclusion</h2><p>Fin.</p>
<footer>© Office</footer></body></html>"""


def read_html(text: str | bytes, folder: Path) -> Document:
    path = folder / "page.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(str(path), item="x", media_type=HTML)


def said(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for page in document.pages for block in page.blocks]


def test_the_blocks_of_a_page_are_read_in_order_with_their_kinds(tmp_path: Path) -> None:
    assert said(read_html(REPORT, tmp_path)) == [
        (BlockKind.HEADING, "Les forêts en 2019"),
        (BlockKind.PARAGRAPH, "Un paragraphe de deux lignes1."),
        (BlockKind.HEADING, "État des lieux"),
        (BlockKind.LIST_ITEM, "• Le chêne"),
        (BlockKind.LIST_ITEM, "• Le hêtre"),
        (BlockKind.LIST_ITEM, "3. jeune"),
        (BlockKind.LIST_ITEM, "4. vieux"),
        (BlockKind.CAPTION, "Figure 1. La carte"),
        (BlockKind.CAPTION, "Tableau 1. Surfaces"),
        (BlockKind.TABLE, "Essence\tkm²\nChêne\t12"),
        (BlockKind.HEADING, "Méthode"),
        (BlockKind.CODE, "for arbre in foret:\n    compter(arbre)"),
        (BlockKind.NOTE, "1. Sans les haies."),
        (BlockKind.HEADING, "Conclusion"),
        (BlockKind.PARAGRAPH, "Fin."),
    ]


def test_headings_are_the_outline_but_for_the_title(tmp_path: Path) -> None:
    outline = read_html(REPORT, tmp_path).outline
    assert [(entry.level, entry.title, entry.page) for entry in outline] == [
        (2, "État des lieux", 1),
        (3, "Méthode", 1),
        (2, "Conclusion", 1),
    ]


def test_what_the_head_says_is_evidence(tmp_path: Path) -> None:
    metadata = read_html(REPORT, tmp_path).metadata
    assert (metadata.title, metadata.author, metadata.language) == ("Les forêts en 2019", "Office des forêts", "fr")


def test_a_page_is_described_like_any_file(tmp_path: Path) -> None:
    description = describe(read_html(REPORT, tmp_path))
    assert description.title
    assert description.title.value == "Les forêts en 2019"
    assert description.language.value == "fr"
    assert description.sections
    assert [(s.level, s.title) for s in description.sections.value] == [
        (1, "État des lieux"),
        (2, "Méthode"),
        (1, "Conclusion"),
    ]


def test_cells_of_a_table_are_kept(tmp_path: Path) -> None:
    document = read_html(REPORT, tmp_path)
    assert [b.rows for p in document.pages for b in p.blocks if b.rows] == [(("Essence", "km²"), ("Chêne", "12"))]


def test_a_table_that_arranges_the_page_is_no_table(tmp_path: Path) -> None:
    document = read_html("<table><tr><td>Menu<td><p>One.</p><p>Two.</p></table>", tmp_path)
    assert [kind for kind, _ in said(document)] == [BlockKind.PARAGRAPH] * 3


def test_a_long_text_is_cut_into_pages_before_headings(tmp_path: Path) -> None:
    chapters = [f"<h2>Chapter {n}</h2>" + f"<p>{'Words of it. ' * 150}</p>" for n in range(1, 9)]
    document = read_html(f"<h1>Book</h1>{''.join(chapters)}", tmp_path)
    assert document.flowed
    assert [page.blocks[0].text for page in document.pages[1:]] == [f"Chapter {n}" for n in range(2, 9)]
    assert [entry.page for entry in document.outline] == list(range(1, 9))


def test_main_is_the_document_where_there_is_one(tmp_path: Path) -> None:
    page = f"<div>Before</div><main><p>{'The text itself. ' * 20}</p></main><div>After</div>"
    assert [text[:8] for _, text in said(read_html(page, tmp_path))] == ["The text"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Отчёт о лесах, озёрах и реках за прошедший год".encode("cp1251"), "Отчёт о лесах"),
        (b'<meta charset="windows-1251">' + "Отчёт".encode("cp1251"), "Отчёт"),
        (b'<meta charset="iso-8859-1">' + "Отчёт".encode(), "Отчёт"),
        (b'<meta charset="iso-8859-1">' + "été “1”".encode("cp1252"), "été “1”"),
        (b'<meta charset="utf-16">caf\xc3\xa9', "café"),
        (b'<meta charset="no-such">caf\xc3\xa9', "café"),
        (b'<?xml version="1.0" encoding="koi8-r"?><html><p>' + "Отчёт".encode("koi8-r"), "Отчёт"),
        (b"\xef\xbb\xbf" + "été".encode(), "été"),
        (b'<meta charset="shift_jis">' + "森林の報告".encode("shift_jis"), "森林の報告"),
        (b'<meta charset="gb2312">' + "森林报告".encode("gbk"), "森林报告"),
        (b"\xff\xfe" + "Отчёт".encode("utf-16-le"), "Отчёт"),
    ],
)
def test_the_encoding_is_found_out_whatever_is_declared(tmp_path: Path, data: bytes, text: str) -> None:
    whole = data if data.startswith(b"\xff\xfe") else data + b"<p>"
    assert said(read_html(whole, tmp_path))[0][1].startswith(text)


def test_entities_are_characters_and_nothing_else(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = " ".join(text for _, text in said(read_html(f"{bomb}<p>&b; &f; &eacute;&#233;&amp;</p>", tmp_path)))
    assert "haha" not in text
    assert "root:" not in text
    assert text.endswith("éé&")


@pytest.mark.parametrize("element", ["div", "b", "blockquote", "table><tr><td"])
def test_a_deep_page_is_read_to_its_end_or_refused(tmp_path: Path, element: str) -> None:
    assert said(read_html(f"<{element}>" * 400 + "deep", tmp_path))[-1][1].endswith("deep")
    with pytest.raises(Refused, match="deep in each other"):
        read_html(f"<{element}>" * 20_000 + "deep", tmp_path)


def test_a_page_without_words_has_one_empty_page(tmp_path: Path) -> None:
    document = read_html("<html><body><script>x()</script></body></html>", tmp_path)
    assert [page.blocks for page in document.pages] == [()]


SOUP = "<p> </p> <li> <h1> </h1> <ul> <table> <tr> <td> é x <pre> \n <br> </ul> <a>¶</a> <main> <!-- --> \0 <![CDATA["


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*SOUP.split(" "), " ", "<ol start=-1>", "<nav>", "</table>"]), max_size=30))
def test_any_soup_is_a_document(tmp_path_factory: pytest.TempPathFactory, soup: list[str]) -> None:
    document = read_html("x" + "".join(soup), tmp_path_factory.mktemp("soup"))
    assert document.pages
    describe(document)
