"""Comparing sides, saving, and reading what was saved."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.walking import sign_in
from tests.factories import build_world, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_compare_save_and_share(visit: Any) -> None:
    build_world()
    make_user("editor")
    page = visit("/")
    sign_in(page, "editor", "/compare/")
    page.wait_for_url(re.compile("/compare/"))
    cell = page.locator("table.comparison td a[href*='#s']").first
    words = cell.inner_text()
    cell.click()
    page.wait_for_url(re.compile(r"/articles/\d+/#s\d+"))
    assert words.split()[0] in page.locator("main").inner_text()

    page.goto("/compare/")
    page.locator("a[href*='/compare/save/']").first.click()
    page.get_by_label("Title").fill("Two sides of it")
    page.get_by_role("button", name=re.compile("Save")).click()
    page.wait_for_url(re.compile(r"/c/two-sides-of-it/"))

    reader = visit("/c/two-sides-of-it/")
    assert reader.get_by_role("heading", name="Two sides of it").count() == 1
    assert words.split()[0] in reader.locator("table.comparison").inner_text()


def test_charts_are_drawn_when_they_come_on_screen(visit: Any) -> None:
    build_world()
    page = visit("/compare/")
    chart = page.locator(".chart").first
    chart.scroll_into_view_if_needed()
    page.locator(".js-plotly-plot").first.wait_for()
