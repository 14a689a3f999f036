"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from claimsite.core.permissions import can_edit


def site(request: HttpRequest) -> dict[str, Any]:
    """Whether the person may edit."""
    user = getattr(request, "user", None)
    return {"is_editor": bool(user and can_edit(user))}
