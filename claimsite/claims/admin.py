"""Topics and claims for superusers; stances and relations are decided on the site's own pages, which write history."""

from __future__ import annotations

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from claimsite.claims.models import Claim, Topic


@admin.register(Topic)
class TopicAdmin(SimpleHistoryAdmin):
    """Disputes."""

    list_display = ["title", "slug", "is_named_by_hand", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["title"]
    raw_id_fields = ["merged_into"]


@admin.register(Claim)
class ClaimAdmin(SimpleHistoryAdmin):
    """Checkable sentences."""

    list_display = ["__str__", "topic", "language", "worded_by"]
    list_filter = ["language"]
    list_select_related = ["topic", "worded_by"]
    search_fields = ["text"]
    raw_id_fields = ["topic", "worded_by", "merged_into"]
