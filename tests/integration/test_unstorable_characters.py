"""Characters that PostgreSQL stores in no text (NUL) or that are no text at all (lone surrogates): no page breaks on them, on either database."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import build_world, make_user
from tests.fuzz.test_input import FIELDS
from tests.integration import rules
from tests.integration import test_permission_matrix as matrix

pytestmark = pytest.mark.django_db

PARAMETERS = (
    "q",
    "page",
    "side",
    "actor",
    "topic",
    "claim",
    "outlet",
    "language",
    "since",
    "until",
    "act",
    "state",
    "version",
    "against",
    "format",
    "url",
    "lang",
)
#: As they stand in addresses and forms.
ODD = {"NUL": "Petrel%00dredger", "surrogate": "Petrel%ED%A0%80dredger"}


@pytest.fixture
def routes():
    """Each address, with who may read and who may write."""
    admin = make_user("the-admin", role="admin")
    arguments = matrix._find_arguments(build_world(), admin)
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    return client, {name: (reverse(name, kwargs=arguments.get(name, {})), *rule) for name, rule in matrix.RULES.items() if name != "core:logout"}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.hostile("size.nul-and-surrogates")
def test_no_address_breaks(routes, odd):
    client, addresses = routes
    query = "&".join(f"{name}={odd}" for name in (*PARAMETERS, *FIELDS))
    answers = {name: client.get(f"{address}?{query}").status_code for name, (address, read, _) in addresses.items() if read != rules.NOBODY}
    broken = {name: status for name, status in answers.items() if status >= 500 and name != "deployment:readyz"}  # there is no worker
    assert broken == {"comparisons:oembed": 501}  # a format that nobody knows
    assert 200 in answers.values()


def test_an_address_finds_what_it_finds_without_the_character(routes):
    client, _ = routes
    plain = client.get("/statements/?q=dredger").content
    for odd in ("dred%00ger", "%00dredger", "dred%%0000ger"):
        assert client.get(f"/statements/?q={odd}").content.count(b"Petrel") == plain.count(b"Petrel") > 0
    assert client.get("/statements/%00/").status_code == client.get("/speakers/a%00b/").status_code == 404


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.hostile("size.nul-and-surrogates")
def test_no_form_breaks(routes, odd):
    """Each field for itself, so that no other one is refused before it; addresses take turns, for all with all would take minutes."""
    client, addresses = routes
    taken = [(name, address) for name, (address, _, write) in addresses.items() if write not in (rules.NOBODY, rules.TOKEN)]
    broken = {}
    for number, field in enumerate(FIELDS):
        for name, address in taken[number % 30 :: 30]:
            status = client.post(address, f"{field}={odd}", content_type="application/x-www-form-urlencoded").status_code
            if status >= 500:
                broken[name, field] = status
    assert broken == {}
