"""axe on every page that the site has, in light and dark: pages are found by their addresses, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from claimsite.core.models import User
from claimsite.pipeline.models import Job, JobKind, JobState
from tests import factories as make
from tests.browser.walking import sign_in
from tests.integration.test_permission_matrix import NOBODY, ROUTES, RULES, TOKEN, _find_arguments

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
#: What is shown where nobody meant to go, and pages that look different by what is asked of them.
MORE = ("/nowhere/", "/statements/?q=lagoon&side=rosmark", "/statements/?q=nothing+fits", "/compare/?only=silent&sort=recent", "/workbench/?kind=statements")


def list_pages(world: make.World, admin: User) -> Iterator[str]:
    """Addresses of all routes that answer with a whole page."""
    arguments = _find_arguments(world, admin)
    Job.objects.update(kind=JobKind.ADD_TEXT, payload={"title": "What the matrix adds"})
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    for name in sorted(set(ROUTES) & set(RULES)):
        if RULES[name][0] in (NOBODY, TOKEN):
            continue
        address = reverse(name, kwargs=arguments.get(name, {}))
        answer = client.get(address)
        if not answer.streaming and answer["Content-Type"].startswith("text/html") and b"<html" in answer.content:
            yield address
    failed = Job.objects.create(kind=JobKind.ADD_TEXT, state=JobState.FAILED, error_code="language", key="k", payload={"title": "?"}, created_by=admin)
    yield from (*MORE, world.sides["Rosmark"].get_absolute_url(), world.claims["entered"].get_absolute_url(), failed.get_absolute_url())


def check(page: Page) -> list[str]:
    """Every rule in light; in dark only contrast can differ."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.emulate_media(color_scheme="light")
    found = list_violations(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    return found + list_violations(page, CONTRAST)


def list_violations(page: Page, rules: dict[str, object]) -> list[str]:
    """Rule, first place and what is wrong there."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0]['failureSummary'][:300]}" for rule in found.response["violations"]]


def test_axe_finds_nothing_on_any_page_in_light_and_dark(visit, world, settings):
    admin = make.make_user("the-admin", role="admin")
    pages = list(dict.fromkeys(list_pages(world, admin)))
    assert len(pages) > 50
    # Whatever is below the fold is laid out, too; frames are looked at as they are.
    page = visit("/login/", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found = {"/login/": check(page)}
    sign_in(page, "the-admin")
    for address in pages:
        page.goto(address)
        found[address] = check(page)
    settings.DEBUG = True  # the parts one by one, for whoever builds the site
    page.goto(reverse("core:styleguide"))
    found["styleguide"] = check(page)
    wrong = {address: rules for address, rules in found.items() if rules}
    assert not wrong, "\n".join(f"{address} {rule}" for address, rules in wrong.items() for rule in rules)


def test_axe_finds_nothing_on_pages_of_refusal(visit, world):
    make.make_user("rita", role="reader")
    page = visit("/statements/999999/", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    found = {"missing": check(page)}
    sign_in(page, "rita", "/method/")
    page.goto("/people/")
    found["refused"] = check(page)
    page.goto("/preferences/")
    found["of a reader"] = check(page)
    wrong = {name: rules for name, rules in found.items() if rules}
    assert not wrong, "\n".join(f"{name} {rule}" for name, rules in wrong.items() for rule in rules)
