"""Statements: the search, and each in its context."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import first_page, keyset_page
from claimsite.core.prepared import get_or_404, prepared
from claimsite.statements.at_hand import attach_copies, attach_spans, read_with_people
from claimsite.statements.context import find_sentences
from claimsite.statements.facets import count_facets
from claimsite.statements.filters import StatementFilter, list_memberships
from claimsite.statements.models import Statement

PAGE_SIZE = 25


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def statement_list(request: HttpRequest) -> HttpResponse:
    """Statements in full text search with facets, newest first."""
    form = StatementFilter(request.GET)
    facets, cursor = count_facets(form), request.GET.get("page")
    if cursor:
        page = keyset_page(form.narrow(Statement.objects.standing().with_people().with_copies()), cursor, PAGE_SIZE)
    else:  # known from counting; only what lies behind it is searched for once more
        page = first_page(read_with_people(facets.newest[: PAGE_SIZE + 1]), PAGE_SIZE)
    context = {"form": form, "page": page, "facets": facets, "query": form.cleaned_data.get("q", ""), "parameters": form.as_parameters()}
    template = "statements/_statement_list_part.html" if wants_partial(request) else "statements/statement_list.html"
    return render(request, template, context)


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement with the sentences around it, its parts marked, its reason and its claims."""
    statement = get_or_404(_read_statement(pk))
    attach_copies([statement])
    attach_spans([statement])
    members = _read_members(pk)
    context = {"statement": statement, "sentences": find_sentences(statement), "members": members, "next": request.get_full_path()}
    template = "statements/_statement_part.html" if wants_partial(request) else "statements/statement_detail.html"
    return render(request, template, context)


@prepared
def _read_statement(pk: Any) -> QuerySet[Statement]:
    return Statement.objects.filter(pk=pk).with_people().select_related("version", "run")


@prepared
def _read_members(statement: Any) -> QuerySet[Any]:
    """The claims that it belongs to, by its memberships."""
    return list_memberships().filter(statement=statement, claim__merged_into__isnull=True).select_related("claim").order_by("claim", "statement")
