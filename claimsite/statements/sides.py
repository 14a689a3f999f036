"""Sides as menus offer them, and sides by their ids."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor

#: Longer menus nobody reads; what is missing there still works in the address.
MENU = 100


@prepared
def read_sides() -> QuerySet[Actor]:
    """The first sides by name."""
    return Actor.objects.standing().sides().order_by("name")[:MENU]


@prepared
def read_actors(ids: Any) -> QuerySet[Actor]:
    """Actors by their ids, in no order."""
    return Actor.objects.filter(is_among("pk", ids)).order_by()
