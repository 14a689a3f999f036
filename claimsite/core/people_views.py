"""Inviting people, joining by invitation, giving roles, closing accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claimsite.core import actions
from claimsite.core.actions import PeopleError
from claimsite.core.forms import ActivityForm, InvitationForm, RoleForm, SignUpForm
from claimsite.core.models import Invitation, Role, User
from claimsite.core.permissions import get_admin

#: In the session, from making an invitation to showing its link, which is shown once.
NEW_LINK = "new_invitation_link"
_GONE = gettext_lazy("This invitation does not exist, or no longer. Ask for a new one.")
#: Nobody manages thousands by hand.
PEOPLE_LIMIT = 500


class ChangePassword(SuccessMessageMixin, PasswordChangeView):
    """Another password for oneself; Django ends the other sessions, whose key depends on it."""

    template_name = "core/password.html"
    success_url = reverse_lazy("core:preferences")
    success_message = gettext_lazy("Your password is changed.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, the open invitations, and a form for a new one."""
    admin = get_admin(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _invitation, token = actions.invite(role=form.cleaned_data["role"], label=form.cleaned_data["label"], by=admin)
        request.session[NEW_LINK] = request.build_absolute_uri(reverse("core:invitation", args=[token]))
        return redirect("core:people")
    context: dict[str, Any] = {
        "form": form,
        "people": _list_people(),
        "invitations": Invitation.objects.filter(accepted_at__isnull=True).select_related("invited_by")[:PEOPLE_LIMIT],
        "new_link": request.session.pop(NEW_LINK, None),
        "roles": Role.choices,
    }
    return render(request, "core/people.html", context, status=422 if form.errors else 200)


def _list_people() -> list[User]:
    roles = Prefetch("groups", Group.objects.filter(name__in=Role.values), to_attr="role_groups")
    return list(User.objects.prefetch_related(roles).order_by("-is_active", "username")[:PEOPLE_LIMIT])


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an invitation."""
    actions.revoke_invitation(get_object_or_404(Invitation, pk=pk), by=get_admin(request))
    messages.success(request, _("The invitation is closed."))
    return redirect("core:people")


@login_required
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody another role."""
    admin, person, form = get_admin(request), get_object_or_404(User, pk=pk), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is no role."))
    else:
        _try(request, lambda: actions.set_role(person, role=form.cleaned_data["role"], by=admin), _("The role of %(person)s is stored."), person)
    return redirect("core:people")


@login_required
@require_POST
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Close somebody's account, or open it again."""
    admin, person, form = get_admin(request), get_object_or_404(User, pk=pk), ActivityForm(request.POST)
    if form.is_valid():
        is_active = form.cleaned_data["is_active"] == "1"
        words = _("The account of %(person)s is open.") if is_active else _("The account of %(person)s is closed; what they decided stays.")
        _try(request, lambda: actions.set_activity(person, is_active=is_active, by=admin), words, person)
    return redirect("core:people")


def _try(request: HttpRequest, act: Any, words: str, person: User) -> None:
    try:
        act()
    except PeopleError as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, words % {"person": person})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Become a user. Links that never were, are used up, closed or too old are not found, all in the same words."""
    found = actions.find_invitation(token)
    if found is None:
        raise Http404(_GONE)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(found, user=form.save(commit=False))
        except PeopleError as closed:  # somebody else was faster, or it was revoked meanwhile
            raise Http404(_GONE) from closed
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("Welcome. You are signed in as %(person)s.") % {"person": user})
        return redirect("claims:home")
    response = render(request, "core/invitation.html", {"form": form, "invitation": found}, status=422 if form.errors else 200)
    # The address is the key: no other site learns of it. With "no-referrer" browsers would call the form's origin "null", and it would be refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
