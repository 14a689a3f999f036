"""Add an article, read it, decide, take it back, and find its statements."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.walking import sign_in
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "The harbour board of Quellmar said on Monday that the new pier was safe. “The pier is safe and will stay open,” said board chairwoman Ilva Tarn.\n\n"
    "The dockers' union denied that the pier was safe. Union leader Oskar Brevik said that the pier was not safe and must be closed."
)


def add_article(page: Any) -> None:
    """Paste the text and wait for the result."""
    page.goto("/add/")
    page.locator("input[name=title]").fill("Is the pier safe?")
    page.locator("input[name=outlet]").fill("Quellmar Courier")
    page.locator("textarea[name=text]").fill(TEXT)
    page.get_by_role("button", name="Add and analyze").click()
    page.wait_for_url(re.compile(r"/jobs/\d+/"))
    page.locator("a[href*='/articles/']", has_text=re.compile(".")).last.wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_text_to_search(visit: Any, scripts: bool) -> None:
    make_user("editor")
    page = visit("/", java_script_enabled=scripts)
    sign_in(page, "editor")
    add_article(page)
    page.locator("main a[href*='/articles/']").first.click()
    page.wait_for_url(re.compile(r"/articles/\d+/"))

    expect(page.locator("mark.said, .said").nth(2)).to_be_visible()
    note = page.locator(".note").first
    note.get_by_role("button", name="Accept").click()
    page.locator(".note").first.get_by_text(re.compile("accepted by")).wait_for()
    page.locator(".note").first.get_by_role("button", name="Undo").click()
    page.locator(".note").first.get_by_text("proposed by the machine").wait_for()

    page.goto("/statements/?q=pier")
    expect(page.locator("#statements blockquote").nth(2)).to_be_visible()
    address = page.locator("#statements blockquote a").first.get_attribute("href")
    assert re.fullmatch(r"/articles/\d+/#s\d+", address)


def test_reader_without_account_may_not_add(visit: Any) -> None:
    page = visit("/add/")
    assert "/login/" in page.url
