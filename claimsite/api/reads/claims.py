"""Claims, the statements that express them, and how claims stand to each other."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from claimsite.api.asking import Asked, AskedId, Id, check_parameters, cut_page, fill, link, make_query
from claimsite.api.describing import Describer
from claimsite.api.schemas import REFUSED, ClaimOut, ClaimStatementOut, ListOut, RelationOut
from claimsite.api.throttling import reading
from claimsite.claims.filters import ALL, ClaimFilter
from claimsite.claims.linked import show_evidence
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement
from claimsite.claims.overview import list_claims as find_claims
from claimsite.claims.overview import summarize_claims
from claimsite.core.paging import LATEST_ID
from claimsite.statements.filters import STATES
from claimsite.statements.models import Statement

router = Router(tags=["claims"], throttle=[reading])

ClaimQuery = make_query(
    "ClaimQuery",
    ClaimFilter,
    show="Those that another claim contradicts, those of one side that no other answers, or all (the default here).",
    topic="Slug of what they are about.",
    side="Slug of a side that has a statement to them.",
    language="Of an article that has a statement to them.",
)


class RelationQuery(Asked):
    """Which links."""

    kind: Literal["", "contradicts", "supports", "repeats"] = Field("", description="How the claims stand to each other.")
    claim: Literal[""] | AskedId = Field("", description="Id of a claim at either end.")
    state: Literal[("", *(str(value) for value, _ in STATES))] = Field("", description="Where people's review stands.")  # type: ignore[valid-type]


@router.get("/claims", response={200: ListOut[ClaimOut], **REFUSED}, summary="List claims")
def list_claims(request: HttpRequest, response: HttpResponse, query: Query[ClaimQuery]) -> Any:  # type: ignore[valid-type]
    """Claims that somebody has a standing statement to, the latest first."""
    chosen = fill(ClaimFilter, request, query, show=ALL).get_chosen()
    page, say = cut_page(request, response, find_claims(**chosen), query, LATEST_ID), Describer(request)
    return {"items": [say.claim_row(row) for row in summarize_claims(page.rows)], **link(request, page)}


@router.get("/claims/{pk}", response={200: ClaimOut, 302: None, **REFUSED}, summary="Read a claim", url_name="claim")
def get_claim(request: HttpRequest, pk: Id) -> Any:
    """A claim with who says and who denies it; one that was merged leads to the one that it became."""
    claim = get_object_or_404(Claim.objects.select_related("topic"), pk=pk)
    if claim.merged_into_id is not None:
        return redirect(reverse("api-1:claim", args=[claim.merged_into_id]))
    return Describer(request).claim_row(summarize_claims([claim])[0])


@router.get("/claims/{pk}/statements", response={200: ListOut[ClaimStatementOut], **REFUSED}, summary="List a claim's statements", url_name="claim_statements")
def list_claim_statements(request: HttpRequest, response: HttpResponse, pk: Id, query: Query[Asked]) -> Any:
    """Statements that express a claim, each with its stance, the latest found first; copies of one text in several outlets come once."""
    check_parameters(request, query)
    claim = get_object_or_404(Claim, pk=pk)
    statements = Prefetch("statement", queryset=Statement.objects.with_people().with_copies())
    members = ClaimStatement.objects.standing_with_statement().counted_once().filter(claim=claim).prefetch_related(statements)
    page, say = cut_page(request, response, members, query, LATEST_ID), Describer(request)
    items = [{name: getattr(row, name) for name in ("stance", "state", "score", "why")} | {"statement": say.statement(row.statement)} for row in page.rows]
    return {"items": items, **link(request, page)}


@router.get("/relations", response={200: ListOut[RelationOut], **REFUSED}, summary="List links between claims", url_name="relations")
def list_relations(request: HttpRequest, response: HttpResponse, query: Query[RelationQuery]) -> Any:
    """Links between claims, the latest first, each with the statements that show it. A page may hold fewer than asked for: go on by `next`."""
    check_parameters(request, query)
    found = _find_relations()
    if query.claim != "":
        found = found.filter(Q(claim_a=query.claim) | Q(claim_b=query.claim))
    exact = {name: value for name in ("kind", "state") if (value := getattr(query, name))}
    page, say = cut_page(request, response, found.filter(**exact), query, LATEST_ID), Describer(request)
    return {"items": [say.relation(*each[:3]) for each in show_evidence(page.rows)], **link(request, page)}


@router.get("/relations/{pk}", response={200: RelationOut, **REFUSED}, summary="Read a link between claims", url_name="relation")
def get_relation(request: HttpRequest, pk: Id) -> Any:
    """One link, unless people rejected it or the machine has taken it back."""
    shown = show_evidence(list(_find_relations().filter(pk=pk)))
    if not shown:
        raise Http404
    return Describer(request).relation(*shown[0][:3])


def _find_relations() -> Any:
    return ClaimRelation.objects.between_claims().with_claims()
