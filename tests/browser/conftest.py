"""A real browser on a live server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import CHROMIUM
from tests.factories import build_world

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, started once."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, and Django then takes every query for one inside of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Opens a page of the site in a fresh context; options as Playwright's `new_context` takes them."""
    contexts = []

    def open_page(path: str = "/", **options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, locale="en-US", **options)
        context.set_default_timeout(40_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(visit: Any, live_server: Any) -> Iterator[Any]:
    """Like `visit`, but whatever the pages complain about fails the test: script errors, what the content policy blocks, foreign requests."""
    complaints: list[str] = []

    def note(message: Any) -> None:
        # The browser calls every answer from 400 on an error; those that a test expects it checks itself.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    def open_page(path: str = "/", **options: Any) -> Any:
        page = visit("about:blank", **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options})
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith((live_server.url, "data:", "blob:")) or complaints.append(f"foreign: {request.url}"))
        page.goto(live_server.url + path)
        return page

    yield open_page
    assert not complaints


@pytest.fixture
def world(live_server: Any) -> Any:
    """A small dispute in the live database."""
    return build_world()
