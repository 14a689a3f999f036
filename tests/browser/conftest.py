"""A real browser against a live server: Debian's chromium, driven by Playwright. Whatever a page complains about fails its test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import factories as make
from tests.conftest import CHROMIUM

# Playwright's synchronous interface keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# One process without helpers: enough for tests, and it starts where there is no shared memory.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 15_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Started once; each test has a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Any]:
    """Open a page in a fresh context; console errors, blocked styles and foreign requests are collected and must stay away."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The browser calls every answer from 400 on an error; those that a test expects it checks itself.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    def open_(path: str = "/", **options: Any) -> Page:
        given = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "base_url": live_server.url, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**given)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith((live_server.url, "data:", "blob:")) or complaints.append(f"foreign: {request.url}"))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def world(live_server: Any) -> make.World:
    """A small dispute in the live database."""
    return make.build_world()


def sign_in(page: Page, name: str, path: str = "/") -> None:
    """By the form, as people do."""
    page.goto(f"/login/?next={path}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
