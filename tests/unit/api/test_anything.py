"""Whatever is asked, the answer is a list, a refusal with its reason, or that there is nothing: never a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimsite.api import throttling
from claimsite.core import downloads
from claimsite.core.rates import Rate
from claimsite.statements.models import Statement
from claimsite.statements.search import parse, search
from tests.factories import build_world

pytestmark = pytest.mark.django_db

LISTS = ["articles", "statements", "actors", "claims", "relations", "comparisons"]
NAMES = ["q", "actor", "side", "act", "stance", "outlet", "language", "state", "since", "until", "cursor", "limit", "topic", "show", "kind", "claim", "copies"]
#: Any text, and such as means something to a search, a number, a date or a database.
WORDS = st.one_of(
    st.text(max_size=60),
    st.text("\"-*^():%_\\' \t\n\x00\ufeff\u202e.,;=<>&|!~+/ab0", max_size=40),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(["NaN", "Infinity", "1e9", "-0", "²", "9" * 30, "NEAR(a b)", "a OR b", "content:x", "' OR 1=1 --", "\u0130", "o1", "bzE", "null", "[]"]),
)
PATH = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda words: quote(words, safe="/"))
SETTINGS = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def client(monkeypatch) -> Client:
    for each in (throttling.reading, throttling.reading_jobs, throttling.writing):
        monkeypatch.setattr(each, "rate", Rate(10**9))
    monkeypatch.setattr(downloads, "RATE", Rate(10**9))
    build_world()
    return Client(raise_request_exception=False)


def check(response: Any) -> None:
    assert response.status_code in (200, 404, 422), (response.status_code, response.content[:500])
    assert response["Content-Type"].startswith("application/json")
    answer = response.json()
    assert ("items" in answer or "url" in answer) if response.status_code == 200 else answer["error"]["code"]


@SETTINGS
@given(name=st.sampled_from(LISTS), parameters=st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), WORDS, max_size=4))
def test_any_parameters(client, name, parameters):
    check(client.get(f"/api/v1/{name}", parameters))


@SETTINGS
@given(name=st.sampled_from([*LISTS, "jobs"]), rest=PATH)
@example(name="statements", rest="9" * 5000)
@example(name="actors", rest="%00")
@example(name="articles", rest="/%0A")
def test_any_address(client, name, rest):
    response = client.get(f"/api/v1/{name}/{rest}")
    if response.status_code != 401 and not (response.status_code == 200 and name in LISTS):
        check(response)


@SETTINGS
@given(text=WORDS)
@example(text='"')
@example(text="-")
@example(text='-"a b" "')
@example(text="\ud800")
def test_any_search(client, text):
    found = list(Statement.objects.filter(search(text)))
    terms = parse(text)
    assert len(terms.wanted) + len(terms.unwanted) <= 24
    if not text.strip():
        assert len(found) == Statement.objects.count()


@SETTINGS
@given(
    words=st.lists(st.sampled_from(["the", "lagoon", "dredger", "entered", "Petrel", "lagune", "never", "sand"]), min_size=1, max_size=4),
    is_phrase=st.booleans(),
)
def test_what_is_found_has_the_words_and_what_is_unwanted_is_not_found(client, words, is_phrase):
    asked = f'"{" ".join(words)}"' if is_phrase else " ".join(words)
    found, everything = set(Statement.objects.filter(search(asked))), set(Statement.objects.all())
    for row in found:
        held = f"{row.content} {row.source}".lower()
        assert all(word.lower() in held for word in words)
        assert not is_phrase or " ".join(words).lower() in held
    if is_phrase or len(words) == 1:
        assert set(Statement.objects.filter(search(f"-{asked}"))) == everything - found


@SETTINGS
@given(name=st.sampled_from(["statements", "articles", "actors", "claims"]), parameters=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4))
def test_any_parameters_of_a_file(client, name, parameters):
    response = client.get(f"/{name}.json", parameters)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).endswith(b"]}\n")
