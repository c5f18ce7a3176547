"""The picture of the library: everything that is drawn stands in a table too, and what is missing can be seen."""

import re
from xml.etree import ElementTree as ET

from starlette.testclient import TestClient

from dragoman.store.model import Overlap
from dragoman.surfaces.web.holdings import MOST_YEARS, bars, reach
from tests.web import bookshelf as shelf


def test_every_year_has_its_place_and_the_last_are_kept() -> None:
    found = list(bars(((2003, 4), (2001, 1))))
    assert [(bar.year, bar.count, bar.height) for bar in found] == [(2001, 1, 25.0), (2002, 0, 0.0), (2003, 4, 100.0)]
    assert list(bars(())) == []
    long = list(bars(((1500, 1), (2020, 2))))
    assert (len(long), long[-1].year) == (MOST_YEARS, 2020)


def test_the_area_of_a_dot_says_how_many() -> None:
    both = {("en", "fr"): 8, ("fr", "en"): 8, ("en", "ru"): 2, ("ru", "en"): 2}
    found = reach(Overlap(works=(("en", 9), ("fr", 8), ("ru", 2)), both=both), ["en", "fr", "ru"])
    assert found == {("en", "fr"): 10, ("fr", "en"): 10, ("en", "ru"): 5, ("ru", "en"): 5}


def test_the_page_shows_years_languages_and_what_is_missing(client: TestClient) -> None:
    html = client.get("/en/holdings").text
    chart = re.search(r'<svg class="years".*?</svg>', html, re.DOTALL)
    assert chart
    titles = [title.text for title in ET.fromstring(chart[0]).iter("title")]
    assert "2015: 3" in titles
    rows = re.findall(r"<tr>(.*?)(?=<tr>|</tbody>)", html, re.DOTALL)
    years = [row for row in rows if "browse?year=2015" in row]
    assert len(years) == 1
    assert years[0].rstrip().endswith("<td>3")
    arabic = next(row for row in rows if "browse?language=ar" in row)
    assert re.findall(r"<td>(\d+)", arabic) == ["1", str(shelf.SMALL + 4)]


def test_each_work_says_in_which_languages_it_exists(client: TestClient) -> None:
    html = client.get("/ru/holdings").text
    while shelf.TITLES[shelf.RU] not in html:
        following = re.search(r'rel="next" href="([^"]+)#which"', html)
        assert following
        html = client.get(following[1]).text
    row = html.partition(shelf.TITLES[shelf.RU])[2].partition("<tr>")[0]
    assert re.findall(r'href="/ru/editions/([^"]+)"', row) == [shelf.EN, shelf.AR, shelf.RU]
    assert "не на этом языке" in row


def test_an_empty_library_has_a_page_too(empty: TestClient) -> None:
    answer = empty.get("/fr/holdings")
    assert answer.status_code == 200
    assert "<svg" not in answer.text
