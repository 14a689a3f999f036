"""Marks of sides on paper, where no other file can be named by a drawing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from analysis.figures.palette import LIGHT_SIDES, PALETTE
from claimsite.core.palette import get_number, name_mark

register = template.Library()
#: What readers hear instead of a mark; the side's name follows.
NAMES = {
    "side-0": _("triangle"),
    "side-1": _("square"),
    "side-2": _("diamond"),
    "side-3": _("disc"),
    "side-4": _("triangle pointing down"),
    "side-5": _("pentagon"),
    "side-6": _("star"),
    "side-7": _("star with six points"),
    "side-none": _("cross"),
}
_SVG = "{http://www.w3.org/2000/svg}"


@register.simple_tag
def paper_mark(side: Any) -> SafeString:
    """A side's mark with its shape and color in itself, for the typesetter takes neither from elsewhere; in the PDF file its title is its text."""
    number = get_number(side)
    color = PALETTE["light"]["soft"] if number is None else LIGHT_SIDES[number % len(LIGHT_SIDES)]
    markup = (
        '<svg class="mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="10" height="10" fill="{}" aria-hidden="true"><title>{}</title>{}</svg>'
    )
    return format_html(markup, color, NAMES[name_mark(number)], _read_shapes()[name_mark(number)])


@cache
def _read_shapes() -> dict[str, SafeString]:
    """The shapes of static/img/marks.svg by name."""
    root = ElementTree.parse(Path(settings.BASE_DIR) / "static" / "img" / "marks.svg").getroot()  # noqa: S314 – a file of ours
    return {symbol.get("id", ""): mark_safe("".join(_write(shape) for shape in symbol)) for symbol in root.iter(f"{_SVG}symbol")}  # noqa: S308 – likewise


def _write(shape: ElementTree.Element) -> SafeString:
    attributes = mark_safe("".join(format_html(' {}="{}"', name, value) for name, value in shape.items()))  # noqa: S308 – escaped one by one
    return format_html("<{}{}/>", shape.tag.removeprefix(_SVG), attributes)
