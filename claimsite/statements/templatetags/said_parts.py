"""A statement as it stands in lists: who does what, in which words, where; made from plain values, so that it is made once (`core/parts.py`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.utils.safestring import SafeString

from claimsite.core.models import ReviewState
from claimsite.core.palette import get_number
from claimsite.core.parts import render_part
from claimsite.statements.models import Act, ActorKind
from claimsite.statements.naming import name_in_reason, name_locally

if TYPE_CHECKING:
    from claimsite.statements.models import Statement

register = template.Library()


class Copy(NamedTuple):
    """Another outlet that carries the statement with the text they share."""

    outlet: str
    article: int
    pk: int


class Said(NamedTuple):
    """All that is shown of a statement; `side` is empty where it is the speaker, `number` tells its color and mark."""

    pk: int
    article: int
    number: int | None
    actor: str
    slug: str
    side: str
    source: str
    language: str
    act: str
    type: str
    content: str
    outlet: str
    published_on: dt.date
    copies: tuple[Copy, ...]
    query: str
    is_plain: bool


class ListedValues(NamedTuple):
    """A statement in a list."""

    said: Said
    state: str


@register.filter
def act_in_words(act: str) -> str:
    """What a speaker does, in the words of the interface."""
    return str(Act(act).label) if act in Act.values else act


@register.filter
def state_in_words(state: str) -> str:
    """What was decided, in the words of the interface."""
    return str(ReviewState(state).label)


@register.filter
def kind_in_words(kind: str) -> str:
    """What a speaker is, in the words of the interface."""
    return str(ActorKind(kind).label) if kind in ActorKind.values else kind


@register.filter
def in_local_name(other: Mapping[str, Any]) -> str:
    """An actor that the machine considered, as the reader knows it."""
    return name_locally(str(other["name"]), other.get("names"))


register.filter("naming", name_in_reason)


@register.simple_tag
def said(statement: Any, query: str = "", is_plain: bool = False) -> SafeString:
    """A statement in two lines; `query` marks words that were searched for, `is_plain` leaves outlet and day off."""
    return render_part("statements/_said_part.html", describe(statement, query=query or "", is_plain=is_plain))


@register.simple_tag
def listed(statement: Any, query: str = "") -> SafeString:
    """A statement in a list, with the way to its context and what was decided."""
    return render_part("statements/_listed_part.html", ListedValues(describe(statement, query=query or ""), statement.state))


def describe(row: Statement, *, query: str = "", is_plain: bool = False) -> Said:
    """The values of a statement; needs its people at hand, and unless plain its article's outlet."""
    actor, side = row.actor, row.side
    copies = () if is_plain else tuple(Copy(str(copy.article.outlet), copy.article_id, copy.pk) for copy in row.also_in)
    return Said(
        pk=row.pk,
        article=row.article_id,
        number=get_number(side),
        actor=actor.local_name if actor is not None else "",
        slug=actor.slug if actor is not None else "",
        side=side.local_name if side is not None and side != actor else "",
        source=row.source,
        language=row.language,
        act=row.act,
        type=row.type,
        content=row.content,
        outlet="" if is_plain else str(row.article.outlet),
        published_on=row.published_on,
        copies=copies,
        query=query,
        is_plain=is_plain,
    )
