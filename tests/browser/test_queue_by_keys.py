"""An editor works through the queue by keys alone; undo, skip and kinds included."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from claimsite.claims.models import ClaimRelation
from claimsite.statements.models import Statement
from tests.browser.walking import sign_in
from tests.factories import make_actor, make_claim, make_relation, make_statement, make_user, make_version

pytestmark = pytest.mark.browser
SETTLED = "() => !document.querySelector('.htmx-request')"


def press(page, key: str) -> None:
    """Press a key and wait for what it asked the server for."""
    page.keyboard.press(key)
    page.wait_for_function(SETTLED)


def test_a_hundred_proposals_by_keys_alone(open_page):
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(100)))
    actor = make_actor("The speaker")
    for i in range(100):
        make_statement(version, f"number {i} ends", actor=actor, score=i / 200)
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", "/workbench/?kind=statements")
    for i in range(100):
        current = page.locator("[data-row].is-current:not(.is-done)")
        current.wait_for()
        # The test's database in memory locks whole tables: what loads ahead has to be through.
        page.wait_for_function(SETTLED)
        page.keyboard.press("x" if i % 4 == 3 else "a")
        page.wait_for_function("(n) => document.querySelectorAll('[data-row].is-done').length === n", arg=i + 1)
    states = list(Statement.objects.order_by("score").values_list("state", flat=True))
    assert states == ["rejected" if i % 4 == 3 else "accepted" for i in range(100)]


def test_correcting_a_relation_asks_for_its_kind_and_decides_nothing(open_page):
    version = make_version("One. Two.")
    relation = make_relation(*(make_claim(make_statement(version, words)) for words in ("One", "Two")))
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", "/workbench/?kind=relations")
    page.locator(".is-current").wait_for()
    press(page, "e")
    expect(page.locator(".is-current select[name=kind]")).to_be_focused()
    assert ClaimRelation.objects.get(pk=relation.pk).state == "proposed"


def test_undo_skip_and_another_kind(open_page):
    version = make_version("One. Two. Three. Four. Five. Six.")
    claims = [make_claim(make_statement(version, words)) for words in ("One", "Two", "Three", "Four", "Five", "Six")]
    relations = [make_relation(claims[i], claims[i + 1], score=0.1 * (i + 1)) for i in (0, 2, 4)]
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", "/workbench/?kind=relations")
    page.locator(".is-current").wait_for()
    press(page, "s")
    press(page, "x")
    page.locator(".is-done").wait_for()
    states = [ClaimRelation.objects.get(pk=relation.pk).state for relation in relations]
    assert states == ["proposed", "rejected", "proposed"]
    # Said aloud, and the focus has gone on to what was loaded already.
    expect(page.locator("[data-queue-say][role=status]")).to_have_text(re.compile(r"^Stored\. The next one:"))
    expect(page.locator("[data-row].is-current:not(.is-done)")).to_be_focused()
    press(page, "u")
    page.wait_for_function("() => !document.querySelector('.is-done')")
    assert ClaimRelation.objects.get(pk=relations[1].pk).state == "proposed"
    press(page, "f")
    page.locator(".is-done").wait_for()
    changed = ClaimRelation.objects.get(pk=relations[1].pk)
    assert (changed.state, changed.kind) == ("corrected", "supports")


def test_notes_open_in_the_row_and_keys_rest_while_one_writes(open_page):
    version = make_version("One. Two.")
    make_relation(make_claim(make_statement(version, "One")), make_claim(make_statement(version, "Two")))
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", "/workbench/?kind=relations")
    page.locator(".is-current").wait_for()
    press(page, "n")
    page.get_by_label("New note").fill("xa")
    page.get_by_label("New note").press("x")
    page.get_by_role("button", name="Write").click()
    page.get_by_text("xax").wait_for()
    assert ClaimRelation.objects.get().state == "proposed"


def test_help_names_every_key_and_switched_off_keys_do_nothing(open_page):
    version = make_version("One. Two.")
    make_relation(make_claim(make_statement(version, "One")), make_claim(make_statement(version, "Two")))
    user = make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", "/workbench/?kind=relations")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    shown = set("".join(page.locator("#keys-help kbd").all_inner_texts()))
    bound = page.evaluate("async () => (await import(document.querySelector('script[src*=\"js/site\"]').src.replace('site.js', 'keys.js'))).getKeys()")
    assert shown == set(bound)
    user.has_single_key_shortcuts = False
    user.save()
    page.goto("/workbench/?kind=relations")
    page.locator("[data-row]").first.click()
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    assert ClaimRelation.objects.get().state == "proposed"
