"""Decisions about relations between claims, and about the place of a statement in a claim."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from claimsite.claims import actions
from claimsite.claims.forms import MembershipDecisionForm, RelationDecisionForm
from claimsite.claims.models import ClaimRelation, ClaimStatement
from claimsite.core.decisions import Place, answer_decision
from claimsite.core.permissions import get_editor

MEMBERSHIP = Place("member", "claims/_membership_decision_part.html", "claims/membership_decision.html")
PLACE = Place("relation", "claims/_relation_decision_part.html", "claims/relation_decision.html")


@login_required
@vary_on_headers("HX-Request")
@require_POST
def relation_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, reject or correct a relation, or take a decision back."""
    editor = get_editor(request)
    relation: ClaimRelation = get_object_or_404(ClaimRelation.objects.select_related("claim_a", "claim_b", "decided_by"), pk=pk)
    form = RelationDecisionForm(request.POST)

    def act() -> ClaimRelation:
        given = {"by": editor, "revision": form.cleaned_data["revision"]}
        match form.cleaned_data["decision"]:
            case "accept":
                return actions.accept(relation, **given)
            case "reject":
                return actions.reject(relation, **given, reason=form.cleaned_data["reason"])
            case "correct":
                return actions.change_kind(relation, form.cleaned_data["kind"], **given, reason=form.cleaned_data["reason"])
            case _:
                return actions.undo(relation, **given)

    return answer_decision(request, relation, PLACE, form=form, act=act, default=relation.claim_a.get_absolute_url())


@login_required
@vary_on_headers("HX-Request")
@require_POST
def membership_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or reject that a statement expresses a claim, say how it stands to it, or take a decision back."""
    editor = get_editor(request)
    member: ClaimStatement = get_object_or_404(ClaimStatement.objects.select_related("claim", "statement", "decided_by"), pk=pk)
    form = MembershipDecisionForm(request.POST)

    def act() -> ClaimStatement:
        given = {"by": editor, "revision": form.cleaned_data["revision"]}
        match form.cleaned_data["decision"]:
            case "accept":
                return actions.accept(member, **given)
            case "reject":
                return actions.reject(member, **given, reason=form.cleaned_data["reason"])
            case "correct":
                return actions.set_stance(member, form.cleaned_data["stance"], **given, reason=form.cleaned_data["reason"])
            case _:
                return actions.undo(member, **given)

    return answer_decision(request, member, MEMBERSHIP, form=form, act=act, default=member.claim.get_absolute_url())
