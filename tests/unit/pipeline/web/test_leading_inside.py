"""Whatever a site answers, nothing inside is asked, and nobody can tell from our words what is there."""

from __future__ import annotations

import socket

import pytest

from claimsite.articles.addresses import AddressError
from claimsite.pipeline.errors import FetchError, get_message
from claimsite.pipeline.web import transport
from claimsite.pipeline.web.addresses import read_target
from claimsite.pipeline.web.fetching import fetch, follow
from tests.outlets import pages
from tests.outlets.server import PUBLIC

URL = "http://skerry.example/a"


def get_code(url: str = URL) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    return caught.value.code


def test_a_page_is_fetched_with_an_honest_name(outlets, settings):
    settings.FETCH_USER_AGENT = "Claimsite/1.0 (desk@skerry.example)"
    outlets.add(URL, pages.article(), ETag='"1"')
    answer = fetch(URL)
    assert (answer.url, answer.status, answer.content_type, answer.charset, answer.etag) == (URL, 200, "text/html", "utf-8", '"1"')
    assert answer.body.decode() == pages.article()
    assert outlets.asked[0].headers["user-agent"] == "Claimsite/1.0 (desk@skerry.example)"


INSIDE = {
    "alias of localhost": ["127.0.0.1"],
    "IPv6 loopback": ["::1"],
    "private": ["10.1.2.3"],
    "metadata": ["169.254.169.254"],
    "carrier": ["100.64.3.2"],
    "benchmark": ["198.18.0.9"],
    "multicast": ["224.0.0.251"],
    "mapped": ["::ffff:10.0.0.1"],
    "compatible": ["::127.0.0.1"],
    "NAT64": ["64:ff9b::a00:1"],
    "site-local": ["fec0::1"],
    "link-local with zone": ["fe80::1%eth0"],
    "one private among public ones": [PUBLIC, "192.168.0.1"],
    "private first": ["192.168.0.1", PUBLIC],
}


@pytest.mark.hostile(cases={"fetch.one-private-of-several": "one private among public ones", "fetch.alias-of-localhost": "alias of localhost"})
@pytest.mark.parametrize("case", INSIDE)
def test_a_name_that_leads_inside_is_not_asked(outlets, case):
    outlets.add(URL, pages.article())
    outlets.names["skerry.example"] = INSIDE[case]
    assert get_code() == "unreachable"
    assert outlets.asked == []


@pytest.mark.hostile("fetch.rebinding")
def test_rebinding_a_name_between_check_and_connection_gains_nothing(outlets, monkeypatch):
    outlets.add(URL, pages.article())
    reached = []
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(transport, "resolve", lambda host, port: [(socket.AF_INET, (each, port)) for each in next(answers)])
    monkeypatch.setattr(transport, "connect", lambda family, address, seconds: reached.append(address) or outlets.connect(family, address, seconds))
    assert fetch(URL).status == 200
    assert reached == [(PUBLIC, 80)]
    assert get_code() == "unreachable"  # the second answer is checked as the first was
    assert reached == [(PUBLIC, 80)]


REDIRECTS = {
    "address inside": "http://127.0.0.1/",
    "other port": "http://skerry.example:6379/",
    "name inside": "http://inside.example/",
    "metadata": "http://169.254.169.254/latest/",
    "IPv6": "http://[::1]/",
    "user": "http://a:b@skerry.example/",
    "file": "file:///etc/passwd",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,x",
    "host in disguise": "//127.0.0.1/",
    "backslash": "/\\127.0.0.1/",
    "broken brackets": "http://[::1/",
}


@pytest.mark.hostile("fetch.redirect-inside")
@pytest.mark.parametrize("case", REDIRECTS)
def test_a_redirect_does_not_lead_inside(outlets, case):
    outlets.names["inside.example"] = ["10.0.0.1"]
    outlets.add(URL, status="302 Found", Location=REDIRECTS[case])
    assert get_code() == "unreachable"
    assert [request.path for request in outlets.asked] == ["/a"]


def test_a_redirect_is_followed_and_its_body_not_read(outlets):
    outlets.add("http://skerry.example/b", pages.article())
    outlets.script(
        URL, lambda sock, _: sock.sendall(b"HTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Encoding: gzip\r\nContent-Length: 999999999\r\n\r\nnot gzip")
    )
    assert fetch(URL).url == "http://skerry.example/b"


@pytest.mark.hostile("fetch.six-redirects")
def test_more_than_five_redirects_are_too_many(outlets):
    for number in range(9):
        outlets.add(f"http://skerry.example/{number}", status="302 Found", Location=f"/{number + 1}")
    assert get_code("http://skerry.example/0") == "redirects"
    assert len(outlets.asked) == 6


@pytest.mark.hostile("fetch.redirect-loop")
def test_a_redirect_loop_is_noticed(outlets):
    outlets.add(URL, status="302 Found", Location="/b")
    outlets.add("http://skerry.example/b", status="302 Found", Location="/a")
    assert get_code() == "redirects"
    assert len(outlets.asked) == 2


@pytest.mark.hostile("fetch.downgrade")
def test_a_redirect_from_https_to_http_is_refused():
    secure = read_target("https://skerry.example/a")
    with pytest.raises(FetchError, match="redirects to http:") as caught:
        follow(secure, "http://skerry.example/a")
    assert caught.value.code == "downgrade"
    assert follow(secure, "/b").url == "https://skerry.example/b"
    assert follow(read_target(URL), "https://skerry.example/a").scheme == "https"


def test_a_redirect_in_utf8_is_understood_and_one_without_address_is_not():
    assert follow(read_target(URL), "/straße".encode().decode("latin-1")).path == "/stra%C3%9Fe"
    with pytest.raises(FetchError):
        follow(read_target(URL), "")
    with pytest.raises(AddressError):
        follow(read_target(URL), "http://127.0.0.1/")


@pytest.mark.hostile("fetch.cookies-across-hosts")
def test_cookies_conditions_and_credentials_stay_with_their_host(outlets, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ada password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    outlets.add(URL, status="302 Found", Location="http://other.example/b", Set_Cookie="session=1; Domain=example; Path=/")
    outlets.add("http://other.example/b", status="302 Found", Location="http://other.example/c", Set_Cookie="session=2")
    outlets.add("http://other.example/c", pages.article())
    fetch(URL, headers={"If-None-Match": '"1"'})
    first, second, third = outlets.asked
    assert first.headers["if-none-match"] == '"1"'
    assert "if-none-match" not in second.headers
    assert not any({"cookie", "authorization", "referer"} & set(request.headers) for request in (first, second, third))


@pytest.mark.hostile("fetch.proxy-variables")
@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_proxy_variables_are_not_heeded(outlets, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    outlets.add(URL, pages.article())
    assert fetch(URL).status == 200


@pytest.mark.hostile("fetch.own-site")
def test_our_own_site_is_not_asked(outlets, settings):
    settings.ALLOWED_HOSTS = ["claimsite.example"]
    outlets.add("http://claimsite.example/", pages.article())
    outlets.add(URL, status="302 Found", Location="http://claimsite.example/")
    assert get_code() == "unreachable"
    assert len(outlets.asked) == 1


@pytest.mark.hostile("fetch.images-inside", "content.remote-images")
def test_images_and_styles_of_a_page_are_not_fetched(outlets):
    outlets.add(URL, pages.article(body='<img src="http://127.0.0.1/a.png"><link rel="stylesheet" href="http://10.0.0.1/a.css">'))
    fetch(URL)
    assert [request.path for request in outlets.asked] == ["/a"]


@pytest.mark.hostile("fetch.one-message")
def test_closed_filtered_denied_and_unknown_read_the_same(outlets, monkeypatch):
    outlets.names |= {"denied.example": ["10.0.0.1"], "closed.example": [PUBLIC], "filtered.example": [PUBLIC]}
    problems = {"closed.example": ConnectionRefusedError("closed"), "filtered.example": TimeoutError("no answer")}

    def connect(family, address, seconds):
        raise problems[outlets.resolved[-1]]

    monkeypatch.setattr(transport, "connect", connect)
    seen = set()
    for host in ("denied", "closed", "filtered", "unknown"):
        with pytest.raises(FetchError) as caught:
            fetch(f"http://{host}.example/")
        seen.add((caught.value.code, str(get_message(caught.value.code)), caught.value.may_pass))
    assert len(seen) == 1


def test_a_resolver_that_hangs_does_not_hold_the_fetch(outlets, monkeypatch):
    import threading

    released = threading.Event()
    monkeypatch.setattr("claimsite.pipeline.limits.FETCH_SECONDS", 0.3)
    monkeypatch.setattr(transport, "resolve", lambda host, port: released.wait(10) or [])
    assert get_code() == "unreachable"
    released.set()
