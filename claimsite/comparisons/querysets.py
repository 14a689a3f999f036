"""Reads of comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claimsite.core.models import User


class ComparisonQuerySet(models.QuerySet):
    """Comparisons, read as English."""

    def published(self) -> ComparisonQuerySet:
        """Those that everybody finds and reads."""
        return self.filter(visibility="published")

    def of(self, user: User) -> ComparisonQuerySet:
        """Those that a person owns or edits."""
        return self.filter(models.Q(owner=user) | models.Q(editors=user)).distinct()

    def visible_to(self, user: User | AnonymousUser) -> ComparisonQuerySet:
        """Those that a person reads without a secret link: what is published, and what is theirs; admins do not see others' drafts either."""
        if not user.is_authenticated or not user.is_active:
            return self.published()
        return self.filter(models.Q(visibility="published") | models.Q(owner=user) | models.Q(editors=user)).distinct()

    def newest_first(self) -> ComparisonQuerySet:
        """By the time they were saved."""
        return self.order_by("-created_at", "-id")

    def with_snapshots(self) -> ComparisonQuerySet:
        """With owner and all snapshots at hand, the latest first, without their content."""
        snapshots = self.model._meta.get_field("snapshots").related_model._default_manager.defer("content").order_by("-number")
        return self.select_related("owner").prefetch_related(models.Prefetch("snapshots", queryset=snapshots))
