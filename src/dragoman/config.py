"""Where the library is, and how its site is set up: from the command line, the environment, and `site.toml`.

In: options, environment variables, and the file `site.toml` in the library's folder (docs/settings.md lists all that
may stand in it). Out: a `Place`, and `SiteSettings`, checked: whatever is wrong in the file is said with its name, what
was found and what would be right.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from dragoman.errors import LibraryError
from dragoman.office.services import MailServer, Provider
from dragoman.vocabulary.languages import spelled

DATACITE_PASSWORD_VARIABLE: Final = "DRAGOMAN_DATACITE_PASSWORD"  # noqa: S105 - its name
LIBRARY_VARIABLE: Final = "DRAGOMAN_LIBRARY"
DATABASE_VARIABLE: Final = "DRAGOMAN_DATABASE"
DEFAULT_LIBRARY: Final = "library"
SETTINGS_FILE: Final = "site.toml"
LOGO_KINDS: Final = (".svg", ".png", ".webp", ".jpg")
MAIL_SECURITY: Final = ("starttls", "tls", "none")
FROM_ENVIRONMENT: Final = "env:"
LARGEST_LOGO: Final = 200_000

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_MOUNT: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
_EMAIL: Final = re.compile(r"[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]+")
_LICENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,60}")
_DOI_PREFIX: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*")
_NAAN: Final = re.compile(r"[0-9bcdfghjkmnpqrstvwxz]{5,}")
_SHOULDER: Final = re.compile(r"(?:[a-z]+[0-9])?")
_HANDLE_PREFIX: Final = re.compile(r"\d+(?:\.\w+)*")
_PASSWORD: Final = f"Set {DATACITE_PASSWORD_VARIABLE}, or name a file with it: password_file under [datacite]."
_HOST: Final = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

T = TypeVar("T")
Network = IPv4Network | IPv6Network
Texts = Mapping[str, str]
"""A text by the language that it is in; one that is given without a language stands under `""`, for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A library: its folder, and the URL of its database where that is not the SQLite file inside the folder."""

    folder: Path
    database_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The organisation's own: of the band at the top, and of links and buttons. Each `#rrggbb`."""

    band: str | None = None
    accent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often one address may ask for what is expensive, in a minute; 0 is no limit."""

    searches: int = 60
    pictures: int = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCiteSettings:
    """The repository's account at DataCite; the password stands in the environment or in a file of its own."""

    prefix: str = ""
    repository: str = ""
    api: str = "https://api.datacite.org"
    password_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArkSettings:
    """The organisation's number for ARKs (NAAN), and the shoulder that names of editions begin with."""

    naan: str = ""
    shoulder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleSettings:
    """The organisation's prefix for Handles."""

    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What an organisation says of its site; all of it may be left out."""

    public_url: str | None = None
    contact: str | None = None
    trusted_proxies: tuple[Network, ...] = ()
    metrics: tuple[Network, ...] = ()
    logo: Path | None = None
    name: Texts = field(default_factory=dict)
    title: Texts = field(default_factory=dict)
    home: Texts = field(default_factory=dict)
    footer: Texts = field(default_factory=dict)
    colours: Colours = Colours()
    limits: Limits = Limits()
    languages: tuple[str, ...] = ()
    publisher: Texts = field(default_factory=dict)
    rights: str | None = None
    inbox: Path | None = None
    datacite: DataCiteSettings | None = None
    ark: ArkSettings | None = None
    handle: HandleSettings | None = None
    mail: MailServer | None = None
    sign_in: Mapping[str, Provider] = field(default_factory=dict)


def place(folder: str | None) -> Place:
    """The library at `folder`, else `$DRAGOMAN_LIBRARY`, else `library` here; its database at `$DRAGOMAN_DATABASE`."""
    chosen = folder or os.environ.get(LIBRARY_VARIABLE) or DEFAULT_LIBRARY
    return Place(folder=Path(chosen).expanduser().absolute(), database_url=os.environ.get(DATABASE_VARIABLE) or None)


def site_settings(folder: Path) -> SiteSettings:
    """What `site.toml` in the library's folder says; the defaults where there is no such file."""
    file = folder / SETTINGS_FILE
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return SiteSettings()
    except OSError as error:
        raise _wrong(
            file, f"can't be read: {error.strerror}", "Let the account that serves the library read it."
        ) from None
    except UnicodeDecodeError:
        raise _wrong(file, "is not in UTF-8", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(file, f"is not TOML: {error}", 'Texts stand in quotes: name = "…".') from None
    return understood(file, said)


def understood(file: Path, said: Mapping[str, Any]) -> SiteSettings:
    """The settings that a file says, checked."""
    _only_known(file, said, SiteSettings, "")
    settings = SiteSettings(
        public_url=_public_url(file, said.get("public_url")),
        contact=_contact(file, said.get("contact")),
        trusted_proxies=_networks(file, said, "trusted_proxies"),
        metrics=_networks(file, said, "metrics"),
        logo=_logo(file, said.get("logo")),
        name=_texts(file, said, "name"),
        title=_texts(file, said, "title"),
        home=_texts(file, said, "home"),
        footer=_texts(file, said, "footer"),
        colours=_table(file, said, "colours", Colours),
        limits=_table(file, said, "limits", Limits),
        languages=_languages(file, said.get("languages", [])),
        publisher=_texts(file, said, "publisher"),
        rights=_rights(file, said.get("rights")),
        inbox=_inbox(file, said.get("inbox")),
        datacite=_datacite(file, said),
        ark=_ark(file, said),
        handle=_handle(file, said),
        mail=_mail(file, said.get("mail")),
        sign_in=_providers(file, said.get("sign_in", {})),
    )
    if settings.trusted_proxies and settings.public_url is None:
        remedy = 'Add public_url = "https://…", the address that readers see.'
        raise _wrong(file, "has trusted_proxies but no public_url", remedy)
    return settings


def _public_url(file: Path, value: object) -> str | None:
    if value is None:
        return None
    remedy = 'Write it as public_url = "https://library.example.org" or "https://example.org/library".'
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    if (
        parts is None
        or parts.scheme not in {"http", "https"}
        or not _HOST.fullmatch(parts.netloc)
        or parts.query
        or parts.fragment
    ):
        raise _wrong(file, f"has public_url = {value!r}, which is no address of a site", remedy)
    if not _MOUNT.fullmatch(parts.path):
        raise _wrong(file, f"has public_url = {value!r}, whose path has other than letters, digits and -._~", remedy)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _contact(file: Path, value: object) -> str | None:
    if value is None or (isinstance(value, str) and _EMAIL.fullmatch(value)):
        return value
    remedy = 'Write the address of whoever answers harvesters: contact = "library@example.org".'
    raise _wrong(file, f"has contact = {value!r}, which is no e-mail address", remedy)


def _networks(file: Path, said: Mapping[str, Any], name: str) -> tuple[Network, ...]:
    value = said.get(name, [])
    remedy = f'Write addresses of your own: {name} = ["127.0.0.1", "10.0.0.0/8"].'
    if not isinstance(value, list):
        raise _wrong(file, f"has {name} = {value!r}, which is no list", remedy)
    try:
        return tuple(ip_network(each, strict=False) for each in value)
    except ValueError as error:
        raise _wrong(file, f"has something else than addresses in {name}: {error}", remedy) from None


def _languages(file: Path, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in value):
        return tuple(dict.fromkeys(map(spelled, value)))
    remedy = 'Write the languages that you publish in: languages = ["en", "ru", "zh-Hans"].'
    raise _wrong(file, f"has languages = {value!r}, which is no list of BCP 47 tags", remedy)


def _rights(file: Path, value: object) -> str | None:
    if value is None or (isinstance(value, str) and _LICENCE.fullmatch(value)):
        return value
    remedy = 'Write the SPDX name of the licence that you publish under: rights = "CC-BY-4.0".'
    raise _wrong(file, f"has rights = {value!r}, which is no name of a licence", remedy)


def _mail(file: Path, value: object) -> MailServer | None:
    if value is None:
        return None
    server = _made(file, value, MailServer, "mail")
    if server.security not in MAIL_SECURITY:
        remedy = f"Write one of {', '.join(MAIL_SECURITY)}."
        raise _wrong(file, f"has in [mail] security = {server.security!r}", remedy)
    if not _EMAIL.fullmatch(server.sender):
        raise _wrong(file, f"has in [mail] sender = {server.sender!r}", 'Write sender = "library@example.org".')
    return server


def _providers(file: Path, value: object) -> Mapping[str, Provider]:
    remedy = "Write a table for each: [sign_in.institute]; see docs/settings.md."
    if not isinstance(value, dict) or not all(re.fullmatch(r"[a-z0-9-]{1,40}", name) for name in value):
        raise _wrong(file, "has something else than tables in sign_in", remedy)
    made = {name: _made(file, said, Provider, f"sign_in.{name}") for name, said in value.items()}
    for name, provider in made.items():
        if not provider.issuer.startswith("https://") and not re.match(r"http://(localhost|127\.)", provider.issuer):
            raise _wrong(file, f"has in [sign_in.{name}] issuer = {provider.issuer!r}", "Write its https:// address.")
    return made


def _made(file: Path, value: object, kind: type[T], name: str) -> T:
    """A table as its type says; a text that begins with `env:` is taken from that variable of the environment."""
    if not isinstance(value, dict):
        raise _wrong(file, f"has {name} = {value!r}, which is no table", f"Write [{name}] and its lines under it.")
    _only_known(file, value, kind, f" in [{name}]")
    said = {key: _from_environment(file, name, key, each) for key, each in value.items()}
    try:
        return msgspec.convert(said, kind)
    except msgspec.ValidationError as error:
        raise _wrong(file, f"has in [{name}] something else than expected: {error}", "See docs/settings.md.") from None


def _from_environment(file: Path, name: str, key: str, value: object) -> object:
    if not isinstance(value, str) or not value.startswith(FROM_ENVIRONMENT):
        return value
    variable = value.removeprefix(FROM_ENVIRONMENT)
    found = os.environ.get(variable)
    if found is None:
        raise _wrong(file, f"has in [{name}] {key} = {value!r}, and that variable is not set", f"Set {variable}.")
    return found


def _inbox(file: Path, value: object) -> Path | None:
    if value is None:
        return None
    remedy = 'Make the folder, let the account that serves the library read it, and write: inbox = "/srv/incoming".'
    folder = Path(value) if isinstance(value, str) else None
    if folder is None or not folder.is_absolute() or not folder.is_dir():
        raise _wrong(file, f"has inbox = {value!r}, which is no folder of this machine", remedy)
    return folder


def _logo(file: Path, value: object) -> Path | None:
    if value is None:
        return None
    remedy = f'Put a file ({", ".join(LOGO_KINDS)}) beside {file.name} and write its name: logo = "logo.svg".'
    name = value if isinstance(value, str) else ""
    logo = file.parent / name
    if not name or Path(name).name != name or logo.suffix.lower() not in LOGO_KINDS:
        raise _wrong(file, f"has logo = {value!r}, which is no picture beside it", remedy)
    if not logo.is_file():
        raise _wrong(file, f"has logo = {value!r}, and there is no such file", remedy)
    if (size := logo.stat().st_size) > LARGEST_LOGO:
        raise _wrong(
            file, f"has a logo of {size:,} bytes", f"Use one of at most {LARGEST_LOGO:,}: every page loads it."
        )
    return logo


def _texts(file: Path, said: Mapping[str, Any], name: str) -> Texts:
    """One text for all languages, or a table of them by language tag."""
    value = said.get(name, {})
    remedy = f'Write {name} = "…", or a table [{name}] with a line for each language: en = "…".'
    if isinstance(value, str):
        return {"": value.strip()} if value.strip() else {}
    if not isinstance(value, dict):
        raise _wrong(file, f"has {name} = {value!r}, which is neither a text nor a table", remedy)
    for tag, text in value.items():
        if not _TAG.fullmatch(tag) or not isinstance(text, str):
            raise _wrong(file, f"has in [{name}] the line {tag} = {text!r}", remedy)
    return {spelled(tag): text.strip() for tag, text in value.items() if text.strip()}


def _table(file: Path, said: Mapping[str, Any], name: str, kind: type[T]) -> T:
    value = said.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(file, f"has {name} = {value!r}, which is no table", f"Write [{name}] and its lines under it.")
    _only_known(file, value, kind, f" in [{name}]")
    try:
        made = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _wrong(file, f"has in [{name}] something else than expected: {error}", "See docs/settings.md.") from None
    for key, each in value.items():
        if isinstance(each, str) and not _COLOUR.fullmatch(each):
            raise _wrong(file, f"has in [{name}] {key} = {each!r}", 'Write a colour as "#0a5160".')
        if isinstance(each, int) and not 0 <= each <= 1_000_000:
            raise _wrong(file, f"has in [{name}] {key} = {each}", "Write how many a minute, or 0 for no limit.")
    return made


def _datacite(file: Path, said: Mapping[str, Any]) -> DataCiteSettings | None:
    if "datacite" not in said:
        return None
    given = _words(file, said, "datacite", DataCiteSettings)
    host = urlsplit(given.api).hostname or ""
    secret = given.api.startswith("https://") or host in {"127.0.0.1", "localhost", "::1"}
    for right, name, example in (
        (_DOI_PREFIX.fullmatch(given.prefix), "prefix", "10.5555"),
        (given.repository, "repository", "EXAMPLE.LIBRARY"),
        (secret, "api", "https://api.test.datacite.org"),
    ):
        if not right:
            value = getattr(given, name)
            raise _wrong(file, f"has in [datacite] {name} = {value!r}", f'Write it as {name} = "{example}".')
    return given


def _ark(file: Path, said: Mapping[str, Any]) -> ArkSettings | None:
    if "ark" not in said:
        return None
    given = _words(file, said, "ark", ArkSettings)
    if not _NAAN.fullmatch(given.naan) or not _SHOULDER.fullmatch(given.shoulder):
        remedy = 'Write naan = "12345", as it was assigned, and if you like shoulder = "x1".'
        raise _wrong(file, f"has in [ark] naan = {given.naan!r} and shoulder = {given.shoulder!r}", remedy)
    return given


def _handle(file: Path, said: Mapping[str, Any]) -> HandleSettings | None:
    if "handle" not in said:
        return None
    given = _words(file, said, "handle", HandleSettings)
    if not _HANDLE_PREFIX.fullmatch(given.prefix):
        raise _wrong(file, f"has in [handle] prefix = {given.prefix!r}", 'Write it as prefix = "20.500.12345".')
    return given


def _words(file: Path, said: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """A table whose values are all texts."""
    value = said[name]
    if not isinstance(value, dict):
        raise _wrong(file, f"has {name} = {value!r}, which is no table", f"Write [{name}] and its lines under it.")
    _only_known(file, value, kind, f" in [{name}]")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _wrong(file, f"has in [{name}] something else than expected: {error}", "See docs/settings.md.") from None


def datacite_password(folder: Path, settings: DataCiteSettings) -> str:
    """The password, from the environment or from the file that the settings name. Errors: `LibraryError`."""
    if told := os.environ.get(DATACITE_PASSWORD_VARIABLE):
        return told
    file = folder / settings.password_file
    try:
        found = file.read_text("utf-8").strip() if settings.password_file else ""
    except OSError as error:
        raise LibraryError("password-not-there", f"{file} can't be read: {error.strerror}.", _PASSWORD) from error
    if not found:
        raise LibraryError("password-not-there", "There is no password for DataCite.", _PASSWORD)
    return found


def _only_known(file: Path, said: Mapping[str, Any], kind: type[Any], where: str) -> None:
    known = [each.name for each in fields(kind)]
    for key in said:
        if key not in known:
            near = get_close_matches(key, known, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
            raise _wrong(file, f"has {key!r}{where}, which is no setting", remedy)


def _wrong(file: Path, what: str, remedy: str) -> LibraryError:
    return LibraryError("settings-not-understood", f"{file} {what}.", remedy)
