"""Roles: reader, editor and admin are groups; the higher ones include the lower."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from claimsite.core.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from claimsite.core.models import User

READER, EDITOR, ADMIN = (str(role) for role in Role)


def get_roles(user: User | AnonymousUser) -> frozenset[str]:
    """The user's groups; asked of the database once a request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    cached = getattr(user, "_roles", None)
    if cached is None:
        cached = frozenset(user.groups.values_list("name", flat=True))
        user._roles = cached  # type: ignore[attr-defined]
    return cached


def can_edit(user: User | AnonymousUser) -> bool:
    """Whether the user may add articles and decide proposals."""
    return user.is_authenticated and user.is_active and (user.is_superuser or bool(get_roles(user) & {EDITOR, ADMIN}))


def check_can_edit(user: User | AnonymousUser) -> None:
    """Raise `PermissionDenied` unless the user is an editor."""
    if not can_edit(user):
        raise PermissionDenied(_("Only editors can do this."))


def get_editor(request: HttpRequest) -> User:
    """The signed-in editor behind a request.

    Raises:
        PermissionDenied: if the person may not edit.
    """
    check_can_edit(request.user)
    return cast("User", request.user)


def can_manage_people(user: User | AnonymousUser) -> bool:
    """Whether the user may invite people, give roles and end accounts."""
    return user.is_authenticated and user.is_active and (user.is_superuser or ADMIN in get_roles(user))


def get_admin(request: HttpRequest) -> User:
    """The signed-in admin behind a request.

    Raises:
        PermissionDenied: if the person may not manage people.
    """
    if not can_manage_people(request.user):
        raise PermissionDenied(_("Only admins can do this."))
    return cast("User", request.user)
