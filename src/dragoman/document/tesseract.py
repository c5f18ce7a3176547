"""The command `tesseract`: what language data it has here, and what it sees on a picture.

Each call is a process of its own that dies with the one that started it, gets the picture on its standard input, and
has the memory limit of its parent and a time limit. Its errors are `Refused`.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final

from dragoman.document.geometry import union
from dragoman.document.model import Box
from dragoman.document.picture import Pixels
from dragoman.errors import Refused
from dragoman.vocabulary.tesseract_data import ORIENTATION

_COMMAND: Final = "tesseract"
_SECONDS: Final = 120.0
_BLOCKS: Final = "3"
_SCATTERED: Final = "11"
_LEAST_RESOLUTION: Final = 70
_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_libc: Final = ctypes.CDLL(None)
_LINE_OR_WORD: Final = re.compile(
    r"<span class='(?P<kind>ocr_line|ocr_header|ocr_textfloat|ocr_caption|ocrx_word)'[^>]*?"
    r"title=[\"'](?P<title>[^>]*)[\"'][^>]*>"
    r"(?P<text>[^<]*(?:<(?:strong|em)>[^<]*)*)"
)
_TAG: Final = re.compile(r"<[^>]*>")
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SIZE: Final = re.compile(r"x_size ([\d.]+)")
_SURENESS: Final = re.compile(r"x_wconf (\d+)")
_SCRIPT: Final = re.compile(r"^Script: (\S+)", re.MULTILINE)
_SCRIPT_SURENESS: Final = re.compile(r"^Script confidence: ([\d.]+)", re.MULTILINE)
_ROTATE: Final = re.compile(r"^Rotate: (\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWord:
    """A word with its box in pixels, and how sure Tesseract is of it (0 to 100)."""

    text: str
    box: Box
    sureness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """A line of words in reading order; `size` is the height of its type in pixels."""

    words: tuple[SeenWord, ...]
    size: float

    @property
    def box(self) -> Box:
        """The box of its words."""
        return union([word.box for word in self.words])

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return sum(len(word.text) for word in self.words)

    @property
    def sureness(self) -> float:
        """How sure Tesseract is of its words, by their lengths."""
        return sum(len(word.text) * word.sureness for word in self.words) / max(1, self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Which script a picture is written in, how sure that is, and by how many degrees clockwise it must be turned."""

    script: str
    sureness: float
    rotate: int


@cache
def installed() -> frozenset[str]:
    """The names of the language data that are here; none where Tesseract itself is not."""
    if shutil.which(_COMMAND) is None:
        return frozenset()
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [_COMMAND, "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    return frozenset(line.strip() for line in listed.stdout.splitlines()[1:] if line.strip())


@cache
def version() -> str:
    """The program with its version, as records name it."""
    said = subprocess.run([_COMMAND, "--version"], capture_output=True, text=True, check=False, timeout=_SECONDS)  # noqa: S603
    return (said.stdout or said.stderr).partition("\n")[0].strip() or _COMMAND


def seen_lines(
    pixels: Pixels, *, languages: Sequence[str], resolution: float, scattered: bool = False
) -> list[SeenLine]:
    """The lines of text on a picture; `scattered` looks for words everywhere, and not only in blocks of text."""
    mode = _SCATTERED if scattered else _BLOCKS
    words = ["-l", "+".join(languages), "--psm", mode, "-c", "tessedit_create_hocr=1"]
    return _lines(_told(pixels, words, resolution))


def sight(pixels: Pixels, *, resolution: float) -> Sight | None:
    """Script and orientation; None where there are too few letters to say."""
    if ORIENTATION not in installed():
        return None
    told = _told(pixels, ["--psm", "0"], resolution, may_fail=True)
    script, sureness, rotate = (pattern.search(told) for pattern in (_SCRIPT, _SCRIPT_SURENESS, _ROTATE))
    if not script:
        return None
    return Sight(
        script=script.group(1),
        sureness=float(sureness.group(1)) if sureness else 0.0,
        rotate=int(rotate.group(1)) if rotate else 0,
    )


def _told(pixels: Pixels, words: Sequence[str], resolution: float, *, may_fail: bool = False) -> str:
    rows, columns = pixels.shape
    picture = f"P5 {columns} {rows} 255\n".encode() + pixels.tobytes()  # a portable graymap, as Netpbm has it
    command = [_COMMAND, "stdin", "stdout", "--dpi", str(max(_LEAST_RESOLUTION, round(resolution))), *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command,
            input=picture,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_die_with_parent,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(
            "too-slow", f"Tesseract took more than {_SECONDS:.0f} seconds for a page.", "Leave it."
        ) from error
    except OSError as error:
        raise Refused("no-tesseract", f"Tesseract could not be started: {error}.", "Install tesseract-ocr.") from error
    if done.returncode and not may_fail:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise Refused("tesseract-failed", f"Tesseract failed on a page: {said}", "Leave it, or scan the page again.")
    return done.stdout.decode("utf-8", "replace")


def _die_with_parent() -> None:
    _libc.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _lines(hocr: str) -> list[SeenLine]:
    """The lines of hOCR 1.2, whose words Tesseract writes one a line, each with its own title."""
    lines: list[SeenLine] = []
    words: list[SeenWord] = []
    size = 0.0
    for found in _LINE_OR_WORD.finditer(hocr):
        title = found["title"]
        if found["kind"] != "ocrx_word":
            if words:
                lines.append(SeenLine(words=tuple(words), size=size))
            words, size = [], float(match.group(1)) if (match := _SIZE.search(title)) else 0.0
            continue
        text, box = unescape(_TAG.sub("", found["text"])).strip(), _BOX.search(title)
        if text and box:
            sureness = _SURENESS.search(title)
            x0, y0, x1, y1 = (float(edge) for edge in box.groups())
            words.append(
                SeenWord(text=text, box=Box(x0, y0, x1, y1), sureness=float(sureness.group(1)) if sureness else 0.0)
            )
    return [*lines, SeenLine(words=tuple(words), size=size)] if words else lines
