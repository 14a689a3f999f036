"""Cells of the comparison table, made from plain values, so that each is made once (`core/parts.py`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.utils.safestring import SafeString

from claimsite.comparisons.presentation import STATUS_WORDS
from claimsite.core.palette import get_number
from claimsite.core.parts import render_part

if TYPE_CHECKING:
    from claimsite.comparisons.query import Query

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


class ChoiceValues(NamedTuple):
    """A side or a topic that can be chosen."""

    slug: str
    name: str
    is_chosen: bool


class FormValues(NamedTuple):
    """What to compare; `labels` of topic, first and last day."""

    sides: tuple[ChoiceValues, ...]
    topics: tuple[ChoiceValues, ...]
    labels: tuple[str, str, str]
    since: dt.date | None
    until: dt.date | None
    only: str
    sort: str
    is_open: bool


@register.simple_tag
def compare_form(form: Any, query: Query, choices: Mapping[str, Any], table: Mapping[str, Any]) -> SafeString:
    """What to compare, all of it in the address; open where there is nothing to see."""
    values = FormValues(
        sides=tuple(ChoiceValues(side.slug, side.local_name, side.pk in choices["chosen"]) for side in choices["sides"]),
        topics=tuple(ChoiceValues(topic.slug, str(topic), topic == query.topic) for topic in choices["topics"]),
        labels=(str(form["topic"].label), str(form["since"].label), str(form["until"].label)),
        since=query.since,
        until=query.until,
        only=query.only,
        sort=query.sort,
        is_open=not table["rows"],
    )
    return render_part("comparisons/_compare_form_part.html", values)


class RowHeadValues(NamedTuple):
    """The claim of a row: other words for it with their language, and how often each thing is done, in words."""

    url: str
    text: str
    language: str
    other: tuple[str, str] | None
    counts: tuple[tuple[str, int], ...]
    outlets: int


@register.simple_tag
def row_head(row: Mapping[str, Any]) -> SafeString:
    """The head of a row; plain data, of a live table or out of a snapshot."""
    claim, counts = row["claim"], row.get("counts") or {}
    other = next(((each["text"], each["language"]) for each in claim.get("other_wordings") or ()), None)
    done = tuple((str(STATUS_WORDS.get(status, "")), n) for status, n in (counts.get("by_status") or {}).items())
    values = RowHeadValues(claim["url"], claim["text"], claim["language"], other, done, counts.get("outlets") or 0)
    return render_part("comparisons/_row_head_part.html", values)


@register.filter
def count_further(versus: Sequence[Mapping[str, Any]]) -> int:
    """How many pairs contradict each other in a row besides the first, which is shown: two sentences of one side, or of one speaker of none, are one."""
    return max(len({frozenset(_tell_voice(each[end]) for end in "ab") for each in versus}) - 1, 0)


def _tell_voice(each: Mapping[str, Any]) -> Any:
    return each["side"] if each["side"] is not None else each["actor"] or each["source"] or f"statement {each['id']}"


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
