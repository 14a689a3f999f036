"""The public history of rows, and bringing back what an entry says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claimsite.core.forms import RestorationForm
from claimsite.core.histories import PAGE_LIMIT, Entry, read_history
from claimsite.core.permissions import can_edit, get_editor
from claimsite.core.review import ReviewError
from claimsite.core.rows import get_kind


@require_safe
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What happened to a row, newest first."""
    found = get_kind(kind)
    row = get_object_or_404(found.visible(request.user), pk=pk)
    entries = read_history(row, found, limit=PAGE_LIMIT + 1)
    context: dict[str, Any] = {
        "kind": kind,
        "title": found.title,
        "row": row,
        "entries": entries[:PAGE_LIMIT],
        "is_cut": len(entries) > PAGE_LIMIT,
        "can_restore": found.restore is not None and can_edit(request.user),
    }
    return render(request, "core/history.html", context)


@require_safe
def history_json(request: HttpRequest, kind: str, pk: int) -> JsonResponse:
    """The whole history as data."""
    found = get_kind(kind)
    row = get_object_or_404(found.visible(request.user), pk=pk)
    answer = JsonResponse({"kind": kind, "id": row.pk, "name": str(row), "entries": [_describe(entry) for entry in read_history(row, found)]})
    answer["Content-Disposition"] = f'attachment; filename="history-{kind}-{row.pk}.json"'
    return answer


def _describe(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "by": str(entry.by) if entry.by else None,
        "machine": entry.version or None if entry.by is None else None,
        "what": entry.verb,
        "reason": entry.reason,
        "changes": [{"field": change.label, "before": change.before, "after": change.after} for change in entry.changes],
    }


@login_required
@require_POST
def restore(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Bring a row back to what it was after an entry of its history; that is a decision like any other, and can be undone."""
    editor, found = get_editor(request), get_kind(kind)
    row, form = get_object_or_404(found.visible(request.user), pk=pk), RestorationForm(request.POST)
    if found.restore is None or not form.is_valid():
        raise Http404(_("There is nothing to bring back."))
    record = get_object_or_404(row.history, pk=form.cleaned_data["entry"])
    try:
        found.restore(row, record, by=editor, revision=form.cleaned_data["revision"])
    except ReviewError as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, _("It is again as it was then."))
    return redirect("core:history", kind=kind, pk=pk)
