"""Log lines that can be followed from a request to its job, as words or as JSON, and that tell nothing about people.

No line holds an address of a person's machine, and no web address its query, credentials or secret part. Imports no Django: gunicorn loads it first.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import logging
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

#: Made here, or by a proxy in front; anything else that a caller sends is no id.
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_job_id: ContextVar[int | None] = ContextVar("job_id", default=None)

_QUERY = re.compile(r"(https?://[^\s?#'\"]+|(?<![\w:])/[\w./~%-]*)\?[^\s'\")]+")
_USERINFO = re.compile(r"(\w+://)[^\s/@]+@")
#: The part of an address that opens a door.
_SECRET = re.compile(r"(/invitation/)[^\s/'\"]+")
_IP4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])")
#: Loggers whose lines speak of callers; the pipeline's speak of outlets, and an address refused there must be named.
_OF_CALLERS = ("django", "gunicorn", "axes", "claimsite.core", "claimsite.deployment", "py.warnings")


def make_request_id(given: str) -> str:
    """The id that a proxy gave a request, if it is one, or a new one."""
    return given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex


def get_request_id() -> str:
    """Of the request that is being answered, or that asked for the job at work; empty outside."""
    return _request_id.get()


@contextmanager
def bind(*, request_id: str | None = None, job_id: int | None = None) -> Iterator[None]:
    """Lines written inside bear these ids."""
    request, job = _request_id.set(request_id or ""), _job_id.set(job_id)
    try:
        yield
    finally:
        _request_id.reset(request)
        _job_id.reset(job)


def redact(text: str, logger: str = "") -> str:
    """Without queries, credentials and secret parts of addresses; what callers' loggers say also without IP addresses."""
    text = _SECRET.sub(r"\1…", _USERINFO.sub(r"\1…@", _QUERY.sub(r"\1?…", text)))
    if logger.startswith(_OF_CALLERS):
        text = _IP6.sub(_hide_ip6, _IP4.sub("[ip]", text))
    return text


def _hide_ip6(found: re.Match[str]) -> str:
    """A time of day looks alike."""
    try:
        ipaddress.IPv6Address(found[0])
    except ValueError:
        return found[0]
    return "[ip]"


class PlainFormatter(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """With the ids at its end, so that lines without any look as they did."""
        line = redact(super().format(record), record.name)
        ids = "".join(f" {name}={value}" for name, value in _get_ids().items())
        first, newline, rest = line.partition("\n")
        return f"{first}{ids}{newline}{rest}"


class JsonFormatter(logging.Formatter):
    """A line for programs: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC; `fields` that a caller gave by `extra` stand beside the message."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        entry: dict[str, Any] = {"time": moment, "level": record.levelname, "logger": record.name, "message": redact(record.getMessage(), record.name)}
        entry |= _get_ids() | getattr(record, "fields", {})
        if record.exc_info:
            entry["exception"] = redact(self.formatException(record.exc_info), record.name)
        return json.dumps(entry, ensure_ascii=False, default=str)


def _get_ids() -> dict[str, Any]:
    return {name: value for name, value in (("request", _request_id.get()), ("job", _job_id.get())) if value}
