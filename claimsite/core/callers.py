"""Where a request comes from, as far as that can be believed."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def get_address(request: HttpRequest) -> str:
    """The address of the caller's machine: what our own outermost proxy saw, never what a caller says of itself.

    Each proxy adds whom it saw to the end of X-Forwarded-For; with `settings.PROXIES` of them in front, that entry from the end is the caller's.
    """
    seen = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not 0 < settings.PROXIES <= len(seen):
        return direct
    try:
        return str(ipaddress.ip_address(seen[-settings.PROXIES]))
    except ValueError:
        return direct
