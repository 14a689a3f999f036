"""The GET form that searches statements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Outlet
from claimsite.core.models import Language, ReviewState
from claimsite.statements.models import Act, Actor
from claimsite.statements.querysets import StatementQuerySet
from claimsite.statements.search import search

_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def _make_date(label: Any) -> forms.DateField:
    return forms.DateField(required=False, label=label, input_formats=_FORMATS, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class StatementFilter(forms.Form):
    """Full text and facets; every combination is an address that can be shared. What makes no sense is left out, and said so by the form's errors."""

    q = forms.CharField(required=False, max_length=300, label=_("Words"), widget=forms.TextInput(attrs={"type": "search"}))
    side = forms.ModelChoiceField(Actor.objects.none(), required=False, label=_("Side"), to_field_name="slug", empty_label=_("all"))
    actor = forms.CharField(required=False, max_length=300, label=_("Speaker"))
    act = forms.ChoiceField(required=False, label=_("Act"), choices=[("", _("all")), *Act.choices])
    outlet = forms.ModelChoiceField(Outlet.objects.none(), required=False, label=_("Outlet"), empty_label=_("all"))
    language = forms.ChoiceField(required=False, label=_("Language"), choices=[("", _("all")), *Language.choices])
    state = forms.ChoiceField(required=False, label=_("Review"), choices=[("", _("all")), *(each for each in ReviewState.choices if each[0] != "rejected")])
    since = _make_date(_("From"))
    until = _make_date(_("To"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["side"].queryset = Actor.objects.standing().sides().order_by("name")  # type: ignore[attr-defined]
        self.fields["outlet"].queryset = Outlet.objects.order_by("name")  # type: ignore[attr-defined]

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    def narrow(self, statements: StatementQuerySet) -> StatementQuerySet:
        """Those asked for."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        exact: dict[str, Any] = {name: given[name] for name in ("side", "act", "language", "state") if name in given}
        if "outlet" in given:
            exact["article__outlet"] = given["outlet"]
        if "since" in given:
            exact["published_on__gte"] = given["since"]
        if "until" in given:
            exact["published_on__lte"] = given["until"]
        if "actor" in given:
            exact["actor__in"] = Actor.objects.named_like(given["actor"]).values("pk")
        return statements.filter(search(given.get("q", "")), **exact)
