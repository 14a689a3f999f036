"""Claims: the list, and each with what was said to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.filters import ClaimFilter
from claimsite.claims.models import Claim
from claimsite.claims.overview import describe_claim, list_claims, summarize_claims
from claimsite.claims.silence import list_silent
from claimsite.claims.turns import find_turns_on
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import LATEST_ID, keyset_page

PAGE_SIZE = 20
#: What editors did to a claim as a whole, the latest; all of it is in its history.
ACTS = 10


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims, newest first: the contested ones unless all are asked for."""
    form = ClaimFilter(request.GET)
    chosen = form.get_chosen()
    page = keyset_page(list_claims(**chosen), request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    context = {"form": form, "chosen": chosen, "page": page, "rows": summarize_claims(page.rows), "is_filtered": bool(request.GET)}
    template = "claims/_claim_list_part.html" if wants_partial(request) else "claims/claim_list.html"
    return render(request, template, context)


@require_safe
@kept_for_readers
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim: how it is worded, who stands for and against it with the words in their context, and what is linked to it."""
    claim: Claim = get_object_or_404(Claim.objects.select_related("topic", "merged_into", "worded_by"), pk=pk)
    if claim.merged_into is not None:
        return redirect(claim.merged_into)
    acts = claim.claim_operations.select_related("operation__done_by", "operation__undone_by").defer("operation__changes")[:ACTS]
    heard = {"turns": find_turns_on(claim), "silent": list_silent(claim), "is_unanswered": Claim.objects.unanswered().filter(pk=claim.pk).exists()}
    return render(request, "claims/claim_detail.html", {"claim": claim, "acts": acts, **heard, **describe_claim(claim)})
