"""Saved comparisons, as they stood when they were saved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.models import Comparison, Snapshot
from claimsite.comparisons.presentation import describe_changes, describe_table
from claimsite.comparisons.query import read_query
from claimsite.core.paging import LATEST_ID, keyset_page

PAGE_SIZE = 40


@require_safe
def comparison_list(request: HttpRequest) -> HttpResponse:
    """What people saved, newest first."""
    page = keyset_page(Comparison.objects.with_snapshots(), request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    return render(request, "comparisons/comparison_list.html", {"page": page})


@require_safe
def comparison_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest snapshot, and what has changed since."""
    comparison = get_object_or_404(Comparison.objects.with_snapshots(), slug=slug)
    latest = get_object_or_404(comparison.snapshots.select_related("created_by").order_by("-number")[:1])
    return _show(request, comparison, latest)


@require_safe
def snapshot_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One snapshot; never changes."""
    comparison = get_object_or_404(Comparison.objects.with_snapshots(), slug=slug)
    return _show(request, comparison, get_object_or_404(comparison.snapshots.select_related("created_by"), number=number))


def _show(request: HttpRequest, comparison: Comparison, snapshot: Snapshot) -> HttpResponse:
    content = snapshot.content
    snapshots = list(comparison.snapshots.all())
    is_latest = snapshot.number == snapshots[0].number
    context = {
        "comparison": comparison,
        "snapshot": snapshot,
        "snapshots": snapshots,
        "content": content,
        "is_latest": is_latest,
        "parameters": read_query(comparison.query).as_parameters(),
        "changes": describe_changes(changed_since(snapshot)) if is_latest else [],
        "figures": build_figures(content["table"], language=get_language() or "en"),
        **describe_table(content["table"]),
    }
    return render(request, "comparisons/comparison_detail.html", context)
