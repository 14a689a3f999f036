"""Preferences, colors, and the page on the method."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claimsite.core import actions
from claimsite.core.context import THEME_COOKIE, THEMES
from claimsite.core.decisions import get_next
from claimsite.core.forms import PreferencesForm
from claimsite.core.permissions import can_manage_people


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How statements are found and compared, and where that ends."""
    return render(request, "core/method.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The person's own settings."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(form.instance, **form.cleaned_data)
        messages.success(request, _("Your preferences are saved."))
        return redirect("core:preferences")
    context = {"form": form, "can_manage_people": can_manage_people(request.user)}
    return render(request, "core/preferences.html", context, status=422 if form.errors else 200)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark for this browser; anything else forgets it."""
    response = redirect(get_next(request, "/"))
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE)
    return response
