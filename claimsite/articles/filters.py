"""The GET form that narrows the list of articles down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Outlet
from claimsite.articles.querysets import ArticleQuerySet
from claimsite.core.forms import make_day
from claimsite.core.models import Language


class ArticleFilter(forms.Form):
    """Words of the title, outlet, language, days, and copies of one text; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=200, label=_("Words in the title"), widget=forms.TextInput(attrs={"type": "search"}))
    outlet = forms.ModelChoiceField(Outlet.objects.none(), required=False, label=_("Outlet"), empty_label=_("all"))
    language = forms.ChoiceField(required=False, label=_("Language"), choices=[("", _("all")), *Language.choices])
    since = make_day(_("From"))
    until = make_day(_("To"))
    copies = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["outlet"].queryset = Outlet.objects.standing().order_by("name")  # type: ignore[attr-defined]

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return self.is_bound and any(self.cleaned_data.values())

    def narrow(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """Those asked for."""
        self.is_valid()
        given = self.cleaned_data
        for word in (given.get("q") or "").split():
            articles = articles.filter(title__icontains=word)
        if given.get("outlet"):
            articles = articles.from_outlet(given["outlet"])
        exact = {"language": "language", "since": "published_on__gte", "until": "published_on__lte", "copies": "copies"}
        return articles.filter(**{path: given[name] for name, path in exact.items() if given.get(name)})
