"""Actors and statements for superusers, to look at: they are decided and corrected on the site's own pages."""

from __future__ import annotations

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from claimsite.core.admin import ReadOnly
from claimsite.statements.models import Actor, Affiliation, ExtractionRun, Statement


@admin.register(Actor)
class ActorAdmin(ReadOnly, SimpleHistoryAdmin):
    """Persons, bodies, states and groups."""

    list_display = ["name", "kind", "side", "merged_into"]
    list_filter = ["kind"]
    list_select_related = ["side", "merged_into"]
    search_fields = ["name", "names__name"]


@admin.register(Affiliation)
class AffiliationAdmin(ReadOnly, SimpleHistoryAdmin):
    """Offices, with the days they were seen on."""

    list_display = ["actor", "organization", "role", "seen_first_on", "seen_last_on"]
    list_select_related = ["actor", "organization"]


@admin.register(Statement)
class StatementAdmin(ReadOnly, admin.ModelAdmin):
    """Statements."""

    list_display = ["__str__", "actor", "act", "state", "published_on"]
    list_filter = ["state", "act", "language"]
    list_select_related = ["actor"]
    search_fields = ["content"]


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnly, admin.ModelAdmin):
    """Readings of texts by the machine."""

    list_display = ["__str__", "code_version", "started_at", "finished_at"]
    list_select_related = ["version"]
