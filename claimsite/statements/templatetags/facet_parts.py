"""What a list of statements can be narrowed down to, made from plain values, so that it is made once (`core/parts.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from claimsite.core.palette import get_number
from claimsite.core.parts import render_part

if TYPE_CHECKING:
    from claimsite.statements.facets import Choice, Facets

register = template.Library()


class ChoiceValues(NamedTuple):
    """One value of a facet; sides have a mark, by their number."""

    value: str
    label: str
    statements: int
    parameters: str
    is_chosen: bool
    has_mark: bool
    number: int | None


class FacetValues(NamedTuple):
    """A question with its answers."""

    name: str
    label: str
    choices: tuple[ChoiceValues, ...]


class FacetsValues(NamedTuple):
    """All facets above a list at an address."""

    url: str
    questions: tuple[FacetValues, ...]
    total: int
    is_more: bool
    is_filtered: bool


@register.simple_tag
def facet_choices(facets: Facets, is_filtered: bool) -> SafeString:
    """What can be chosen, with counts."""
    questions = tuple(FacetValues(facet.name, facet.label, tuple(_describe(choice) for choice in facet.choices)) for facet in facets.facets)
    values = FacetsValues(reverse("statements:statement_list"), questions, facets.total, facets.is_more, is_filtered)
    return render_part("statements/_facets_part.html", values)


def _describe(choice: Choice) -> ChoiceValues:
    has_mark = choice.side is not None
    return ChoiceValues(choice.value, choice.label, choice.count, choice.parameters, choice.is_chosen, has_mark, get_number(choice.side))
