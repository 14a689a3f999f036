"""Choosing what to compare, and saving it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.comparisons.table import ALL, CONTESTED, OUTLETS, RECENT, SILENT, UNANSWERED


class _Slugs(forms.Field):
    """The parameter as often as it comes; slugs that lead nowhere are the query's to report."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        return [str(slug)[:120] for slug in value or []][:50]


class CompareForm(forms.Form):
    """The parameters of `/compare/`; every combination is an address that can be shared."""

    side = _Slugs(label=_("Sides"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=120)
    since = forms.DateField(label=_("From"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("To"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    only = forms.ChoiceField(label=_("Show"), required=False, choices=[(value, value) for value in (ALL, CONTESTED, UNANSWERED, SILENT)])
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=[(value, value) for value in (CONTESTED, RECENT, OUTLETS)])
    rows = forms.ChoiceField(label=_("Rows"), required=False, choices=[("all", "all")])

    def clean(self) -> dict[str, Any]:
        """The first day does not lie behind the last."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("since", _("This day lies after the last one."))
        return cleaned


class SaveComparisonForm(forms.Form):
    """Title and note of a comparison; what is compared comes along in hidden fields."""

    title = forms.CharField(label=_("Title"), max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Shown above the table, in your name.")
    )
