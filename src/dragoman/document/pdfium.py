"""The one door to pdfium: its C interface (pypdfium2's raw bindings, untyped), opened and initialised by the import."""

import ctypes
from collections.abc import Callable
from typing import Any, Final

from pypdfium2 import raw as _raw  # type: ignore[import-untyped]  # ctypes bindings, published without types
from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO  # type: ignore[import-untyped]  # the same package

Handle = Any
"""A pointer to something that pdfium keeps: document, page, text page, bookmark, link."""

raw: Final[Any] = _raw
VERSION: Final = f"pypdfium2 {PYPDFIUM_INFO.version} (pdfium {PDFIUM_INFO.version})"


class Pointer(ctypes.c_void_p):
    """A handle as unchecked functions give it: its address is its `value`, and null is false."""


def unchecked(name: str, result: type) -> Callable[..., Any]:
    """A function of pdfium without its argument types, for calls that are made for every line or character.

    Handles and references go through as they are, integers as C's `int`; whoever calls answers for the rest. They are
    so quick that giving other threads their turn meanwhile would take longer than the call.
    """
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)
