"""What a person gets when something broke: the plain page, or, where the database is only busy, one that says when to come back."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

#: Seconds after which a browser or program may ask again.
PAUSE = 5
#: PostgreSQL: connection lost or refused, too many of them, shutting down, lock not available, deadlock, serialization. None is a server out of reach.
_PASSING = ("08", "53", "57P", "55P03", "40")


def answer(request: HttpRequest) -> HttpResponse:
    """The handler of what nobody handled, called while the exception is still at hand."""
    if not is_passing(sys.exception()):
        return server_error(request)
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(PAUSE)
    response["Cache-Control"] = "no-store"
    return response


def is_passing(error: BaseException | None) -> bool:
    """Whether the database was locked for too long or out of reach, so that the same request may well succeed in a moment; nothing of it was stored."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if type(cause).__module__.startswith("psycopg"):
        state = getattr(cause, "sqlstate", None)
        return state is None or state.startswith(_PASSING)
    return any(words in str(error) for words in ("database is locked", "database table is locked", "database is busy", "unable to open database file"))
