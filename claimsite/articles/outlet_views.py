"""Outlets, to be put right by editors."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimsite.articles import actions
from claimsite.articles.forms import MergeForm, OutletForm
from claimsite.articles.models import Outlet
from claimsite.core.permissions import check_can_edit, get_editor

SHOWN = 500
_MESSAGES: dict[str, Promise] = {
    "name": gettext_lazy("Another outlet has this name. Merge the two if they are one."),
    "country": gettext_lazy("Give a country by its two letters."),
    "hosts": gettext_lazy("One of these is no host, or another outlet's. Merge the two outlets if they are one."),
}


@login_required
@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """All outlets with their hosts and how many articles they have."""
    check_can_edit(request.user)
    words = request.GET.get("q", "")[:100].strip()
    found = Outlet.objects.standing().prefetch_related("hosts").annotate(article_count=Count("articles")).order_by("name")
    if words:
        found = found.filter(pk__in=Outlet.objects.named_like(words).values("pk"))
    rows = list(found[: SHOWN + 1])
    return render(request, "articles/outlet_list.html", {"outlets": rows[:SHOWN], "is_cut": len(rows) > SHOWN, "q": words})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outlet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, country and hosts of an outlet."""
    editor = get_editor(request)
    outlet = get_object_or_404(Outlet.objects.standing(), pk=pk)
    form = OutletForm(request.POST) if request.method == "POST" else OutletForm.for_outlet(outlet)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_outlet(outlet, by=editor, **form.get_request())
        except actions.OutletError as error:
            field = "hosts" if error.code == "host" else error.code
            form.add_error(field, str(_MESSAGES[field]))
        else:
            messages.success(request, _("The outlet is stored."))
            return redirect("articles:outlet_list")
    context = {"outlet": outlet, "form": form, "merge_form": MergeForm(outlet)}
    return render(request, "articles/outlet_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def outlet_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an outlet part of another."""
    editor = get_editor(request)
    outlet = get_object_or_404(Outlet.objects.standing(), pk=pk)
    form = MergeForm(outlet, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the outlet that this one becomes part of."))
        return redirect("articles:outlet_edit", pk=pk)
    try:
        actions.merge_outlets(outlet, into=form.cleaned_data["into"], by=editor)
    except actions.OutletError:
        messages.error(request, _("One of the two was merged in the meantime. Nothing has changed."))
        return redirect("articles:outlet_list")
    messages.success(request, _("“%(name)s” is part of “%(into)s” now.") % {"name": outlet, "into": form.cleaned_data["into"]})
    return redirect("articles:outlet_edit", pk=form.cleaned_data["into"].pk)
