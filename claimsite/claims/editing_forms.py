"""Forms that put a claim right as a whole; each knows the action behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind, Stance
from claimsite.core.forms import RowsField
from claimsite.core.models import Language, Operation, User
from claimsite.core.review import REASON_LENGTH
from claimsite.statements.models import Statement
from claimsite.statements.search import search

#: Other claims offered at a time; others are found by their words.
OFFERED = 20
#: Statements offered for a split; more are split in several steps.
SPLIT_LIMIT = 200


def offer_claims(claim: Claim, words: str) -> list[Claim]:
    """Claims that an editor may mean: those with a statement that holds these words; without words those linked with this one, then those of its topic."""
    others = Claim.objects.standing().exclude(pk=claim.pk)
    if words:
        found = Statement.objects.standing().filter(search(words)).newest_first().values_list("pk", flat=True)[:SPLIT_LIMIT]
        members = ClaimStatement.objects.standing().filter(statement__in=list(found)).values("claim")
        return list(others.filter(pk__in=members).order_by("-id")[:OFFERED])
    relations = ClaimRelation.objects.filter(Q(claim_a=claim) | Q(claim_b=claim)).order_by("-score", "id").values_list("claim_a", "claim_b")
    linked = list(dict.fromkeys(pk for pair in relations[:OFFERED] for pk in pair if pk != claim.pk))
    rows = others.in_bulk(linked)
    near = others.filter(topic=claim.topic_id).exclude(pk__in=linked).order_by("-id")[:OFFERED] if claim.topic_id else []
    return [*(rows[pk] for pk in linked if pk in rows), *near][:OFFERED]


#: Fields for other claims: any that stands may be sent, the offered ones are shown.
_OTHERS = ("others", "into", "other")


class ClaimForm(forms.Form):
    """What all have in common: the claim as it was on the screen, and a reason."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, claim: Claim, offered: Sequence[Claim], **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": claim.revision, "text": claim.text, "language": claim.language} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.claim = claim
        self.order_fields([name for name in self.fields if name != "reason"])
        for name in self.fields.keys() & set(_OTHERS):
            self.fields[name].choices = [(each.pk, f"{each.text} ({each.get_language_display()})") for each in offered]  # type: ignore[attr-defined]
        if "statements" in self.fields:
            standing = ClaimStatement.objects.standing().filter(claim=claim).order_by("-statement__published_on", "-statement")
            rows = Statement.objects.standing().filter(pk__in=list(standing.values_list("statement", flat=True)[:SPLIT_LIMIT]))
            self.fields["statements"].queryset = rows.newest_first()  # type: ignore[attr-defined]

    def get_given(self) -> dict[str, Any]:
        """What every action takes."""
        return {"revision": self.cleaned_data["revision"], "reason": self.cleaned_data["reason"]}

    def act(self, by: User) -> Operation:
        """Do what the form says; it must be valid."""
        raise NotImplementedError


class RephraseForm(ClaimForm):
    """Better words."""

    text = forms.CharField(label=_("Wording"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def act(self, by: User) -> Operation:
        """Rephrase."""
        return actions.rephrase(self.claim, self.cleaned_data["text"], by=by, language=self.cleaned_data["language"], **self.get_given())


class MergeForm(ClaimForm):
    """The same claim twice."""

    others = RowsField(Claim.objects.standing(), label=_("The same as"), widget=forms.CheckboxSelectMultiple)

    def act(self, by: User) -> Operation:
        """Merge."""
        return actions.merge_claims(self.claim, self.cleaned_data["others"], by=by, **self.get_given())


class StatementsForm(ClaimForm):
    """About some of the claim's statements."""

    statements = RowsField(Statement.objects.none(), label=_("Statements"), widget=forms.CheckboxSelectMultiple)

    def get_statements(self) -> list[int]:
        """Ids of those chosen."""
        return [row.pk for row in self.cleaned_data["statements"]]


class SplitForm(StatementsForm):
    """Two claims in one."""

    text = forms.CharField(label=_("Wording of the new claim"), max_length=1000, required=False, help_text=_("Empty: in the words of one of these statements."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": ""}, **kwargs)

    def act(self, by: User) -> Operation:
        """Split."""
        return actions.split_claim(self.claim, self.get_statements(), by=by, text=self.cleaned_data["text"], **self.get_given())[0]


class MoveForm(StatementsForm):
    """Statements that express another claim."""

    into = forms.ModelChoiceField(Claim.objects.standing(), label=_("The claim that they express"), widget=forms.RadioSelect, empty_label=None)
    stance = forms.ChoiceField(label=_("They …"), choices=[("", _("stand to it as to this one")), *Stance.choices], required=False)

    def act(self, by: User) -> Operation:
        """Move."""
        given = {"into": self.cleaned_data["into"], "stance": self.cleaned_data["stance"]}
        return actions.move_statements(self.claim, self.get_statements(), by=by, **given, **self.get_given())


class LinkForm(ClaimForm):
    """How the claim stands to another."""

    kind = forms.ChoiceField(label=_("This claim …"), choices=RelationKind.choices)
    other = forms.ModelChoiceField(Claim.objects.standing(), label=_("the claim"), widget=forms.RadioSelect, empty_label=None)

    def act(self, by: User) -> Operation:
        """Link."""
        return actions.link_claims(self.claim, self.cleaned_data["other"], self.cleaned_data["kind"], by=by, **self.get_given())


#: By the word that names each in a request.
CLAIM_FORMS: dict[str, type[ClaimForm]] = {"rephrase": RephraseForm, "merge": MergeForm, "split": SplitForm, "move": MoveForm, "link": LinkForm}
