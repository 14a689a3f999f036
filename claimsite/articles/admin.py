"""Outlets and articles for superusers; texts are read only, they never change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from claimsite.articles.models import Article, ArticleVersion, Feed, Outlet


@admin.register(Outlet)
class OutletAdmin(SimpleHistoryAdmin):
    """Publishers."""

    list_display = ["name", "country", "merged_into"]
    search_fields = ["name", "hosts__host"]
    raw_id_fields = ["merged_into"]


@admin.register(Feed)
class FeedAdmin(SimpleHistoryAdmin):
    """Feeds with what their last reading said."""

    list_display = ["url", "outlet", "is_active", "polled_at", "failure_count"]
    raw_id_fields = ["outlet"]
    readonly_fields = ["etag", "last_modified", "polled_at", "succeeded_at", "failure_count", "last_error"]


@admin.register(Article)
class ArticleAdmin(SimpleHistoryAdmin):
    """Articles; their text is in the versions."""

    list_display = ["title", "outlet", "language", "published_on", "is_sample"]
    list_filter = ["language", "is_sample"]
    list_select_related = ["outlet"]
    search_fields = ["title"]
    raw_id_fields = ["outlet", "added_by"]
    readonly_fields = ["language", "added_at", "copies"]


@admin.register(ArticleVersion)
class ArticleVersionAdmin(admin.ModelAdmin):
    """Texts, to read."""

    list_display = ["title", "article", "number", "read_at", "is_current"]
    search_fields = ["title", "sha256"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only actions add versions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version never changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Statements point into it."""
        return False
