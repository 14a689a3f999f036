"""The statements of a search, and one alone, as files."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claimsite.core.downloads import Download, downloading
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement
from claimsite.statements.tables import COLUMNS, list_rows


@downloading
def export_statements(request: HttpRequest) -> Download:
    """What the page with the same parameters lists, all pages of it."""
    form = StatementFilter(request.GET)
    parameters, absolute = form.as_parameters(), request.build_absolute_uri
    page = absolute(reverse("statements:statement_list") + (f"?{parameters}" if parameters else ""))
    return Download("statements", page, COLUMNS, lambda: list_rows(form.narrow(Statement.objects.standing()), absolute))


@downloading
def export_statement(request: HttpRequest, pk: int) -> Download:
    """One statement; what was rejected or taken back is in no file."""
    get_object_or_404(Statement.objects.standing(), pk=pk)
    page = request.build_absolute_uri(reverse("statements:statement_detail", args=[pk]))
    return Download(f"statement-{pk}", page, COLUMNS, lambda: list_rows(Statement.objects.standing().filter(pk=pk), request.build_absolute_uri))
