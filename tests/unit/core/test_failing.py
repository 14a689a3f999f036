"""A database that is busy or gone gives a page that says when to come back; anything else stays an error."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from claimsite.core.failing import is_passing


def fail(error):
    def view(*args, **kwargs):
        raise error

    return view


@pytest.fixture
def quiet(monkeypatch):
    def ask(error):
        monkeypatch.setattr("claimsite.core.views.render", fail(error))
        return Client(raise_request_exception=False).get("/method/")

    return ask


@pytest.mark.hostile("faults.locked-database")
@pytest.mark.django_db
@pytest.mark.parametrize("words", ["database is locked", "database table is locked: core_user"])
def test_a_lock_beyond_the_timeout_is_503_with_retry_after(quiet, words):
    response = quiet(OperationalError(words))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Too much at once" in response.content.decode()


@pytest.mark.django_db
def test_another_fault_stays_one(quiet):
    for error in (OperationalError("no such table: x"), ValueError("database is locked"), DatabaseError("disk image is malformed")):
        assert quiet(error).status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["40P01", "40001", "55P03"])
def test_who_loses_a_deadlock_of_postgresql_may_come_back(quiet, state):
    error = OperationalError("deadlock detected")
    error.__cause__ = type("Cause", (Exception,), {"__module__": "psycopg.errors", "sqlstate": state})()
    response = quiet(error)
    assert (response.status_code, response["Retry-After"]) == (503, "5")


@pytest.mark.hostile("faults.postgres-restart")
@pytest.mark.parametrize(
    ("state", "passing"),
    [(None, True), ("55P03", True), ("40P01", True), ("57P03", True), ("53300", True), ("08006", True), ("42P01", False), ("23505", False)],
)
def test_states_of_postgresql(state, passing):
    cause = type("Cause", (Exception,), {"__module__": "psycopg.errors", "sqlstate": state})()
    error = OperationalError("x")
    error.__cause__ = cause
    assert is_passing(error) is passing


@pytest.mark.parametrize(("code", "heading"), [("de", "Das ging nicht"), ("en", "That did not work")])
def test_a_page_of_failure_says_which_language_it_is_in(code, heading):
    with translation.override(code):
        page = render_to_string("500.html")
    assert f'<html lang="{code}">' in page
    assert heading in page
