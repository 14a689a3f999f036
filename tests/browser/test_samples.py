"""The sample site as production serves it: what a visitor does first, in the samples' own words, and what holds for every page of it.

The site is made once for all of these tests, by the command and the server that people use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.colors import contrast
from tests.browser.test_axe import check
from tests.browser.test_task_walk import NARROW, press, tap
from tools.sample_site import EDITOR, PASSWORD, serve_samples

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DENIED = "aucun accord n'a été signé"
CLAIMED = "les négociations sur des livraisons d’armes progressaient déjà avant le voyage"
READ = (
    "/",
    "/?side=russia",
    "/articles/",
    "/articles/9/",
    "/statements/?act=denies",
    "/statements/?q=obus+-zebra",
    "/statements/?q=zebra",
    "/actors/",
    "/actors/russia/",
    "/actors/kremlin/?act=denies",
    "/claims/",
    "/claims/1/",
    "/compare/",
    "/compare/?only=silent",
    "/c/",
    "/quality/",
    "/method/",
    "/login/",
    "/nowhere/",
)
EDITED = (
    "/workbench/",
    "/workbench/?kind=statements",
    "/add/",
    "/jobs/",
    "/jobs/1/",
    "/feeds/",
    "/outlets/",
    "/articles/9/",
    "/claims/1/edit/",
    "/compare/save/",
)
#: Of every word and mark in charts: its color, how far the paper shows through, and whether it is a word. Bars have patterns in place of a color.
PAINT = """() => [...document.querySelectorAll(".chart svg:not(.is-for-paper) :is(text, .points path, a circle, a rect, a path)")]
    .filter((each) => each.getBoundingClientRect().width > 0 && !each.closest(".is-for-paper"))
    .map((each) => {
        const style = getComputedStyle(each);
        let shown = 1;
        for (let at = each; at && at.tagName !== "DIV"; at = at.parentElement) shown *= Number(getComputedStyle(at).opacity);
        const paint = style.fill === "none" ? style.stroke : style.fill;
        return [paint.startsWith("rgb") ? paint : style.stroke, shown, each.tagName === "text"];
    })
    .filter(([paint]) => paint.startsWith("rgb") && !paint.endsWith(", 0)"))"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: Any) -> Iterator[str]:
    """Address of the site."""
    with serve_samples(tmp_path_factory.mktemp("samples")) as address:
        yield address


@pytest.fixture
def open_at(chromium: Any, samples: str) -> Iterator[Any]:
    """Opens a page of it; options as Playwright's `new_context` takes them."""
    contexts = []

    def open_page(path: str = "/", **options: Any) -> Page:
        context = chromium.new_context(
            **{"base_url": samples, "locale": "en-US", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}, **options}
        )
        context.set_default_timeout(40_000)
        contexts.append(context)
        page: Page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page) -> None:
    """As the editor whom the site has."""
    page.goto("/login/")
    page.get_by_label("Username").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def walk(page: Page, act: Any) -> int:
    """From the first page to the link that is sent, in the samples' own words; returns how many actions it took."""
    done = 0

    def do(target: Locator) -> None:
        nonlocal done
        act(page, target)
        done += 1

    # 1. All speakers; 2. the Kremlin; 3. what it denied, which shows who claims it.
    do(page.get_by_role("navigation", name="Main").get_by_role("link", name="Speakers"))
    page.wait_for_url("**/actors/")
    do(page.get_by_role("link", name="Kremlin", exact=True))
    page.wait_for_url("**/actors/kremlin/")
    do(page.get_by_role("link", name=re.compile("^denies")))
    page.wait_for_url("**act=denies*")
    group = page.locator(".claim-group", has_text=DENIED)
    expect(group.locator(".said-block", has_text=CLAIMED)).to_contain_text("White House")
    # 4. The denial in its article; 5. from its note what it denies, in the article of that.
    do(group.get_by_role("link", name=re.compile(DENIED)))
    page.wait_for_url("**/articles/*/#s*")
    denial = page.url.rsplit("#s")[1]
    expect(page.locator(f".said[data-statements~='{denial}']").first).to_be_in_viewport()
    do(page.locator(f"#n{denial} .note__against a").first)
    page.wait_for_url(lambda url: f"#s{denial}" not in url and "#s" in url)
    claim = page.locator(f".said[data-statements~='{page.url.rsplit('#s')[1]}']").first
    expect(claim).to_be_in_viewport()
    expect(claim).to_contain_text("les négociations")
    # 6. The link, ready to be sent.
    mail = page.get_by_role("link", name="Send the link").first
    assert parse_qs(urlsplit(mail.get_attribute("href") or "").query)["body"] == [page.url.split("#")[0]]
    do(mail)
    return done


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("act", "options"), [(press, {}), (tap, NARROW)], ids=["keys", "touch"])
def test_what_the_kremlin_denied_is_found_read_on_both_sides_and_sent(open_at, act, options, scripts):
    page = open_at("/", java_script_enabled=scripts, **options)
    page.route("mailto:*", lambda route: route.abort())
    assert walk(page, act) <= 6


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_pages_that_are_read(open_at, width):
    page = open_at("/method/", viewport={"width": width, "height": 900})
    found = {}
    for address in READ:
        page.goto(address)
        found[address] = check(page)
    page.goto("/compare/")
    page.locator(".cell__words a:visible").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["panel"] = check(page)
    assert not {address: rules for address, rules in found.items() if rules}


def test_axe_finds_nothing_on_pages_that_are_worked_on(open_at):
    page = open_at("/method/")
    sign_in(page)
    found = {}
    for address in EDITED:
        page.goto(address)
        found[address] = check(page)
    page.goto("/workbench/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    found["help"] = check(page)
    assert not {address: rules for address, rules in found.items() if rules}


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_of_the_samples_runs_out_of_the_screen(open_at, width):
    page = open_at("/method/", viewport={"width": width, "height": 844})
    sign_in(page)
    wide = {}
    for address in dict.fromkeys((*READ, *EDITED)):
        page.goto(address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not {address: by for address, by in wide.items() if by > 0}


def test_after_parts_were_swapped_every_way_back_gives_a_whole_page(open_at):
    page = open_at("/statements/")
    whole = page.get_by_role("navigation", name="Main")
    page.get_by_role("link", name=re.compile("^Russia")).first.click()
    page.wait_for_url("**side=russia*")
    page.get_by_role("link", name=re.compile("^denies")).first.click()
    page.wait_for_url("**act=denies*")
    chosen = page.url
    shown = page.locator("#found").inner_text()
    page.go_back()
    page.wait_for_url(lambda url: "act=denies" not in url)
    expect(whole).to_be_visible()
    expect(page.locator("#found")).not_to_have_text(shown)
    page.go_forward()
    page.wait_for_url(chosen)
    expect(page.locator("#found")).to_have_text(shown)
    page.reload()
    expect(whole).to_be_visible()
    expect(page.locator("#found")).to_have_text(shown)
    expect(page.locator("main")).to_have_count(1)

    page.goto("/compare/")
    page.get_by_role("link", name="Unanswered").click()
    page.wait_for_url("**only=unanswered*")
    page.locator("th[scope=row] a").first.click()
    page.wait_for_url("**/claims/*/")
    page.go_back()
    page.wait_for_url("**only=unanswered*")
    expect(whole).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("link", name="Unanswered")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False], ids=["live", "drawn"])
def test_words_and_marks_of_charts_stand_out_from_the_paper(open_at, scheme, scripts):
    page = open_at("/compare/", java_script_enabled=scripts, color_scheme=scheme)
    for chart in page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        if scripts:
            expect(chart.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    painted = page.evaluate(PAINT)
    assert len(painted) > 100
    assert {shown for _, shown, _ in painted} == {1}
    if scripts:
        lines = page.evaluate("[...document.querySelectorAll('.gridlayer path')].map((each) => getComputedStyle(each).stroke)")
        assert lines
        assert max(contrast(color, paper) for color in lines) < 2  # help for the eye, in both schemes, never louder than what it carries
    faint = {(color, is_text) for color, _, is_text in painted if contrast(color, paper) < (4.5 if is_text else 3)}
    assert not faint


def test_a_comparison_on_paper_has_its_columns_and_nothing_to_click(open_at):
    page = open_at("/compare/", viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    heads = [each.bounding_box() for each in page.locator(".comparison thead th").all()]
    assert len(heads) > 2
    assert len({box["y"] for box in heads}) == 1
    assert len({box["x"] for box in heads}) == len(heads)
    for gone in (".compare-tools", ".compare-form", ".side-tabs", ".masthead__nav", "main .button", "form"):
        for each in page.locator(gone).all():
            expect(each).to_be_hidden()
