"""Around every request: its id, its time, and one line in the log; and what is asked by machines that watch the site."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from claimsite.core import logs, metrics
from claimsite.core.areas import is_for_programs

logger = logging.getLogger(__name__)
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class Observe:
    """The outermost: it sees what every other one made of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count, time and note it by the name of its view, never by its address: an address can hold a secret."""
        started = time.perf_counter()
        with logs.bind(request_id=logs.make_request_id(request.headers.get("X-Request-ID", ""))):
            response = self._answer(request)
            response["X-Request-ID"] = logs.get_request_id()
            seconds = time.perf_counter() - started
            match = request.resolver_match
            view = (match.view_name if match else "") or "none"
            method = request.method if request.method in _METHODS else "other"
            metrics.REQUESTS.labels(view, method, str(response.status_code)).inc()
            metrics.REQUEST_SECONDS.labels(view).observe(seconds)
            fields = {"view": view, "method": method, "status": response.status_code, "ms": round(seconds * 1000, 1)}
            logger.info("%s %s %s in %.1f ms", method, view, response.status_code, seconds * 1000, extra={"fields": fields})
            return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """Probes come by a machine's address and without https, so they pass the checks of host and scheme by, and need no session."""
        if request.path_info in settings.PROBES:
            match = request.resolver_match = resolve(request.path_info)
            return match.func(request, *match.args, **match.kwargs)
        return self.get_response(request)


class LeaveOutNul:
    """The one character that PostgreSQL keeps in no text and compares with none: addresses lose it at the door, as SQLite would just find nothing by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forms say so themselves, and the worker's texts are brought into form; nothing is at an address whose path has it.

        The interface for programs refuses it by name, as it promises.
        """
        if is_for_programs(request):
            return self.get_response(request)
        if "\0" in request.path_info:
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query:  # what is left may make another
            query = query.replace("%00", "")
        request.META["QUERY_STRING"] = query
        return self.get_response(request)
