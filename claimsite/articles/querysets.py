"""Reads of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from claimsite.core.querysets import is_standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimsite.articles.models import Article, Outlet


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets, read as English."""

    def standing(self) -> OutletQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def named_like(self, words: str) -> OutletQuerySet:
        """Those whose name or host contains these words."""
        return self.filter(models.Q(name__icontains=words) | models.Q(hosts__host__icontains=words)).distinct()


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, read as English."""

    def newest_first(self) -> ArticleQuerySet:
        """By date of publication, then by arrival."""
        return self.order_by("-published_on", "-id")

    def from_outlet(self, outlet: Outlet) -> ArticleQuerySet:
        """Those of one outlet."""
        return self.filter(outlet=outlet)

    def with_outlet(self) -> ArticleQuerySet:
        """With the publisher at hand, in the same query."""
        return self.select_related("outlet")

    def same_text_as(self, article: Article) -> ArticleQuerySet:
        """Other articles with the same text, the oldest first; none if it is no copy."""
        if article.copies_id is None:
            return self.none()
        return self.in_copies(article.copies_id, article.pk)

    def in_copies(self, group: Any, article: Any) -> ArticleQuerySet:
        """Those with one text, the oldest first, without one of them; by ids, or places of a prepared query."""
        return self.filter(copies=group).exclude(pk=article).order_by("published_on", "id")

    def count_statements(self, ids: Iterable[int]) -> dict[int, int]:
        """How many statements stand in each of these articles, by id."""
        counted = self.filter(pk__in=list(ids)).annotate(n=models.Count("statements", filter=is_standing("statements__")))
        return dict(counted.order_by().values_list("pk", "n"))

    def with_text(self, sha256: str) -> ArticleQuerySet:
        """Those that have, or once had, the text with this sum."""
        return self.filter(versions__sha256=sha256).distinct()
