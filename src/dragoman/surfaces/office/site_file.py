"""What the staff pages write into `site.toml`: only what was changed; comments and all else in it stay as they are.

In: the library's folder and settings by name (None or an empty text or list takes one out). Out: the file, written at
once, after the whole of it was checked as `dragoman serve` would. The process that serves sees that it has changed.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from dragoman.config import SETTINGS_FILE, understood
from dragoman.errors import LibraryError, Refused

Value = str | list[str] | Mapping[str, str] | None


def save(folder: Path, changes: Mapping[str, Value]) -> None:
    """Writes these settings, and leaves the others."""
    file = folder / SETTINGS_FILE
    made = file.with_name(f"{SETTINGS_FILE}.new")
    try:
        text = file.read_text("utf-8-sig") if file.exists() else ""
        document = tomlkit.parse(text)
        for name, value in changes.items():
            _put(document, name, value)
        understood(file, document.unwrap())
        made.write_text(tomlkit.dumps(document), "utf-8")
        with made.open("rb") as opened:
            os.fsync(opened.fileno())
        made.replace(file)
    except LibraryError as error:
        raise Refused(error.code, error.message, error.remedy) from error
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise Refused(
            "settings-not-kept", f"{file} could not be written: {error}.", "Let the account that serves write it."
        ) from error


def _put(document: tomlkit.TOMLDocument, name: str, value: Value) -> None:
    before = document.get(name)
    if not value:
        if before is not None:
            document.remove(name)
        return
    if isinstance(value, Mapping) and isinstance(before, Table):
        for tag in [tag for tag in before if tag not in value]:
            before.pop(tag)
        for tag, text in value.items():
            before[tag] = text
        return
    if before is not None:
        document.remove(name)
    _add(document, name, value)


def _add(document: tomlkit.TOMLDocument, name: str, value: Value) -> None:
    """A table at the end; anything else before the first table, to which it would belong otherwise."""
    if isinstance(value, Mapping):
        table = tomlkit.table()
        for tag, text in value.items():
            table[tag] = text
        document.append(name, table)
        return
    plain: dict[str, Any] = {name: value}
    later = {key: document[key] for key in list(document) if isinstance(document[key], Mapping)}
    for key in later:
        document.remove(key)
    document.append(name, tomlkit.item(plain[name]))
    for key, table in later.items():
        document.append(key, table)
