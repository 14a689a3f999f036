"""Adding articles, and watching the worker."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from claimsite.articles.models import Article, Outlet
from claimsite.core.htmx import wants_partial
from claimsite.core.permissions import check_can_edit, get_editor
from claimsite.pipeline import actions
from claimsite.pipeline.errors import get_message
from claimsite.pipeline.forms import AddTextForm, LanguageForm
from claimsite.pipeline.models import Job, JobStage, JobState


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for an article to be added."""
    editor = get_editor(request)
    if request.method == "POST":
        form = AddTextForm(request.POST, request.FILES, files_too_big=getattr(request, "files_too_big", ()))
        if form.is_valid():
            job = actions.request_text(by=editor, **form.get_request())
            return HttpResponseClientRedirect(job.get_absolute_url()) if wants_partial(request) else redirect(job)
    else:
        form = AddTextForm()
    outlets = Outlet.objects.values_list("name", flat=True)[:500]
    template = "pipeline/_add_form_part.html" if wants_partial(request) else "pipeline/add.html"
    return render(request, template, {"form": form, "outlets": outlets}, status=422 if form.errors else 200)


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the worker is at; asked again by the page until it is done. A question that knows the present state gets an empty answer."""
    check_can_edit(request.user)
    job = get_object_or_404(Job.objects.select_related("article__outlet"), pk=pk)
    context = _describe(job)
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


@login_required
@require_POST
def article_language(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an article's language and analyze it again."""
    editor = get_editor(request)
    article = get_object_or_404(Article, pk=pk)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the four languages."))
        return redirect(article)
    job = actions.request_language_change(article, language=form.cleaned_data["language"], by=editor)
    if job is None:
        messages.info(request, _("The article is in that language already."))
    return redirect(job or article)


def _describe(job: Job) -> dict[str, Any]:
    """What the job page shows."""
    order = list(JobStage)
    reached = len(order) if job.state == JobState.DONE else order.index(JobStage(job.stage))
    is_open = job.state in (JobState.WAITING, JobState.RUNNING)
    return {
        "job": job,
        "stages": [
            {"label": stage.label, "is_done": i < reached, "is_current": i == reached and job.state != JobState.WAITING} for i, stage in enumerate(order)
        ],
        "done_count": reached,
        "stage_count": len(order),
        "is_open": is_open,
        "is_failed": job.state == JobState.FAILED,
        "seen": f"{job.state}-{job.stage}-{job.attempts}",
        "message": get_message(job.error_code) if job.state == JobState.FAILED else "",
        "title": job.article.title if job.article else job.payload.get("title", ""),
        "statement_count": job.article.statements.standing().count() if job.article and not is_open else None,
    }
