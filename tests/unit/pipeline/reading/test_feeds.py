"""Feeds of four kinds, and those that mean harm."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.feed import read_feed, read_opml
from tests.outlets import pages

BASE = "http://skerry.example"
FEED = f"{BASE}/feed.xml"
KINDS = {"RSS 2.0": pages.rss, "Atom": pages.atom, "RDF": pages.rdf, "JSON Feed": pages.json_feed}


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_of_each_kind_gives_its_items(kind):
    found = read_feed(KINDS[kind](BASE, 3).encode(), "", FEED)
    assert (found.title, found.item_count) == ("Skerry Post", 3)
    assert [item.url for item in found.items] == [f"{BASE}/a/{n}" for n in (1, 2, 3)]
    assert found.items[0].title == "Report 1 from the lagoon"
    assert all(item.published_on and item.published_on.year == 2024 for item in found.items)


@pytest.mark.hostile("size.feed-50k")
@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_of_fifty_thousand_items_is_cut(kind):
    started = time.monotonic()
    found = read_feed(KINDS[kind](BASE, 50_000).encode(), "", FEED)
    assert (len(found.items), found.item_count) == (limits.MAX_FEED_ITEMS, 50_000)
    assert time.monotonic() - started < 10


def one(item: str) -> str:
    return f'<rss version="2.0"><channel><title>x</title><item>{item}</item></channel></rss>'


DATES = {
    "year 0": ("Mon, 04 Mar 0000 10:00:00 GMT", None),
    "year 9999": ("Fri, 31 Dec 9999 10:00:00 GMT", None),
    "no time zone": ("2024-03-04T10:00:00", dt.date(2024, 3, 4)),
    "none": ("", None),
    "words": ("yesterday", None),
}


@pytest.mark.hostile(cases={"size.feed-odd-years": "year 9999", "size.feed-no-zone": "no time zone"})
@pytest.mark.parametrize("case", DATES)
def test_odd_dates_do_no_harm(case):
    given, day = DATES[case]
    (item,) = read_feed(one(f"<link>{BASE}/a</link><pubDate>{given}</pubDate>").encode(), "", FEED).items
    assert item.published_on == day


INSIDE = [
    "http://127.0.0.1/a",
    "http://localhost/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://10.0.0.1:6379/",
    "http://[::1]/",
    "//127.0.0.1/a",
    "http://a@b.example/",
]


@pytest.mark.hostile("fetch.feed-items-inside")
@pytest.mark.parametrize("address", INSIDE)
def test_items_that_point_inside_are_left_out(address):
    assert read_feed(one(f"<title>x</title><link>{address}</link>").encode(), "", FEED).items == ()


IDS = {
    "duplicate items": f"<item><link>{BASE}/a</link><guid>1</guid></item><item><link>{BASE}/a</link><guid>1</guid></item>",
    "changing ids": f"<item><link>{BASE}/a</link><guid>1</guid></item><item><link>{BASE}/a</link><guid>2</guid></item>",
    "missing ids": f"<item><link>{BASE}/a</link></item>",
    "id in place of the link": f"<item><guid>{BASE}/a</guid></item>",
    "relative link": "<item><link>/a</link></item>",
    "no link": f"<item><title>x</title></item><item><link>{BASE}/a</link></item>",
}


@pytest.mark.hostile("size.feed-ids")
@pytest.mark.parametrize("case", IDS)
def test_an_address_counts_once_whatever_ids_say(case):
    found = read_feed(f'<rss version="2.0"><channel>{IDS[case]}</channel></rss>'.encode(), "", FEED)
    assert [item.url for item in found.items] == [f"{BASE}/a"]


LAUGHS = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"&l" + str(n - 1) + ";" if n else ""}">' for n in range(30))
BAD = {
    "billion laughs": f"<?xml version='1.0'?><!DOCTYPE rss [{LAUGHS}]>" + one("<title>&l29;</title>"),
    "quadratic blow-up": f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>' + one(f"<title>{'&a;' * 1000}</title>"),
    "external entity": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + one("<title>&a;</title>"),
    "entities between comments": '<!-- a --><!DOCTYPE rss [<!ENTITY a "b">]><!-- c -->' + one("<title>&a;</title>"),
    "external DTD": '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd" [<!ELEMENT x ANY>]>' + one("<title>x</title>"),
    "JSON without items": '{"version": "https://jsonfeed.org/version/1.1", "items": 5}',
    "broken JSON": '{"version": "https://jsonfeed.org/version/1.1", "items": [',
    "deep JSON": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
}


@pytest.mark.hostile(
    cases={
        "size.billion-laughs": "utf-8-billion laughs",
        "size.quadratic-blow-up": "utf-8-quadratic blow-up",
        "size.external-entities": "utf-8-external entity",
    }
)
@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_means_harm_is_refused_in_any_encoding(case, encoding):
    started = time.monotonic()
    with pytest.raises(JobError) as caught:
        read_feed(BAD[case].encode(encoding), "", FEED)
    assert caught.value.code in ("bad_feed", "not_a_feed")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("page", [pages.article(), "He said so.", "", "{}", "<svg/>"])
def test_what_is_no_feed_is_said_to_be_none(page):
    with pytest.raises(JobError) as caught:
        read_feed(page.encode(), "", FEED)
    assert caught.value.code == "not_a_feed"


def test_a_feed_with_broken_tags_is_read_as_far_as_it_goes():
    broken = pages.rss(BASE, 2).replace("</channel></rss>", "") + "<item><title>cut"
    assert [item.url for item in read_feed(broken.encode(), "", FEED).items] == [f"{BASE}/a/1", f"{BASE}/a/2"]


def test_a_feed_that_the_parser_breaks_at_is_refused():
    data = '<rdf:RDF xmlns:rdf="http:\N{NO-BREAK SPACE}//www.w3.org/1999/02/22-rdf-syntax-ns#"><item/></rdf:RDF>'.encode()
    with pytest.raises(JobError) as refused:
        read_feed(data, "", FEED)
    assert refused.value.code == "bad_feed"


@pytest.mark.hostile("content.html-in-feeds")
def test_markup_in_titles_is_words():
    (item,) = read_feed(one(f"<title>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;said</title><link>{BASE}/a</link>").encode(), "", FEED).items
    assert "<" not in item.title


def test_an_opml_list_gives_each_address_once():
    opml = (
        f'<?xml version="1.0"?><opml><body><outline text="News"><outline xmlUrl="{FEED}" title="A &amp; B"/><outline xmlUrl="{FEED}"/></outline></body></opml>'
    )
    assert read_opml(opml.encode()).feeds == ((FEED, "A & B"),)


@pytest.mark.parametrize("opml", ["<opml/>", "<opml><body><outline text='x'/></body></opml>", '<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "nothing"])
def test_an_opml_list_without_feeds_says_so(opml):
    with pytest.raises(JobError) as caught:
        read_opml(opml.encode())
    assert caught.value.code == "bad_feed"
