"""Any words are an address that may be fetched, in one form, or none; no form leads away."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from claimsite.articles.addresses import AddressError, clean, make_key
from claimsite.pipeline.web.addresses import check_url, is_public
from tests.fuzz.measure import fuzz

HOSTS = st.one_of(
    st.ip_addresses().map(lambda ip: f"[{ip}]" if ip.version == 6 else str(ip)),
    st.sampled_from(
        ["skerry.example", "127.1", "0x7f.1", "localhost", "①②⑦.0.0.1", "skerry。example", "xn--e1afmkfd.example", "a" * 70 + ".example", "..", ""]
    ),
    st.text(max_size=12),
)
ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP://", "http:", "//", "ftp://", "javascript:", "http:\\\\", " http://", "ht\ttp://"]),
        st.sampled_from(["", "", "user@", "a:b@", "@", "\\"]),
        HOSTS,
        st.sampled_from(["", "", ":80", ":443", ":22", ":", ":99999", ":8x"]),
        st.sampled_from(["", "/", "/a/b", "//", "/..", "/%2e%2e", "/\u202e", "\\x"]) | st.text(max_size=10),
        st.sampled_from(["", "?a=1", "#x", "?utm_source=x", "#@evil.example", "?\n"]),
    ),
)


@fuzz
@given(ADDRESSES)
@example("http://[::ffff:7f00:1]/")
@example("http://127.0.0.1#@skerry.example")
def test_an_address_is_public_and_in_one_form_or_refused(address):
    try:
        checked = check_url(address)
    except AddressError:
        return
    assert check_url(checked) == checked
    parts = urlsplit(checked)
    assert parts.scheme in ("http", "https")
    assert parts.port in (None, {"http": 80, "https": 443}[parts.scheme])
    assert parts.username is None
    assert parts.hostname
    assert "." in parts.hostname or ":" in parts.hostname
    assert checked.isascii()
    assert not re.search(r"[\s\\\x00-\x20]", checked)
    try:
        found = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return
    assert is_public(found)


@fuzz
@given(ADDRESSES)
def test_an_address_has_a_key_or_is_none(address):
    try:
        cleaned = clean(address)
    except AddressError:
        return
    assert cleaned.startswith(("http://", "https://"))
    assert re.fullmatch(r"[0-9a-f]{64}", make_key(address))


@pytest.mark.django_db
@fuzz
@example("//")
@example("// ")
@given(
    st.text(max_size=30)
    | st.builds("{}{}".format, st.sampled_from(["/", "//", "/\\", "\\", "/\t/", "http:", "https://testserver", "///"]), st.text(max_size=12))
)
def test_no_form_leads_to_another_host(wanted):
    answer = Client().post("/preferences/theme/", {"theme": "dark", "next": wanted.encode("utf-8", "replace").decode()})
    target = re.sub(r"[\t\r\n]", "", answer["Location"]).strip("".join(map(chr, range(33)))).replace("\\", "/")
    assert urlsplit(urljoin("http://testserver/preferences/theme/", target))[:2] == ("http", "testserver")
