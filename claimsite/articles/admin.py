"""Outlets, feeds and articles for superusers, to look at: they are put right on the site's own pages; texts never change."""

from __future__ import annotations

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from claimsite.articles.models import Article, ArticleVersion, Feed, Outlet
from claimsite.core.admin import ReadOnly


@admin.register(Outlet)
class OutletAdmin(ReadOnly, SimpleHistoryAdmin):
    """Publishers."""

    list_display = ["name", "country", "merged_into"]
    search_fields = ["name", "hosts__host"]


@admin.register(Feed)
class FeedAdmin(ReadOnly, SimpleHistoryAdmin):
    """Feeds with what their last reading said."""

    list_display = ["url", "outlet", "is_active", "polled_at", "failure_count"]


@admin.register(Article)
class ArticleAdmin(ReadOnly, SimpleHistoryAdmin):
    """Articles; their text is in the versions."""

    list_display = ["title", "outlet", "language", "published_on", "is_sample"]
    list_filter = ["language", "is_sample"]
    list_select_related = ["outlet"]
    search_fields = ["title"]


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnly, admin.ModelAdmin):
    """Texts."""

    list_display = ["title", "article", "number", "read_at", "is_current"]
    search_fields = ["title", "sha256"]
