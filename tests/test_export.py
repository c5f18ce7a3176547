"""Works leave the library as bags, as items for DSpace, as a static site, as records; and can be read back."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import bagit
import msgspec
import pytest
from click.testing import CliRunner, Result
from lxml import etree, html
from pymarc import MARCReader

from dragoman.errors import UsageError
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.pipeline.importing.sources import offers_at
from dragoman.pipeline.upkeep import index
from dragoman.record.incoming.model import Field
from dragoman.record.model import Access, Status
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.surfaces.exporting import placing, site
from dragoman.surfaces.exporting.command import export_command
from tests.web.bookshelf import AR, EN, HOSTILE, LONG, RU, STUDY, TITLES, WITHDRAWN, ZH, fill

PUBLIC = "https://library.example.org/reports"
UNLIKE_OTHERS = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("export") / "library"
    with closing(fill(where)) as filled:
        index(filled)
    return where


def run(folder: Path, *words: object, site: str | None = PUBLIC) -> Result:
    public = ("--site", site) if site else ()
    result = CliRunner().invoke(export_command, [*map(str, words), "--library", str(folder), *public])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def test_a_bag_is_valid_has_the_files_and_can_be_read_back(folder: Path, tmp_path: Path) -> None:
    run(folder, "bag", tmp_path / "bag", "--only", STUDY)
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Payload-Oxum"]
    payload = tmp_path / "bag/data" / STUDY
    assert {each.name for each in payload.iterdir()} == {EN, RU, AR, "record.json"}
    assert (payload / RU / "study-ru.pdf").read_bytes().startswith(b"%PDF")
    assert msgspec.json.decode((payload / "record.json").read_bytes())["id"] == STUDY
    read = {said(offer.record.claims, Field.TITLE): offer.files for offer in offers_at(tmp_path / "bag")}
    assert set(read) == {TITLES[EN], TITLES[RU], TITLES[AR]}
    assert all(len(files) == 1 for files in read.values())


def said(claims: object, field: Field) -> str:
    return next((claim.value for claim in claims if claim.field is field), "")  # type: ignore[attr-defined]


def test_a_bag_that_is_there_is_renewed_and_nothing_else_is_touched(folder: Path, tmp_path: Path) -> None:
    run(folder, "bag", tmp_path / "bag", "--only", EN)
    run(folder, "bag", tmp_path / "bag", "--only", RU)
    bagit.Bag(str(tmp_path / "bag")).validate()
    assert not (tmp_path / "bag/data" / STUDY / EN).exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="something else in it"):
        run(folder, "bag", tmp_path / "mine")
    assert (tmp_path / "mine/letter.txt").read_text() == "dear"


def test_dspace_items_have_descriptions_files_and_relations(folder: Path, tmp_path: Path) -> None:
    run(folder, "saf", tmp_path / "saf")
    item = tmp_path / "saf" / RU
    assert (item / "contents").read_text().split("\t")[0] == "study-ru.pdf"
    assert (item / "study-ru.pdf").is_file()
    described = etree.parse(str(item / "dublin_core.xml")).getroot()
    values = {(v.get("element"), v.get("qualifier")): v.text for v in described}
    assert values["title", "none"] == TITLES[RU]
    assert values["relation", "isversionof"] == f"{PUBLIC}/editions/{EN}"
    assert values["language", "iso"] == "ru"
    assert not (tmp_path / "saf" / WITHDRAWN).exists()
    read = {offer.record.name: offer for offer in offers_at(tmp_path / "saf")}
    assert said(read[EN].record.claims, Field.TITLE) == TITLES[EN]
    assert [Path(file).name for file in read[EN].files] == ["study-en.pdf"]
    before = (item / "study-ru.pdf").stat().st_mtime_ns
    run(folder, "saf", tmp_path / "saf")
    assert (item / "study-ru.pdf").stat().st_mtime_ns == before


def test_records_are_files_of_a_format(folder: Path, tmp_path: Path) -> None:
    run(folder, "records", tmp_path / "out", "--format", "marc", "--language", "ru")
    (record,) = MARCReader((tmp_path / "out/records-00001.mrc").read_bytes())
    assert record
    assert TITLES[RU] in str(record["245"])


def test_what_is_exported_says_where_it_comes_from(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="public_url"):
        run(folder, "records", tmp_path / "out", site=None)


@pytest.fixture(scope="module")
def copy(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("copy") / "site"
    run(folder, "site", out, "--ui", "en,ar")
    return out


def pages(copy: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for file in sorted(copy.rglob("*.html")):
        yield file, html.document_fromstring(file.read_bytes())


def test_every_link_of_the_copy_leads_to_a_file_of_it(copy: Path) -> None:
    walked, waiting, dead = set[Path](), [copy / "index.html"], list[str]()
    while waiting:
        file = waiting.pop()
        if file in walked:
            continue
        walked.add(file)
        if file.suffix != ".html":
            continue
        for element in html.document_fromstring(file.read_bytes()).iter("a", "img", "link", "script", "form"):
            for name in ("href", "src", "action"):
                link = element.get(name)
                if not link or element.get("rel") == "canonical":
                    continue
                parts = urlsplit(urljoin(file.as_uri(), link))
                if parts.scheme in {"http", "https"}:
                    continue
                target = Path(unquote(parts.path))
                waiting.append(target) if target.is_file() else dead.append(f"{file}: {link}")
    assert not dead[:10]
    assert copy / f"en/editions/{EN}.html" in walked
    assert copy / f"ar/editions/{AR}.html" in walked
    assert set(copy.rglob("*.html")) <= walked


def test_the_copy_has_the_text_the_files_the_books_and_the_records(copy: Path) -> None:
    page = (copy / f"en/editions/{EN}.html").read_text()
    assert TITLES[EN] in page
    assert list((copy / f"en/editions/{LONG}").glob("*.html"))
    assert (copy / f"en/editions/{RU}/book.epub").read_bytes().startswith(b"PK")
    assert PUBLIC in (copy / f"records/{EN}.ris").read_text()
    assert len(list((copy / "files").rglob("*.pdf"))) >= 50
    assert not (copy / f"en/editions/{WITHDRAWN}.html").exists()
    assert not (copy / "fr").exists()
    everything = b"".join(file.read_bytes() for file in copy.rglob("*.html"))
    assert site.ORIGIN.encode() not in everything
    assert b"/suggest" not in everything
    assert f'rel="canonical" href="{PUBLIC}/en/editions/{EN}"'.encode() in everything


def test_the_copy_says_that_it_finds_titles_only_and_finds_them(copy: Path) -> None:
    page = (copy / "en/search.html").read_text()
    assert "no server" in page
    assert f'href="{PUBLIC}/en/search"' in page
    titles = (copy / "en/titles.js").read_text().removeprefix("window.TITLES = ").rstrip(";\n")
    listed = {address: title for title, address, _ in msgspec.json.decode(titles.replace("<\\/", "</"))}
    assert listed[f"editions/{ZH}.html"] == TITLES[ZH]
    assert f"editions/{HOSTILE}.html" in listed
    assert "</script" not in titles


def test_names_are_such_that_a_memory_stick_can_hold_them(copy: Path) -> None:
    for file in copy.rglob("*"):
        assert not UNLIKE_OTHERS.search(file.name), file.name
        assert len(file.name.encode()) <= 200


def test_a_copy_is_renewed_where_something_changed_only(folder: Path, copy: Path) -> None:
    page, notes = copy / f"en/editions/{EN}.html", copy / site.NOTES
    before = page.stat().st_mtime_ns
    lines = notes.read_text().splitlines()
    notes.write_text("\n".join([line for line in lines if f'"{RU}"' not in line] + ['["ebroken']) + "\n")
    (copy / f"en/editions/{RU}.html").unlink()
    run(folder, "site", copy, "--ui", "en,ar")
    assert page.stat().st_mtime_ns == before
    assert (copy / f"en/editions/{RU}.html").is_file()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a/b:c?.pdf", "a_b_c_.pdf"),
        ("....", "..."),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("отчёт.pdf", "отчёт.pdf"),
    ],
)
def test_file_names_are_made_safe(name: str, kept: str) -> None:
    made = placing.safe_name(name)
    assert made == kept or (set(name) == {"."} and made)


def test_a_selection_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no work or edition nothing"):
        run(folder, "saf", tmp_path / "out", "--only", "nothing")
    with closing(Library.open(folder)) as library:
        assert library.catalogue.expression(EN)


def test_what_is_not_open_leaves_by_no_way_and_who_said_it_neither(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "library")
    with closing(Library.open(tmp_path / "library")) as library:
        Cataloguing(library, by="Ana Petrova").amend(Amendment(expression=EN, values={"notes": "Seen."}))
        work = library.catalogue.work(STUDY)
        assert work
        closed = tuple(
            replace(
                e, access=Access.RESTRICTED if e.id == RU else e.access, status=Status.DRAFT if e.id == AR else e.status
            )
            for e in work.expressions
        )
        with library.writer() as writer:
            writer.keep(Change(works=(replace(work, expressions=closed),)))
        index(library)
    for way in (["bag"], ["saf"], ["site", "--ui", "en"], ["records", "--format", "csv"]):
        run(tmp_path / "library", way[0], tmp_path / way[0], *way[1:], "--only", STUDY)
        left = [file for file in (tmp_path / way[0]).rglob("*") if file.is_file()]
        everything = b"".join(file.read_bytes() for file in left)
        assert TITLES[RU].encode() in everything
        assert TITLES[AR].encode() not in everything
        assert b"Ana Petrova" not in everything
        assert not [file for file in left if file.name == "study-ru.pdf" or "study-ar" in file.name]
    assert not list((tmp_path / f"site/en/editions/{RU}").glob("*"))
    assert list((tmp_path / f"site/en/editions/{EN}").glob("*.html"))
