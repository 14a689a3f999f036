"""Putting actors right, and finding one by some letters of its name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claimsite.core.decisions import UNPROCESSABLE
from claimsite.core.operations import OperationError
from claimsite.core.permissions import get_editor
from claimsite.statements.actor_forms import ACTOR_FORMS, ActorForm
from claimsite.statements.models import Actor

FOUND_LIMIT = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def actor_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that can be put right about an actor, a form for each; `do` says which one was sent."""
    editor, actor = get_editor(request), get_object_or_404(Actor.objects.select_related("side", "merged_into"), slug=slug)
    if actor.merged_into is not None:
        return redirect("statements:actor_edit", actor.merged_into.slug)
    sent, error = request.POST.get("do", ""), ""
    forms: dict[str, ActorForm] = {name: form(request.POST if name == sent else None, actor=actor, prefix=name) for name, form in ACTOR_FORMS.items()}
    if sent in forms and forms[sent].is_valid():
        try:
            operation = forms[sent].act(editor)
        except OperationError as impossible:
            error = str(impossible)
        else:
            messages.success(request, _("Stored: %(what)s.") % {"what": operation})
            return redirect(_go_on(actor))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "statements/actor_edit.html", _describe(actor, forms, sent, error), status=status)


def _go_on(actor: Actor) -> str:
    actor.refresh_from_db()
    return (actor.merged_into or actor).get_absolute_url()


def _describe(actor: Actor, forms: dict[str, ActorForm], sent: str, error: str) -> dict[str, Any]:
    return {
        "actor": actor,
        "forms": forms,
        "sent": sent,
        "error": error,
        "names": actor.names.all(),
        "affiliations": actor.affiliations.select_related("organization"),
    }


@require_safe
def actor_find(request: HttpRequest) -> JsonResponse:
    """Names of actors with some letters in them, for search as you type; merged ones lead to what they went into."""
    words = " ".join(request.GET.get("q", "").split())[:100].replace("\0", "")
    found = Actor.objects.standing().named_like(words).order_by("name")[:FOUND_LIMIT] if len(words) >= 2 else []
    return JsonResponse({"found": [{"name": actor.local_name, "kind": actor.kind} for actor in found]})
