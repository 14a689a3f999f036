"""Claims: the list, and each with what was said to it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.filters import ClaimFilter
from claimsite.claims.models import Claim, ClaimOperation
from claimsite.claims.overview import PAGE_SIZE, describe_claim, list_claims, read_first_claims, summarize_claims
from claimsite.claims.silence import list_silent
from claimsite.claims.turns import find_turns_on
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import LATEST_ID, first_page, keyset_page
from claimsite.core.prepared import get_or_404, prepared

#: What editors did to a claim as a whole, the latest; all of it is in its history.
ACTS = 10


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims, newest first: the contested ones unless all are asked for."""
    form = ClaimFilter(request.GET)
    chosen = form.get_chosen()
    cursor = request.GET.get("page")
    page = keyset_page(list_claims(**chosen), cursor, PAGE_SIZE, LATEST_ID) if cursor else first_page(read_first_claims(**chosen), PAGE_SIZE, LATEST_ID)
    context = {"form": form, "chosen": chosen, "page": page, "rows": summarize_claims(page.rows), "is_filtered": bool(request.GET)}
    template = "claims/_claim_list_part.html" if wants_partial(request) else "claims/claim_list.html"
    return render(request, template, context)


@require_safe
@kept_for_readers
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim: how it is worded, who stands for and against it with the words in their context, and what is linked to it."""
    claim = get_or_404(_read_claim(pk))
    if claim.merged_into is not None:
        return redirect(claim.merged_into)
    heard = {"turns": find_turns_on(claim), "silent": list_silent(claim), "is_unanswered": bool(_read_unanswered(pk))}
    return render(request, "claims/claim_detail.html", {"claim": claim, "acts": _read_acts(pk), **heard, **describe_claim(claim)})


@prepared
def _read_claim(pk: Any) -> QuerySet[Claim]:
    return Claim.objects.filter(pk=pk).select_related("topic", "merged_into", "worded_by")


@prepared
def _read_unanswered(pk: Any) -> QuerySet[Any, Any]:
    return Claim.objects.unanswered().filter(pk=pk).order_by().values_list("pk", flat=True)


@prepared
def _read_acts(claim: Any) -> QuerySet[ClaimOperation]:
    found = ClaimOperation.objects.filter(claim=claim).select_related("operation__done_by", "operation__undone_by")
    return found.defer("operation__changes")[:ACTS]
