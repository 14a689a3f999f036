"""Several proposals decided by one form."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claimsite.core.decisions import UNPROCESSABLE, get_next
from claimsite.core.permissions import get_editor
from claimsite.workbench.bulk import Outcome, decide_all, describe
from claimsite.workbench.forms import BulkForm


@login_required
@require_POST
def bulk_decide(request: HttpRequest) -> HttpResponse:
    """Decide all rows that were chosen, and say how to take that back."""
    editor, form = get_editor(request), BulkForm(request.POST)
    target = get_next(request, reverse("workbench:queue"))
    if not form.is_valid():
        return render(request, "workbench/bulk.html", {"form": form, "next": target}, status=UNPROCESSABLE)
    data = form.cleaned_data
    outcome = decide_all(data["kind"], data["row"], data["decision"], by=editor, actor=data["actor"], reason=data["reason"])
    _tell(request, outcome)
    return redirect(target)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.operation is None:
        messages.warning(request, describe(outcome))
        return
    undo = f"{reverse('core:operations')}#o{outcome.operation.pk}"
    messages.success(request, format_html('{} <a href="{}">{}</a>', describe(outcome), undo, _("Undo all of it")))
