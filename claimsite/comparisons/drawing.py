"""Figures are drawn once for the same rows: a drawing depends on nothing but its rows and the language, so none can be stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from analysis.figures import Figure

#: Drawings that a process remembers; each has at most 200 marks and takes up to 200 KB.
REMEMBERED = 64


def draw(build: Callable[..., Figure], rows: Iterable[Any], *, language: str) -> Figure:
    """The figure that `build` makes of these rows, which must be frozen; nobody may change what comes back."""
    return _draw(build, tuple(rows), language)


@lru_cache(maxsize=REMEMBERED)
def _draw(build: Callable[..., Figure], rows: tuple[Any, ...], language: str) -> Figure:
    return build(list(rows), language=language)
