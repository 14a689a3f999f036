"""Drawing a card: large words, a color and a mark for each side; legible at a quarter of the size."""

from __future__ import annotations

import io
import math
import threading

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from analysis.figures.palette import LIGHT_PAPER, LIGHT_SIDES, PALETTE, mark_index
from claimsite.comparisons.pictures.cards import Card, Voice
from claimsite.comparisons.pictures.lettering import Lettering, clean, fit
from claimsite.comparisons.pictures.size import HEIGHT, WIDTH

MARGIN = 56
_INK, _SOFT, _LINE = (PALETTE["light"][name] for name in ("ink", "soft", "line"))
_GRID, _SMOOTHING = 20, 4
# Fonts are shared by all threads.
_lock = threading.Lock()


def draw_card(card: Card) -> bytes:
    """A PNG file of 1200 × 630 pixels."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), LIGHT_PAPER)
    draw = ImageDraw.Draw(picture)
    with _lock:
        top = _draw_heading(draw, clean(card.heading), is_alone=not card.voices)
        count = len(card.voices)
        for i, voice in enumerate(card.voices):
            width = (WIDTH - 2 * MARGIN - (count - 1) * 48) / count
            _draw_voice(picture, draw, voice, (MARGIN + i * (width + 48), top + 20, width, HEIGHT - 84 - top - 20))
        _draw_foot(draw, clean(card.foot))
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def _draw_heading(draw: ImageDraw.ImageDraw, words: str, *, is_alone: bool) -> float:
    """The heading; gives where it ends."""
    sizes, height = ((72, 48), 400.0) if is_alone else ((48, 40), 110.0)
    lettering, lines = fit(words, "serif", sizes=sizes, box=(WIDTH - 2 * MARGIN, height), weight=600)
    y = MARGIN + lettering.size * 0.72
    for line in lines:
        lettering.draw(draw, (MARGIN, y), line, _INK)
        y += lettering.leading
    return y - lettering.leading * 0.7


def _draw_voice(picture: Image.Image, draw: ImageDraw.ImageDraw, voice: Voice, box: tuple[float, float, float, float]) -> None:
    """A side: a bar in its color, mark and name, what it does, its words, who they are from."""
    x, y, width, height = box
    color = _SOFT if voice.side is None else LIGHT_SIDES[voice.side % len(LIGHT_SIDES)]
    draw.rectangle((x, y, x + width, y + 7), fill=color)
    picture.paste(Image.new("RGB", (36, 36), color), (round(x), round(y + 27)), _draw_mark(voice.side, 36))
    name, lines = fit(clean(voice.name), "sans", sizes=(40, 32), box=(width - 50, 50), weight=700)
    name.draw(draw, (x + 48, y + 58), lines[0], color)
    does, space = Lettering("sans", 34), 12
    end = x + 48 + name.measure(lines[0]) + space
    top = y + 84
    if end + does.measure(voice.does) <= x + width:
        does.draw(draw, (end, y + 58), voice.does, _SOFT)
    else:
        does.draw(draw, (x, y + 100), voice.does, _SOFT)
        top = y + 118
    who, about = fit(clean(voice.who), "sans", sizes=(28, 28), box=(width, 2 * 34))
    bottom = y + height - 6 - who.leading * len(about)
    words, lines = fit(clean(voice.words), "serif", sizes=(76, 38), box=(width, bottom - top), weight=500)
    for i, line in enumerate(lines):
        words.draw(draw, (x, top + words.size * 0.95 + i * words.leading), line, _INK)
    for i, line in enumerate(reversed(about)):
        who.draw(draw, (x, y + height - 8 - i * who.leading), line, _SOFT)


def _draw_foot(draw: ImageDraw.ImageDraw, words: str) -> None:
    draw.line((MARGIN, HEIGHT - 68, WIDTH - MARGIN, HEIGHT - 68), fill=_LINE, width=2)
    name, plain = Lettering("sans", 30, 700), Lettering("sans", 28)
    name.draw(draw, (MARGIN, HEIGHT - 28), "Claimsite", _INK)
    left = MARGIN + name.measure("Claimsite") + 16
    plain.draw(draw, (left, HEIGHT - 28), str(_("who said what")), _SOFT)
    plain.draw(draw, (WIDTH - MARGIN - plain.measure(words), HEIGHT - 28), words, _SOFT)


def _draw_mark(number: int | None, size: int) -> Image.Image:
    """The shape of static/img/marks.svg, as a mask with smooth edges."""
    scale = size * _SMOOTHING / _GRID
    mask = Image.new("L", (size * _SMOOTHING,) * 2)
    draw = ImageDraw.Draw(mask)
    if number is not None and mark_index(number) == 3:
        draw.ellipse((scale, scale, 19 * scale, 19 * scale), fill=255)
    else:
        draw.polygon([(x * scale, y * scale) for x, y in _list_corners(number)], fill=255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _list_corners(number: int | None) -> list[tuple[float, float]]:
    if number is None:
        return [(7, 1), (13, 1), (13, 7), (19, 7), (19, 13), (13, 13), (13, 19), (7, 19), (7, 13), (1, 13), (1, 7), (7, 7)]
    shapes: dict[int, list[tuple[float, float]]] = {
        0: [(10, 1), (19.5, 18.5), (0.5, 18.5)],
        1: [(2, 2), (18, 2), (18, 18), (2, 18)],
        2: [(10, 0), (20, 10), (10, 20), (0, 10)],
        4: [(10, 19), (0.5, 1.5), (19.5, 1.5)],
        5: _turn(5, 10, 10),
        6: _turn(10, 10, 4.2),
        7: _turn(12, 10, 5.8),
    }
    return shapes[mark_index(number)]


def _turn(corners: int, outer: float, inner: float) -> list[tuple[float, float]]:
    """Corners on a circle, every second one on an inner circle, the first on top."""
    radii = [outer if i % 2 == 0 else inner for i in range(corners)]
    angles = [2 * math.pi * i / corners for i in range(corners)]
    return [(10 + radius * math.sin(angle), 10 - radius * math.cos(angle)) for radius, angle in zip(radii, angles, strict=True)]
