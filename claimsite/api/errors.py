"""Every refusal as JSON of one form: `{"error": {"code": …, "message": …}}`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from analysis.text import TextError
from claimsite.articles.addresses import AddressError
from claimsite.pipeline.errors import JobError, get_message

logger = logging.getLogger(__name__)

#: Every code with its status, for the description; those of articles that cannot be read say which it was.
CODES = {
    "invalid": "422",
    "token": "401",
    "forbidden": "403",
    "not_found": "404",
    "method": "405",
    "too_big": "413",
    "throttled": "429",
    "bad_request": "400",
    "internal": "500",
}
#: Status, code, message and further fields or headers of an answer.
Refusal = tuple[int, str, str, dict[str, Any]]


def add_handlers(api: NinjaAPI) -> None:
    """Tell the API how to answer where something is refused."""
    for kind, refuse in _REFUSALS.items():
        api.add_exception_handler(kind, _make_handler(api, refuse))


def _make_handler(api: NinjaAPI, refuse: Callable[[Any], Refusal]) -> Callable[[HttpRequest, Any], HttpResponse]:
    def answer(request: HttpRequest, error: Any) -> HttpResponse:
        status, code, message, more = refuse(error)
        headers = {name: more.pop(name) for name in list(more) if name[0].isupper()}
        if status >= 500:
            logger.error("%s %s failed", request.method, request.path, exc_info=error)
        response = api.create_response(request, {"error": {"code": code, "message": message, **more}}, status=status)
        for name, value in headers.items():
            response[name] = value
        return response

    return answer


def _list_fields(error: Any) -> list[dict[str, str]]:
    return [{"field": ".".join(str(part) for part in each["loc"] if part not in ("body", "given")), "message": each["msg"]} for each in error.errors]


_REFUSALS: dict[type[Exception], Callable[[Any], Refusal]] = {
    ValidationError: lambda error: (422, "invalid", "Something in the request is missing or wrong.", {"fields": _list_fields(error)}),
    TextError: lambda error: (422, error.code, str(get_message(error.code)), {}),
    JobError: lambda error: (422, error.code, str(get_message(error.code)), {}),
    AddressError: lambda error: (422, "address", str(error), {}),
    AuthenticationError: lambda error: (401, "token", "A valid token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}),
    PermissionDenied: lambda error: (403, "forbidden", str(error) or "Not allowed.", {}),
    Throttled: lambda error: (429, "throttled", "Too many requests; try again later.", {"Retry-After": str(int(getattr(error, "wait", None) or 60))}),
    RequestDataTooBig: lambda error: (413, "too_big", "The request is too big.", {}),
    SuspiciousOperation: lambda error: (400, "bad_request", "Bad request.", {}),
    HttpError: lambda error: (error.status_code, "bad_request", str(error), {}),
    Http404: lambda error: (404, "not_found", "There is nothing here.", {}),
    Exception: lambda error: (500, "internal", "Something went wrong on our side; nothing was stored.", {}),
}
