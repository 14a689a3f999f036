"""Over TLS as it is spoken: the name is checked, bad certificates are refused in words, nothing leads back to plain text."""

from __future__ import annotations

import certifi
import pytest

from claimsite.pipeline import limits
from claimsite.pipeline.errors import MESSAGES, FetchError
from claimsite.pipeline.web import transport
from claimsite.pipeline.web.fetching import fetch
from tests.outlets import pages
from tests.outlets.tls import Authority, SecureOutlets

URL = "https://skerry.example/a"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def secure(authority, monkeypatch):
    """Outlets behind TLS; the test's authority is the only one that is trusted."""
    monkeypatch.setattr(certifi, "where", lambda: str(authority.path))
    transport._make_tls_context.cache_clear()
    played = SecureOutlets()
    for name, replacement in played.install().items():
        monkeypatch.setattr(transport, name, replacement)
    yield played
    played.close()
    transport._make_tls_context.cache_clear()


def get_error(url: str = URL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    return caught.value


def test_a_page_behind_a_good_certificate_is_read(secure, authority):
    secure.shown["skerry.example"] = authority.certify("skerry.example")
    secure.add(URL, pages.article())
    fetched = fetch(URL)
    assert (fetched.url, fetched.body.decode()) == (URL, pages.article())
    assert [request.host for request in secure.asked] == ["skerry.example"]


def test_a_page_behind_tls_that_leads_back_to_plain_text_is_not_followed(secure, authority):
    secure.shown["skerry.example"] = authority.certify("skerry.example")
    secure.add(URL, status="301 Moved Permanently", Location="http://skerry.example/b")
    secure.add("http://skerry.example/b", pages.article())
    assert get_error().code == "downgrade"
    assert [request.path for request in secure.asked] == ["/a"]


def test_plain_text_leads_on_to_tls(secure, authority):
    secure.shown["skerry.example"] = authority.certify("skerry.example")
    secure.add("http://skerry.example/b", status="301 Moved Permanently", Location=URL)
    secure.add(URL, pages.article())
    assert fetch("http://skerry.example/b").url == URL


@pytest.mark.parametrize("kind", ["of another host", "by nobody we know", "over"])
def test_a_bad_certificate_is_refused_in_words(secure, authority, tmp_path, kind):
    secure.shown["skerry.example"] = {
        "of another host": lambda: authority.certify("other.example"),
        "by nobody we know": lambda: Authority(tmp_path, "stranger").certify("skerry.example"),
        "over": lambda: authority.certify("skerry.example", days=-1),
    }[kind]()
    secure.add(URL, pages.article())
    error = get_error()
    assert error.code == "insecure"
    assert "certificate is not valid" in str(MESSAGES[error.code])
    assert secure.asked == []


def test_a_server_that_never_answers_the_greeting_costs_no_more_than_a_connection_may(secure, monkeypatch):
    monkeypatch.setattr(limits, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(limits, "FETCH_SECONDS", 0.6)
    secure.is_silent = True
    secure.add(URL, pages.article())
    error = get_error()
    assert (error.code in MESSAGES, error.may_pass) == (True, True)


def test_a_server_without_the_name_is_refused(secure):
    secure.add(URL, pages.article())
    assert get_error().code == "insecure"
