"""The same walk where scripts do not run."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement
from tests import factories as make
from tests.browser.walking import TEXT, TITLE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_adding_deciding_and_saving_need_no_scripts(open_page, world):
    make.make_user("vera")
    page = open_page(java_script_enabled=False)
    sign_in(page, "vera", "/add/")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Outlet").fill("The Skerry Post")
    page.locator("#id_text").fill(TEXT)
    page.get_by_role("button", name="Add and analyze").click()
    expect(page.get_by_text(re.compile(r"\d statements were found"))).to_be_visible(timeout=60_000)

    statement = world.statements["never"]
    page.goto(statement.get_absolute_url())
    note = page.locator(f"#n{statement.pk}")
    note.get_by_role("button", name="Accept").click()
    page.wait_for_url(re.compile(rf"#s{statement.pk}$"))
    expect(page.locator(f"#n{statement.pk}").get_by_text("accepted by vera")).to_be_visible()
    page.locator(f"#n{statement.pk}").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#n{statement.pk}").get_by_text("proposed by the machine")).to_be_visible()
    assert Statement.objects.get(pk=statement.pk).state == ReviewState.PROPOSED


def test_reading_and_comparing_need_no_scripts(open_page, world):
    page = open_page("/statements/", java_script_enabled=False)
    page.get_by_label("Words").fill("dredger -entered")
    page.locator("#search-form").get_by_role("button", name="Search").click()
    expect(page.locator("#statements [data-row]")).to_have_count(0)
    page.get_by_label("Words").fill("dredger")
    page.locator("#search-form").get_by_role("button", name="Search").click()
    expect(page.locator("#statements [data-row]")).to_have_count(2)

    page.goto("/compare/")
    page.get_by_text("Sides, topic and dates").click()
    page.get_by_role("checkbox", name="Anglers").uncheck()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**side=rosmark**")
    assert "side=anglers" not in page.url
    expect(page.locator("thead").first.get_by_text("Anglers")).to_have_count(0)
    page.get_by_role("link", name="Contradicted").click()
    page.wait_for_url("**only=contested**")
    expect(page.locator("figure svg").first).to_be_visible()
    page.get_by_text("The same as a table").first.click()
    expect(page.locator("figure table").first).to_be_visible()


def test_language_and_colors_change_without_scripts(open_page, world):
    page = open_page("/claims/?show=all", java_script_enabled=False)
    page.get_by_role("button", name="dark").click()
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html[lang=de]")).to_have_count(1)
    assert page.url.endswith("/claims/?show=all")
