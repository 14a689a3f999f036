"""GET forms that narrow lists down; whatever they do not understand is left out rather than refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.claims.disputes import list_recent_topics
from claimsite.claims.models import Topic
from claimsite.core.models import Language
from claimsite.statements.models import Actor
from claimsite.statements.naming import sort_by_name
from claimsite.statements.sides import MENU, read_sides

CONTESTED, UNANSWERED, ALL = "contested", "unanswered", "all"


class DisputeFilter(forms.Form):
    """Topic, side and language of disputes."""

    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, label=_("Topic"), to_field_name="slug", empty_label=_("all"))
    side = forms.ModelChoiceField(Actor.objects.none(), required=False, label=_("Side"), to_field_name="slug", empty_label=_("all"))
    language = forms.ChoiceField(required=False, label=_("Language of the articles"), choices=[("", _("all")), *Language.choices])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        if self.data.get("topic"):
            self.fields["topic"].queryset = Topic.objects.filter(merged_into__isnull=True)  # type: ignore[attr-defined]
        if self.data.get("side"):
            self.fields["side"].queryset = Actor.objects.standing().sides()  # type: ignore[attr-defined]
        chosen = self.get_chosen()
        self.recent_topics = list_recent_topics(MENU)
        self._shorten("topic", sorted(self.recent_topics, key=str), chosen["topic"])
        self._shorten("side", sorted(read_sides()[:MENU], key=sort_by_name), chosen["side"])

    def _shorten(self, name: str, rows: list[Any], chosen: Any) -> None:
        """A menu of these rows, and of what is chosen."""
        offered = rows if chosen is None or chosen in rows else [chosen, *rows]
        self.fields[name].widget.choices = [("", _("all")), *((row.slug, getattr(row, "local_name", None) or str(row)) for row in offered)]

    def get_chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense."""
        self.is_valid()
        given = self.cleaned_data
        return {"topic": given.get("topic"), "side": given.get("side"), "language": given.get("language") or ""}


class ClaimFilter(DisputeFilter):
    """The same for claims: contested, unanswered or all."""

    show = forms.ChoiceField(
        required=False, label=_("Show"), choices=[(CONTESTED, _("contested claims")), (UNANSWERED, _("unanswered claims")), (ALL, _("all claims"))]
    )
    field_order = ["show", "topic", "side", "language"]

    def get_chosen(self) -> dict[str, Any]:
        """Contested unless said otherwise."""
        return super().get_chosen() | {"show": self.cleaned_data.get("show") or CONTESTED}
