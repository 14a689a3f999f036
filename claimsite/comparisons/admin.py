"""Comparisons for superusers; snapshots never change."""

from __future__ import annotations

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from claimsite.comparisons.models import Comparison


@admin.register(Comparison)
class ComparisonAdmin(SimpleHistoryAdmin):
    """Saved comparisons."""

    list_display = ["title", "slug", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["title", "slug"]
    raw_id_fields = ["owner"]
    readonly_fields = ["query"]
