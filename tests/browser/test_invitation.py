"""Joining by an invitation, as a browser sends the form."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from claimsite.core import actions
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_somebody_who_was_invited_joins(visit: Any) -> None:
    _invitation, token = actions.invite(role="editor", label="", by=make_user("anna", role="admin"))
    page = visit(f"/invitation/{token}/")
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(lambda url: "/invitation/" not in url)
    expect(page.locator("body")).to_contain_text("You are signed in as newcomer")
