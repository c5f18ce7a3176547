"""What an organisation says of its site in `site.toml`: read, checked, and every mistake said with what to do."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from dragoman.config import Colours, Limits, SiteSettings, site_settings
from dragoman.errors import LibraryError


def said(folder: Path, text: str) -> SiteSettings:
    (folder / "site.toml").write_text(text, "utf-8")
    return site_settings(folder)


def test_without_a_file_all_is_as_usual(tmp_path: Path) -> None:
    assert site_settings(tmp_path) == SiteSettings()


def test_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    settings = said(
        tmp_path,
        """
        public_url = "https://Library.example.org/publications/"
        trusted_proxies = ["127.0.0.1", "10.1.2.3/8", "::1"]
        logo = "logo.svg"
        name = "The Library"
        [home]
        en = "Welcome."
        ru = "Добро пожаловать."
        zh-hans = " "
        [colours]
        band = "#102030"
        [limits]
        searches = 0
        """,
    )
    assert settings == SiteSettings(
        public_url="https://library.example.org/publications",
        trusted_proxies=tuple(ip_network(each) for each in ("127.0.0.1", "10.0.0.0/8", "::1")),
        logo=tmp_path / "logo.svg",
        name={"": "The Library"},
        home={"en": "Welcome.", "ru": "Добро пожаловать."},
        colours=Colours(band="#102030"),
        limits=Limits(searches=0),
    )


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ('nmae = "x"', "'nmae'", "Did you mean name?"),
        ("quota = 3", "'quota'", "Known are"),
        ("name = Library", "is not TOML", "quotes"),
        ("name = 3", "name = 3", "[name]"),
        ('[name]\nen = ["x"]', "[name]", "for each language"),
        ('[name]\n"in english" = "x"', "[name]", "for each language"),
        ('public_url = "library.example.org"', "no address of a site", "https://"),
        ('public_url = "https://a.example/?x=1"', "no address of a site", "https://"),
        ('public_url = "https://a:b@c.example/"', "no address of a site", "https://"),
        ('public_url = "https://[::1"', "no address of a site", "https://"),
        ('public_url = "https://a.example/б"', "whose path", "https://"),
        ('trusted_proxies = ["127.0.0.1"]', "no public_url", "https://"),
        ('trusted_proxies = "127.0.0.1"', "is no list", "trusted_proxies = ["),
        ('trusted_proxies = ["nginx"]', "'nginx'", "trusted_proxies = ["),
        ('logo = "logo.svg"', "no such file", "beside site.toml"),
        ('logo = "../secret.svg"', "no picture beside it", "beside site.toml"),
        ('logo = "logo.gif"', "no picture beside it", ".svg"),
        ('inbox = "/nowhere/at/all"', "no folder of this machine", "inbox = "),
        ('[colours]\nband = "red"', "band = 'red'", "#0a5160"),
        ("[colours]\nband = 3", "Expected `str", "docs/settings.md"),
        ('[colours]\nbannd = "#000000"', "'bannd' in [colours]", "Did you mean band?"),
        ("colours = 3", "no table", "[colours]"),
        ("[limits]\nsearches = -1", "searches = -1", "0 for no limit"),
        ("[limits]\nsearches = 1.5", "Expected `int", "docs/settings.md"),
    ],
)
def test_a_mistake_is_said_with_its_remedy(tmp_path: Path, text: str, what: str, remedy: str) -> None:
    with pytest.raises(LibraryError) as caught:
        said(tmp_path, text)
    assert what in caught.value.message
    assert str(tmp_path / "site.toml") in caught.value.message
    assert remedy in caught.value.remedy


def test_a_file_that_is_not_utf_8_or_holds_too_large_a_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"x" * 200_001)
    with pytest.raises(LibraryError, match="a logo of 200,001 bytes"):
        said(tmp_path, 'logo = "logo.png"')
    (tmp_path / "site.toml").write_bytes('name = "Bücher"'.encode("latin-1"))
    with pytest.raises(LibraryError, match="is not in UTF-8"):
        site_settings(tmp_path)
    (tmp_path / "site.toml").write_bytes('\ufeffname = "Bücher"'.encode())
    assert site_settings(tmp_path).name == {"": "Bücher"}


def test_every_setting_is_documented() -> None:
    import dataclasses

    documented = (Path(__file__).parent.parent / "docs" / "settings.md").read_text("utf-8")
    for kind in (SiteSettings, Colours, Limits):
        for each in dataclasses.fields(kind):
            assert f"`{each.name}`" in documented, each.name
