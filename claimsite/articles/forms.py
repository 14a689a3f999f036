"""Forms about outlets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Outlet


class OutletForm(forms.Form):
    """What an outlet is called, where it is at home, and on which hosts it publishes."""

    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.CharField(label=_("Country"), max_length=2, required=False, help_text=_("Two letters, for example DE. Left empty, it is unknown."))
    hosts = forms.CharField(
        label=_("Hosts"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, for example skerry-post.example. Articles at these addresses are this outlet's."),
    )

    @classmethod
    def for_outlet(cls, outlet: Outlet) -> OutletForm:
        """With what is stored."""
        return cls(initial={"name": outlet.name, "country": outlet.country, "hosts": "\n".join(row.host for row in outlet.hosts.all())})

    def get_request(self) -> dict[str, Any]:
        """The arguments of `change_outlet`."""
        return {"name": self.cleaned_data["name"], "country": self.cleaned_data["country"], "hosts": self.cleaned_data["hosts"].split()}


class MergeForm(forms.Form):
    """The outlet that another becomes part of."""

    into = forms.ModelChoiceField(Outlet.objects.none(), label=_("Merge into"))

    def __init__(self, outlet: Outlet, data: Any = None) -> None:
        super().__init__(data)
        self.fields["into"].queryset = Outlet.objects.standing().exclude(pk=outlet.pk)  # type: ignore[attr-defined]
