"""What a person gets when something broke: the plain page, or, where the database is only busy, one that says when to come back."""

from __future__ import annotations

import sys

from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

#: Seconds after which a browser or program may ask again.
PAUSE = 5
#: The same where somebody has to make room first.
LONG_PAUSE = 300
#: PostgreSQL: connection lost or refused, too many of them, shutting down, lock not available, deadlock, serialization. None is a server out of reach.
_PASSING = ("08", "53", "57P", "55P03", "40")

#: PostgreSQL: disk full, transaction that may only read.
_CLOSED = ("53100", "25006")


def answer(request: HttpRequest) -> HttpResponse:
    """The handler of what nobody handled, called while the exception is still at hand."""
    error = sys.exception()
    is_closed = is_closed_for_writing(error)
    if not is_closed and not is_passing(error):
        return server_error(request)
    response = HttpResponse(render_to_string("503.html", {"is_closed": is_closed}), status=503)
    response["Retry-After"] = str(LONG_PAUSE if is_closed else PAUSE)
    response["Cache-Control"] = "no-store"
    return response


def is_closed_for_writing(error: BaseException | None) -> bool:
    """Whether the database can be read alone: its disk is full, or it was opened so."""
    if not isinstance(error, OperationalError | InternalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _CLOSED if state else any(words in str(error) for words in ("database or disk is full", "attempt to write a readonly database"))


def is_passing(error: BaseException | None) -> bool:
    """Whether the database was locked for too long or out of reach, so that the same request may well succeed in a moment; nothing of it was stored."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if type(cause).__module__.startswith("psycopg"):
        state = getattr(cause, "sqlstate", None)
        return state is None or state.startswith(_PASSING)
    return any(words in str(error) for words in ("database is locked", "database table is locked", "database is busy", "unable to open database file"))
