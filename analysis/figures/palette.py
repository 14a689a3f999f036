"""Colors and marks of sides: one of each a side, never color alone.

The eight colors stay apart (CIELAB distance of 23 and more for every pair) for normal sight and for protanopia, deuteranopia and tritanopia as
simulated by Machado, Oliveira & Fernandes (2009), and keep a contrast of 4.5 : 1 to the paper they stand on.
"""

from __future__ import annotations

#: How many sides have a color and a mark of their own.
SIDES = 8

LIGHT_SIDES = ("#1f6f78", "#772205", "#9f51c5", "#a26602", "#062540", "#480877", "#717151", "#441817")
DARK_SIDES = ("#5fb6bf", "#b8742f", "#afb2fe", "#f1c255", "#6c78dd", "#37fbda", "#948a6b", "#dfe8a5")

LIGHT_PAPER, DARK_PAPER = "#fbfaf7", "#16171a"

#: Plotly's names of the filled marks by side; the ring is kept for denials.
SYMBOLS = ("triangle-up", "square", "diamond", "circle", "triangle-down", "pentagon", "star", "hexagram")

#: The mark of whoever speaks for no side, in gray.
NO_SIDE = "cross"

#: Plotly's names of hatchings by side, for bars.
PATTERNS = ("", "/", "x", "-", "\\", "|", "+", ".")

PALETTE: dict[str, dict[str, str]] = {
    "light": {"ink": "#1d1c1a", "soft": "#6a665e", "line": "#dedad0", **{f"side-{i}": c for i, c in enumerate(LIGHT_SIDES)}},
    "dark": {"ink": "#e9e6df", "soft": "#9c978d", "line": "#33343a", **{f"side-{i}": c for i, c in enumerate(DARK_SIDES)}},
}


def color_name(side_index: int | None) -> str:
    """Name of a side's color, a key of both palettes; counted round after `SIDES`, gray for no side."""
    return "soft" if side_index is None else f"side-{side_index % SIDES}"


def symbol_name(side_index: int | None) -> str:
    """Plotly's name of a side's filled mark."""
    return NO_SIDE if side_index is None else SYMBOLS[mark_index(side_index)]


def mark_index(side_index: int) -> int:
    """Which mark (and hatching) a side has, an index of `SYMBOLS` and `PATTERNS`; one further with each round of colors, so that 64 pairs differ."""
    return (side_index + side_index // SIDES) % SIDES
