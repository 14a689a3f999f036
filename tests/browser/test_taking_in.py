"""Pages about what was taken in: what an outlet changed, who publishes, how the feeds fare; with axe, on a phone, without scripts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from claimsite.articles import actions as article_actions
from claimsite.articles.models import Feed
from tests.browser.test_axe import check
from tests.browser.walking import sign_in
from tests.factories import make_outlet, make_statement, make_user, make_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = "The mayor said that the ferry would sail on Monday.\n\nThe union said that nobody had been asked.\n\nIt rained all day."
AFTER = "The mayor said that the ferry would sail on Tuesday.\n\nIt rained all day."
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def changed():
    """An article of which the outlet changed one sentence and took another out."""
    version = make_version(BEFORE, outlet="Skerry Post")
    make_statement(version, "nobody had been asked")
    make_statement(version, "the ferry would sail on Monday")
    return article_actions.add_version(version.article, text=AFTER, title="Ferry sails on Tuesday", by=None).article


@pytest.fixture
def feeds():
    """One that is well, one that fails, one that was given up."""
    now, outlet = timezone.now(), make_outlet("Skerry Post")
    Feed.objects.create(outlet=outlet, url="https://skerry.example/feed", polled_at=now, succeeded_at=now)
    failing = {"failure_count": 3, "last_error": "too_slow", "polled_at": now, "paused_until": now + dt.timedelta(hours=1)}
    Feed.objects.create(outlet=outlet, url="https://skerry.example/slow", **failing)
    Feed.objects.create(outlet=outlet, url="https://skerry.example/gone", is_active=False, failure_count=10, last_error="not_found", polled_at=now)


def test_what_the_outlet_changed_is_shown_and_can_be_walked_to(open_page, changed):
    page = open_page(changed.get_absolute_url(), **PHONE)
    page.get_by_role("link", name="What the outlet changed").first.click()
    page.wait_for_url("**" + reverse("articles:version_changes", args=[changed.pk, 2]))
    expect(page.locator("ins").filter(has_text="Tuesday").first).to_be_visible()
    expect(page.locator("del").filter(has_text="nobody had been asked").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert check(page) == []


def test_feeds_say_how_they_fare_in_words(open_page, feeds):
    make_user("ada")
    page = open_page("/")
    sign_in(page, "ada", reverse("pipeline:feed_list"))
    for words in ("skerry.example/feed", "skerry.example/slow", "skerry.example/gone"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert "too_slow" not in page.inner_text("main")
    assert "not_found" not in page.inner_text("main")
    assert check(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_outlets_are_found_and_read_without_scripts(open_page, changed, feeds):
    make_user("ada")
    page = open_page("/", java_script_enabled=False, **PHONE)
    sign_in(page, "ada", reverse("articles:outlet_list"))
    page.get_by_label("Name or host").fill("skerry")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**q=skerry**")
    page.get_by_role("link", name="Skerry Post").first.click()
    expect(page.get_by_role("heading", name="Skerry Post", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
