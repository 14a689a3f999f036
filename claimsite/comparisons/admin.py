"""Comparisons for superusers, to look at: their people edit them on their own pages; snapshots never change."""

from __future__ import annotations

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from claimsite.comparisons.models import Comparison
from claimsite.core.admin import ReadOnly


@admin.register(Comparison)
class ComparisonAdmin(ReadOnly, SimpleHistoryAdmin):
    """Saved comparisons."""

    list_display = ["title", "slug", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["title", "slug"]
