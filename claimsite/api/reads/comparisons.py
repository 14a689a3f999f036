"""Published comparisons and their versions; drafts and unlisted ones are for nobody here, whoever asks."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import http_date
from ninja import Path, Query, Router

from claimsite.api.asking import Asked, Slug, check_parameters, cut_page, link
from claimsite.api.comparison_schemas import ChangesOut, ComparisonDetail, ComparisonOut, SnapshotOut, SnapshotRef
from claimsite.api.describing import Describer
from claimsite.api.schemas import REFUSED, ListOut
from claimsite.api.throttling import reading
from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.models import Comparison, FormerSlug, Snapshot
from claimsite.comparisons.reading import get_snapshot
from claimsite.core.paging import LATEST_ID

router = Router(tags=["comparisons"], throttle=[reading])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/comparisons", response={200: ListOut[ComparisonOut], **REFUSED}, summary="List comparisons")
def list_comparisons(request: HttpRequest, response: HttpResponse, query: Query[Asked]) -> Any:
    """Published comparisons, the latest first."""
    check_parameters(request, query)
    found = Comparison.objects.published().filter(snapshots__isnull=False).distinct().with_snapshots()
    page, say = cut_page(request, response, found, query, LATEST_ID), Describer(request)
    return {"items": [say.comparison(row) for row in page.rows], **link(request, page)}


@router.get("/comparisons/{slug}", response={200: ComparisonDetail, 301: None, **REFUSED}, summary="Read a comparison", url_name="comparison")
def get_comparison(request: HttpRequest, slug: Slug) -> Any:
    """A comparison with what its latest version froze; a former address leads to the present one."""
    comparison = _find(slug)
    if comparison.slug != slug:
        return redirect(reverse("api-1:comparison", args=[comparison.slug]), permanent=True)
    return Describer(request).comparison(comparison) | {"content": get_snapshot(comparison).content}


@router.get("/comparisons/{slug}/changes", response={200: ChangesOut, 301: None, **REFUSED}, summary="See what has changed since", url_name="changes")
def get_changes(request: HttpRequest, slug: Slug) -> Any:
    """What is different now from the latest version: claims added, statements corrected or gone, articles that their outlets edited."""
    comparison = _find(slug)
    if comparison.slug != slug:
        return redirect(reverse("api-1:changes", args=[comparison.slug]), permanent=True)
    latest, say = get_snapshot(comparison), Describer(request)
    return {"since": say.snapshot(latest, slug), "items": say.changes(changed_since(latest))}


@router.get("/comparisons/{slug}/snapshots", response={200: ListOut[SnapshotRef], 301: None, **REFUSED}, summary="List versions", url_name="snapshots")
def list_snapshots(request: HttpRequest, response: HttpResponse, slug: Slug, query: Query[Asked]) -> Any:
    """The versions of a comparison, the latest first."""
    check_parameters(request, query)
    comparison = _find(slug)
    if comparison.slug != slug:
        return redirect(reverse("api-1:snapshots", args=[comparison.slug]), permanent=True)
    page, say = cut_page(request, response, Snapshot.objects.filter(comparison=comparison).defer("content"), query, LATEST_ID), Describer(request)
    return {"items": [say.snapshot(row, slug) for row in page.rows], **link(request, page)}


@router.get("/comparisons/{slug}/snapshots/{number}", response={200: SnapshotOut, 301: None, **REFUSED}, summary="Read a version", url_name="snapshot")
def read_snapshot(request: HttpRequest, response: HttpResponse, slug: Slug, number: Number) -> Any:
    """A version with all that it froze: it never changes, and stays when the articles go."""
    comparison = _find(slug)
    if comparison.slug != slug:
        return redirect(reverse("api-1:snapshot", args=[comparison.slug, number]), permanent=True)
    snapshot = get_object_or_404(Snapshot, comparison=comparison, number=number)
    response["Last-Modified"] = http_date(snapshot.created_at.timestamp())
    return Describer(request).snapshot(snapshot, slug) | {"content": snapshot.content}


def _find(slug: str) -> Comparison:
    """A published comparison by its present or a former address; without a version there is nothing to read."""
    published = Comparison.objects.published().with_snapshots()
    found = published.filter(slug=slug).first() or published.filter(pk__in=FormerSlug.objects.filter(slug=slug).values("comparison")).first()
    if found is None or not found.snapshots.all():
        raise Http404
    return found
