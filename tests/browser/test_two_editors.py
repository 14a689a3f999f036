"""Two editors at the same proposals: the second sees what the first did, and chooses; several are decided at once, with scripts and without."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claimsite.claims.models import ClaimStatement
from claimsite.core.models import Operation
from claimsite.statements.models import Statement
from tests.browser.walking import sign_in
from tests.factories import make_actor, make_claim, make_statement, make_user, make_version

pytestmark = pytest.mark.browser
SETTLED = "() => !document.querySelector('.htmx-request')"


@pytest.fixture
def version():
    return make_version("The port is closed. The mayor left. The ferry sank. Nobody spoke.")


def test_the_second_sees_the_first_ones_change_and_chooses(open_page, version):
    statement = make_statement(version, "The port is closed", actor=make_actor("The mayor"))
    make_user("ida")
    make_user("bo")
    address = reverse("statements:statement_detail", args=[statement.pk])
    pages = [open_page("/login/"), open_page("/login/")]
    for page, name in zip(pages, ("ida", "bo"), strict=True):
        sign_in(page, name, address)
    first, second = pages
    first.get_by_role("button", name="Reject").click()
    first.locator(".decision--rejected").wait_for()
    second.get_by_role("button", name="Accept").click()
    expect(second.locator(".decision__error")).to_contain_text("Somebody else has changed this in the meantime")
    expect(second.locator(".decision__state")).to_contain_text("rejected by ida")
    assert Statement.objects.get().state == "rejected"
    # Having seen that, the second insists.
    second.get_by_role("button", name="Accept").click()
    second.locator(".decision--accepted").wait_for()
    assert (Statement.objects.get().state, Statement.objects.get().decided_by.username) == ("accepted", "bo")


def test_a_correction_that_is_late_keeps_what_was_typed(open_page, version):
    statement = make_statement(version, "The port is closed", actor=make_actor("The mayor"))
    make_user("ida")
    make_user("bo")
    address = reverse("statements:statement_correct", args=[statement.pk])
    first, second = open_page("/login/"), open_page("/login/")
    sign_in(first, "ida", address)
    sign_in(second, "bo", address)
    first.locator("select[name=act]").select_option("warns")
    first.get_by_role("button", name="Store the correction").click()
    first.wait_for_function(SETTLED)
    first.locator(".decision--corrected").wait_for()
    second.locator("select[name=act]").select_option("denies")
    second.get_by_label("Content").fill("The mayor left")
    second.get_by_role("button", name="Store the correction").click()
    summary = second.locator(".form__errors")
    expect(summary).to_contain_text("It is now corrected by ida")
    expect(summary).to_be_focused()
    expect(second.get_by_label("Content")).to_have_value("The mayor left")
    assert Statement.objects.get().act == "warns"
    second.get_by_role("button", name="Store the correction").click()
    second.locator(".decision--corrected").wait_for()
    assert (Statement.objects.get().act, Statement.objects.get().content) == ("denies", "The mayor left")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_several_are_decided_at_once_and_taken_back(visit, version, has_scripts):
    words = ("The port is closed", "The mayor left", "The ferry sank")
    rows = [make_statement(version, each, score=0.1 * i) for i, each in enumerate(words)]
    make_user("ida")
    page = visit("/login/", java_script_enabled=has_scripts)
    sign_in(page, "ida", "/workbench/?kind=statements")
    boxes = page.locator("input[name=row]")
    if has_scripts:
        boxes.nth(0).click()
        boxes.nth(1).click(modifiers=["Shift"])
        expect(page.locator("[data-bulk-count]")).to_have_text("ticked: 2")
    else:
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.get_by_text("Decide several at once", exact=True).click()
    page.get_by_role("button", name="Reject the ticked").click()
    page.get_by_text("2 decisions are stored.").wait_for()
    assert [Statement.objects.get(pk=row.pk).state for row in rows] == ["rejected", "rejected", "proposed"]
    page.get_by_role("link", name="Undo all of it").click()
    page.locator(f"#o{Operation.objects.get().pk}").get_by_role("button").click()
    page.get_by_text("Undone:").wait_for()
    assert [Statement.objects.get(pk=row.pk).state for row in rows] == ["proposed"] * 3


def test_a_new_statement_is_put_into_a_claim_found_while_typing(open_page, version):
    claim = make_claim(make_statement(make_version("Boats are gone."), "Boats are gone"), text="The ferry went down.")
    make_user("ida")
    page = open_page("/login/")
    sign_in(page, "ida", reverse("claims:statement_add", args=[version.article_id]))
    page.get_by_label("Content").fill("The ferry sank")
    field = page.get_by_label("Claim that it expresses")
    field.press_sequentially("boats")
    option = page.locator("#known-claims option").first
    option.wait_for(state="attached")
    field.fill(option.get_attribute("value"))
    page.get_by_role("button", name="Add the statement").click()
    page.wait_for_url(re.compile(r"/articles/\d+/(#.*)?$"))
    statement = Statement.objects.get(version=version)
    assert ClaimStatement.objects.standing().get(statement=statement, claim__merged_into__isnull=True).claim == claim
