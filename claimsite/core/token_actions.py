"""Writes of API tokens."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claimsite.core.actions import TOKEN_BYTES, hash_token
from claimsite.core.models import ApiToken

if TYPE_CHECKING:
    from claimsite.core.models import User

#: Begins every token, so that it is known for what it is wherever it leaks to.
PREFIX = "claimsite_"
#: A token's last use is written no more often than this: every request would write else.
NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def create_token(user: User, *, name: str) -> tuple[ApiToken, str]:
    """Make a token of 256 bits for a person.

    Args:
        user: on whose behalf it acts, with that person's rights at the time of each request.
        name: what it is for; cut at 80 characters.

    Returns:
        The row, and the token itself, which is shown once and kept nowhere.
    """
    secret = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    row = ApiToken.objects.create(user=user, name=" ".join(name.split())[:80] or "API", digest=hash_token(secret), hint=secret[len(PREFIX) :][:4])
    return row, secret


@transaction.atomic
def revoke_token(token: ApiToken) -> bool:
    """End a token at once; whether it was alive."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))


def find_token(secret: str) -> ApiToken | None:
    """The living token of an active person; unknown, revoked and those of closed accounts look alike."""
    token = ApiToken.objects.select_related("user").filter(digest=hash_token(secret), revoked_at=None, user__is_active=True).first()
    now = timezone.now()
    if token is not None and (token.last_used_at is None or now - token.last_used_at > NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
