"""A person's API tokens."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claimsite.core.models import ApiToken, User
from claimsite.core.permissions import check_can_edit
from claimsite.core.token_actions import create_token, revoke_token


class TokenForm(forms.Form):
    """What a new token is for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("What it is for, for example “import from the archive”."))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and a new one, which is shown this once."""
    check_can_edit(request.user)
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _row, secret = create_token(cast("User", request.user), name=form.cleaned_data["name"])
        form = TokenForm()
    tokens = ApiToken.objects.filter(user=request.user.pk, revoked_at=None)
    return render(request, "core/token_list.html", {"form": form, "tokens": tokens, "secret": secret}, status=422 if form.errors else 200)


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the person's own tokens."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user.pk)
    if revoke_token(token):
        messages.success(request, _("The token is revoked: programs that use it are refused from now on."))
    return redirect("core:token_list")
