"""Reads of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from claimsite.articles.models import Article, Outlet  # noqa: F401 – the base class names it


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets, read as English."""

    def standing(self) -> OutletQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, read as English."""

    def newest_first(self) -> ArticleQuerySet:
        """By date of publication, then by arrival."""
        return self.order_by("-published_on", "-id")

    def in_language(self, code: str) -> ArticleQuerySet:
        """Those of one language."""
        return self.filter(language=code)

    def from_outlet(self, outlet: Outlet) -> ArticleQuerySet:
        """Those of one outlet."""
        return self.filter(outlet=outlet)

    def with_outlet(self) -> ArticleQuerySet:
        """With the publisher at hand, in the same query."""
        return self.select_related("outlet")

    def with_text(self, sha256: str) -> ArticleQuerySet:
        """Those that have, or once had, the text with this sum."""
        return self.filter(versions__sha256=sha256).distinct()
