"""What only a browser shows: nothing runs out of a narrow screen, keys lead everywhere, notes and charts come to their places."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claimsite.comparisons.actions import save_comparison
from claimsite.pipeline.models import Job, JobKind, JobState
from tests import factories as make
from tests.browser.walking import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(world) -> dict[str, str]:
    """An address of every kind of page."""
    vera = make.make_user("vera")
    comparison = save_comparison(title="The lagoon", note="As it stands.", query={"side": ["lindsund", "rosmark"]}, by=vera)
    job = Job.objects.create(
        kind=JobKind.ADD_TEXT, state=JobState.FAILED, error_code="language", key="k", payload={"title": "Which language?"}, created_by=vera
    )
    statement = world.statements["never"]
    return {
        "home": "/",
        "articles": "/articles/",
        "article": world.english.article.get_absolute_url(),
        "statements": "/statements/",
        "search": "/statements/?q=lagoon&side=rosmark",
        "statement": reverse("statements:statement_detail", args=[statement.pk]),
        "correction": reverse("statements:statement_correct", args=[statement.pk]),
        "actors": "/actors/",
        "actor": world.sides["Rosmark"].get_absolute_url(),
        "denials": f"{world.sides['Rosmark'].get_absolute_url()}?act=asserts",
        "charts of a side": f"{world.sides['Rosmark'].get_absolute_url()}charts/",
        "claims": "/claims/",
        "claim": world.claims["entered"].get_absolute_url(),
        "charts of a claim": f"{world.claims['entered'].get_absolute_url()}charts/",
        "compare": "/compare/",
        "silent": "/compare/?only=silent&sort=recent",
        "save": "/compare/save/?side=lindsund&side=rosmark",
        "comparisons": "/c/",
        "comparison": comparison.get_absolute_url(),
        "queue": "/workbench/",
        "queue of statements": "/workbench/?kind=statements",
        "add": "/add/",
        "job": job.get_absolute_url(),
        "method": "/method/",
        "preferences": "/preferences/",
        "missing": "/nowhere/",
    }


@pytest.mark.parametrize("width", [320, 700])
def test_nothing_runs_out_of_a_narrow_screen(open_page, paths, width):
    page = open_page("/", viewport={"width": width, "height": 800})
    sign_in(page, "vera")
    wide = {}
    for name, path in paths.items():
        page.goto(path)
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            wide[name] = reach
    assert not wide


def test_statement_and_note_lead_to_each_other_by_keys(open_page, world):
    statement = world.statements["entered"]
    page = open_page(world.english.article.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    mark = page.locator(f"#s{statement.pk}")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#n{statement.pk}")).to_be_in_viewport()
    page.locator(f"#n{statement.pk}").get_by_role("link", name="To the place in the text").press("Enter")
    expect(page).to_have_url(re.compile(f"#s{statement.pk}$"))
    expect(page.locator("mark.is-lit")).to_have_text("The dredger Petrel entered the lagoon on 2 March")


def test_notes_fold_in_on_narrow_screens_and_open_for_their_statement(open_page, world):
    page = open_page(world.english.article.get_absolute_url(), viewport={"width": 390, "height": 800})
    note = page.locator(f"#n{world.statements['entered'].pk}")
    expect(note).to_be_hidden()
    page.locator(f"#s{world.statements['entered'].pk}").click()
    expect(note).to_be_visible()


def test_single_keys_decide_and_can_be_switched_off(open_page, world):
    vera = make.make_user("vera")
    page = open_page("/")
    sign_in(page, "vera", "/workbench/?kind=statements")
    page.keyboard.press("j")
    page.keyboard.press("a")
    # The queue goes on to the next row by itself; undo comes back to the one that was decided.
    expect(page.locator("[data-row].is-done").get_by_text("accepted by vera")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("[data-row].is-done")).to_have_count(0)
    expect(page.locator("[data-row].is-current").get_by_text("proposed by the machine")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    vera.has_single_key_shortcuts = False
    vera.save()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(".is-current")).to_have_count(0)


def test_charts_come_alive_and_lead_to_sentences(open_page, world):
    page = open_page("/compare/")
    figure = page.locator("figure").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".chart__live .plot-container")).to_be_visible()
    expect(figure.locator("svg.figure-svg")).to_be_hidden()
    mark = figure.locator(".chart__live .points path").first
    box = mark.bounding_box()
    assert box is not None
    # Clicks are heard once the drawing has given way to the chart.
    expect(figure.locator(".chart__place > svg.is-for-paper")).to_have_count(1)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/articles/*/#s*")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_notes_stand_beside_their_marks_and_never_on_each_other(open_page, world, scripts):
    page = open_page(world.english.article.get_absolute_url(), java_script_enabled=scripts)
    boxes = [each.bounding_box() for each in page.locator(".note").all()]
    assert len(boxes) == 5
    for upper, lower in pairwise(boxes):
        assert lower["y"] >= upper["y"] + upper["height"]
    text = page.locator(".text").first.bounding_box()
    assert all(box["x"] >= text["x"] + text["width"] for box in boxes)
    first = page.locator(f"#s{world.statements['never'].pk}").bounding_box()
    assert abs(first["y"] - boxes[0]["y"]) < 60
