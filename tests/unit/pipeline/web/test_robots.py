"""robots.txt, as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest

from claimsite.pipeline.web.robots import get_delay, may_read

SITE = "http://skerry.example"
RULES = """
# comments are left out
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?
Disallow: /straße
Crawl-delay: 7

User-agent: greedy
User-agent: other
Disallow: /

Sitemap: http://skerry.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("/", True),
        ("/news", True),
        ("/private/a", False),
        ("/private/open/a", True),
        ("/a.pdf", False),
        ("/a.pdf.html", True),
        ("/search?q=x", False),
        ("/search", True),
        ("/stra%C3%9Fe/1", False),
    ],
)
def test_the_longest_rule_that_fits_decides(path, is_allowed):
    assert may_read(RULES, SITE + path) is is_allowed


def test_a_group_of_our_own_counts_more_than_that_for_everybody():
    rules = RULES + "\nUser-agent: Claimsite/1.0\nDisallow: /news\n"
    assert not may_read(rules, f"{SITE}/news")
    assert may_read(rules, f"{SITE}/private/a")


@pytest.mark.parametrize("rules", ["", "nonsense", "Disallow: /", "User-agent: *\nDisallow:", "User-agent: other\nDisallow: /", "<html></html>", ":\n:::"])
def test_without_a_rule_for_us_all_may_be_read(rules):
    assert may_read(rules, f"{SITE}/news")


def test_a_tie_is_decided_for_reading_and_the_pause_is_capped():
    assert may_read("User-agent: *\nDisallow: /a\nAllow: /a", f"{SITE}/a")
    assert get_delay(RULES) == 7
    assert get_delay("User-agent: *\nCrawl-delay: 1e9") == 300
    assert get_delay("User-agent: *\nCrawl-delay: soon") == 0


def test_rules_with_many_stars_take_no_time():
    started = time.monotonic()
    may_read("User-agent: *\n" + ("Disallow: /" + "a*" * 500 + "b$\n") * 2000, f"{SITE}/" + "a" * 1500)
    assert time.monotonic() - started < 5
