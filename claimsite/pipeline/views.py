"""Adding articles and feeds by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from claimsite.articles.addresses import AddressError
from claimsite.articles.models import Article, Outlet
from claimsite.core.htmx import wants_partial
from claimsite.core.models import User
from claimsite.core.permissions import get_editor
from claimsite.pipeline import actions
from claimsite.pipeline.forms import AddAddressesForm, AddTextForm, LanguageForm
from claimsite.pipeline.models import Job


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for articles to be added: addresses in the one form, a text or a file in the other."""
    editor = get_editor(request)
    addresses = AddAddressesForm(request.POST if "urls" in request.POST else None, initial={"urls": request.GET.get("url", "")[:2000]})
    given = request.POST if request.method == "POST" and not addresses.is_bound else None
    text = AddTextForm(given, request.FILES or None, files_too_big=getattr(request, "files_too_big", ()))
    form = addresses if addresses.is_bound else text
    if form.is_bound and form.is_valid():
        place = _request_all(request, form, by=editor)
        return HttpResponseClientRedirect(place) if wants_partial(request) else redirect(place)
    context = {"addresses": addresses, "form": text, "outlets": Outlet.objects.values_list("name", flat=True)[:500]}
    context["bookmarklet"] = _write_bookmarklet(request)
    template = "pipeline/_add_form_part.html" if wants_partial(request) else "pipeline/add.html"
    return render(request, template, context, status=422 if form.errors else 200)


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


@login_required
@require_POST
def article_analyze(request: HttpRequest, pk: int) -> HttpResponse:
    """Analyze an article's current text again."""
    editor = get_editor(request)
    return redirect(actions.request_reanalysis(get_object_or_404(Article, pk=pk), by=editor))


@login_required
@require_POST
def article_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch an article's page again: where its text has changed, that is a version."""
    editor = get_editor(request)
    article = get_object_or_404(Article.objects.exclude(url=None), pk=pk)
    try:
        return redirect(actions.request_url(article.url or "", by=editor, again=True))
    except AddressError:
        messages.error(request, _("The article's address is not one that can be fetched."))
        return redirect(article)


def _request_all(request: HttpRequest, form: AddAddressesForm | AddTextForm, *, by: User) -> str:
    """Ask for all that a form names; the address to go on to."""
    if isinstance(form, AddTextForm):
        given: dict[str, Any] = form.get_request()
        job = actions.request_file(by=by, **given) if "data" in given else actions.request_text(by=by, **given)
        return job.get_absolute_url()
    asked: list[Job] = [actions.request_url(url, by=by) for url in form.cleaned_data["urls"]]
    if len(asked) == 1:
        return asked[0].get_absolute_url()
    messages.success(request, ngettext("%(count)s address is being read.", "%(count)s addresses are being read.", len(asked)) % {"count": len(asked)})
    return reverse("pipeline:job_list")


def _write_bookmarklet(request: HttpRequest) -> str:
    """A bookmark that opens this form with the address of the page one is on."""
    place = request.build_absolute_uri(reverse("pipeline:add"))
    return f"javascript:location.href='{place}?url='+encodeURIComponent(location.href)"
