"""Decisions about statements, and their correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from claimsite.core.decisions import CONFLICT, UNPROCESSABLE, DecisionForm, Place, answer_decision, get_next
from claimsite.core.htmx import wants_partial
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError, StaleEditError
from claimsite.core.turns import in_turn
from claimsite.statements import actions
from claimsite.statements.actor_actions import add_name
from claimsite.statements.anchors import SpanError
from claimsite.statements.forms import CorrectionForm, SpeakerForm
from claimsite.statements.models import Actor, Statement
from claimsite.statements.naming import name_locally

PLACE = Place("statement", "statements/_statement_decision_part.html", "statements/statement_decision.html")
#: Characters of the text shown around a statement that is corrected.
CONTEXT = 600
KNOWN_ACTORS = 300


@login_required
@vary_on_headers("HX-Request")
@require_POST
def statement_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or reject a statement, or take a decision back."""
    editor = get_editor(request)
    statement = get_object_or_404(Statement.objects.with_people(), pk=pk)
    form = DecisionForm(request.POST)

    def act() -> Statement:
        given = {"by": editor, "revision": form.cleaned_data["revision"]}
        match form.cleaned_data["decision"]:
            case "accept":
                return actions.accept(statement, **given)
            case "reject":
                return actions.reject(statement, **given, reason=form.cleaned_data["reason"])
            case _:
                return actions.undo(statement, **given)

    return answer_decision(request, statement, PLACE, form=form, act=act, default=statement.get_absolute_url())


@login_required
@vary_on_headers("HX-Request")
@require_POST
def statement_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody else is accountable: one press for those whom the machine considered."""
    editor = get_editor(request)
    statement = get_object_or_404(Statement.objects.with_people(), pk=pk)
    form = SpeakerForm(request.POST)

    def act() -> Statement:
        return actions.correct(statement, by=editor, revision=form.cleaned_data["revision"], actor=form.cleaned_data["actor"])

    return answer_decision(request, statement, PLACE, form=form, act=act, default=statement.get_absolute_url())


@login_required
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def statement_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put actor, act, form and places of a statement right."""
    editor = get_editor(request)
    statement = get_object_or_404(Statement.objects.with_people().select_related("version").prefetch_related("spans"), pk=pk)
    target, status, error = get_next(request, statement.get_absolute_url()), 200, ""
    form = CorrectionForm(request.POST if request.method == "POST" else None, statement=statement)
    if request.method == "POST" and form.is_valid():
        try:
            _correct(statement, form, editor)
        except StaleEditError as stale:
            status, error, form = CONFLICT, str(stale), _renew(form, stale)
        except (ReviewError, SpanError) as impossible:
            status, error = UNPROCESSABLE, str(impossible)
        else:
            return _answer(request, statement, target)
    elif form.errors:
        status = UNPROCESSABLE
    template = "statements/_statement_correction_part.html" if wants_partial(request) else "statements/statement_correction.html"
    return render(request, template, _describe(form, target, error), status=status)


@in_turn()
def _correct(statement: Statement, form: CorrectionForm, editor: Any) -> None:
    """A new actor stays only if the correction does."""
    data = form.cleaned_data
    actor = settle_actor(data, statement.language, editor)
    given = {"act": data["act"], "type": data["type"], "spans": form.get_spans(), "reason": data["reason"]}
    actions.correct(statement, by=editor, revision=data["revision"], actor=actor, **given)


def settle_actor(data: dict[str, Any], language: str, editor: Any) -> Actor | None:
    """Who was chosen, added, or got another name in a form about a statement."""
    if data["new_actor"]:
        return actions.add_actor(**data["new_actor"], by=editor)
    actor: Actor | None = data["actor"]
    if actor is not None and data["new_name"]:
        add_name(actor, name=data["new_name"], language=language, by=editor)
    return actor


def _renew(form: CorrectionForm, stale: StaleEditError) -> CorrectionForm:
    """The same words for the row as it stands: who sends the form again has seen what the other person did."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["revision"] = stale.current.revision
    current = Statement.objects.with_people().select_related("version").prefetch_related("spans").get(pk=stale.current.pk)
    return CorrectionForm(data, statement=current)


def _answer(request: HttpRequest, statement: Statement, target: str) -> HttpResponse:
    if wants_partial(request):
        return render(request, PLACE.part, {"statement": statement, "next": target})
    messages.success(request, _("Stored: %(state)s.") % {"state": statement.get_state_display()})
    return redirect(target)


def _describe(form: CorrectionForm, target: str, error: str) -> dict[str, Any]:
    statement, text = form.statement, form.text
    places = [place for each in form.stored.values() for place in each] or [(0, 0)]
    start, end = max(0, min(places)[0] - CONTEXT), max(place[1] for place in places) + CONTEXT
    return {
        "statement": statement,
        "form": form,
        "next": target,
        "error": error,
        "excerpt": text[start:end],
        "excerpt_start": start,
        "known_actors": suggest_actors(statement.article_id, [name_locally(str(each.get("name")), each.get("names")) for each in statement.alternatives]),
    }


def suggest_actors(article_id: int, considered: Sequence[str] = ()) -> list[str]:
    """Names to offer: those that the machine considered, those of the article, and some more; all as the reader knows them."""
    known = Actor.objects.standing().order_by("name").values_list("name", "local_names")
    near = known.filter(statements__article=article_id).distinct()
    return list(dict.fromkeys([*considered, *(name_locally(*each) for each in (*near, *known[:KNOWN_ACTORS]))]))
