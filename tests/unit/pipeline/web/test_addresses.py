"""Addresses that must not be fetched, in every spelling; each row is a test of its own."""

from __future__ import annotations

import ipaddress

import pytest

from claimsite.articles.addresses import AddressError
from claimsite.pipeline.web.addresses import check_url, is_public

REFUSED = {
    "loopback": "http://127.0.0.1/",
    "loopback in two parts": "http://127.1/",
    "zero": "http://0/",
    "one decimal number": "http://2130706433/",
    "one hexadecimal number": "http://0x7f000001/",
    "one octal number": "http://017700000001/",
    "hexadecimal part": "http://0x7f.1/",
    "octal parts": "http://0177.0.0.01/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 unspecified": "http://[::]/",
    "IPv4 mapped into IPv6": "http://[::ffff:127.0.0.1]/",
    "IPv4 compatible IPv6": "http://[::127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "NAT64 for local use": "http://[64:ff9b:1::a]/",
    "6to4": "http://[2002:7f00:1::]/",
    "Teredo": "http://[2001:0:53aa:64c:0:fbff:80ff:fffe]/",
    "unique local": "http://[fd00::1]/",
    "link-local with zone": "http://[fe80::1%25eth0]/",
    "public with zone": "http://[2001:4860:4860::8888%25eth0]/",
    "site-local": "http://[fec0::1]/",
    "documentation IPv6": "http://[2001:db8::1]/",
    "multicast IPv6": "http://[ff02::1]/",
    "metadata address": "http://169.254.169.254/latest/meta-data/",
    "metadata name": "http://metadata.google.internal/",
    "private 10": "http://10.0.0.1/",
    "private 172.16": "http://172.16.0.1/",
    "private 192.168": "http://192.168.1.1/",
    "shared by carriers": "http://100.64.0.1/",
    "protocol assignments": "http://192.0.0.192/",
    "benchmarks": "http://198.18.0.1/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "full-width digits": "http://１２７.０.０.１/",
    "ideographic full stop": "http://127。0。0。1/",
    "localhost": "http://localhost/",
    "localhost with dot": "http://localhost./",
    "below localhost": "http://a.localhost/",
    "one label": "http://intranet/",
    "local name": "http://printer.local/",
    "user": "http://good.example@127.0.0.1/",
    "user and password": "http://a:b@good.example/",
    "backslash and user": "http://good.example\\@127.0.0.1/",
    "user in the fragment": "http://127.0.0.1#@good.example/",
    "tab in the host": "http://good\t.example/",
    "newline in the host": "http://good\n.example/",
    "space in the host": "http://good .example/",
    "NUL in the host": "http://good\0.example/",
    "encoded host": "http://%31%32%37.0.0.1/",
    "two ports": "http://good.example:80:22/",
    "port 22": "http://good.example:22/",
    "port 25": "http://good.example:25/",
    "port 6379": "http://good.example:6379/",
    "port 5432": "http://good.example:5432/",
    "port 8000": "http://good.example:8000/",
    "https port by http": "http://good.example:443/",
    "port beyond 65535": "http://good.example:99999/",
    "file": "file:///etc/passwd",
    "gopher": "gopher://good.example/",
    "ftp": "ftp://good.example/",
    "data": "data:text/html,<p>x",
    "javascript": "javascript:alert(1)",
    "no slashes": "http:127.0.0.1",
    "one slash": "http:/127.0.0.1/",
    "three slashes": "http:///127.0.0.1/",
    "no scheme": "good.example/a",
    "empty": "",
    "bidirectional override": "http://good\u202e.example/",
    "10,000 parameters": "http://good.example/?" + "&".join(f"a{n}=1" for n in range(10_000)),
    "900 parameters": "http://good.example/?" + "&".join("a" for _ in range(900)),
    "our own name": "http://our-own.example/",
    "our own name with dot": "http://our-own.example./",
}


@pytest.mark.hostile(
    cases={
        "fetch.loopback": "loopback",
        "fetch.loopback-two-parts": "loopback in two parts",
        "fetch.loopback-zero": "zero",
        "fetch.loopback-decimal": "one decimal number",
        "fetch.loopback-hexadecimal": "one hexadecimal number",
        "fetch.loopback-octal": "one octal number",
        "fetch.loopback-hexadecimal-part": "hexadecimal part",
        "fetch.ipv6-loopback": "IPv6 loopback",
        "fetch.ipv6-unspecified": "IPv6 unspecified",
        "fetch.ipv6-mapped": "IPv4 mapped into IPv6",
        "fetch.ipv6-compatible": "IPv4 compatible IPv6",
        "fetch.nat64": "NAT64",
        "fetch.nat64-local": "NAT64 for local use",
        "fetch.six-to-four": "6to4",
        "fetch.teredo": "Teredo",
        "fetch.unique-local": "unique local",
        "fetch.link-local-zone": "link-local with zone",
        "fetch.site-local": "site-local",
        "fetch.metadata-address": "metadata address",
        "fetch.metadata-name": "metadata name",
        "fetch.carrier": "shared by carriers",
        "fetch.protocol-assignments": "protocol assignments",
        "fetch.benchmarks": "benchmarks",
        "fetch.multicast": "multicast",
        "fetch.broadcast": "broadcast",
        "fetch.circled-digits": "circled digits",
        "fetch.ideographic-dot": "ideographic full stop",
        "fetch.localhost-dot": "localhost with dot",
        "fetch.userinfo": "user and password",
        "fetch.backslash-user": "backslash and user",
        "fetch.fragment-user": "user in the fragment",
        "fetch.tab-in-host": "tab in the host",
        "fetch.newline-in-host": "newline in the host",
        "fetch.two-ports": "two ports",
        "fetch.scheme-file": "file",
        "fetch.scheme-gopher": "gopher",
        "fetch.scheme-ftp": "ftp",
        "fetch.scheme-data": "data",
        "fetch.scheme-javascript": "javascript",
        "fetch.no-slashes": "no slashes",
        "fetch.port-22": "port 22",
        "fetch.port-25": "port 25",
        "fetch.port-6379": "port 6379",
        "fetch.port-5432": "port 5432",
        "fetch.port-our-own": "port 8000",
        "fetch.own-site": "our own name",
        "size.many-parameters": "10,000 parameters",
    }
)
@pytest.mark.parametrize("case", REFUSED)
def test_an_address_that_must_not_be_fetched_is_refused(case, settings):
    settings.ALLOWED_HOSTS = ["our-own.example"]
    with pytest.raises(AddressError):
        check_url(REFUSED[case])


TAKEN = {
    "plain": ("https://skerry.example/a", "https://skerry.example/a"),
    "upper case": ("HTTPS://Skerry.Example/A", "https://skerry.example/A"),
    "without path": ("http://skerry.example", "http://skerry.example/"),
    "usual port": ("http://skerry.example:80/a", "http://skerry.example/a"),
    "dot at the end": ("http://skerry.example./a", "http://skerry.example/a"),
    "umlauts": ("https://müller.example/straße?q=ö", "https://xn--mller-kva.example/stra%C3%9Fe?q=%C3%B6"),
    "Cyrillic": ("https://пример.example/новости", "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    "public IPv4": ("http://8.8.8.8/", "http://8.8.8.8/"),
    "public IPv6": ("http://[2001:4860:4860::8888]/a", "http://[2001:4860:4860::8888]/a"),
    "bars and braces": ("https://skerry.example/a|b?x={1}", "https://skerry.example/a%7Cb?x=%7B1%7D"),
    "fragment": ("https://skerry.example/a#top", "https://skerry.example/a"),
    "spaces around": ("  https://skerry.example/a\n", "https://skerry.example/a"),
    "two slashes": ("https://skerry.example//evil.example/", "https://skerry.example/evil.example/"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_an_address_of_a_page_is_brought_into_one_form(case):
    given, wanted = TAKEN[case]
    assert check_url(given) == wanted
    assert check_url(wanted) == wanted


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "198.17.0.1", "2a00:1450::1", "2001:4860::1"]
)
def test_neighbors_of_closed_ranges_are_open(address):
    assert is_public(ipaddress.ip_address(address))
