"""Poisoned words in a real browser: nothing of them runs, nothing is asked for elsewhere, and the content policy has nothing to block."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from claimsite.comparisons.actions import save_comparison
from tests.factories import make_user
from tests.security.poison import PAYLOADS, poison

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.hostile(
    "content.script",
    "content.onerror",
    "content.svg-mutation",
    "content.mathml-mutation",
    "content.hx-get",
    "content.data-hx-post",
    "content.hx-on",
    "content.clobbering-ids",
    "content.pseudo-html-in-charts",
    "content.remote-images",
)
def test_nothing_that_was_written_runs(open_page: Any, live_server: Any, world: Any) -> None:
    admin = make_user("the-admin", role="admin")
    comparison = save_comparison(title="X", note="", query={"topic": world.topic.slug}, by=admin)
    poison(world, comparison, admin)
    client = Client()
    client.force_login(admin)
    key = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": live_server.url}
    article = world.claims["entered"].claim_statements.order_by("-id").first().statement.article
    page = open_page("/method/", storage_state={"cookies": [], "origins": []})
    page.context.add_cookies([key])
    page.add_init_script("window.pwned = () => { window.wasPwned = true; }")
    for path in (article.get_absolute_url(), "/", "/compare/", comparison.get_absolute_url(), world.claims["entered"].get_absolute_url(), "/workbench/"):
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(300)
        assert page.evaluate("window.wasPwned === undefined"), path
        assert page.locator("main").get_attribute("id") == "main"
        assert page.url.startswith(live_server.url + path), path
    page.goto(live_server.url + article.get_absolute_url())
    expect(page.locator("main")).to_contain_text(PAYLOADS["script"])
