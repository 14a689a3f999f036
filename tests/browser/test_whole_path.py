"""From a pasted article to a comparison that somebody without an account reads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement
from tests import factories as make
from tests.browser.conftest import sign_in
from tests.browser.texts import TEXT, TITLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_pasted_text_to_a_shared_comparison(open_page):
    make.make_user("vera")
    page = open_page()
    expect(page.get_by_text("There is no article here yet.")).to_be_visible()
    sign_in(page, "vera", "/add/")
    add_text(page)
    page.get_by_role("link", name="Read the article").click()
    statement = Statement.objects.get(content="the trawler Petrel had cut the cable")
    decide_by_htmx(page, statement)
    follow_a_cell(page)
    address = save_comparison(page)

    reader = open_page(address)
    expect(reader.get_by_role("heading", name="The cable in the strait")).to_be_visible()
    expect(reader.get_by_text("Seen by two sides.")).to_be_visible()
    expect(reader.get_by_role("table").first.get_by_text("no statement found").first).to_be_visible()
    expect(reader.get_by_role("button", name="Accept")).to_have_count(0)


def add_text(page: Page) -> None:
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Outlet").fill("The Skerry Post")
    page.get_by_label("Published on").fill("2024-03-04")
    page.get_by_label("Text", exact=True).or_(page.get_by_label("Text:", exact=True)).fill(TEXT)
    page.get_by_role("button", name="Add and analyze").click()
    expect(page.get_by_text(re.compile(r"\d statements were found"))).to_be_visible(timeout=60_000)


def decide_by_htmx(page: Page, statement: Statement) -> None:
    """Accept and take back, without the page being loaded anew."""
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.evaluate("window.isTheSamePage = true")
    note = page.locator(f"#n{statement.pk}")
    note.get_by_role("button", name="Accept").click()
    expect(note.get_by_text("accepted by vera")).to_be_visible()
    assert Statement.objects.get(pk=statement.pk).state == ReviewState.ACCEPTED
    note.get_by_role("button", name="Undo").click()
    expect(note.get_by_text("proposed by the machine")).to_be_visible()
    assert Statement.objects.get(pk=statement.pk).state == ReviewState.PROPOSED
    assert page.evaluate("window.isTheSamePage")


def follow_a_cell(page: Page) -> None:
    """From the table to the sentence in its article, which is lit."""
    page.get_by_role("link", name="Compare", exact=True).click()
    table = page.get_by_role("table").first
    expect(table.get_by_role("columnheader", name="Denmark")).to_be_visible()
    table.get_by_role("link", name="the trawler Petrel had cut the cable").first.click()
    page.wait_for_url(re.compile(r"/articles/\d+/#s\d+$"))
    lit = page.locator("mark.is-lit")
    expect(lit).to_contain_text("the trawler Petrel had cut the cable")
    expect(lit).to_be_in_viewport()
    page.go_back()


def save_comparison(page: Page) -> str:
    page.get_by_role("link", name="Save this comparison").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This field is required")
    page.get_by_label("Title").fill("The cable in the strait")
    page.get_by_label("Note").fill("Seen by two sides.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/c/the-cable-in-the-strait/$"))
    return "/c/the-cable-in-the-strait/"
