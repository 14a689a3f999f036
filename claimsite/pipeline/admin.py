"""Jobs, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claimsite.pipeline.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """What the worker did and what failed; people retry on the job's own page."""

    list_display = ["id", "kind", "state", "stage", "attempts", "error_code", "created_at", "finished_at"]
    list_filter = ["state", "kind", "error_code"]
    raw_id_fields = ["article", "created_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only actions add jobs."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only actions change them."""
        return False
