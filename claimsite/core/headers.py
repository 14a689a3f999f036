"""Headers that tell browsers and caches what they may do with an answer; the policy on content and those of frames have middleware of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claimsite.core.areas import is_for_other_sites

#: What no page of the site needs, and so neither it nor anything framed in it gets.
_UNUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join([*(f"{name}=()" for name in _UNUSED), "clipboard-write=(self)", "fullscreen=(self)"])


class Headers:
    """Outside of sessions and cookies, so that it sees which of them an answer sets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the view did not say."""
        if is_for_other_sites(request):
            return self._add(request, self._answer_without_cookies(request))
        return self._add(request, self.get_response(request))

    def _answer_without_cookies(self, request: HttpRequest) -> HttpResponse:
        """Neither read nor set: what other sites show knows nobody. A session that ran out, or a token cut short, would otherwise be answered with a cookie."""
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES.clear()
        response = self.get_response(request)
        response.cookies.clear()
        return response

    def _add(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Frames and pictures are made to be shown elsewhere; everything else is for this site's own pages.
        is_for_others = getattr(response, "xframe_options_exempt", False) or response.get("Content-Type", "").startswith("image/")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_for_others else "same-origin")
        _keep_private(request, response)
        return response


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """No shared cache keeps what was made for one person, whatever a view says: what sets a cookie, or came with a session."""
    kept = response.get("Cache-Control", "")
    if (response.cookies and "public" in kept) or (not kept and settings.SESSION_COOKIE_NAME in request.COOKIES):
        response["Cache-Control"] = "private, no-cache"
