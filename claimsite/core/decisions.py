"""What views of decisions have in common: the form, and the answer with and without htmx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimsite.core.htmx import wants_partial
from claimsite.core.models import Reviewable
from claimsite.core.review import REASON_LENGTH, ReviewError, StaleEditError

R = TypeVar("R", bound=Reviewable)

CONFLICT, UNPROCESSABLE = 409, 422


class DecisionForm(forms.Form):
    """What an editor decides, and which revision of the row was on the screen."""

    decision = forms.ChoiceField(
        choices=[("accept", gettext_lazy("accept")), ("reject", gettext_lazy("reject")), ("undo", gettext_lazy("undo"))], label=gettext_lazy("Decision")
    )
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False, label=gettext_lazy("Reason"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the outcome of a decision is shown: `part` is what htmx receives, `page` includes it; both find the row as `name`."""

    name: str
    part: str
    page: str


def get_next(request: HttpRequest, default: str) -> str:
    """Where the person wants to go on, if that is a path on this site: anything else could be taken for the name of a view.

    Two slashes begin a host, also where only white space follows, which Django leaves out before it looks.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") and not wanted.startswith("//") else default


def answer_decision(request: HttpRequest, row: R, place: Place, *, form: forms.Form, act: Callable[[], R], default: str) -> HttpResponse:
    """Act, and show how the row stands; 409 where somebody else was faster, 422 where that is not possible. In both nothing has changed."""
    target, status, error = get_next(request, default), 200, ""
    if not form.is_valid():
        status, error = UNPROCESSABLE, " ".join(str(message) for each in form.errors.values() for message in each)
    else:
        try:
            row = act()
        except StaleEditError as stale:
            status, error, row = CONFLICT, str(stale), stale.current
        except ReviewError as impossible:
            status, error = UNPROCESSABLE, str(impossible)
    if status == 200 and not wants_partial(request):
        messages.success(request, _("Stored: %(state)s.") % {"state": row.get_state_display()})
        return redirect(target)
    context: dict[str, Any] = {place.name: row, "next": target, "error": error, "is_stale": status == CONFLICT}
    return render(request, place.part if wants_partial(request) else place.page, context, status=status)
