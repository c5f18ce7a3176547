"""The one door to pdfium: its C interface (pypdfium2's raw bindings, untyped), opened and initialised by the import."""

from typing import Any, Final

from pypdfium2 import raw as _raw  # type: ignore[import-untyped]  # ctypes bindings, published without types
from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO  # type: ignore[import-untyped]  # the same package

Handle = Any
"""A pointer to something that pdfium keeps: document, page, text page, bookmark, link."""

raw: Final[Any] = _raw
VERSION: Final = f"pypdfium2 {PYPDFIUM_INFO.version} (pdfium {PDFIUM_INFO.version})"
