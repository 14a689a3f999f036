"""Forms about the person."""

from __future__ import annotations

from django import forms

from claimsite.core.models import User


class PreferencesForm(forms.ModelForm):
    """What a person sets for themselves."""

    class Meta:
        model = User
        fields = ["has_single_key_shortcuts"]
