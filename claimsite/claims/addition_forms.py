"""The form that adds a statement and, in the same step, says which claim it expresses."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimsite.claims.models import Claim, ClaimStatement, Stance
from claimsite.core.merging import follow_merges
from claimsite.core.words import tidy
from claimsite.statements.forms import AdditionForm
from claimsite.statements.models import SpanRole, Statement
from claimsite.statements.search import search

#: Claims that are offered at a time, and statements in whose words they are looked for.
OFFERED, SEARCHED = 12, 200
_NUMBER = re.compile(r"#(\d{1,18})\b", re.ASCII)
_FIELDS = ("claim", "chosen_claim", "is_new_claim", "stance")


def find_claims(words: str) -> QuerySet[Claim]:
    """Claims with these words in them or in a statement of theirs, the newest first."""
    found = Statement.objects.standing().filter(search(words)).newest_first().values_list("pk", flat=True)[:SEARCHED]
    members = ClaimStatement.objects.standing().filter(statement__in=list(found)).order_by().values_list("claim", flat=True)
    return Claim.objects.standing().filter(pk__in=list(members)).order_by("-id")[:OFFERED]


class PlacedAdditionForm(AdditionForm):
    """Adds a statement to a claim that is there, to a new one, or to one of its own.

    A claim is typed as ``#number`` (which search as you type fills in), or in words; words that are no claim's wording bring up those that they are found
    in, of which one is chosen.
    """

    claim = forms.CharField(
        label=gettext_lazy("Claim that it expresses"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Search by its words, or give its number as #12. Left empty, the statement makes a claim of its own."),
    )
    chosen_claim = forms.ModelChoiceField(Claim.objects.none(), label=gettext_lazy("Claims found"), required=False, widget=forms.RadioSelect, empty_label=None)
    is_new_claim = forms.BooleanField(label=gettext_lazy("Make a new claim in these words"), required=False)
    stance = forms.ChoiceField(label=gettext_lazy("How it stands to the claim"), choices=Stance.choices, required=False, initial=Stance.SUPPORTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].widget.attrs |= {"list": "known-claims", "autocomplete": "off"}
        # What was selected first, then who said it, then the claim.
        last = [*_FIELDS, "reason"]
        self.order_fields([*SpanRole.values, *(name for name in self.fields if name not in last), *last])
        self.fields["chosen_claim"].queryset = Claim.objects.standing()  # type: ignore[attr-defined]
        self.found: list[Claim] = []

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Those that are shown one below the other; of the claims only those found are, by the template."""
        return [field for field in self.visible_fields() if field.name != "chosen_claim"]

    def clean(self) -> dict[str, Any]:
        """Find the claim; `placed` is it, `wording` that of a new one."""
        cleaned = super().clean()
        words = tidy(cleaned.get("claim") or "")
        cleaned |= {"placed": None, "wording": ""}
        if cleaned.get("is_new_claim"):
            cleaned["wording"] = words
            if not words:
                self.add_error("claim", _("Please enter the words of the new claim."))
        elif cleaned.get("chosen_claim") is not None:
            cleaned["placed"] = cleaned["chosen_claim"]
        elif words:
            try:
                cleaned["placed"] = self._find_claim(words)
            except ValidationError as unclear:
                self.add_error("claim", unclear)
        return cleaned

    def _find_claim(self, words: str) -> Claim:
        number = _NUMBER.match(words)
        found = list(Claim.objects.filter(pk=int(number[1])) if number else Claim.objects.standing().filter(text=words)[:2])
        if len(found) != 1:
            self.found = [] if number else list(find_claims(words))
            raise ValidationError(_("Several claims may be meant: choose one.") if self.found else _("There is no such claim. Make a new one of these words?"))
        return follow_merges(found[0])
