"""Letters that come out as others, where a font does not say what it draws, are read rightly; sound text is let be.

The sound text is the Universal Declaration of Human Rights, three articles, in the edition of Unicode's UDHR project;
text © Office of the United Nations High Commissioner for Human Rights.
"""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.legacy import Repair, repair_of
from dragoman.document.model import Box, Legibility, Line
from dragoman.document.normal import clean
from dragoman.document.pdf import read_pdf
from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium

ARTICLES = dict(
    line.split("\t")
    for line in (Path(__file__).parents[1] / "fixtures" / "udhr-articles.tsv").read_text(encoding="utf-8").splitlines()
)
"""The first three articles and the last in forty languages."""


def lines(*texts: str, font: str = "Body") -> list[Line]:
    return [Line(text=clean(text), box=Box(0, 0, 1, 1), size=10, font=font) for text in texts]


def as_read(text: str, repair: Repair | None) -> str:
    assert repair
    return repair.of_line(repair.of_page(text), "Body", {"Body"})


def test_forty_languages_are_here() -> None:
    assert len(ARTICLES) == 40


@pytest.mark.parametrize("language", ARTICLES)
def test_sound_text_is_left_alone(language: str) -> None:
    assert repair_of([lines(ARTICLES[language])]) is None


@given(st.lists(st.sampled_from(sorted(ARTICLES)), min_size=1, max_size=4))
@example(["am", "ky", "th", "uk"])  # letters of other scripts made sound Cyrillic look like numbers of glyphs
def test_sound_text_in_several_languages_is_left_alone(languages: list[str]) -> None:
    """A doubt about glyph numbers is no harm: it counts only where pdfium knows no letters."""
    sound = lines(*(ARTICLES[language] for language in languages))
    repair = repair_of([sound])
    assert repair is None or not (repair.page or repair.line or repair.codes.sure or repair.codes.unread)
    assert repair is None or [repair.of_line(line.text, line.font) for line in sound] == [line.text for line in sound]


def test_a_font_of_numbers_is_left_alone() -> None:
    """The bold type of a Chinese standard has the titles of its contents, and for the rest numbers."""
    titles = ["使用 ASVS......12", "V2 认证........23", "附录 A：词汇表 .........68"]
    numbers = [f"{part}.{of_part}.{item}" for part in range(1, 15) for of_part in range(1, 6) for item in range(1, 9)]
    repair = repair_of([lines(*titles, *numbers)])
    assert repair is None or not (repair.codes.sure or repair.codes.unread)


@pytest.mark.parametrize(
    "text",
    [
        "Þetta er rannsókn á fólki sem kom til annars lands og því sem það fann þar þegar það var þar með öðrum",
        "Příliš žluťoučký kůň úpěl ďábelské ódy; česká studie o lidech, kteří přišli do jiné země a co tam našli",
        "for (i = 0; i < n; ++i) { x[i] = y[i] ^ 0x7f; } return malloc(sizeof(struct page_t)) != NULL;",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 e3b0c44298fc1c149afbf4c8996fb924",
        "1 234,56 € ± 0,5 % ½ ¼ ¾ ² ³ µm °C §§ 4–6 «» ¿¡ © ® ™ " * 4,
        "",
    ],
)
def test_what_is_unusual_but_sound_is_left_alone(text: str) -> None:
    assert repair_of([lines(text)]) is None


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("ru", "iso8859-5"),
        ("ru", "mac-cyrillic"),
        ("uk", "cp1251"),
        ("el-monoton", "cp1253"),
        ("he", "cp1255"),
        ("ar", "cp1256"),
        ("th", "cp874"),
        ("pl", "cp1250"),
        ("pl", "iso8859-2"),
        ("tr", "cp1254"),
    ],
)
def test_the_encoding_is_found(language: str, encoding: str) -> None:
    text = ARTICLES[language].encode(encoding, "ignore").decode(encoding)
    garbled = text.encode(encoding).decode("latin-1")
    read = as_read(garbled, repair_of([lines(garbled, "LaTeX")]))
    assert read == text


@pytest.mark.parametrize(
    "garbled",
    [
        (
            "TÊt c¶ mäi ng­êi sinh ra ®Òu ®­îc tù do vµ b×nh ®¼ng vÒ nh©n phÈm vµ quyÒn. "
            "Mäi con ng­êi ®Òu ®­îc t¹o ho¸ ban cho lý trÝ vµ l­¬ng t©m vµ cÇn ph¶i ®èi xö víi nhau trong t×nh b»ng h÷u."
        ),
        (
            "Taát caû moïi ngöôøi sinh ra ñeàu ñöôïc töï do vaø bình ñaúng veà nhaân phaåm vaø quyeàn. "
            "Moïi con ngöôøi ñeàu ñöôïc taïo hoaù ban cho lyù trí vaø löông taâm "
            "vaø caàn phaûi ñoái xöû vôùi nhau trong tình baèng höõu."
        ),
    ],
    ids=["TCVN3", "VNI"],
)
def test_vietnamese_from_before_unicode(garbled: str) -> None:
    read = as_read(garbled, repair_of([lines(garbled)]))
    assert read.startswith("Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.")
    assert read.endswith("đối xử với nhau trong tình bằng hữu.")


def test_half_of_the_text_may_be_english() -> None:
    garbled = ARTICLES["ru"].encode("cp1251").decode("latin-1")
    repair = repair_of([lines(garbled, ARTICLES["en"], ARTICLES["en"])])
    assert as_read(garbled, repair) == ARTICLES["ru"]
    assert as_read(ARTICLES["en"], repair) == ARTICLES["en"]


def test_a_sound_font_beside_a_broken_one_is_left_alone() -> None:
    garbled = ARTICLES["ru"].encode("cp1251").decode("latin-1")
    repair = repair_of([lines(garbled), lines(ARTICLES["fr"], font="Sound")])
    assert repair
    assert repair.of_line(garbled, "Body") == ARTICLES["ru"]
    assert repair.of_line(ARTICLES["fr"], "Sound") == ARTICLES["fr"]


def test_the_quotation_marks_of_t2a() -> None:
    garbled = lines(ARTICLES["ru"].encode("cp1251").decode("latin-1"), "êàê ¾êíèãà¿ âñ¼")
    assert as_read("¾êíèãà¿ âñ¼", repair_of([garbled])) == "«книга» всё"


@pytest.mark.parametrize("language", ["en", "de-1996", "es", "sw"])
@pytest.mark.parametrize("shift", [29, 31, 1, -3])
def test_numbers_of_glyphs_are_read_as_letters(language: str, shift: int) -> None:
    plain = "".join(letter if letter.isascii() else "" for letter in ARTICLES[language])
    garbled = "".join(letter if letter == " " else chr(ord(letter) - shift) for letter in plain)
    assert as_read(garbled, repair_of([lines(garbled)])) == plain


def test_numbers_of_glyphs_of_cyrillic() -> None:
    garbled = "".join(
        letter if letter == " " else chr(ord(letter) - (612 if letter > "\u0400" else 29)) for letter in ARTICLES["ru"]
    )
    assert as_read(garbled, repair_of([lines(garbled)])) == ARTICLES["ru"]


def test_a_heading_in_a_small_font_is_read_as_the_text_is() -> None:
    def shifted(text: str) -> str:
        return "".join(letter if letter == " " else chr(ord(letter) - 29) for letter in text)

    repair = repair_of([lines(shifted(ARTICLES["en"])), lines(shifted("Table of Contents"), font="Head")])
    assert repair
    assert repair.of_line("7DEOH RI &RQWHQWV", "Head", {"Head"}) == "Table of Contents"


def test_what_cannot_be_read_is_found_out() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    cipher = str.maketrans(letters, "qzjxkvbpygfwmucldrhsnioate")
    repair = repair_of([lines(*(ARTICLES["en"].lower().translate(cipher) for _ in range(3)))])
    assert repair
    assert repair.codes.unread == {"Body"}
    assert repair.of_line("zkj", "Body", {"Body"}) == "zkj"


def test_a_file_is_repaired_and_says_so(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    text = ARTICLES["ru"].encode("cp1251").decode("cp1252", "replace")
    for place in range(0, 600, 60):
        canvas.drawString(72, 700 - place / 4, text[place : place + 60])
    canvas.showPage()
    canvas.drawString(72, 700, "An English page with no more than this line of text on it")
    canvas.showPage()
    canvas.save()
    first, second = read_pdf(str(tmp_path / "a.pdf"), item="x").pages
    assert first.text.startswith(ARTICLES["ru"][:40])
    assert (first.legibility, second.legibility) == (Legibility.REPAIRED, Legibility.LEGIBLE)


def test_only_pages_with_a_broken_font_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    text = ARTICLES["ru"].encode("cp1251").decode("cp1252", "replace")
    for font in ("Helvetica", "Courier", "Courier"):
        canvas.setFont(font, 9)
        for place in range(0, 600, 60):
            words = text if font == "Helvetica" else ARTICLES["en"]
            canvas.drawString(72, 700 - place / 4, words[place : place + 60])
        canvas.showPage()
    canvas.save()
    read: list[int] = []
    load = pdfium.FPDF_LoadPage

    def counted(document: Handle, index: int) -> Handle:
        read.append(index)
        return load(document, index)

    monkeypatch.setattr(pdfium, "FPDF_LoadPage", counted)
    pages = read_pdf(str(tmp_path / "a.pdf"), item="x").pages
    assert [page.legibility for page in pages] == [Legibility.REPAIRED, Legibility.LEGIBLE, Legibility.LEGIBLE]
    assert read == [0, 1, 2, 0]


def test_rows_of_a_broken_file_that_wide_gaps_part_are_repaired_too(tmp_path: Path) -> None:
    """Regression: titles in a table of contents stayed as they were in the file."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    text = ARTICLES["ru"].encode("cp1251").decode("cp1252", "replace")
    for place in range(0, 600, 60):
        canvas.drawString(72, 700 - place / 4, text[place : place + 60])
    canvas.drawString(72, 500, "Введение".encode("cp1251").decode("cp1252"))
    canvas.drawString(400, 500, "Страница".encode("cp1251").decode("cp1252"))
    canvas.save()
    (page,) = read_pdf(str(tmp_path / "a.pdf"), item="x").pages
    assert {"Введение", "Страница"} <= {line.text for block in page.blocks for line in block.lines}


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    repair = repair_of([lines(text)])
    assert repair is None or len(repair.of_page(text)) == len(text)
