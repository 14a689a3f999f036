"""Reads of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from claimsite.articles.models import Article, Outlet


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, read as English."""

    def newest_first(self) -> ArticleQuerySet:
        """By date of publication, then by arrival."""
        return self.order_by("-published_on", "-id")

    def behind(self, article: Article) -> ArticleQuerySet:
        """Those that follow `article` in `newest_first` order: the next page, without counting what lies before it."""
        return self.filter(models.Q(published_on__lt=article.published_on) | models.Q(published_on=article.published_on, id__lt=article.pk))

    def before(self, article: Article) -> ArticleQuerySet:
        """Those that stand before `article` in `newest_first` order."""
        return self.filter(models.Q(published_on__gt=article.published_on) | models.Q(published_on=article.published_on, id__gt=article.pk))

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
