"""SVG by hand: small, without style attributes (which a strict content security policy blocks), everything foreign escaped.

Colors are presentation attributes on groups of class ``side-N``, ``soft`` or ``line``, so a style sheet can replace them for dark paper.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from analysis.figures.escape import for_svg
from analysis.figures.marks import Mark, wrap_label
from analysis.figures.palette import PALETTE, color_name, symbol_name

#: Drawings up to this wide, pixels, shrink into a phone; wider ones would be too small to read there, and scroll.
_SMALL = 480
#: Half the width of a mark, pixels.
RADIUS = 8.0


def number(value: float) -> str:
    """At most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def text(x: float, y: float, words: str, *, anchor: str = "start", css: str = "") -> str:
    """One line of text with its baseline at `y`."""
    named = f' class="{css}" color="{PALETTE["light"][css]}"' if css else ""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" fill="currentColor"{named}>{for_svg(words)}</text>'


def label(x: float, y: float, words: str, width: int, *, anchor: str = "start") -> str:
    """A label of up to two lines, centered on `y`."""
    lines = wrap_label(words, width)
    first = y + 4 - 7 * (len(lines) - 1)
    return "".join(text(x, first + 14 * i, line, anchor=anchor) for i, line in enumerate(lines))


def key_lines(x: float, y: float, key: str, width: float) -> tuple[str, float]:
    """The key to the forms in as many lines as the width asks for, and the height they take."""
    lines = textwrap.wrap(key, width=max(30, int(width / 6.8)))
    return "".join(text(x, y + 17 * i, line, css="soft") for i, line in enumerate(lines)), 17.0 * len(lines)


def rule(x1: float, y1: float, x2: float, y2: float, *, css: str = "line") -> str:
    """A faint line of the grid, or one between marks ("soft")."""
    return f'<path class="{css}" color="{PALETTE["light"][css]}" stroke="currentColor" fill="none" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'


def color_group(side_index: int | None, inside: str) -> str:
    """Shapes in a side's color; None is the soft gray of silence and of no side."""
    name = color_name(side_index)
    return f'<g class="{name}" color="{PALETTE["light"][name]}">{inside}</g>'


def link(url: str | None, hover: str, inside: str) -> str:
    """Shapes with a title, and around them the link if there is an address."""
    titled = f"<g><title>{for_svg(hover)}</title>{inside}</g>"
    return titled if url is None else f'<a href="{for_svg(url)}" aria-label="{for_svg(hover)}">{titled}</a>'


def draw_mark(mark: Mark, x: float, y: float) -> str:
    """A mark at pixels: the side's shape filled, a struck ring, an open ring or a dot."""
    if mark.form == "dot":
        return link(mark.url, mark.hover, color_group(None, circle(x, y, 2.5, filled=True)))
    if mark.form == "filled":
        shape = _shape(symbol_name(mark.side_index), x, y)
    else:
        shape = circle(x, y, RADIUS, filled=False)
        if mark.form == "ring":
            reach = RADIUS * 0.7
            shape += (
                f'<path stroke="currentColor" stroke-width="2.5" d="M{number(x - reach)} {number(y - reach)}L{number(x + reach)} {number(y + reach)}'
                f'M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}"/>'
            )
    return link(mark.url, mark.hover, color_group(mark.side_index, shape))


def circle(x: float, y: float, radius: float, *, filled: bool) -> str:
    """A disc or a ring."""
    paint = 'fill="currentColor"' if filled else 'fill="none" stroke="currentColor" stroke-width="2.5"'
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {paint}/>'


def draw_shape(side_index: int | None, x: float, y: float, scale: float = 1.0) -> str:
    """A side's filled mark of any size."""
    shape = _shape(symbol_name(side_index), 0 if scale != 1.0 else x, 0 if scale != 1.0 else y)
    return shape if scale == 1.0 else f'<g transform="translate({number(x)} {number(y)}) scale({scale:.2f})">{shape}</g>'


def _shape(symbol: str, x: float, y: float) -> str:
    if symbol == "circle":
        return circle(x, y, RADIUS, filled=True)
    if symbol == "square":
        return f'<rect x="{number(x - 7)}" y="{number(y - 7)}" width="14" height="14" fill="currentColor"/>'
    if symbol == "cross":
        a, b = 2.6, 8.0
        steps = [(-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a)]
        path = "L".join(f"{number(x + dx)} {number(y + dy)}" for dx, dy in steps)
        return f'<path fill="currentColor" d="M{path}Z"/>'
    corners, turn, inner = {
        "triangle-up": (3, 0.0, 1.0),
        "diamond": (4, 0.0, 1.0),
        "triangle-down": (3, 180.0, 1.0),
        "pentagon": (5, 0.0, 1.0),
        "star": (5, 0.0, 0.45),
        "hexagram": (6, 0.0, 0.58),
    }[symbol]
    return f'<path fill="currentColor" d="{_polygon(x, y, corners, turn, inner)}"/>'


def _polygon(x: float, y: float, corners: int, turn: float, inner: float) -> str:
    """Path of a regular polygon with a corner on top, or of a star if `inner` is below 1."""
    steps = corners if inner == 1.0 else corners * 2
    points = []
    for i in range(steps):
        radius = (RADIUS + 2) * (inner if inner != 1.0 and i % 2 else 1.0)
        angle = math.radians(turn - 90 + 360 * i / steps)
        points.append(f"{number(x + radius * math.cos(angle))} {number(y + radius * math.sin(angle))}")
    return f"M{'L'.join(points)}Z"


def frame(width: float, height: float, title: str, summary: str, parts: Sequence[str]) -> str:
    """The whole picture: a group, not an image, because its marks are links."""
    name, css = for_svg(f"{title}. {summary}"), "figure-svg figure-svg--small" if width <= _SMALL else "figure-svg"
    box = f'width="{number(width)}" viewBox="0 0 {number(width)} {number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" {box} role="group" aria-label="{name}" font-size="13" fill="none">{"".join(parts)}</svg>'
