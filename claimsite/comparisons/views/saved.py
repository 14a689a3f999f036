"""Saved comparisons: as they stood when they were published, and what has changed since."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.comparisons.changes import changed_since, compare_contents
from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.exports.content import narrow
from claimsite.comparisons.frozen import build_content, find_frozen_statement, read_content
from claimsite.comparisons.local_names import localize_content
from claimsite.comparisons.mementos import KEPT_SECONDS, LINK_FORMAT, add_original_headers, add_version_headers, write_timemap
from claimsite.comparisons.models import Comparison, Snapshot, Visibility
from claimsite.comparisons.presentation import describe_changes, describe_table, link_frozen, link_gone
from claimsite.comparisons.query import write_parameters
from claimsite.comparisons.reading import PARAMETER, get_snapshot, is_by_name, is_of_its_people, reading
from claimsite.core.htmx import wants_partial
from claimsite.core.paging import LATEST_ID, keyset_page

PAGE_SIZE = 40
#: A person's own comparisons that not everybody finds, above the list.
OWN_LIMIT = 50


@require_safe
def comparison_list(request: HttpRequest) -> HttpResponse:
    """What people published, newest first; before it what one is working on oneself."""
    page = keyset_page(Comparison.objects.published().with_snapshots(), request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    own = Comparison.objects.of(request.user).exclude(visibility=Visibility.PUBLISHED).newest_first()[:OWN_LIMIT] if request.user.is_authenticated else []
    return render(request, "comparisons/comparison_list.html", {"page": page, "own": own})


@reading(by_link=True)
def comparison_detail(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """The latest snapshot, and what has changed since; of a draft, how it stands now."""
    if comparison.visibility == Visibility.DRAFT:
        context = _describe(request, comparison, build_content(comparison)) | {"is_preview": True}
        return render(request, "comparisons/comparison_detail.html", context)
    latest = get_snapshot(comparison)
    by_name = is_by_name(request, comparison)
    context = _describe(request, comparison, read_content(latest.content), latest if by_name else None)
    changes = describe_changes(link_gone(changed_since(latest), latest)) if by_name else []
    context |= {"snapshot": latest, "is_latest": True, "changes": changes}
    response = render(request, "comparisons/comparison_detail.html", context)
    if by_name:
        add_original_headers(response, comparison, latest, request.build_absolute_uri)
    return response


@reading()
def snapshot_detail(request: HttpRequest, comparison: Comparison, number: int) -> HttpResponse:
    """One snapshot; never changes."""
    snapshot = get_snapshot(comparison, number)
    context = _describe(request, comparison, read_content(snapshot.content), snapshot)
    is_latest = number == context["snapshots"][0].number
    # A page that many may keep has no forms, for their tokens belong to one person.
    is_for_all = not request.user.is_authenticated and comparison.visibility == Visibility.PUBLISHED
    context |= {"snapshot": snapshot, "is_version": True, "is_latest": is_latest, "has_no_forms": is_for_all}
    response = render(request, "comparisons/comparison_detail.html", context)
    add_version_headers(response, snapshot, context["snapshots"], request.build_absolute_uri)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}, immutable" if is_for_all else "private, no-cache"
    return response


@vary_on_headers("HX-Request")
@reading()
def frozen_statement(request: HttpRequest, comparison: Comparison, number: int, pk: int) -> HttpResponse:
    """A statement in its context as a snapshot keeps it, whatever became of the article."""
    snapshot = get_snapshot(comparison, number)
    found = find_frozen_statement(localize_content(read_content(snapshot.content)), pk)
    if found is None:
        raise Http404(_("This version keeps no such statement."))
    context = {"comparison": comparison, "snapshot": snapshot, **found}
    return render(request, "comparisons/_frozen_statement_part.html" if wants_partial(request) else "comparisons/frozen_statement.html", context)


@reading()
def timemap(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """All versions, for programs that look for one of a certain time."""
    snapshots = list(comparison.snapshots.all())
    if not snapshots:
        raise Http404(_("There is no version yet."))
    return HttpResponse(write_timemap(comparison, snapshots, request.build_absolute_uri), content_type=LINK_FORMAT)


@reading()
def comparison_diff(request: HttpRequest, comparison: Comparison, old: int, new: int) -> HttpResponse:
    """What is different between two versions."""
    before, after = get_snapshot(comparison, old), get_snapshot(comparison, new)
    difference = compare_contents(read_content(before.content), read_content(after.content))
    context = {
        "comparison": comparison,
        "snapshots": list(comparison.snapshots.all()),
        "old": before,
        "new": after,
        "words": difference["words"],
        "changes": describe_changes(link_gone(difference["rows"], before)),
    }
    return render(request, "comparisons/comparison_diff.html", context)


def _describe(request: HttpRequest, comparison: Comparison, content: dict[str, Any], snapshot: Snapshot | None = None) -> dict[str, Any]:
    """What the page shows of a content; with a snapshot, statements lead to their frozen context. The address narrows it to sides and claims."""
    content = localize_content(content)
    table = narrow(content["table"], sides=request.GET.getlist("side"), claims=request.GET.getlist("claim"))
    if snapshot is not None:
        link_frozen(table, content, snapshot)
    view = request.GET.copy()
    view.pop(PARAMETER, None)
    return {
        "comparison": comparison,
        "snapshots": list(comparison.snapshots.all()),
        "content": content,
        "is_by_name": is_by_name(request, comparison),
        "is_own": is_of_its_people(request, comparison),
        "has_no_forms": PARAMETER in request.GET,
        "is_narrowed": table["rows"] != content["table"]["rows"] or len(table["sides"]) != len(content["table"]["sides"]),
        "view": view.urlencode(),
        "parameters": write_parameters(content["query"]),
        "figures": build_figures(table, language=get_language() or "en"),
        **describe_table(table),
    }
