"""Putting an article's details right."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from claimsite.articles import actions
from claimsite.articles.forms import DetailsForm
from claimsite.articles.models import Article, Outlet
from claimsite.core.decisions import CONFLICT, UNPROCESSABLE
from claimsite.core.htmx import wants_partial
from claimsite.core.permissions import get_editor
from claimsite.core.review import StaleEditError

#: Outlets that the browser offers while a name is typed.
OFFERED = 500


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def article_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Headline, author, day, note and outlet."""
    editor, article = get_editor(request), get_object_or_404(Article.objects.with_outlet(), pk=pk)
    if request.method != "POST":
        return _show(request, article, DetailsForm.for_article(article))
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return _show(request, article, form, UNPROCESSABLE)
    try:
        operation = actions.correct_article(article, by=editor, **form.get_request())
    except StaleEditError as stale:
        return _show(request, article, form.renew(article), CONFLICT, str(stale))
    if operation is None:
        messages.info(request, _("The details are like that already."))
    else:
        messages.success(request, _("The details are stored."))
    return HttpResponseClientRedirect(article.get_absolute_url()) if wants_partial(request) else redirect(article)


def _show(request: HttpRequest, article: Article, form: DetailsForm, status: int = 200, error: str = "") -> HttpResponse:
    outlets = Outlet.objects.standing().values_list("name", flat=True)[:OFFERED]
    context = {"article": article, "form": form, "error": error, "outlets": outlets}
    template = "articles/_article_correct_part.html" if wants_partial(request) else "articles/article_correct.html"
    return render(request, template, context, status=status)
