"""What several walks through the site have in common."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.factories import PASSWORD

TITLE = "Who cut the cable?"
TEXT = """The Norwegian government said on Monday that a Danish trawler had cut the cable in the strait. \
“The trawler Petrel cut the cable,” said Norwegian transport minister Tore Vik.

The Danish government denied that the trawler Petrel had cut the cable. “The Petrel was never near the strait,” a Danish government spokeswoman said.

Sweden demanded an inquiry into the broken cable."""


def sign_in(page: Page, name: str, path: str = "/") -> None:
    """By the form, as people do."""
    page.goto(f"/login/?next={path}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
