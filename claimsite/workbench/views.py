"""The editors' queue."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.core.htmx import wants_partial
from claimsite.core.paging import keyset_page
from claimsite.core.permissions import get_editor
from claimsite.workbench.forms import QueueForm
from claimsite.workbench.queue import NEED, RELATIONS, STATEMENTS, list_relations, list_statements

PAGE_SIZE = 20
#: Counting stops here: nobody needs to know whether 40,000 or 41,000 wait.
COUNT_LIMIT = 500


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for a decision, what helps most first."""
    get_editor(request)
    form = QueueForm(request.GET)
    form.full_clean()
    language = form.get("language")
    lists = {RELATIONS: list_relations(language), STATEMENTS: list_statements(language)}
    counts = {kind: rows.order_by()[: COUNT_LIMIT + 1].count() for kind, rows in lists.items()}
    kind = form.get("kind") or (RELATIONS if counts[RELATIONS] else STATEMENTS)
    page = keyset_page(lists[kind], request.GET.get("page"), PAGE_SIZE, NEED)
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "language": language,
        "page": page,
        "tabs": [{"kind": each, "count": min(n, COUNT_LIMIT), "is_more": n > COUNT_LIMIT, "is_current": each == kind} for each, n in counts.items()],
        "older": _link(kind, language, page.older),
        "newer": _link(kind, language, page.newer),
        "next": request.get_full_path(),
    }
    return render(request, "workbench/_queue_part.html" if wants_partial(request) else "workbench/queue.html", context)


def _link(kind: str, language: str, cursor: str | None) -> str | None:
    given = {"kind": kind, "language": language, "page": cursor}
    return "?" + urlencode({name: value for name, value in given.items() if value}) if cursor else None
