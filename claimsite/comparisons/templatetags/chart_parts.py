"""Charts as pages show them: rendered once for each drawing, as each is drawn once for its rows (`comparisons/drawing.py`)."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from analysis.figures import Figure
from claimsite.comparisons.drawing import REMEMBERED

register = template.Library()


class _Drawing:
    """A figure as itself, not as what it holds, which is long."""

    __slots__ = ("figure",)

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing) and other.figure is self.figure

    def __hash__(self) -> int:
        return id(self.figure)


@register.simple_tag
def chart(figure: Figure) -> SafeString:
    """The server's drawing, the same rows as a table, and the data for a live chart."""
    return _render(_Drawing(figure), get_language())


@lru_cache(maxsize=REMEMBERED)
def _render(drawing: _Drawing, language: str | None) -> SafeString:
    return SafeString(get_template("comparisons/_chart_part.html").render({"figure": drawing.figure}))
