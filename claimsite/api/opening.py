"""What holds for every address of the API, whatever stands behind it: HEAD, conditional answers, reading from other sites, refusals in one shape."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD")
#: Headers that a script of another site may read.
_EXPOSED = "ETag, Last-Modified, Link, Retry-After"
_WORDS = {404: ("not_found", "There is nothing here."), 405: ("method", "This address does not know that method.")}


def open_up(api: tuple[list[Any], str, str]) -> tuple[list[Any], str, str]:
    """The API's addresses, each wrapped, and one behind them for whatever else is asked for."""
    patterns, app_name, namespace = api
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _wrap(pattern.callback)
    whatever = re_path(r"^(?P<rest>[\s\S]+)\Z", _wrap(_find_nothing), name="nothing")  # line breaks, too, which end a `path`
    return [*patterns, whatever], app_name, namespace


@csrf_exempt
def _find_nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return _refuse(404)


def _wrap(view: View) -> View:
    """GET and HEAD are readable from everywhere, for nothing in them depends on who is signed in; what is had already is not sent again."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        asked = request.method or ""
        if asked == "OPTIONS":
            return _allow(HttpResponse(status=204))
        if asked == "HEAD":
            request.method = "GET"
        try:
            answer = view(request, *args, **given)
        except Http404:
            answer = _refuse(404)
        request.method = asked
        if answer.status_code == 405:
            allowed = set(answer["Allow"].replace(" ", "").split(","))
            answer = _refuse(405, Allow=", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set()) | {"OPTIONS"})))
        return _finish(request, answer) if asked in SAFE else answer

    opened.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, see `signing.Token`
    return opened


def _finish(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = _EXPOSED
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    is_shared = answer.status_code == 200 and "Authorization" not in request.headers
    answer.setdefault("Cache-Control", "public, no-cache" if is_shared else "no-store")
    if answer.status_code != 200 or not isinstance(answer, HttpResponse):
        return answer
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    shown = get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
    for name in ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cross-Origin-Resource-Policy"):
        shown[name] = answer[name]
    return shown


def _allow(answer: HttpResponse) -> HttpResponse:
    """What a browser asks before a script of another site may read: no token goes along, for writing is not for pages of others."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    answer["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    answer["Access-Control-Max-Age"] = "86400"
    return answer


def _refuse(status: int, **headers: str) -> HttpResponse:
    code, message = _WORDS[status]
    return JsonResponse({"error": {"code": code, "message": message}}, status=status, headers=headers)
