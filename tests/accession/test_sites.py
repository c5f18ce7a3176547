"""The pages of a manual that is a folder of HTML are one document, in their order; other pages stay apart."""

from pathlib import Path

import pytest

from dragoman.accession.fixity import take
from dragoman.accession.model import SITE, Item
from dragoman.accession.scan import Sighting
from dragoman.accession.sites import documents_at
from dragoman.document.model import BlockKind
from dragoman.pipeline.model import Described
from dragoman.pipeline.reading import describe_files
from dragoman.plugins import read

CHAPTERS = ("index", "zebra", "apple", "mango")
TEXT = "The river rises in the hills above the town and reaches the valley in the month of May. "


def page(name: str, *, head: str = "", body: str = "", language: str = "en") -> str:
    title = "The Valley Manual" if name == "index" else f"On the {name}"
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{title}</title>{head}</head><body>'
        f'<div class="navheader"><a href="zzz.html">Prev</a></div><h1>{title}</h1><p>{TEXT * 4}{name}</p>'
        f"{body}</body></html>"
    )


def chained(folder: Path, names: tuple[str, ...] = CHAPTERS, ending: str = ".html") -> Path:
    """Pages of which each says which is next and which before."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, name in enumerate(names):
        before = f'<link rel="prev" href="{names[place - 1]}{ending}">' if place else ""
        after = f'<link rel="next" href="{names[place + 1]}{ending}">' if place + 1 < len(names) else ""
        (folder / f"{name}{ending}").write_text(page(name, head=before + after))
    return folder


def parts(place: Path) -> list[list[str]]:
    found = [s for s in documents_at(str(place)) if isinstance(s, Sighting)]
    return [[Path(part).name for part in s.parts] or [Path(s.path).name] for s in found]


def test_pages_that_say_which_is_next_are_one_document_in_that_order(tmp_path: Path) -> None:
    folder = chained(tmp_path / "manual")
    (folder / "other.html").write_text(page("other"))
    (folder / "report.pdf").write_bytes(b"%PDF-1.4")
    assert parts(folder) == [[f"{name}.html" for name in CHAPTERS], ["other.html"], ["report.pdf"]]


def test_the_languages_of_a_manual_in_one_folder_are_documents_of_their_own(tmp_path: Path) -> None:
    for ending in (".en.html", ".ru.html"):
        chained(tmp_path, ending=ending)
    assert parts(tmp_path) == [[f"{name}{ending}" for name in CHAPTERS] for ending in (".en.html", ".ru.html")]


def test_a_contents_page_and_the_pages_that_lead_back_to_it_are_one_document(tmp_path: Path) -> None:
    back = '<a href="index.html">Contents</a>'
    links = "".join(f'<a href="{name}.html">{name}</a>' for name in CHAPTERS[1:])
    (tmp_path / "index.html").write_text(page("index", body=links))
    for name in CHAPTERS[1:]:
        (tmp_path / f"{name}.html").write_text(page(name, body=back))
    assert parts(tmp_path) == [[f"{name}.html" for name in CHAPTERS]]
    (tmp_path / "apple.html").write_text(page("apple"))  # no way back: only a list of reports
    assert len(parts(tmp_path)) == 4


def test_translations_that_lead_to_each_other_stay_apart(tmp_path: Path) -> None:
    languages = ("en", "fr", "ru")
    for language in languages:
        links = "".join(f'<a href="{other}.html" hreflang="{other}">{other}</a>' for other in languages)
        (tmp_path / f"{language}.html").write_text(page(language, body=links, language=language))
    (tmp_path / "index.html").write_text(page("index", body='<a href="en.html">en</a><a href="fr.html">fr</a>'))
    assert len(parts(tmp_path)) == 4


@pytest.mark.parametrize(
    "target", ["index.html", "a.html", "../other/x.html", "http://example.org/", "%00", "a.html#x"]
)
def test_links_that_lead_in_circles_or_away_end(tmp_path: Path, target: str) -> None:
    for name in ("a", "b", "index"):
        (tmp_path / f"{name}.html").write_text(page(name, head=f'<link rel="next" href="{target}">'))
    assert sum(map(len, parts(tmp_path))) == 3


def test_the_same_pages_are_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    taken = []
    for name in ("one", "two"):
        (met,) = (s for s in documents_at(str(chained(tmp_path / name))) if isinstance(s, Sighting))
        item = take(met, spool=tmp_path / f"{name}.spool")
        assert isinstance(item, Item)
        assert (item.media_type, item.size) == (SITE, met.size)
        taken.append(item)
    assert taken[0].digest == taken[1].digest


def test_the_pages_are_read_as_one_text_with_a_title_and_sections(tmp_path: Path) -> None:
    folder = chained(tmp_path / "manual")
    (met,) = (s for s in documents_at(str(folder)) if isinstance(s, Sighting))
    spool = tmp_path / "spool"
    take(met, spool=spool)
    document = read(str(spool), item="x", media_type=SITE)
    assert document.flowed
    assert [entry.title for entry in document.outline] == [f"On the {name}" for name in CHAPTERS[1:]]
    texts = [b.text for p in document.pages for b in p.blocks if b.kind is BlockKind.PARAGRAPH]
    assert [text.rpartition(" ")[2] for text in texts] == list(CHAPTERS)
    assert not any("Prev" in text for text in texts)


def test_describe_reads_a_folder_as_ingest_would_take_it_in(tmp_path: Path) -> None:
    folder = chained(tmp_path / "manual")
    (folder / "style.css").write_text("body { color: black; } " * 100)
    ((path, described),) = describe_files([str(folder)], processes=1)
    assert path == str(folder / "index.html")
    assert isinstance(described, Described)
    assert described.description.title is not None
    assert described.description.title.value == "The Valley Manual"
    alone = dict(describe_files([str(folder / f"{name}.html") for name in CHAPTERS], processes=1))
    assert len(alone) == 4
