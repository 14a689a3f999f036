"""Putting a claim right as a whole: wording, merging, splitting, moving statements, linking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.editing_forms import CLAIM_FORMS, ClaimForm, offer_claims
from claimsite.claims.models import Claim
from claimsite.core.decisions import CONFLICT, UNPROCESSABLE
from claimsite.core.htmx import wants_partial
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError, StaleEditError


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that can be put right about a claim, a form for each; `do` says which one was sent, `q` finds other claims by their words."""
    editor = get_editor(request)
    claim: Claim = get_object_or_404(Claim.objects.select_related("topic", "merged_into"), pk=pk)
    if claim.merged_into is not None:
        return redirect("claims:claim_edit", claim.merged_into.pk)
    sent, status, error = request.POST.get("do", ""), 200, ""
    forms = _build_forms(request, claim, sent)
    if request.method == "POST":
        status = UNPROCESSABLE
        if sent in forms and forms[sent].is_valid():
            try:
                operation = forms[sent].act(editor)
            except StaleEditError as stale:
                status, error = CONFLICT, str(stale)
            except ReviewError as impossible:
                error = str(impossible)
            else:
                messages.success(request, _("Stored: %(what)s.") % {"what": operation})
                return redirect(claim)
    return _show(request, claim, forms, sent, error, status)


def _build_forms(request: HttpRequest, claim: Claim, sent: str) -> dict[str, ClaimForm]:
    offered = offer_claims(claim, _read_words(request))
    return {name: form(request.POST if name == sent else None, claim=claim, offered=offered, prefix=name) for name, form in CLAIM_FORMS.items()}


def _show(request: HttpRequest, claim: Claim, forms: dict[str, ClaimForm], sent: str, error: str, status: int) -> HttpResponse:
    """After a conflict the form is renewed: who sends it again has seen what the other person did."""
    if status == CONFLICT:
        claim.refresh_from_db()
        data = request.POST.copy()
        data[f"{sent}-revision"] = str(claim.revision)
        offered = offer_claims(claim, _read_words(request))
        forms[sent] = CLAIM_FORMS[sent](data, claim=claim, offered=offered, prefix=sent)
    context = {"claim": claim, "forms": forms, "sent": sent, "error": error, "q": _read_words(request)}
    template = "claims/_claim_edit_part.html" if wants_partial(request) else "claims/claim_edit.html"
    return render(request, template, context, status=status)


def _read_words(request: HttpRequest) -> str:
    return " ".join((request.POST.get("q") or request.GET.get("q") or "").split())[:100].replace("\0", "")
