"""The API's description: valid as OpenAPI, and true: whatever it lets one ask is answered as it says, and never by a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from claimsite.api import throttling
from claimsite.comparisons import actions
from claimsite.core.rates import Rate
from claimsite.wsgi import application
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/openapi.json"


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Leave the test's connection open between requests, as Django's own client does: PostgreSQL would take back what the test has stored."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(monkeypatch, one_connection) -> Any:
    """The description as the site gives it, of a site with something in it that nobody slows down."""
    for each in (throttling.reading, throttling.reading_jobs, throttling.writing):
        monkeypatch.setattr(each, "rate", Rate(10**9))
    world = build_world()
    actions.save_comparison(title="Who dredged?", note="", query={"topic": world.topic.slug}, by=make_user("ada"))
    # A slug that nothing has, or a cursor that no page gave, is well formed and still refused.
    statuses = ["2xx", "3xx", "401", "403", "404", "409", "422"]
    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": statuses}}})
    return schemathesis.openapi.from_wsgi(ADDRESS, application, config=config)


def test_it_is_openapi():
    given = Client().get(ADDRESS).json()
    OpenAPIV31SpecValidator(given).validate()
    for path, methods in given["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["description"], path
            assert all(parameter.get("description") or parameter["in"] == "path" for parameter in operation.get("parameters", [])), (method, path)
            assert "429" in operation["responses"], path


def try_out(described: Any, examples: int) -> None:
    """Ask each address as its description allows, and as it does not; what comes back must be as described."""
    for result in described.get_all_operations():
        operation = result.ok()
        for mode in GenerationMode:
            try:
                cases = operation.as_strategy(generation_mode=mode)
                ask_each(cases, examples)
            except SkipTest:  # nothing can be asked wrongly here
                continue


def ask_each(cases: Any, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


def test_what_it_says_is_true(described):
    try_out(described, 6)


@pytest.mark.slow
def test_what_it_says_is_true_of_much_more(described):
    try_out(described, 150)
