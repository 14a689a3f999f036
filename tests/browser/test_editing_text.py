"""Choosing stretches of a text by mouse and by keyboard, with characters outside the basic plane before and in them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claimsite.statements.models import Statement
from tests.browser.walking import sign_in
from tests.factories import get_spans, make_actor, make_user, make_version

pytestmark = pytest.mark.browser
TEXT = "🚢 The mayor said 🚢 ships would stay.\nПорт закрыт 😀, сказал капитан Орлов."

SELECT = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""


def test_a_selection_in_the_article_becomes_a_statement(open_page):
    version = make_version(TEXT)
    make_actor("Captain Orlov", kind="person")
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida")
    page.goto(version.article.get_absolute_url())
    page.evaluate(SELECT, [".reading", "Порт закрыт 😀"])
    # The browser tells of a selection later, and only then the link leads on with it.
    page.locator(".annotate--ready").wait_for()
    page.get_by_role("link", name="Add a statement").click()
    expect(page.locator("textarea[name=content]")).to_have_value("@{}-{}".format(*place("Порт закрыт 😀")))
    # Before its script runs the text is read-only, and keys would select nothing in it.
    text = page.locator("[data-picker][data-ready] #picker-text")
    # By keyboard alone: to the end of the text, then back over the words of the speaker.
    text.focus()
    page.keyboard.press("Control+End")
    for _ in range(len(".")):
        page.keyboard.press("ArrowLeft")
    for _ in range(len("капитан Орлов")):
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="source", exact=True).press("Enter")
    page.get_by_label("Who is accountable").fill("captain orlov")
    page.get_by_role("button", name="Add the statement").click()
    page.wait_for_url(re.compile(r"/articles/\d+/(#.*)?$"))
    statement = Statement.objects.get()
    assert get_spans(statement) == [("content", *place("Порт закрыт 😀")), ("source", *place("капитан Орлов"))]


def test_an_end_is_moved_by_a_word(open_page):
    version = make_version(TEXT)
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida")
    start, end = place("ships would")
    page.goto(reverse("claims:statement_add", args=[version.article_id]))
    page.locator("[data-picker][data-ready]").wait_for()
    page.evaluate("([from, to]) => document.querySelector('#picker-text').setSelectionRange(from, to)", [units(start), units(end)])
    page.get_by_role("button", name="content", exact=True).click()
    page.get_by_role("button", name="Begin a word earlier").click()
    page.get_by_role("button", name="End a word later").click()
    expect(page.locator("[data-preview=content]")).to_have_text("🚢 ships would stay.")
    page.get_by_role("button", name="Begin a word later").click()
    expect(page.locator("[data-preview=content]")).to_have_text("ships would stay.")


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def units(count: int) -> int:
    """UTF-16 units before a code point."""
    return len(TEXT[:count].encode("utf-16-le")) // 2
