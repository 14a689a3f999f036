"""One address in its variants has one key; other pages have others."""

from __future__ import annotations

import pytest

from claimsite.articles.addresses import AddressError, clean, get_host, guess_country, is_canonical_for, make_key, normalize

PLAIN = "https://www.skerry.example/news/harbor-4711"

VARIANTS = {
    "plain": PLAIN,
    "http": "http://www.skerry.example/news/harbor-4711",
    "without www": "https://skerry.example/news/harbor-4711",
    "mobile host": "https://m.skerry.example/news/harbor-4711",
    "amp host": "https://amp.skerry.example/news/harbor-4711",
    "slash": PLAIN + "/",
    "doubled slash": "https://www.skerry.example//news/harbor-4711",
    "fragment": PLAIN + "#comments",
    "utm": PLAIN + "?utm_source=feed&utm_medium=rss",
    "click identifiers": PLAIN + "?fbclid=abc&gclid=x&at_medium=RSS",
    "amp path": PLAIN + "/amp/",
    "amp in front": "https://www.skerry.example/amp/news/harbor-4711",
    "amp parameter": PLAIN + "?outputType=amp",
    "amp cache": "https://www-skerry-example.cdn.ampproject.org/c/s/www.skerry.example/news/harbor-4711",
    "amp at a search engine": "https://www.google.com/amp/s/www.skerry.example/news/harbor-4711",
    "upper case host": "HTTPS://WWW.SKERRY.EXAMPLE/news/harbor-4711",
    "usual port": "https://www.skerry.example:443/news/harbor-4711",
    "dot at the end": "https://www.skerry.example./news/harbor-4711",
    "escaped letters": "https://www.skerry.example/news/h%61rbor%2D4711",
    "white space around": f"  {PLAIN}\n",
}


@pytest.mark.hostile("faults.same-url-variants")
@pytest.mark.parametrize("url", VARIANTS.values(), ids=VARIANTS.keys())
def test_variants_of_an_address_share_a_key(url):
    assert make_key(url) == make_key(PLAIN), normalize(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.skerry.example/news/harbor-4712",
        "https://www.skerry.example/News/harbor-4711",
        "https://sport.skerry.example/news/harbor-4711",
        PLAIN + "?page=2",
        PLAIN + "?id=7",
        "https://www.skerry.example:8443/news/harbor-4711",
        "https://www.skerry.example/news/harbor-4711/amplifier",
    ],
)
def test_other_pages_have_other_keys(url):
    assert make_key(url) != make_key(PLAIN), normalize(url)


def test_the_order_of_parameters_plays_no_part_but_their_values_do():
    assert make_key("https://a.example/?b=2&a=1&utm_id=9") == make_key("http://a.example?a=1&b=2")
    assert make_key("https://a.example/?a=1") != make_key("https://a.example/?a=2")


def test_the_address_to_open_keeps_what_the_site_needs():
    assert clean("https://www.skerry.example/a%2Fb/?12345&utm_source=x&q=a%20b#part") == "https://www.skerry.example/a%2Fb/?12345&q=a%20b"
    assert clean("https://bücher.example/ä b".replace(" ", "%20")) == "https://xn--bcher-kva.example/%C3%A4%20b"
    assert clean("http://[2001:db8::1]:8080/x") == "http://[2001:db8::1]:8080/x"


NOT_PAGES = ["ftp://a.example/x", "javascript:alert(1)", "a.example/x", "https://", "https://a.example:x/", "http://good\\@b.example/", "http://a b/", ""]


@pytest.mark.parametrize("url", NOT_PAGES)
def test_what_is_no_address_of_a_page_is_refused(url):
    with pytest.raises(AddressError):
        make_key(url)


def test_an_endless_address_is_refused():
    with pytest.raises(AddressError):
        clean("https://a.example/" + "x" * 2000)
    with pytest.raises(AddressError):
        make_key("https://a.example/?" + "&".join(f"p{i}=1" for i in range(10_000)))


def test_a_page_may_name_its_proper_address_on_its_own_site_only():
    assert is_canonical_for("https://skerry.example/news/harbor", "https://m.skerry.example/amp/news/harbor")
    assert is_canonical_for("https://skerry.example/news/harbor", "https://news.skerry.example/harbor")
    assert not is_canonical_for("https://agency.example/wire/1", "https://skerry.example/news/harbor")
    assert not is_canonical_for("https://skerry.example/", "https://skerry.example/news/harbor")
    assert not is_canonical_for("https://notskerry.example/x", "https://skerry.example/x")
    assert not is_canonical_for("not an address", "https://skerry.example/x")


def test_hosts_and_countries():
    assert get_host("https://www2.Skerry.example/x") == "skerry.example"
    assert get_host("https://m.co.example/x") == "co.example"
    assert get_host("http://10.0.0.1/x") == "10.0.0.1"
    assert [guess_country(host) for host in ("a.de", "a.co.uk", "a.com", "a.tv", "b.ru", "10.0.0.1")] == ["DE", "GB", "", "", "RU", ""]
