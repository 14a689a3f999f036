"""Cells of the comparison table, made from plain values, so that each is made once (`core/parts.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString

from claimsite.comparisons.presentation import STATUS_WORDS
from claimsite.core.palette import get_number
from claimsite.core.parts import render_part

register = template.Library()


class StatementValues(NamedTuple):
    """What a cell shows of a statement; `context_url` is empty where the statement has a page of its own, as in every live table."""

    id: int
    act: str
    language: str
    type: str
    quote: str
    actor: str
    source: str
    outlet: str
    published_on: str
    url: str
    context_url: str
    also_in: tuple[str, ...]
    state: str


class CellValues(NamedTuple):
    """What one side does with a claim."""

    column: int
    number: int | None
    name: str
    statements: tuple[StatementValues, ...]
    more: int


@register.simple_tag
def cell(given: Mapping[str, Any], sides: list[Mapping[str, Any]], place: int) -> SafeString:
    """The cell at a place of its row; plain data, of a live table or out of a snapshot."""
    side = sides[place] if place < len(sides) else {}
    statements = tuple(_describe(each) for each in given["statements"])
    values = CellValues(given["side"], get_number(side) if side else None, str(side.get("name", "")), statements, given.get("more") or 0)
    return render_part("comparisons/_cell_part.html", values)


def _describe(each: Mapping[str, Any]) -> StatementValues:
    status = each.get("status", "")
    return StatementValues(
        id=each["id"],
        act=str(STATUS_WORDS.get(status, "")),
        language=each["language"],
        type=each["type"],
        quote=each["quote"],
        actor=each["actor"] or "",
        source=each["source"] or "",
        outlet=each["outlet"],
        published_on=each["published_on"],
        url=each["url"],
        context_url=each.get("context_url") or "",
        also_in=tuple(each.get("also_in") or ()),
        state=each["state"],
    )
