"""Words in our own fonts: which font has a letter, where a line breaks, and which size fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import ImageDraw, ImageFont

#: Fonts by style, those tried first in front; Hangul has one weight and stands behind all.
_FILES = {
    "serif": ("source-serif-4-latin-wght-normal", "source-serif-4-latin-ext-wght-normal", "source-serif-4-cyrillic-wght-normal"),
    "sans": ("source-sans-3-latin-wght-normal", "source-sans-3-latin-ext-wght-normal", "source-sans-3-cyrillic-wght-normal"),
}
_LAST = "noto-sans-kr-hangul-400-normal"
#: What stands for a letter that no font has.
_MISSING = "\ufffd"
#: What was left out, as newspapers write it, and the words for which it stands once.
_LEFT_OUT, _HOLES = "[…]", re.compile(f"{_MISSING}[\u0300-\u036f{_MISSING}]*(?:[^\\w{_MISSING}]*{_MISSING}[\u0300-\u036f{_MISSING}]*)*")
#: The size in which Hangul is measured.
_MEASURED = 64
#: Of the size, from one line to the next.
LEADING = 1.22


def _find(name: str) -> Path:
    return Path(settings.BASE_DIR) / "static" / "fonts" / f"{name}.woff2"


@lru_cache(maxsize=16)
def _read_letters(name: str) -> frozenset[int]:
    with TTFont(_find(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=4096)
def _find_font(letter: str, style: str) -> str:
    """The first font that has a letter; empty if none has."""
    return next((name for name in (*_FILES[style], _LAST) if ord(letter) in _read_letters(name)), "")


@lru_cache(maxsize=128)
def _load(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_find(name)), size)
    if name != _LAST:
        font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=8192)
def _measure(lettering: Lettering, words: str) -> float:
    """Each size that is tried measures the same words, some of them twice, and so does the next picture."""
    return sum(_measure_run(name, lettering, run) for name, run in lettering.split(words))


def _measure_run(name: str, lettering: Lettering, run: str) -> float:
    """Hangul is measured in one size alone: loading the font takes 8 ms, and its letters grow evenly."""
    size = _MEASURED if name == _LAST else lettering.size
    return _load(name, size, lettering.weight).getlength(run) * lettering.size / size


@dataclass(frozen=True, slots=True)
class Lettering:
    """A style, "serif" or "sans", in one size and weight."""

    style: str
    size: int
    weight: int = 400

    @property
    def leading(self) -> int:
        """From one line to the next, in pixels."""
        return round(self.size * LEADING)

    def measure(self, words: str) -> float:
        """Width in pixels."""
        return _measure(self, words)

    def draw(self, draw: ImageDraw.ImageDraw, place: tuple[float, float], words: str, color: str) -> None:
        """One line; `place` is the left end of its base line."""
        x, y = place
        for name, run in self.split(words):
            font = _load(name, self.size, self.weight)
            draw.text((x, y), run, font=font, fill=color, anchor="ls")
            x += font.getlength(run)

    def split(self, words: str) -> Iterator[tuple[str, str]]:
        """Runs of letters that one font has; marks stay with their letter where its font has them."""
        run, current = "", ""
        for letter in words:
            stays = current and (letter == " " or unicodedata.combining(letter)) and ord(letter) in _read_letters(current)
            name = current if stays else _find_font(letter, self.style)
            letter, name = (letter, name) if name else (_MISSING, _FILES[self.style][0])
            if name != current and run:
                yield current, run
                run = ""
            run, current = run + letter, name
        if run:
            yield current, run


def clean(words: str) -> str:
    """In one line, composed, without control characters and symbols; for words in a script that no font here has stands the sign of what is left out.

    Boxes in their place would look broken, and would tell no more; the picture's text for those who do not see it has all words.
    """
    composed = unicodedata.normalize("NFC", " ".join(words.split()))
    kept = (letter for letter in composed if unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk"))
    return _HOLES.sub(_LEFT_OUT, "".join(map(_replace, kept)))


def _replace(letter: str) -> str:
    """A letter, or what stands for it: of a mark above or below another letter nothing, for the letter says enough."""
    if letter == " " or _find_font(letter, "serif"):
        return letter
    return "" if unicodedata.combining(letter) else _MISSING


def break_lines(words: str, lettering: Lettering, width: float) -> list[str]:
    """Lines no wider than `width`, broken between words; a word that is wider is broken inside."""
    lines: list[str] = []
    line, reached, space = "", 0.0, lettering.measure(" ")
    for word in words.split(" "):
        wide = lettering.measure(word)
        if line and reached + space + wide <= width:
            line, reached = f"{line} {word}", reached + space + wide
            continue
        lines += [line] if line else []
        *broken, line = _break_word(word, lettering, width) if wide > width else [word]
        lines += broken
        reached = lettering.measure(line) if broken else wide
    return [*lines, line] if line else lines


def _break_word(word: str, lettering: Lettering, width: float) -> list[str]:
    parts = []
    while lettering.measure(word) > width and len(word) > 1:
        cut = next((n for n in range(len(word) - 1, 0, -1) if lettering.measure(word[:n]) <= width), 1)
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


def fit(words: str, style: str, *, sizes: tuple[int, int], box: tuple[float, float], weight: int = 400) -> tuple[Lettering, list[str]]:
    """The largest size in which the words fit into a box, none of them broken; words that do not fit even in the smallest are cut, with an ellipsis.

    Args:
        words: cleaned; closing quotation marks stay where they are cut.
        style: "serif" or "sans".
        sizes: largest and smallest, in pixels.
        box: width and height in pixels.
        weight: from 200 to 900.
    """
    words = words if len(words) <= 600 else words[:599] + words[-1]
    low, high = 0, (sizes[0] - sizes[1]) // 4
    found = _try(words, Lettering(style, sizes[1], weight), box)
    while low < high:
        middle = (low + high + 1) // 2
        bigger = Lettering(style, sizes[1] + 4 * middle, weight)
        fitting = _try(words, bigger, box)
        low, high, found = (middle, high, fitting) if fitting else (low, middle - 1, found)
    lettering = Lettering(style, sizes[1] + 4 * low, weight)
    return lettering, found or _cut(words, lettering, box)


def _try(words: str, lettering: Lettering, box: tuple[float, float]) -> list[str]:
    """The lines, none if they are too many or a word is too wide."""
    if max(map(lettering.measure, words.split(" ")), default=0.0) > box[0]:
        return []
    lines = break_lines(words, lettering, box[0])
    return lines if len(lines) * lettering.leading <= box[1] else []


def _cut(words: str, lettering: Lettering, box: tuple[float, float]) -> list[str]:
    lines = break_lines(words, lettering, box[0])
    count = max(1, int(box[1] // lettering.leading))
    if len(lines) <= count:
        return lines
    end = f"…{words[-1]}" if words[-1] in "“”»" else "…"
    last = lines[count - 1]
    while lettering.measure(last + end) > box[0] and last:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: count - 1], last.rstrip(" ,;:–—-") + end]
