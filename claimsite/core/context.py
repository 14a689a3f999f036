"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from claimsite.core.permissions import can_edit

THEME_COOKIE = f"{settings.COOKIE_PREFIX}theme"
THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Whether the person may edit, and which colors they chose; without a choice the device's."""
    user = getattr(request, "user", None)
    theme = request.COOKIES.get(THEME_COOKIE)
    return {"is_editor": bool(user and can_edit(user)), "theme": theme if theme in THEMES else ""}
