"""Reads of claims and their relations."""

from __future__ import annotations

from django.db import models

from claimsite.core.models import ReviewState


class ClaimQuerySet(models.QuerySet):
    """Claims, read as English."""

    def standing(self) -> ClaimQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class ClaimRelationQuerySet(models.QuerySet):
    """Relations between claims, read as English."""

    def standing(self) -> ClaimRelationQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(withdrawn_at__isnull=True).exclude(state=ReviewState.REJECTED)
