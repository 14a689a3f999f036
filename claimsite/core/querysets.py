"""Conditions that the querysets of several apps share."""

from __future__ import annotations

from django.db.models import Q

from claimsite.core.models import ReviewState


def is_standing(path: str = "") -> Q:
    """That a reviewable row is one that readers see: neither rejected nor withdrawn; `path` leads to it ("statement__")."""
    return Q(**{f"{path}withdrawn_at__isnull": True}) & ~Q(**{f"{path}state": ReviewState.REJECTED})


def is_awaiting_review(path: str = "") -> Q:
    """That a reviewable row is a proposal that nobody has decided."""
    return Q(**{f"{path}withdrawn_at__isnull": True, f"{path}state": ReviewState.PROPOSED})
