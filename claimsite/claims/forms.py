"""Forms about claims and their relations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import RelationKind, Stance
from claimsite.core.decisions import DecisionForm


class RelationDecisionForm(DecisionForm):
    """As for everything that is decided, and the kind where that is put right."""

    decision = forms.ChoiceField(
        choices=[("accept", _("accept")), ("reject", _("reject")), ("undo", _("undo")), ("correct", _("correct"))], label=_("Decision")
    )
    kind = forms.ChoiceField(choices=RelationKind.choices, required=False, label=_("Relation"))

    def clean(self) -> dict[str, Any]:
        """A correction names the kind."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "correct" and not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose how the two claims stand to each other."))
        return cleaned


class MembershipDecisionForm(DecisionForm):
    """As for everything that is decided, and the stance where that is put right."""

    decision = forms.ChoiceField(
        choices=[("accept", _("accept")), ("reject", _("reject")), ("undo", _("undo")), ("correct", _("correct"))], label=_("Decision")
    )
    stance = forms.ChoiceField(choices=Stance.choices, required=False, label=_("Stance"))

    def clean(self) -> dict[str, Any]:
        """A correction names the stance."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "correct" and not cleaned.get("stance") and "stance" not in self.errors:
            self.add_error("stance", _("Choose how the statement stands to the claim."))
        return cleaned
