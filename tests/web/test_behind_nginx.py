"""Behind Debian's nginx as docs/deploy/nginx.conf sets it up: TLS, HTTP/2, a sub-path, the reader's own address."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dragoman.config import Limits, SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.serve import create_site
from tests.web import bookshelf as shelf
from tests.web.conftest import Watched, served

CONFIGURATION = Path(__file__).parents[2] / "docs" / "deploy" / "nginx.conf"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found:
        return found
    message = f"No {name}: script/setup test installs Debian's."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def public(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The library's public address, served by nginx in front of uvicorn."""
    nginx, openssl = program("nginx"), program("openssl")
    folder, port, plain = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    address = f"https://127.0.0.1:{port}/library"
    settings = SiteSettings(public_url=address, trusted_proxies=(ip_network("127.0.0.0/8"),), limits=Limits(searches=6))
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(folder / "key.pem"))
    about = ("-subj", "/CN=127.0.0.1", "-days", "2", "-out", str(folder / "cert.pem"))
    subprocess.run([openssl, "req", "-x509", *key, *about], check=True, capture_output=True)
    with served(create_site(library, open_index(library), settings)) as behind:
        (folder / "nginx.conf").write_text(configuration(folder, behind.removeprefix("http://"), port, plain))
        process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
        try:
            wait_for(port)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=10)


def configuration(folder: Path, behind: str, port: int, plain: int) -> str:
    """The file of docs/deploy with the ports and certificates of this test, inside the least that nginx needs."""
    said = CONFIGURATION.read_text("utf-8")
    for there, here in (
        ("server 127.0.0.1:8000;", f"server {behind};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("/etc/letsencrypt/live/www.example.org/fullchain.pem", str(folder / "cert.pem")),
        ("/etc/letsencrypt/live/www.example.org/privkey.pem", str(folder / "key.pem")),
    ):
        assert there in said
        said = said.replace(there, here)
    said = re.sub(r" *listen \[::\].*\n", "", said).replace("$proxy_add_x_forwarded_for", "$reader")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # nginx would see the readers' addresses; here all sit on one machine, so the test says theirs in a header.
    readers = "map $http_x_test_reader $reader { default $remote_addr; ~. $http_x_test_reader; }\n"
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{readers}{said}}}\n"
    )


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")


@pytest.fixture
def page(browser: Browser, public: str) -> Iterator[Page]:
    # A browser takes no service worker from a certificate that nobody has signed, whatever else it lets pass.
    context = browser.new_context(ignore_https_errors=True, service_workers="block")
    watched = Watched(context, public)
    yield context.new_page()
    context.close()
    assert set(watched.faults) <= {"warning: Service Worker registration blocked by Playwright"}


def test_pages_come_by_http_2_and_every_link_stays_under_the_sub_path(page: Page, public: str) -> None:
    page.goto(f"{public}/")
    expect(page).to_have_url(f"{public}/en/")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    page.get_by_role("link", name="Browse", exact=True).first.click()
    expect(page).to_have_url(f"{public}/en/browse")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href], link[href], img, script[src]')].map(e => e.href || e.src)"
    )
    assert links
    assert all(link.startswith(f"{public}/") for link in links)


def test_a_reader_finds_reads_and_changes_the_language(page: Page, public: str) -> None:
    page.goto(f"{public}/en/")
    page.get_by_role("combobox").fill("lawful researchers")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    expect(page.locator("article").first).to_contain_text("researchers")
    page.goto(f"{public}/en/editions/{shelf.EN}")
    page.locator(".tongues summary").click()
    page.get_by_role("link", name="русский", exact=True).click()
    expect(page).to_have_url(f"{public}/ru/editions/{shelf.EN}")


def test_absolute_addresses_are_public(page: Page, public: str) -> None:
    page.goto(f"{public}/fr/editions/{shelf.RU}")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == f"{public}/ru/editions/{shelf.RU}"


def test_the_sub_path_without_its_slash_leads_there(page: Page, public: str) -> None:
    page.goto(f"{public}/ru")
    expect(page).to_have_url(f"{public}/ru/")


def test_limits_count_readers_and_not_the_proxy(browser: Browser, public: str) -> None:
    def asking(reader: str) -> list[int]:
        context = browser.new_context(ignore_https_errors=True, extra_http_headers={"X-Test-Reader": reader})
        statuses = [context.request.get(f"{public}/en/search?q=border").status for _ in range(8)]
        context.close()
        return statuses

    assert asking("198.51.100.7") == [200] * 6 + [429] * 2
    assert asking("198.51.100.8, 198.51.100.7")[-1] == 429, "what a reader claims of itself is not believed"
    assert asking("198.51.100.9")[:6] == [200] * 6
