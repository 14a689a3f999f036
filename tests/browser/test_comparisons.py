"""Comparing sides, saving, and reading what was saved."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.walking import sign_in
from tests.factories import build_world, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_compare_save_and_share(visit: Any) -> None:
    build_world()
    make_user("editor")
    page = visit("/")
    sign_in(page, "editor", "/compare/")
    page.wait_for_url(re.compile("/compare/"))
    cell = page.locator("table.comparison td .cell__words a").first
    words = cell.inner_text()
    cell.click()
    panel = page.get_by_role("dialog", name="Statement")
    expect(panel.get_by_role("heading", name="In its context")).to_be_visible()
    expect(panel).to_contain_text(words.split()[0])
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cell).to_be_focused()
    page.get_by_role("link", name="in the article").first.click()
    page.wait_for_url(re.compile(r"/articles/\d+/#s\d+"))
    expect(page.locator("main")).to_contain_text(words.split()[0])

    page.goto("/compare/")
    page.locator("a[href*='/compare/save/']").first.click()
    page.get_by_label("Title").fill("Two sides of it")
    page.get_by_role("button", name=re.compile("Save")).click()
    page.wait_for_url(re.compile(r"/c/two-sides-of-it/"))

    reader = visit("/c/two-sides-of-it/")
    expect(reader.get_by_role("heading", name="Two sides of it")).to_have_count(1)
    expect(reader.locator("table.comparison")).to_contain_text(words.split()[0])


def test_charts_are_drawn_when_they_come_on_screen(visit: Any) -> None:
    build_world()
    page = visit("/compare/")
    chart = page.locator(".chart").first
    chart.scroll_into_view_if_needed()
    page.locator(".js-plotly-plot").first.wait_for()


def test_on_a_narrow_screen_one_side_is_shown_at_a_time_and_on_paper_all(visit: Any) -> None:
    build_world()
    page = visit("/compare/?side=lindsund&side=rosmark", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    lindsund, rosmark = page.locator("td[data-side='0']").first, page.locator("td[data-side='1']").first
    expect(lindsund).to_be_visible()
    expect(rosmark).to_be_hidden()
    page.get_by_role("radio", name="Rosmark").check()
    expect(rosmark).to_be_visible()
    expect(lindsund).to_be_hidden()
    page.emulate_media(media="print")
    expect(lindsund).to_be_visible()
    expect(rosmark).to_be_visible()
    left, right = lindsund.bounding_box(), rosmark.bounding_box()
    assert left is not None
    assert right is not None
    assert right["x"] >= left["x"] + left["width"]  # in columns, as on wide screens


def test_heads_stay_in_sight_while_one_reads_down(visit: Any) -> None:
    build_world()
    page = visit("/compare/?side=lindsund&side=rosmark", viewport={"width": 1280, "height": 500})
    page.locator("table.comparison tbody tr").last.scroll_into_view_if_needed()
    expect(page.get_by_role("columnheader", name=re.compile("Rosmark"))).to_be_in_viewport()
