"""Statements: the search, and each in its context."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import keyset_page
from claimsite.statements.context import find_sentences
from claimsite.statements.facets import count_facets
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement

PAGE_SIZE = 25


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def statement_list(request: HttpRequest) -> HttpResponse:
    """Statements in full text search with facets, newest first."""
    form = StatementFilter(request.GET)
    facets = count_facets(form, Statement.objects.standing())
    cursor, shown = request.GET.get("page"), Statement.objects.with_people().with_copies()
    # The first page is known from counting; only what lies behind it is searched for once more.
    found = form.narrow(shown.standing()) if cursor else shown.standing().filter(pk__in=facets.newest[: PAGE_SIZE + 1])
    page = keyset_page(found, cursor, PAGE_SIZE)
    context = {"form": form, "page": page, "facets": facets, "query": form.cleaned_data.get("q", ""), "parameters": form.as_parameters()}
    template = "statements/_statement_list_part.html" if wants_partial(request) else "statements/statement_list.html"
    return render(request, template, context)


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement with the sentences around it, its parts marked, its reason and its claims."""
    found = Statement.objects.with_people().with_copies().select_related("version", "run").prefetch_related("spans", "claim_statements__claim")
    statement = get_object_or_404(found, pk=pk)
    members = [row for row in statement.claim_statements.all() if row.withdrawn_at is None and row.state != "rejected" and row.claim.merged_into_id is None]
    context = {"statement": statement, "sentences": find_sentences(statement), "members": members, "next": request.get_full_path()}
    template = "statements/_statement_part.html" if wants_partial(request) else "statements/statement_detail.html"
    return render(request, template, context)
