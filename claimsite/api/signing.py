"""Who a program acts for."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from claimsite.core.models import User
from claimsite.core.token_actions import find_token


class Token(HttpBearer):
    """`Authorization: Bearer …`; no cookie counts, so that no other site can act for somebody who is signed in."""

    openapi_description = "A token that editors make under Preferences → API tokens."

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person behind a token; None refuses."""
        found = find_token(token)
        if found is None:
            return None
        request.user = found.user
        return found.user
