"""The walk that the site is for: find what one side denied, see who claims it, read both sentences in their articles, send somebody the link.

Six actions from the first page, by keys alone and by touch on a narrow screen, with scripts and without.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: More presses of Tab to one place nobody takes for a way by keys.
PATIENCE = 120


def press(page: Page, target: Locator) -> None:
    """One action by keys: Tab until the focus is there, then Enter."""
    expect(target).to_be_visible()
    wanted = target.element_handle()
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate("(each) => document.activeElement === each", wanted):
            page.keyboard.press("Enter")
            return
    raise AssertionError("the focus never came to it")


def tap(page: Page, target: Locator) -> None:
    """One action by touch."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    assert box["height"] >= 16
    target.tap()


def walk(page: Page, act, world) -> int:
    """From the first page to the link that is sent; returns how many actions it took."""
    never, entered = world.statements["never"], world.statements["entered"]
    actions = 0

    def do(target: Locator) -> None:
        nonlocal actions
        act(page, target)
        actions += 1

    # 1. The side that denies, by its name in the pair; 2. only what it denied; 3. the claim, with who stands against it.
    do(page.locator(".half__name", has_text="Lindsund harbor authority").first)
    page.wait_for_url("**/actors/lindsund-harbor-authority/")
    do(page.get_by_role("link", name=re.compile("^denies")).first)
    page.wait_for_url("**act=denies*")
    group = page.locator(".claim-group", has_text=never.content)
    expect(group).to_contain_text("Minister Tore Vik")
    # 3. The denial in its article; 4. from its note the claim that it denies, in the article of that.
    do(group.get_by_role("link", name=never.content, exact=True))
    page.wait_for_url(f"**#s{never.pk}")
    expect(page.locator(f"[data-statements~='{never.pk}']").first).to_be_visible()
    do(page.locator(f"#n{never.pk} .note__against a").first)
    page.wait_for_url(f"**#s{entered.pk}")
    expect(page.locator(f"[data-statements~='{entered.pk}']").first).to_be_visible()
    # 5. The link, ready to be sent.
    mail = page.get_by_role("link", name="Send the link").first
    body = parse_qs(urlsplit(mail.get_attribute("href")).query)["body"][0]
    assert body == page.url.split("#")[0]
    do(mail)
    return actions


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("act", "options"), [(press, {}), (tap, NARROW)], ids=["keys", "touch"])
def test_from_a_denial_to_a_link_that_is_sent(visit, world, act, options, scripts):
    dull = make.make_version("The harbor authority of Lindsund said that the quay is open.", outlet="The Skerry Post")
    make.make_statement(dull, "the quay is open", actor=world.actors["authority"])
    page = visit("/", java_script_enabled=scripts, **options)
    page.route("mailto:*", lambda route: route.abort())
    assert walk(page, act, world) <= 6


def test_the_link_is_copied_where_scripts_run(visit, world):
    page = visit(world.claims["entered"].get_absolute_url(), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
