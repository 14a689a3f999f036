"""The table of `/compare/` as it stands now, and the list of published comparisons, as files beside their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claimsite.comparisons.exports.content import COLUMNS, list_rows
from claimsite.comparisons.forms import CompareForm
from claimsite.comparisons.models import Comparison
from claimsite.comparisons.query import read_query
from claimsite.core.downloads import Download, downloading
from claimsite.core.paging import LATEST_ID, walk

LIST_COLUMNS = ("slug", "url", "title", "owner", "created_at", "versions", "published_at", "content_hash")


@downloading
def export_compare(request: HttpRequest) -> Download:
    """All rows that the page with the same parameters would show."""
    form, absolute = CompareForm(request.GET), request.build_absolute_uri
    form.is_valid()
    query = read_query(form.cleaned_data)
    parameters = query.as_parameters()
    page = absolute(reverse("comparisons:compare") + (f"?{parameters}" if parameters else ""))
    return Download("compare", page, COLUMNS, lambda: list_rows(query.build_table(), lambda path: absolute(path) if path else ""))


@downloading
def export_comparisons(request: HttpRequest) -> Download:
    """Published ones, whoever asks."""
    absolute = request.build_absolute_uri
    return Download("comparisons", absolute(reverse("comparisons:comparison_list")), LIST_COLUMNS, lambda: _list_comparisons(absolute))


def _list_comparisons(absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for row in walk(Comparison.objects.published().with_snapshots(), LATEST_ID):
        snapshots = row.snapshots.all()
        latest = snapshots[0] if snapshots else None
        yield {
            "slug": row.slug,
            "url": absolute(row.get_absolute_url()),
            "title": row.title,
            "owner": str(row.owner),
            "created_at": row.created_at.isoformat(),
            "versions": len(snapshots),
            "published_at": latest.created_at.isoformat() if latest else None,
            "content_hash": latest.content_hash if latest else None,
        }
