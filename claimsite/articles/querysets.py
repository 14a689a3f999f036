"""Reads of articles."""

from __future__ import annotations

from django.db import models


class ArticleQuerySet(models.QuerySet):
    """Articles, read as English."""

    def newest_first(self) -> ArticleQuerySet:
        """By date of publication, then by arrival."""
        return self.order_by("-published_on", "-id")
