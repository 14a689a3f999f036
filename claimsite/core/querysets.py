"""Conditions that the querysets of several apps share."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, IntegerField, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from claimsite.core.models import ReviewState
from claimsite.core.prepared import Place


def is_standing(path: str = "") -> Q:
    """That a reviewable row is one that readers see: neither rejected nor withdrawn; `path` leads to it ("statement__")."""
    return Q(**{f"{path}withdrawn_at__isnull": True}) & ~Q(**{f"{path}state": ReviewState.REJECTED})


def is_awaiting_review(path: str = "") -> Q:
    """That a reviewable row is a proposal that nobody has decided."""
    return Q(**{f"{path}withdrawn_at__isnull": True, f"{path}state": ReviewState.PROPOSED})


def is_among(path: str, ids: Iterable[int] | Place) -> Q:
    """That a number is one of many: they stand in the query itself, for handing over each by itself takes longer than the database takes to answer."""
    listed = ids.numbers if isinstance(ids, Place) else ",".join(str(int(pk)) for pk in ids)
    return Q(In(F(path), RawSQL(listed, ()))) if listed else Q(pk__in=[])  # noqa: S611 – whole numbers, or the place where they go


class CountedRows(Subquery):
    """How many rows a query for each row of another one finds; it may be bounded, as no count of Django's own can be."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
