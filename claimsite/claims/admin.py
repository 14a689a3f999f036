"""Topics and claims for superusers; claims, stances and relations are decided on the site's own pages, topics are named here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from simple_history.admin import SimpleHistoryAdmin

from claimsite.claims.actions import rename_topic
from claimsite.claims.models import Claim, Topic
from claimsite.core.admin import ReadOnly
from claimsite.core.forms import WordsField
from claimsite.core.permissions import get_editor
from claimsite.core.turns import in_turn


class TopicForm(forms.ModelForm):
    """What a topic is called from now on."""

    title = WordsField(max_length=200)

    class Meta:
        model = Topic
        fields = ["title"]


@admin.register(Topic)
class TopicAdmin(ReadOnly, SimpleHistoryAdmin):
    """Disputes, to be named by hand."""

    form = TopicForm
    list_display = ["title", "slug", "is_named_by_hand", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["title"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For a name."""
        return True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """In the writer's turn, which begins before the admin's own transaction."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with in_turn():
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """By the action, so that the machine leaves the name alone from then on."""
        rename_topic(obj, form.cleaned_data["title"], by=get_editor(request))


@admin.register(Claim)
class ClaimAdmin(ReadOnly, SimpleHistoryAdmin):
    """Checkable sentences."""

    list_display = ["__str__", "topic", "language", "worded_by"]
    list_filter = ["language"]
    list_select_related = ["topic", "worded_by"]
    search_fields = ["text"]
