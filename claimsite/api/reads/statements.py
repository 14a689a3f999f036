"""Statements: the search, and each with its place in the text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from claimsite.api.asking import Id, cut_page, fill, link, make_query
from claimsite.api.describing import Describer
from claimsite.api.schemas import REFUSED, ListOut, StatementDetail, StatementOut
from claimsite.api.throttling import reading
from claimsite.claims.models import ClaimStatement
from claimsite.statements.context import find_sentences
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement

router = Router(tags=["statements"], throttle=[reading])

StatementQuery = make_query(
    "StatementQuery",
    StatementFilter,
    q='Words that all occur, "words in quotation marks" that follow one another, and -words that do not occur.',
    actor="Part of the speaker's name, as written anywhere.",
    since="Published on this day or later.",
    until="Published on this day or earlier.",
    side="Slug of the side that the speaker is counted to.",
    act="What the speaker does with the content.",
    stance="How the statement stands to its claim.",
    outlet="Id of the publisher. Without it, a statement that several outlets carry in copies of one text comes once.",
    language="Of the article.",
    state="Where people's review stands.",
)


@router.get("/statements", response={200: ListOut[StatementOut], **REFUSED}, summary="Search statements")
def list_statements(request: HttpRequest, response: HttpResponse, query: Query[StatementQuery]) -> Any:  # type: ignore[valid-type]
    """Statements, newest first; neither rejected ones nor those that the machine has taken back."""
    found = fill(StatementFilter, request, query).narrow(Statement.objects.standing().with_people().with_copies())
    page, say = cut_page(request, response, found, query), Describer(request)
    return {"items": [say.statement(row) for row in page.rows], **link(request, page)}


@router.get("/statements/{pk}", response={200: StatementDetail, **REFUSED}, summary="Read a statement", url_name="statement")
def get_statement(request: HttpRequest, pk: Id) -> Any:
    """A statement with its places in the text, the sentences around it, its claims and the machine's reasons."""
    found = Statement.objects.standing().with_people().with_copies().select_related("version", "removed_in").prefetch_related("spans")
    row = get_object_or_404(found, pk=pk)
    members = ClaimStatement.objects.standing().filter(statement=row, claim__merged_into__isnull=True).select_related("claim").order_by("id")
    say = Describer(request)
    spans = sorted(row.spans.all(), key=lambda span: (span.start_char, span.role))
    return say.statement(row) | {
        "version": row.version.number,
        "sha256": row.version.sha256,
        "removed_in": row.removed_in.number if row.removed_in else None,
        "spans": [
            {"role": span.role, "start": span.start_char, "end": span.end_char, "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix}
            for span in spans
        ],
        "context": [{"text": part.text, "role": str(part.role)} for part in find_sentences(row)],
        "claims": [{"claim": say.claim(member.claim), "stance": member.stance, "state": member.state} for member in members],
        "why": row.why,
        "why_actor": row.why_actor,
        "decided_at": row.decided_at,
    }
