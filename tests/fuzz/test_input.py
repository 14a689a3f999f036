"""Feeds, files, searches and forms of any content: an answer or a reason, never an error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.feed import read_feed, read_opml
from claimsite.pipeline.reading.files import read, recognize
from claimsite.pipeline.web.addresses import check_url
from tests.factories import make_user
from tests.fuzz.measure import fuzz
from tests.integration import rules
from tests.integration import test_permission_matrix as matrix
from tests.outlets import pages

BASE = "http://skerry.example"
FEEDS = [make(BASE, 2).encode() for make in (pages.rss, pages.atom, pages.rdf, pages.json_feed)]
SNIPPETS = [
    b"<",
    b">",
    b"]]>",
    b"<![CDATA[",
    b"&#0;",
    b"&x;",
    b'<!DOCTYPE a [<!ENTITY x "y">]>',
    b"\0",
    b"\xff\xfe",
    b"<link>javascript:x</link>",
    b'"',
    b"{",
    b"[[[[",
    b"9" * 400,
]


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A feed of which pieces were cut out, doubled, or put in place of others."""
    data = draw(st.sampled_from(FEEDS))
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        data = data[:start] + draw(st.sampled_from(SNIPPETS) | st.binary(max_size=8)) + data[draw(st.sampled_from([start, end])) :]
    return data


@fuzz
@given(broken() | st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "latin-1", "x-none"]))
def test_a_feed_is_read_or_refused_with_a_reason(data, charset):
    try:
        found = read_feed(data, charset, f"{BASE}/feed.xml")
    except JobError:
        return
    for item in found.items:
        assert check_url(item.url) == item.url
        assert "\0" not in item.title
        item.title.encode()


@fuzz
@given(broken() | st.binary(max_size=200))
def test_a_file_is_read_or_refused_with_a_reason(data):
    for take in (lambda: recognize(data), lambda: read_opml(data), lambda: read(data, "text/html", "", f"{BASE}/a")):
        with suppress(JobError):
            take()


@pytest.mark.django_db
@fuzz
@given(st.text(max_size=60) | st.text("\"-*^():+ aNEARODT{}\\'%_", max_size=40))
def test_a_search_is_a_page(world, text):
    typed = text.encode("utf-8", "replace").decode()
    for address in ("/statements/", "/actors/find.json", "/articles/"):
        assert Client().get(address, {"q": typed, "page": typed, "side": typed, "since": typed}).status_code == 200


VALUES = st.one_of(
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace").decode()),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(
        ["", "on", "accept", "reject", "undo", "en", "de", "2024-03-04", "0000-00-00", "1e9", "NaN", "\0", "a" * 5000, "content", "@0-5", "@9-1", "1,2,3"]
    ),
)
FIELDS = [
    "decision",
    "revision",
    "reason",
    "actor",
    "actor_side",
    "side",
    "source",
    "cue",
    "content",
    "act",
    "type",
    "stance",
    "text",
    "title",
    "note",
    "method",
    "outlet",
    "language",
    "published_on",
    "url",
    "urls",
    "file",
    "kind",
    "do",
    "name",
    "role",
    "country",
    "hosts",
    "other",
    "label",
    "days",
    "to",
    "claim",
    "claims",
    "remove",
    "reply_to",
    "entry",
    "verdict",
    "show",
    "state",
    "has_single_key_shortcuts",
    "password1",
    "username",
    "next",
    "theme",
]


@pytest.fixture
def routes(world):
    """Addresses that take forms, and an admin's browser."""
    admin = make_user("the-admin", role="admin")
    arguments = matrix._find_arguments(world, admin)
    taken = [name for name, (_, post) in matrix.RULES.items() if post in (rules.EVERYBODY, rules.SIGNED_IN, rules.EDITORS) and name != "core:logout"]
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    return client, [reverse(name, kwargs=arguments.get(name, {})) for name in taken]


@pytest.mark.django_db
@fuzz
@given(data=st.data())
def test_a_form_is_an_answer(routes, data):
    client, addresses = routes
    address = data.draw(st.sampled_from(addresses))
    form = data.draw(st.dictionaries(st.sampled_from(FIELDS), VALUES | st.lists(VALUES, max_size=3), max_size=12))
    headers = {"HX-Request": "true"} if data.draw(st.booleans()) else {}
    answer = client.post(address, form, headers=headers)
    assert answer.status_code < 500, (address, form)
