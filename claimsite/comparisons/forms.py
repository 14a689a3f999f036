"""Choosing what to compare, and saving it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claimsite.comparisons.models import Visibility
from claimsite.comparisons.table import ALL, CONTESTED, OUTLETS, RECENT, SILENT, UNANSWERED
from claimsite.core.forms import WordsField, make_day


class _Slugs(forms.Field):
    """The parameter as often as it comes; slugs that lead nowhere are the query's to report."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        return [str(slug)[:120] for slug in value or []][:50]


class CompareForm(forms.Form):
    """The parameters of `/compare/`; every combination is an address that can be shared."""

    side = _Slugs(label=_("Sides"), required=False)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=120)
    since = make_day(_("From"))
    until = make_day(_("To"))
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

    title = WordsField(label=_("Title"), max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Shown above the table, in your name.")
    )
    visibility = forms.ChoiceField(
        label=_("Who can read it"),
        required=False,
        choices=[
            (Visibility.PUBLISHED, _("everybody; it stands in the list")),
            (Visibility.UNLISTED, _("whoever gets a secret link from you")),
            (Visibility.DRAFT, _("you alone for now: a draft")),
        ],
    )

    def clean_visibility(self) -> str:
        """Published, if nothing else is said."""
        return self.cleaned_data["visibility"] or Visibility.PUBLISHED


class EditComparisonForm(forms.Form):
    """The words of a comparison."""

    title = WordsField(label=_("Title"), max_length=200, help_text=_("With another title the page gets another address; the old one goes on leading here."))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Shown above the table, in your name.")
    )
    method = forms.CharField(
        label=_("Method and limits"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was left out and why, which outlets and days were read. Shown below the table."),
    )


class ShowForm(forms.Form):
    """What to do with a comparison: freeze a version of it, or who can read it."""

    VERSION = "version"
    to = forms.ChoiceField(choices=[(VERSION, VERSION), *Visibility.choices])


class LinkForm(forms.Form):
    """A new secret link."""

    label = forms.CharField(label=_("For whom"), required=False, max_length=150, help_text=_("So that you know the links apart."))
    days = forms.TypedChoiceField(
        label=_("Works for"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("7", _("a week")), ("30", _("a month")), ("365", _("a year")), ("", _("without end"))],
        initial="30",
    )


class ChangeEditorsForm(forms.Form):
    """Who comes to a comparison's editors, or goes."""

    name = forms.CharField(label=_("Name"), required=False, max_length=150)
    remove = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


#: Claims that a choice takes from a form; one that was made up is cut here and refused behind it.
_CHOICE_LIMIT = 200
_MOVE = re.compile(r"(up|down|remove|add):([0-9]{1,18})")


def read_choice(given: QueryDict) -> list[dict[str, Any]]:
    """The chosen claims of the edit page's form, after what the pressed button does.

    Args:
        given: `claim`, once a chosen claim, in order; `words-<id>`; and `do`: "up:<id>", "down:<id>", "remove:<id>", "add:<id>", "all" for no choice of
            one's own; anything else stores the words alone.

    Returns:
        As `actions.choose_claims` takes them.
    """
    if given.get("do") == "all":
        return []
    ids = [int(pk) for pk in given.getlist("claim")[:_CHOICE_LIMIT] if re.fullmatch("[0-9]{1,18}", pk)]
    move = _MOVE.fullmatch(given.get("do", ""))
    if move:
        _move(ids, move[1], int(move[2]))
    return [{"id": pk, "words": given.get(f"words-{pk}", "")} for pk in ids]


def _move(ids: list[int], how: str, pk: int) -> None:
    if how == "add":
        ids.append(pk)
    elif pk in ids:
        place = ids.index(pk)
        ids.remove(pk)
        if how != "remove":
            ids.insert(max(0, place - 1) if how == "up" else place + 1, pk)
