"""Adding a statement that the machine did not find, to the claim that it expresses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claimsite.articles.models import ArticleVersion
from claimsite.claims.actions import place_statement, rephrase
from claimsite.claims.addition_forms import PlacedAdditionForm, find_claims
from claimsite.claims.models import Claim, Stance
from claimsite.core.decisions import UNPROCESSABLE
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError
from claimsite.core.turns import in_turn
from claimsite.statements import actions
from claimsite.statements.anchors import SpanError
from claimsite.statements.decision_views import settle_actor, suggest_actors
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
    form = PlacedAdditionForm(request.POST if request.method == "POST" else None, version=version, initial=initial)
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
    return render(request, "claims/statement_add.html", _describe(version, form, error), status=status)


@in_turn()
def _add(version: ArticleVersion, form: PlacedAdditionForm, editor: Any) -> Statement:
    """A new actor stays only if the statement does, and the statement only in its claim."""
    data = form.cleaned_data
    actor = settle_actor(data, version.article.language, editor)
    given = {"spans": form.get_spans(), "act": data["act"], "type": data["type"], "actor": actor, "reason": data["reason"]}
    statement = actions.add_statement(version, by=editor, **given)
    if data["placed"] is not None:
        place_statement(statement, data["placed"], by=editor, stance=data["stance"] or Stance.SUPPORTS)
    elif data["wording"]:
        claim = Claim.objects.filter(claim_statements__statement=statement).first()
        if claim is not None:  # refusals to comment have none
            rephrase(claim, data["wording"], by=editor)
    return statement


def _describe(version: ArticleVersion, form: PlacedAdditionForm, error: str) -> dict[str, Any]:
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


@require_safe
def claim_find(request: HttpRequest) -> JsonResponse:
    """Claims with some words in them or in a statement of theirs, for search as you type."""
    words = " ".join(request.GET.get("q", "").split())[:100].replace("\0", "")
    found = find_claims(words) if len(words) >= 2 else []
    return JsonResponse({"found": [{"name": f"#{claim.pk} {claim.text[:160]}"} for claim in found]})
