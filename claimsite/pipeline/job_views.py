"""Watching the worker."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.core.htmx import wants_partial
from claimsite.core.paging import LATEST_ID, keyset_page
from claimsite.core.permissions import check_can_edit, get_editor
from claimsite.pipeline import actions
from claimsite.pipeline.errors import get_message
from claimsite.pipeline.models import Job, JobStage, JobState

PAGE_SIZE = 40
OPEN = (JobState.WAITING, JobState.RUNNING)


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """What was asked for, the latest first; asked again by the page as long as anything on it is open."""
    check_can_edit(request.user)
    state = request.GET.get("state", "")
    jobs = Job.objects.select_related("article__outlet", "feed").filter(**({"state": state} if state in JobState.values else {}))
    page = keyset_page(jobs, request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    rows = [describe_job(job) for job in page.rows]
    context: dict[str, Any] = {"rows": rows, "page": page, "state": state, "states": JobState.choices}
    context["is_open"] = any(row["is_open"] for row in rows)
    return render(request, "pipeline/_job_list_part.html" if wants_partial(request) else "pipeline/job_list.html", context)


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the worker is at; asked again by the page until it is done. A question that knows the present state gets an empty answer."""
    check_can_edit(request.user)
    job = get_object_or_404(Job.objects.select_related("article__outlet", "feed"), pk=pk)
    context = describe_job(job) | describe_stages(job)
    if wants_partial(request):
        if request.GET.get("seen") == context["seen"]:
            return HttpResponse(status=204)
        return render(request, "pipeline/_job_part.html", context)
    return render(request, "pipeline/job.html", context)


@login_required
@require_POST
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again."""
    editor = get_editor(request)
    job = get_object_or_404(Job, pk=pk)
    actions.retry(job, by=editor)
    return redirect(job)


def describe_job(job: Job) -> dict[str, Any]:
    """What lists and pages show of a job."""
    is_open = job.state in OPEN
    return {
        "job": job,
        "is_open": is_open,
        "is_failed": job.state == JobState.FAILED,
        "is_paused": job.state == JobState.WAITING and job.paused_until is not None,
        "message": get_message(job.error_code) if job.error_code else "",
        "title": job.article.title if job.article else job.payload.get("title") or job.payload.get("url") or job.get_kind_display(),
    }


def describe_stages(job: Job) -> dict[str, Any]:
    """How far a job is."""
    order = list(JobStage)
    reached = len(order) if job.state == JobState.DONE else order.index(JobStage(job.stage))
    return {
        "stages": [
            {"label": stage.label, "is_done": i < reached, "is_current": i == reached and job.state != JobState.WAITING} for i, stage in enumerate(order)
        ],
        "done_count": reached,
        "stage_count": len(order),
        "seen": f"{job.state}-{job.stage}-{job.attempts}",
        "statement_count": job.article.statements.standing().count() if job.article and job.state not in OPEN else None,
    }
