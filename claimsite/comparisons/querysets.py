"""Reads of comparisons."""

from __future__ import annotations

from django.db import models


class ComparisonQuerySet(models.QuerySet):
    """Comparisons, read as English."""

    def newest_first(self) -> ComparisonQuerySet:
        """By the time they were saved."""
        return self.order_by("-created_at", "-id")

    def with_snapshots(self) -> ComparisonQuerySet:
        """With owner and all snapshots at hand, the latest first, without their content."""
        snapshots = self.model._meta.get_field("snapshots").related_model._default_manager.defer("content").order_by("-number")
        return self.select_related("owner").prefetch_related(models.Prefetch("snapshots", queryset=snapshots))
