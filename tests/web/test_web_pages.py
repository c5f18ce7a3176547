import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from tests.web import bookshelf as shelf


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("accepted", "ui"),
    [
        ("ru,en;q=0.5", "ru"),
        ("ar-EG", "ar"),
        ("zh-TW", "zh-Hans"),
        ("sw, fr;q=0.3, es;q=0.8", "es"),
        ("pt-PT", "pt"),
        ("fa-AF, en;q=0.5", "fa"),
        ("tlh", "en"),
        ("fr;q=0, *", "en"),
        (";;;,,=q", "en"),
    ],
)
def test_the_root_leads_to_the_readers_language(client: TestClient, accepted: str, ui: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{ui}/")
    assert "Accept-Language" in answer.headers["vary"]


def test_other_addresses_do_not_depend_on_the_browsers_language(client: TestClient) -> None:
    answers = {client.get("/en/", headers={"Accept-Language": tag}).text for tag in ("ru", "ar", "en")}
    assert len(answers) == 1


def test_home_says_what_the_library_is(client: TestClient) -> None:
    text = text_of(client.get("/en/").text)
    assert f"{shelf.SMALL + 5} publications" in text
    assert f"{shelf.SMALL + 7} language editions" in text
    assert "русский Russian · 1" in text


@pytest.mark.parametrize(("ui", "shown"), [("en", shelf.EN), ("ru", shelf.RU), ("ar", shelf.AR), ("fr", shelf.EN)])
def test_home_shows_a_new_publication_once_in_the_readers_language(client: TestClient, ui: str, shown: str) -> None:
    text = text_of(client.get(f"/{ui}/").text)
    assert [e for e in (shelf.EN, shelf.RU, shelf.AR) if shelf.TITLES[e] in text] == [shown]


@pytest.mark.parametrize(
    ("ui", "facts", "language"),
    [
        ("en", "Original Language English Number of Pages 6 Date of upload October 13, 2015", "(Russian)"),
        ("fr", "Langue originale anglais Nombre de pages 6 Date de mise en ligne 13 octobre 2015", "(Russe)"),
        ("ru", "Язык оригинала английский Количество страниц 6 Дата загрузки 13 октября 2015 г.", "(русский)"),
        ("ar", "اللغة الأصلية الإنجليزية عدد الصفحات 6 تاريخ الرفع 13 أكتوبر 2015", "(الروسية)"),
        ("fa", "زبان اصلی انگلیسی شمار صفحه‌ها ۶ تاریخ بارگذاری ۲۱ مهر ۱۳۹۴", "(روسی)"),
        ("hi", "मूल भाषा अंग्रेज़ी पृष्ठों की संख्या 6 जोड़ने का दिनांक 13 अक्टूबर 2015", "(रूसी)"),
        ("zh-Hans", "原文语言 英语 页数 6 上传日期 2015年10月13日", "(俄语)"),
    ],
)
def test_an_editions_page_begins_with_the_three_facts_then_the_title(
    client: TestClient, ui: str, facts: str, language: str
) -> None:
    html = client.get(f"/{ui}/editions/{shelf.RU}").text
    assert f"{facts} {shelf.TITLES[shelf.RU]} {language}" in text_of(html.partition("<main")[2])


def test_an_editions_page_keeps_the_order_of_its_fields(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}").text
    main = html.partition("<main")[2]
    order = (
        "Original Language",
        "Number of Pages",
        "Date of upload",
        "<h1>",
        "Also available in",
        ">Abstract<",
        ">Contents<",
        "October 2015",
        "Ivanova, Anna",
        "Migration Press",
        "9789291393435",
        "A/RES/70/1",
        "Report",
        "study-en.pdf</bdi>",
        "Where these were found",
    )
    places = [main.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_is_absent_is_left_out(client: TestClient) -> None:
    text = text_of(client.get(f"/en/editions/{shelf.ZH}").text)
    assert "Original Language not known" in text
    for name in ("Abstract", "Contents", "Also available in", "Publisher", "Earlier revisions"):
        assert name not in text


def test_an_extract_is_called_one(client: TestClient) -> None:
    assert "This is an extract" in client.get(f"/en/editions/{shelf.AR}").text
    assert "This is an extract" not in client.get(f"/en/editions/{shelf.EN}").text


def test_what_was_read_from_pictures_is_said(client: TestClient) -> None:
    text = text_of(client.get(f"/en/editions/{shelf.RU}").text)
    assert "Read from pictures pages 2–4: their text was recognised by a program and may have errors" in text
    assert "Could not be read pages 6: they are only pictures" in text
    assert "Прочитано с изображений" in client.get(f"/ru/editions/{shelf.RU}").text
    assert "Read from pictures" not in client.get(f"/en/editions/{shelf.EN}").text
    assert "This page is a picture" in client.get(f"/en/editions/{shelf.RU}/pages/2").text
    assert "This page is a picture" not in client.get(f"/en/editions/{shelf.RU}/pages/3").text


def test_earlier_revisions_can_be_opened(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.RU}").text
    old = re.search(r'href="(/files/[0-9a-f]{128}/draft-ru\.pdf)"', html)
    assert old
    assert client.get(old[1]).content.startswith(b"%PDF")


def test_evidence_names_where_a_value_stands(client: TestClient) -> None:
    text = text_of(client.get(f"/en/editions/{shelf.EN}").text.partition("Where these were found")[2])
    assert "Title from the title page · page 1" in text
    assert "Contents from the contents page · page 2" in text
    assert "Publisher from what the file says of itself" in text


def test_content_carries_its_own_language_and_direction(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.AR}").text
    assert '<html lang="en" dir="ltr">' in html
    assert f'<bdi lang="ar" dir="rtl">{shelf.TITLES[shelf.AR]}</bdi>' in html
    assert '<html lang="ar" dir="rtl">' in client.get(f"/ar/editions/{shelf.EN}").text


def test_alternates_are_one_a_language_and_absolute(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}").text
    found = dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="http://library\.test([^"]+)"', html))
    assert found == {
        "en": f"/en/editions/{shelf.EN}",
        "ru": f"/ru/editions/{shelf.RU}",
        "ar": f"/ar/editions/{shelf.AR}",
        "x-default": f"/en/editions/{shelf.EN}",
    }


@pytest.mark.parametrize("ui", ["en", "fr", "ar"])
def test_the_canonical_page_of_an_edition_has_the_interface_of_its_language(client: TestClient, ui: str) -> None:
    for edition, own in ((shelf.RU, "ru"), (shelf.ZH, "zh-Hans"), (shelf.HOSTILE, "en")):
        html = client.get(f"/{ui}/editions/{edition}").text
        assert f'rel="canonical" href="http://library.test/{own}/editions/{edition}"' in html


def test_a_page_of_text_counts_in_the_interface_of_its_language_only(client: TestClient) -> None:
    html = client.get(f"/fr/editions/{shelf.RU}/pages/3").text
    assert f'rel="canonical" href="http://library.test/ru/editions/{shelf.RU}/pages/3"' in html
    assert "hreflang" not in html.partition("</head>")[0]


def test_a_list_shows_a_work_once_in_the_readers_language(client: TestClient) -> None:
    for ui, shown in (("en", shelf.EN), ("ru", shelf.RU), ("ar", shelf.AR), ("fr", shelf.EN)):
        html = client.get(f"/{ui}/browse?year=2015").text
        assert re.findall(r'<h2><a href="/[\w-]+/editions/([^"]+)"', html) == [shown]
    in_arabic = client.get("/en/browse?language=ar").text
    assert re.findall(r'<h2><a href="/en/editions/([^"]+)"', in_arabic) == [shelf.AR]


def test_lists_that_are_narrowed_are_bounded_for_machines(client: TestClient) -> None:
    noindex = '<meta name="robots" content="noindex">'
    for address in ("browse?year=2001", "browse?order=title", "browse?language=fr&type=report", "search?q=border"):
        assert noindex in client.get(f"/en/{address}").text, address
    for address in ("", "browse", "browse?language=fr", "search", "holdings"):
        assert noindex not in client.get(f"/en/{address}").text, address
    assert 'rel="canonical" href="http://library.test/en/browse?language=fr"' in (
        client.get("/en/browse?utm=1&language=fr&x=2").text
    )
    assert re.search(r'href="/en/browse\?year=2001" rel="nofollow"', client.get("/en/browse").text)


def test_the_language_switch_keeps_the_page_and_the_question(client: TestClient) -> None:
    html = client.get("/en/search?q=border&language=ru").text
    assert 'href="/ar/search?q=border&amp;language=ru"' in html


@pytest.mark.parametrize(("ui", "expected"), [("ru", shelf.RU), ("ar", shelf.AR), ("fr", shelf.EN), ("en", shelf.EN)])
@pytest.mark.parametrize("work_id", [shelf.STUDY, "wmerged"])
def test_a_work_leads_to_the_edition_that_the_reader_reads(
    client: TestClient, ui: str, expected: str, work_id: str
) -> None:
    answer = client.get(f"/{ui}/works/{work_id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{ui}/editions/{expected}")


def test_a_page_of_text_is_html_of_its_kinds(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}/pages/2").text
    article = html.partition("<article")[2].partition("</article>")[0]
    assert '<h2 id="s1">1 Introduction</h2>' in article
    assert '<h3 id="s2">1.1 Methods</h3>' in article
    assert re.search(r"<ul>\s*<li>first thing</li>\s*<li>second thing</li>\s*</ul>", article)
    assert '<code translate="no">apt install\n  dragoman</code>' in article
    assert re.search(r"<tr><td>a</td><td>b</td></tr>\s*<tr><td>c</td><td>d</td></tr>", article)
    assert "Annex … 12" in article
    assert 'role="note"' in article
    assert 'lang="en" dir="ltr"' in article
    assert "RUNNING HEAD" not in article


def test_a_page_of_text_leads_on(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.RU}/pages/4").text
    assert 'rel="prev" href="/en/editions/estudyru/pages/3"' in html
    assert 'rel="next" href="/en/editions/estudyru/pages/5"' in html
    assert re.search(r'href="/files/[0-9a-f]{128}/study-ru\.pdf#page=4"', html)
    assert "2 Интервью" in html
    assert "<title>Page 2 ·" in html


def test_a_page_of_text_leads_to_the_same_place_in_the_other_editions(client: TestClient) -> None:
    html = client.get(f"/fr/editions/{shelf.EN}/pages/3").text
    assert "Le même passage en" in text_of(html)
    assert f'href="/fr/editions/{shelf.RU}/pages/3#s3" hreflang="ru" title="2 Интервью"' in html
    assert f'href="/fr/editions/{shelf.AR}/pages/3#s3" hreflang="ar"' in html
    assert "Le même passage en" not in client.get(f"/fr/editions/{shelf.LONG}/pages/3").text


def test_an_empty_page_says_so_in_the_readers_language(client: TestClient) -> None:
    html = client.get(f"/ru/editions/{shelf.EN}/pages/6").text
    assert "На этой странице не удалось прочитать текст" in html


def test_browse_turns_pages_both_ways(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/en/browse?order=title"
    while address:
        html = client.get(address).text
        seen += re.findall(r'<h2><a href="/en/editions/([^"]+)"', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        back = re.search(r'rel="prev" href="([^"]+)"', html)
        address = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == shelf.SMALL + 5
    assert back
    earlier = re.findall(r'<h2><a href="/en/editions/([^"]+)"', client.get(back[1].replace("&amp;", "&")).text)
    assert earlier == seen[20:40]


def test_browse_is_narrowed_and_says_by_what(client: TestClient) -> None:
    html = client.get("/ru/browse?language=fr&year=2001").text
    assert "Язык: <strong>французский</strong>" in html
    titles = re.findall(r"Brief (\d+)", html)
    assert titles
    assert all(int(n) % 3 == 1 and int(n) % 4 == 1 for n in titles)


def test_search_marks_the_words_and_leads_to_the_page(client: TestClient) -> None:
    html = client.get("/en/search?q=researchers+journey").text
    assert "<mark>researchers</mark>" in html
    hit = re.search(r'href="(/en/editions/[a-z0-9]+/sections/[^"]*)#p\d"', html)
    assert hit
    assert "<mark>journey</mark>" in client.get(unescape(hit[1])).text


def test_search_without_a_question_or_an_answer_says_what_to_do(client: TestClient) -> None:
    assert "Ask in the language" in client.get("/en/search").text
    assert "fewer words" in client.get("/en/search?q=zzzzqqqq").text


def test_a_phrase_that_stands_nowhere_is_said_to(client: TestClient) -> None:
    assert "single words" in client.get('/en/search?q="researchers+migrant"').text
    assert "single words" not in client.get("/en/search?q=researchers+migrant").text


def test_of_a_pasted_text_the_beginning_is_searched_and_the_page_says_so(client: TestClient) -> None:
    answer = client.get("/en/search", params={"q": "migrant researchers " * 500})
    assert answer.status_code == 200
    assert "Only the beginning" in answer.text
    assert "Only the beginning" not in client.get("/en/search?q=migrant").text


def test_an_answer_says_what_was_searched_and_how_the_question_was_read(client: TestClient) -> None:
    html = client.get("/en/search?q=migrant+researchers").text
    assert re.search(r"Searched: \d+ language editions ·\s+\d languages", html)
    assert "Language of the question: <strong>English</strong>" in html
    assert 'href="/en/search?q=migrant+researchers&amp;sort=title"' in html
    assert 'asked_in=fr">French</a>' in html
    changed = client.get("/en/search?q=migrant+researchers&asked_in=fr").text
    assert "Language of the question: <strong>French</strong>" in changed
    assert ">guess it</a>" in changed


def test_an_answer_narrows_by_publisher_and_keeps_the_rest(client: TestClient) -> None:
    html = client.get("/en/search?q=migrant+lawfully&sort=newest&publisher=Migration+Press").text
    assert "Publisher: <strong>Migration Press</strong>" in html
    assert 'name="publisher" value="Migration Press"' in html
    assert 'name="sort" value="newest"' in html


def test_a_misspelled_question_is_put_right_with_a_click(client: TestClient) -> None:
    html = client.get("/en/search?q=reserchers+journey").text
    assert 'Did you mean <a href="/en/search?q=researchers+journey"><bdi>researchers journey</bdi></a>' in html


def test_titles_that_begin_as_typed_lead_to_their_editions(client: TestClient) -> None:
    text, titles, about, found = client.get("/ru/suggest?q=грани").json()
    assert text == "грани"
    assert titles == [shelf.TITLES[shelf.RU]]
    assert about == ["русский · 2015"]
    assert found == [f"/ru/editions/{shelf.RU}"]
    assert client.get("/en/suggest?q=").json() == ["", [], [], []]


def test_a_browser_can_add_the_library_to_its_search_bar(client: TestClient) -> None:
    address = re.search(
        r'rel="search" type="application/opensearchdescription\+xml"[^>]* href="([^"]+)"', client.get("/fr/").text
    )
    assert address
    described = client.get(address[1])
    assert described.headers["content-type"].startswith("application/opensearchdescription+xml")
    root = ET.fromstring(described.text)
    templates = [url.get("template", "") for url in root if url.tag.endswith("Url")]
    assert "http://library.test/fr/search?q={searchTerms}" in templates
    assert "http://library.test/fr/suggest?q={searchTerms}" in templates


def test_an_edition_leads_to_others_like_it(client: TestClient) -> None:
    assert f'href="/en/editions/{shelf.EN}/similar"' in client.get(f"/en/editions/{shelf.EN}").text
    html = client.get(f"/en/editions/{shelf.EN}/similar").text
    assert "<h1>More like this</h1>" in html
    assert html.count(f'href="/en/editions/{shelf.EN}"') == 1
    assert client.get("/en/editions/enone/similar").status_code == 404


def test_hostile_values_stay_text(client: TestClient) -> None:
    for address in (f"/en/editions/{shelf.HOSTILE}", "/en/browse", "/en/", f"/ar/editions/{shelf.HOSTILE}/pages/2"):
        html = client.get(address).text.replace('<img class="cover" ', "")
        for ours in ('<script src="/static/', '<script type="application/ld+json">'):
            html = html.replace(ours, "", 1)
        for bad in ("<script", "<img src=x", "<b>100", "<i>soon", "<u>deep"):
            assert bad not in html
    html = client.get(f"/en/editions/{shelf.HOSTILE}").text.replace('<script src="/static/', "", 1)
    assert "&lt;b&gt;100%&lt;/b&gt;" in html
    assert "%s %(x)s {{ 7*7 }}" in html
    asked = client.get("/en/search", params={"q": '"><script>alert(1)</script>'}).text
    assert asked.count("<script") == 1
    assert "<script>alert" not in asked


def test_long_contents_are_folded_and_balanced(client: TestClient) -> None:
    answer = client.get(f"/en/editions/{shelf.LONG}")
    contents = re.search(r'<nav class="contents".*?</nav>', answer.text, re.DOTALL)
    assert contents
    assert contents[0].count("<a ") == shelf.LONG_SECTIONS
    assert contents[0].count("<ol") == contents[0].count("</ol>")
    assert contents[0].count("<details") == contents[0].count("</details>") == 10
    compressed = client.get(f"/en/editions/{shelf.LONG}", headers={"Accept-Encoding": "gzip"})
    assert int(compressed.headers["content-length"]) < 40_000


def test_machines_may_read_all_but_answers(client: TestClient) -> None:
    said = client.get("/robots.txt").text
    assert said.startswith("User-agent: *\nDisallow: /*/search\nDisallow: /*/suggest\nDisallow: /*/similar\n")
    assert "Disallow: /\n" not in said
    assert client.get("/favicon.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("edition", "about"),
    [(shelf.EN, shelf.TEXT[shelf.EN]), (shelf.LONG, "A section about something"), (shelf.ZH, shelf.TITLES[shelf.ZH])],
)
def test_every_edition_says_to_search_engines_what_it_is_about(client: TestClient, edition: str, about: str) -> None:
    html = client.get(f"/en/editions/{edition}").text
    described = re.search(r'<meta name="description" lang="[^"]+" content="([^"]+)">', html)
    assert described
    assert described[1].startswith(about)
