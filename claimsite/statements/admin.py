"""Actors for superusers; statements to look at: they are decided and corrected on the site's own pages, which write history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from claimsite.statements.models import Actor, Affiliation, ExtractionRun, Statement


@admin.register(Actor)
class ActorAdmin(SimpleHistoryAdmin):
    """Persons, bodies, states and groups."""

    list_display = ["name", "kind", "side", "merged_into"]
    list_filter = ["kind"]
    list_select_related = ["side", "merged_into"]
    search_fields = ["name", "names__name"]
    raw_id_fields = ["side", "merged_into"]


@admin.register(Affiliation)
class AffiliationAdmin(SimpleHistoryAdmin):
    """Offices, with the days they were seen on."""

    list_display = ["actor", "organization", "role", "seen_first_on", "seen_last_on"]
    list_select_related = ["actor", "organization"]
    raw_id_fields = ["actor", "organization"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only actions add rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only actions change them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is lost."""
        return False


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements."""

    list_display = ["__str__", "actor", "act", "state", "published_on"]
    list_filter = ["state", "act", "language"]
    list_select_related = ["actor"]
    search_fields = ["content"]


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnlyAdmin):
    """Readings of texts by the machine."""

    list_display = ["__str__", "code_version", "started_at", "finished_at"]
    list_select_related = ["version"]
