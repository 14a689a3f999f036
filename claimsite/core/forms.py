"""Forms about people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claimsite.core.days import check_day
from claimsite.core.models import Invitation, Role, User
from claimsite.core.words import tidy


class PreferencesForm(forms.ModelForm):
    """What a person sets for themselves."""

    class Meta:
        model = User
        fields = ["has_single_key_shortcuts"]


class InvitationForm(forms.ModelForm):
    """Whom an admin invites, and as what."""

    class Meta:
        model = Invitation
        fields = ["label", "role"]
        help_texts = {"label": _("A name or an address, so that you know the open invitations apart.")}


class SignUpForm(UserCreationForm):
    """What somebody who was invited says of themselves."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name"]
        help_texts = {"username": _("Letters, digits and @ . + - _; everybody can see it beside your decisions.")}

    def clean(self) -> dict[str, Any]:
        """Names stand beside decisions: nothing in them turns a line around or hides."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return cleaned | {name: tidy(cleaned[name]) for name in ("first_name", "last_name") if cleaned.get(name)}


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class ActivityForm(forms.Form):
    """Whether somebody's account is open."""

    is_active = forms.ChoiceField(choices=[("0", _("closed")), ("1", _("open"))])


class RestorationForm(forms.Form):
    """Which entry of the history to bring back, and the row's revision as the person saw it."""

    entry = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)


class NoteForm(forms.Form):
    """A note, or an answer to one."""

    text = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Write @name to call another editor. Only editors see notes.")
    )
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class WordsField(forms.CharField):
    """A line of words, brought into form before it is judged: what shows nothing is nothing, so it does not do where something is required."""

    def to_python(self, value: Any) -> str:
        """As `words.tidy` has it."""
        return tidy(super().to_python(value) or "")


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by id; an id that no database could hold is one that is not there, rather than an error of the database's."""

    def clean(self, value: Any) -> Any:
        """As in the parent, once the ids are of a size that can be asked for."""
        if isinstance(value, list | tuple) and any(len(str(each)) > 18 for each in value):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


def make_day(label: Any, **given: Any) -> forms.DateField:
    """A field for a day, as the browser's calendar or a person writes it; not needed unless said otherwise."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(**{"required": False, "label": label, "input_formats": ["%Y-%m-%d", "%d.%m.%Y"], "widget": widget, **given})


def make_day_of_publication(**given: Any) -> forms.DateField:
    """A field for the day of an article."""
    return make_day(_("Published on"), required=True, validators=[_check_published], **given)


def _check_published(day: dt.date) -> None:
    if check_day(day) is None:
        raise ValidationError(_("The date must lie between 1800 and tomorrow."))
