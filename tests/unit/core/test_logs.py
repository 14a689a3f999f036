"""Log lines name requests and jobs, and no person."""

from __future__ import annotations

import json
import logging

import pytest

from claimsite.core import logs


def make_record(message: str, *args: object, logger: str = "claimsite.core.middleware", **extra: object) -> logging.LogRecord:
    record = logging.LogRecord(logger, logging.WARNING, __file__, 1, message, args, None)
    record.__dict__ |= extra
    return record


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET https://a.example/x?token=abc#y gone", "GET https://a.example/x?… gone"),
        ("Not Found: /c/who/?key=S3cret", "Not Found: /c/who/?…"),
        ("https://ada:pw@a.example/", "https://…@a.example/"),
        ("Gone: /invitation/aBc123/", "Gone: /invitation/…/"),
        ("Invalid request from ip=203.0.113.7: x", "Invalid request from ip=[ip]: x"),
        ("from 2001:db8::7 again", "from [ip] again"),
        ("at 12:30:05, 3.8.18 installed, is it? yes", "at 12:30:05, 3.8.18 installed, is it? yes"),
    ],
)
def test_nothing_secret_and_nobody_is_named(said, kept):
    assert logs.redact(said, "django.request") == kept


def test_an_address_that_was_refused_is_named_where_outlets_are_spoken_of():
    assert logs.redact("http://127.0.0.1/?a=b may not be fetched", "claimsite.pipeline.web") == "http://127.0.0.1/?… may not be fetched"


def test_ids_stand_in_both_forms_and_only_inside():
    with logs.bind(request_id="abcdef12", job_id=7):
        plain, entry = logs.PlainFormatter().format(make_record("done")), json.loads(logs.JsonFormatter().format(make_record("done", fields={"ms": 3})))
    assert plain.endswith("done request=abcdef12 job=7")
    assert (entry["message"], entry["request"], entry["job"], entry["ms"], entry["level"]) == ("done", "abcdef12", 7, 3, "WARNING")
    assert logs.PlainFormatter().format(make_record("done")).endswith("done")
    assert "request" not in json.loads(logs.JsonFormatter().format(make_record("done")))


def test_json_keeps_the_trace_on_one_line():
    try:
        raise ValueError("http://x.example/?secret=1")
    except ValueError as error:
        record = make_record("broken")
        record.exc_info = (ValueError, error, error.__traceback__)
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    assert "Traceback" in json.loads(line)["exception"]
    assert "secret" not in line.split('"exception"')[1]


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space1", "new\nline1", "ünicode1"])
def test_what_is_no_id_is_replaced(given):
    made = logs.make_request_id(given)
    assert made != given
    assert len(made) == 32


def test_the_id_of_a_proxy_is_kept():
    assert logs.make_request_id("0123-abcdEF") == "0123-abcdEF"
