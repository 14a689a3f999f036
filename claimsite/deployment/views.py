"""What machines ask that watch the site: is it alive, is it ready, how is it doing."""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from claimsite.deployment import health, measuring

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database is no reason to kill it."""
    return _uncached(HttpResponse("ok\n", content_type="text/plain"))


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and a worker; `?without=worker` for a balancer, which should not take the site away for want of one."""
    parts = health.inspect(without=frozenset(request.GET.getlist("without")) & {"worker"})
    is_ready = all(part.is_good for part in parts)
    answer = {"ready": is_ready, "parts": {part.name: {"good": part.is_good, "detail": part.detail} for part in parts}}
    return _uncached(JsonResponse(answer, status=200 if is_ready else 503))


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus; without the token, or from elsewhere, there is no such page."""
    if not _may_measure(request):
        raise Http404
    return _uncached(HttpResponse(measuring.render(), content_type=measuring.CONTENT_TYPE))


def _may_measure(request: HttpRequest) -> bool:
    """By the token if the settings name one; else only from this machine, and not through a proxy on it."""
    if settings.METRICS_TOKEN:
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    try:
        is_here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_here and not any(name in request.headers for name in _FORWARDED)


def _uncached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
