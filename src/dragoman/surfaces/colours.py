"""An organisation's colours made readable: by contrast as WCAG 2.2 §1.4.3 counts it.

In: the colours of `site.toml`. Out: lines of CSS that set the custom properties of the style sheet, for light and for
dark paper. A colour that could not be read is made darker or lighter until it can.
"""

from typing import Final

from dragoman.config import Colours

LIGHT_PAPER: Final = "#f0ece1"
DARK_PAPER: Final = "#1f272b"
"""The papers of the style sheet that links have least contrast with."""
ENOUGH: Final = 4.6
_WHITE, _BLACK = "#ffffff", "#10181b"


def style(colours: Colours) -> str:
    """The custom properties that follow from the colours; nothing where none is set."""
    light, dark = [], []
    if colours.band:
        light += [f"--band:{colours.band}", f"--on-band:{_readable(colours.band)}"]
        dark += light[-2:]
    if colours.accent:
        for lines, paper in ((light, LIGHT_PAPER), (dark, DARK_PAPER)):
            shade = towards(colours.accent, paper)
            lines += [f"--accent:{shade}", f"--on-accent:{_readable(shade)}"]
    if not light:
        return ""
    return f":root{{{';'.join(light)}}}@media (prefers-color-scheme:dark){{:root{{{';'.join(dark)}}}}}"


def towards(colour: str, paper: str) -> str:
    """The colour, or the nearest shade of it that can be read on this paper."""
    goal = _readable(paper)
    for step in range(101):
        shade = _mixed(colour, goal, step / 100)
        if contrast(shade, paper) >= ENOUGH:
            return shade
    return goal


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(paper: str) -> str:
    return max((_WHITE, _BLACK), key=lambda ink: contrast(ink, paper))


def _mixed(one: str, other: str, share: float) -> str:
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        v / 12.92 if (v := channel / 255) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
