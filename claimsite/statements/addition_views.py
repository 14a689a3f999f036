"""Adding a statement that the machine did not find."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claimsite.articles.models import ArticleVersion
from claimsite.core.decisions import UNPROCESSABLE
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError
from claimsite.statements import actions
from claimsite.statements.anchors import SpanError
from claimsite.statements.decision_views import suggest_actors
from claimsite.statements.forms import AdditionForm
from claimsite.statements.models import SpanRole, Statement

#: Longer texts are shown around the selection.
WHOLE_TEXT, AROUND = 30_000, 3_000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a statement to an article's current text; `?content=@start-end` comes from a selection."""
    editor = get_editor(request)
    version = get_object_or_404(ArticleVersion.objects.select_related("article__outlet"), article=min(pk, 2**63 - 1), is_current=True)
    initial = {role: request.GET.get(role, "")[:200] for role in SpanRole.values}
    form = AdditionForm(request.POST if request.method == "POST" else None, version=version, initial=initial)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            statement = _add(version, form, editor)
        except (ReviewError, SpanError) as impossible:
            error = str(impossible)
        else:
            messages.success(request, _("The statement is added."))
            return redirect(statement)
    status = UNPROCESSABLE if error or form.errors else 200
    return render(request, "statements/statement_add.html", _describe(version, form, error), status=status)


@transaction.atomic
def _add(version: ArticleVersion, form: AdditionForm, editor: Any) -> Statement:
    """A new actor stays only if the statement does."""
    data = form.cleaned_data
    actor = actions.add_actor(**data["new_actor"], by=editor) if data["new_actor"] else data["actor"]
    return actions.add_statement(version, by=editor, spans=form.get_spans(), act=data["act"], type=data["type"], actor=actor, reason=data["reason"])


def _describe(version: ArticleVersion, form: AdditionForm, error: str) -> dict[str, Any]:
    start, end = 0, len(version.text)
    if end > WHOLE_TEXT:
        near = form.find_start(str(form["content"].value() or ""))
        start, end = max(0, near - AROUND), min(end, near + WHOLE_TEXT - AROUND)
    article = version.article
    return {
        "article": article,
        "version": version,
        "form": form,
        "error": error,
        "excerpt": version.text[start:end],
        "excerpt_start": start,
        "known_actors": suggest_actors(article.pk),
    }
