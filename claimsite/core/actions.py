"""Writes about people."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core.models import Invitation, Role, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: 256 bits: nobody guesses a link.
TOKEN_BYTES = 32
INVITATION_LASTS = dt.timedelta(days=14)


class PeopleError(Exception):
    """Something about people that cannot be done; its text may be shown."""


def set_preferences(user: User, *, has_single_key_shortcuts: bool) -> None:
    """Store what a person chose for themselves."""
    user.has_single_key_shortcuts = has_single_key_shortcuts
    user.save(update_fields=["has_single_key_shortcuts"])


def invite(*, role: str, label: str, by: User) -> tuple[Invitation, str]:
    """Make an invitation.

    Args:
        role: one of `Role`.
        label: for whom it is meant; only admins see it.
        by: the admin who invites.

    Returns:
        The invitation, and the token of its link, which is stored nowhere: who loses it needs a new invitation.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return Invitation.objects.create(token_hash=hash_token(token), role=role, label=label, invited_by=by, expires_at=timezone.now() + INVITATION_LASTS), token


def hash_token(token: str) -> str:
    """What is kept of a token; a plain hash is enough for random ones, of which there is nothing to guess."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a token, if it still stands; unknown, used, revoked and expired ones look alike."""
    invitation = Invitation.objects.filter(token_hash=hash_token(token)).first()
    return invitation if invitation is not None and invitation.is_open else None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> User:
    """Store a new user who came by an invitation, with its role.

    Args:
        invitation: an open one.
        user: unsaved, with name and password set.

    Raises:
        PeopleError: if the invitation was used or revoked in the meantime; nothing is stored.
    """
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not current.is_open:
        raise PeopleError(_("This invitation is no longer open."))
    user.save()
    user.groups.add(Group.objects.get(name=current.role))
    current.accepted_by, current.accepted_at = user, timezone.now()
    current.save(update_fields=["accepted_by", "accepted_at"])
    return user


def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Close an invitation at once; one that was used or is closed stays as it is."""
    is_changed = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if is_changed:
        _log(by, invitation.invited_by, f"invitation {invitation.pk} revoked")


@transaction.atomic
def set_role(user: User, *, role: str, by: User) -> None:
    """Give a person a role in place of the one they have.

    Raises:
        PeopleError: if no admin would be left.
    """
    _check_admin_stays(user, is_admin=role == Role.ADMIN)
    user.groups.remove(*Group.objects.filter(name__in=Role.values))
    user.groups.add(Group.objects.get(name=role))
    _log(by, user, f"role {role}")


@transaction.atomic
def set_activity(user: User, *, is_active: bool, by: User) -> None:
    """Close a person's account, or open it again. Sessions end with the next request; everything that they decided stays, under their name.

    Raises:
        PeopleError: if no admin would be left.
    """
    _check_admin_stays(user, is_admin=is_active)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    _log(by, user, "account opened" if is_active else "account closed")


def _list_admins() -> QuerySet[User]:
    return User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMIN), is_active=True).distinct()


def _check_admin_stays(user: User, *, is_admin: bool) -> None:
    # Locked, so that two admins cannot dismiss each other in the same moment.
    admins = set(User.objects.select_for_update().filter(pk__in=_list_admins()).values_list("pk", flat=True))
    if not is_admin and admins == {user.pk}:
        raise PeopleError(_("Somebody has to stay admin: make another person admin first."))


def _log(by: User, about: User, what: str) -> None:
    LogEntry.objects.create(
        user_id=by.pk,
        content_type_id=ContentType.objects.get_for_model(User).pk,
        object_id=str(about.pk),
        object_repr=str(about)[:200],
        action_flag=CHANGE,
        change_message=what,
    )
