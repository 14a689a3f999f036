"""The article on pages as outlets make them."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.files import read
from claimsite.pipeline.reading.page import read_page
from tests.outlets import pages

URL = "https://skerry.example/news/lagoon"
TEXT = "\n\n".join(pages.PARAGRAPHS)


def get_code(data: bytes, content_type: str = "text/html") -> str:
    with pytest.raises(JobError) as caught:
        read(data, content_type, "", URL)
    return caught.value.code


def test_the_article_comes_without_what_stands_around_it():
    found = read_page(pages.article(canonical=URL), URL)
    assert found.text == TEXT
    assert (found.title, found.author, found.published_on, found.canonical_url, found.site_name) == (
        "Dredger never entered the lagoon, port says",
        "Maren Holt",
        dt.date(2024, 3, 4),
        URL,
        "Skerry Post",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Read more: the ferry that nobody missed",
        "Sign up for our weekly newsletter and never miss a story.",
        "We use cookies to make this site better.",
        "Lesen Sie auch: Aale sind zurück",
        "Wir verwenden Cookies, um diese Seite zu verbessern.",
        "À lire aussi : les anguilles sont de retour",
        "Ce site utilise des cookies.",
        "Читайте также: угри вернулись",
        "© Skerry Post 2024",
        "Advertisement",
    ],
)
def test_lines_of_the_page_inside_the_article_go(line):
    assert read_page(pages.article(body=f"<p>{line}</p>"), URL).text == TEXT


def test_a_statement_about_cookies_or_subscriptions_stays():
    said = (
        "“We use cookies to find out what our readers want, and nobody has to accept them,” publisher Signe Aas told the court in Rosmark on Tuesday afternoon."
    )
    bought = "The union said that its members would subscribe to the new treaty only if the logbooks were published."
    assert read_page(pages.article(paragraphs=(*pages.PARAGRAPHS, said, bought)), URL).text.endswith(f"{said}\n\n{bought}")


def test_a_liveblog_gives_all_its_posts():
    text = read_page(pages.liveblog(), URL).text
    assert all(paragraph in text for paragraph in pages.PARAGRAPHS)


def test_an_amp_page_gives_the_article_and_its_proper_address():
    found = read_page(pages.amp(URL), "https://amp.skerry.example/news/lagoon")
    assert (found.text, found.canonical_url) == (TEXT, URL)


def test_a_year_in_the_text_is_not_taken_for_the_date_of_the_article():
    assert read_page(pages.amp(URL), URL).published_on is None


@pytest.mark.parametrize("published", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1600-01-01", "yesterday", "2024-13-45"])
def test_a_date_that_cannot_be_is_none(published):
    assert read_page(pages.article(published=published), URL).published_on is None


WALLS = {
    "paywall": (pages.paywall_stub(), "paywall"),
    "paywall in German": (pages.paywall_stub_german(), "paywall"),
    "consent": (pages.consent_wall(), "consent_wall"),
    "consent in German": (pages.consent_wall_german(), "consent_wall"),
    "front page": (pages.front_page(), "no_article"),
    "empty page": ("<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "no_article"),
    "one line": ("<!DOCTYPE html><html><body><p>Page not found.</p></body></html>", "no_article"),
    "frames": ('<!DOCTYPE html><html><frameset><frame src="/a"></frameset></html>', "no_article"),
    "script alone": ('<!DOCTYPE html><html><body><div id="app"></div><script>render()</script></body></html>', "no_article"),
}


@pytest.mark.parametrize("case", WALLS)
def test_a_wall_is_told_from_an_article(case):
    page, code = WALLS[case]
    assert get_code(page.encode()) == code


def test_a_whole_article_that_its_outlet_sells_is_read():
    paragraphs = tuple(f"{number}. {paragraph}" for number in range(3) for paragraph in pages.PARAGRAPHS)
    offer = "<p>Already a subscriber? Log in.</p>"
    assert read_page(
        pages.article(paragraphs=paragraphs, head='<script type="application/ld+json">{"isAccessibleForFree":false}</script>', body=offer), URL
    ).text == "\n\n".join(paragraphs)


HOSTILE = {
    "50,000 nested elements": pages.article(body="<div>" * 50_000 + "x" + "</div>" * 50_000),
    "50,000 unclosed elements": pages.article(body="<div>" * 50_000),
    "50,000 nested spans": pages.article(body="<b><i>" * 25_000),
    "a huge attribute": pages.article(body=f'<p title="{"x" * 2_000_000}">x</p>'),
    "entities": pages.article(head='<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>', body="<p>&c;</p>"),
    "external entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + pages.article(body="<p>&x;</p>"),
    "zero-width and overrides": pages.article(body="<p>\u200b\u202e\u2066</p>"),
    "NUL": pages.article(body="<p>\0\0</p>"),
    "meta refresh and base": pages.article(head='<meta http-equiv="refresh" content="0;url=http://127.0.0.1"><base href="http://127.0.0.1/">'),
}


@pytest.mark.hostile(
    cases={
        "size.nested-elements": "50,000 nested elements",
        "size.external-entities": "external entity",
        "content.meta-refresh": "meta refresh and base",
        "content.base": "meta refresh and base",
    }
)
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_page_gives_its_article_and_nothing_else(case):
    started = time.monotonic()
    found = read(HOSTILE[case].encode(), "text/html", "utf-8", URL)
    assert found.text.startswith(pages.PARAGRAPHS[0])
    assert "root:" not in found.text
    assert "<" not in found.text
    assert time.monotonic() - started < 15


MANY = {
    "100,000 links": pages.article(body="".join(f'<a href="/{n}">link</a> ' for n in range(100_000))),
    "one huge line": "<html><body>" + "x" * 3_000_000 + "</body></html>",
    "20,000 parentheses": "<html><body><p>" + "(" * 20_000 + "</p></body></html>",
    "20,000 exclamation marks": "<html><body><p>" + "!" * 20_000 + "</p></body></html>",
}


@pytest.mark.hostile(cases={"size.many-links": "100,000 links", "size.huge-line": "one huge line"})
@pytest.mark.parametrize("case", MANY)
def test_too_much_of_one_thing_is_no_article_and_that_is_known_soon(case):
    started = time.monotonic()
    assert get_code(MANY[case].encode()) in ("no_article", "too_long", "empty")
    assert time.monotonic() - started < 15


@pytest.mark.hostile("content.html-in-title", "content.html-in-author", "content.html-in-og")
def test_markup_in_titles_and_names_is_words():
    found = read_page(pages.article(title="<script>alert(1)</script> said", author="<b>Ada</b>", site="<i>Post</i>"), URL)
    assert "<script>" not in found.text
    assert found.text == TEXT
