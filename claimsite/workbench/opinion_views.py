"""Second opinions: asking, giving, and what comes of them; how editors agree with each other and with the machine."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimsite.core import opinion_actions
from claimsite.core.decisions import UNPROCESSABLE, get_next
from claimsite.core.models import OpinionRequest, ReviewState
from claimsite.core.paging import LATEST_ID, keyset_page
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError
from claimsite.core.rows import RowKind, get_kind
from claimsite.workbench.forms import VerdictForm
from claimsite.workbench.opinions import list_wanted, measure_agreement
from claimsite.workbench.precision import DECIDED, list_decided, measure_precision

PAGE_SIZE = 20
LIST_LIMIT = 50


def _get_judged_kind(name: str) -> RowKind:
    kind = get_kind(name)
    if not kind.verdicts:
        raise Http404(_("Opinions are asked for about statements and relations only."))
    return kind


@login_required
@require_POST
def opinion_request(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for two independent opinions about a row."""
    editor, found = get_editor(request), _get_judged_kind(kind)
    row = get_object_or_404(found.visible(editor), pk=pk)
    try:
        opinion_actions.request_opinions(row, kind=kind, by=editor)
    except ReviewError as settled:
        messages.error(request, str(settled))
    else:
        messages.success(request, _("Two people are asked to judge this, each without seeing what the other says."))
    return redirect(get_next(request, reverse("workbench:opinion", args=[kind, pk])))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One row to judge, without what others decided or said about it."""
    editor, found = get_editor(request), _get_judged_kind(kind)
    row, wanted = get_object_or_404(found.visible(editor), pk=pk), get_object_or_404(OpinionRequest, kind=kind, row_id=pk)
    form, error = VerdictForm(request.POST if request.method == "POST" else None, verdicts=found.verdicts), ""
    if request.method == "POST" and form.is_valid():
        try:
            opinion_actions.give_opinion(row, kind=kind, verdict=form.cleaned_data["verdict"], by=editor)
        except ReviewError as impossible:
            error = str(impossible)
        else:
            messages.success(request, _("Your opinion is stored."))
            following = list_wanted(editor).first()
            return redirect("workbench:opinion", following.kind, following.row_id) if following else redirect("workbench:opinions")
    # Under the kind's own name too, by which its template knows it.
    context: dict[str, Any] = {"kind": kind, kind: row, "row": row, "row_template": found.template, "form": form, "error": error}
    context["has_given"] = wanted.opinions.filter(given_by=editor).exists()
    return render(request, "workbench/opinion.html", context, status=UNPROCESSABLE if error or form.errors else 200)


@login_required
@never_cache
@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """What waits for this person's opinion."""
    editor = get_editor(request)
    wanted = list(list_wanted(editor)[:LIST_LIMIT])
    rows: dict[tuple[str, int], Any] = {}
    for kind in {each.kind for each in wanted}:
        ids = [each.row_id for each in wanted if each.kind == kind]
        rows.update({(kind, row.pk): row for row in get_kind(kind).visible(editor).filter(pk__in=ids)})
    found = [{"request": each, "row": rows[each.kind, each.row_id]} for each in wanted if (each.kind, each.row_id) in rows]
    return render(request, "workbench/opinions.html", {"wanted": found})


@require_safe
def quality_editors(request: HttpRequest) -> HttpResponse:
    """How editors agree with the machine and with each other."""
    return render(request, "workbench/quality_editors.html", {"precision": measure_precision(), "agreement": measure_agreement()})


@require_safe
def quality_decided(request: HttpRequest, kind: str, state: str) -> HttpResponse:
    """The rows behind one figure."""
    if kind not in ("statement", "relation") or state not in DECIDED:
        raise Http404(_("There is no such list."))
    page = keyset_page(list_decided(kind, request.GET.get("group", ""), state), request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    return render(request, "workbench/quality_decided.html", {"kind": kind, "state": ReviewState(state).label, "page": page})
