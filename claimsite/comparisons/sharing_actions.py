"""Writes about who edits and who reads a comparison that is not published."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.comparisons.models import Comparison, SecretLink
from claimsite.core.actions import TOKEN_BYTES, hash_token
from claimsite.core.history import save_signed
from claimsite.core.models import User
from claimsite.core.permissions import can_edit
from claimsite.core.review import ReviewError


@transaction.atomic
def make_link(comparison: Comparison, *, label: str, days: int | None, by: User) -> tuple[SecretLink, str]:
    """Make a secret link to a comparison.

    Args:
        comparison: of any visibility.
        label: for whom it is meant; only the comparison's people see it.
        days: how long it works; None without an end.
        by: the owner or a co-editor.

    Returns:
        The link, and its token (256 random bits), which is stored nowhere: who loses it needs a new link.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = timezone.now() + dt.timedelta(days=days) if days is not None else None
    link = SecretLink.objects.create(comparison=comparison, token_hash=hash_token(token), label=label.strip()[:150], created_by=by, expires_at=expires_at)
    save_signed(comparison, by=by, reason="secret link made", update_fields=["slug"])
    return link, token


@transaction.atomic
def revoke_link(link: SecretLink, *, by: User) -> None:
    """Close a secret link at once; one that is closed stays as it is."""
    if SecretLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        save_signed(link.comparison, by=by, reason="secret link closed", update_fields=["slug"])


@transaction.atomic
def add_editor(comparison: Comparison, *, name: str, by: User) -> User:
    """Let another editor work on a comparison.

    Args:
        comparison: adding somebody twice, or the owner, changes nothing.
        name: the person's user name.
        by: the owner or a co-editor.

    Raises:
        ReviewError: if no active editor has that name; the same words whether the name is unknown or the person may not edit.
    """
    person = User.objects.filter(username=name.strip(), is_active=True).first()
    if person is None or not can_edit(person):
        raise ReviewError(_("There is no editor of that name."))
    if person != comparison.owner and not comparison.editors.filter(pk=person.pk).exists():
        comparison.editors.add(person)
        save_signed(comparison, by=by, reason=f"co-editor added: {person}"[:100], update_fields=["slug"])
    return person


@transaction.atomic
def remove_editor(comparison: Comparison, person: User, *, by: User) -> None:
    """Take a co-editor from a comparison; what they did stays, under their name."""
    if comparison.editors.filter(pk=person.pk).exists():
        comparison.editors.remove(person)
        save_signed(comparison, by=by, reason=f"co-editor removed: {person}"[:100], update_fields=["slug"])
