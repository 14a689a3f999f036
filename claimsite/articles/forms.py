"""Forms about articles and outlets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Article, Outlet
from claimsite.core.forms import WordsField, make_day_of_publication

#: What is stored of an article and may be wrong, besides its text and its language.
_DETAILS = ("title", "author", "published_on", "note", "outlet")


class DetailsForm(forms.Form):
    """An article's details, and its revision as the person saw it."""

    revision = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
    title = WordsField(label=_("Title"), max_length=500, help_text=_("Later versions of the outlet's do not change one that you put right."))
    author = WordsField(label=_("Author"), max_length=300, required=False)
    published_on = make_day_of_publication(help_text=_("On another day the article is analyzed again: offices count as they were held then."))
    outlet = WordsField(
        label=_("Outlet"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-outlets"}),
        help_text=_("One that is known, or the name of a new one. Other articles stay with theirs."),
    )
    note = WordsField(label=_("Note to readers"), max_length=300, required=False, help_text=_("Shown above the text, for example that it is a sample."))

    @classmethod
    def for_article(cls, article: Article) -> DetailsForm:
        """With what is stored."""
        return cls(initial={name: getattr(article, name) for name in ("revision", *_DETAILS)})

    def renew(self, article: Article) -> DetailsForm:
        """The same once more, for somebody who has seen by now what somebody else did to the article."""
        return DetailsForm({**self.data.dict(), "revision": str(article.revision)})  # type: ignore[attr-defined]

    def get_request(self) -> dict[str, Any]:
        """The arguments of `correct_article`."""
        return {name: self.cleaned_data[name] for name in ("revision", *_DETAILS)}


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
