"""Frames of each kind on a page of another site, and the share dialog."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from claimsite.comparisons.actions import publish_snapshot, save_comparison
from claimsite.comparisons.models import Comparison
from claimsite.core.models import User
from claimsite.statements import actions as statement_actions
from tests.browser.colors import contrast
from tests.browser.walking import sign_in
from tests.factories import World, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Story(BaseHTTPRequestHandler):
    """A page of another site, whatever its address."""

    body = b""

    def do_GET(self) -> None:
        """The page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def foreign() -> Iterator[str]:
    """The address of another site: of another origin than the live server's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Story)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/story"
    server.shutdown()
    server.server_close()


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    """A frame of each kind."""
    save_comparison(title="The lagoon", note="As it stands.", query={"side": ["lindsund", "rosmark"]}, by=make_user("vera"))
    claim, statement = world.claims["entered"].pk, world.statements["no_night"].pk
    base = "/embed/c/the-lagoon/"
    return {
        "whole": base,
        "frozen": f"{base}v/1/",
        "pair": f"{base}claims/{claim}/",
        "statement": f"{base}statements/{statement}/",
        "chart": f"{base}charts/acts/",
    }


def show(visit: Any, live_server: Any, foreign: str, path: str, *, has_script: bool, **options: Any) -> Any:
    """A page of another site with the frame in it."""
    script = f'<script async src="{live_server.url}/static/js/embed.js"></script>' if has_script else ""
    markup = f'<!DOCTYPE html><title>Story</title><iframe src="{live_server.url}{path}" width="680" height="150" data-claimsite></iframe>{script}'
    Story.body = markup.encode()
    page = visit("about:blank", **options)
    page.goto(foreign)
    return page


@pytest.mark.parametrize("kind", ["whole", "frozen", "pair", "statement", "chart"])
def test_each_kind_is_shown_on_another_site_and_finds_its_height(visit: Any, live_server: Any, foreign: str, addresses: dict[str, str], kind: str) -> None:
    page = show(visit, live_server, foreign, addresses[kind], has_script=True)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".foot").get_by_role("link", name="Claimsite")).to_be_visible()
    expect(page.locator("iframe")).not_to_have_attribute("height", "150")
    # Its height is told again whenever something in it has come to its place, fonts for one.
    page.frames[1].wait_for_function("() => Math.abs(document.documentElement.scrollHeight - innerHeight) <= 2")
    assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.context.cookies() == []


#: Paper and ink of each theme.
LIGHT = ("rgb(251, 250, 247)", "rgb(29, 28, 26)")
DARK = ("rgb(22, 23, 26)", "rgb(233, 230, 223)")
COLORS = """() => {
    const style = getComputedStyle(document.documentElement);
    const sides = [...document.querySelectorAll(".sides .side b")].map((name) => getComputedStyle(name).color);
    return [style.backgroundColor, style.color, sides];
}"""


@pytest.mark.parametrize(
    ("theme", "reader", "expected"),
    [("light", "dark", LIGHT), ("dark", "light", DARK), ("auto", "dark", DARK), ("auto", "light", LIGHT), ("pink", "light", LIGHT)],
)
def test_the_theme_comes_by_parameter_and_leaves_nothing_behind(
    visit: Any, live_server: Any, foreign: str, addresses: dict[str, str], theme: str, reader: str, expected: tuple[str, str]
) -> None:
    page = show(visit, live_server, foreign, f"{addresses['whole']}?theme={theme}", has_script=True, color_scheme=reader)
    expect(page.frame_locator("iframe").locator(".foot")).to_be_visible()
    paper, ink, sides = page.frames[1].evaluate(COLORS)
    assert (paper, ink) == expected
    assert len(set(sides)) == 2
    # Colors of the other theme would not do: they are made for the other paper.
    assert all(contrast(side, paper) >= 4.5 for side in sides), sides
    assert page.context.cookies() == []


@pytest.mark.parametrize("kind", ["frozen", "frozen pair", "frozen statement", "frozen chart"])
def test_a_frozen_frame_tells_of_a_newer_version_and_stays_as_it_was(
    visit: Any, live_server: Any, foreign: str, addresses: dict[str, str], world: World, kind: str
) -> None:
    address = addresses[kind.removeprefix("frozen ")].replace("/the-lagoon/", "/the-lagoon/v/1/" if " " in kind else "/the-lagoon/")
    page = show(visit, live_server, foreign, address, has_script=True)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".foot")).to_contain_text("version 1")
    expect(frame.locator(".notice")).to_have_count(0)
    before = frame.locator("main").inner_text()
    by = User.objects.get(username="vera")
    statement_actions.reject(world.statements["treaty"], by=by, revision=0)
    publish_snapshot(Comparison.objects.get(), by=by)
    # Another reader: the first one's browser keeps the frame for a while.
    page = show(visit, live_server, foreign, address, has_script=True)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".notice")).to_contain_text("This is version 1; there is a newer one, version 2.")
    expect(frame.locator("main")).to_have_text(before, use_inner_text=True)
    assert page.context.cookies() == []
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Read it").click()
    expect(opened.value).to_have_url(f"{live_server.url}/c/the-lagoon/")


def test_frames_need_no_scripts(visit: Any, live_server: Any, foreign: str, addresses: dict[str, str]) -> None:
    page = show(visit, live_server, foreign, addresses["pair"], has_script=True, java_script_enabled=False)
    expect(page.frame_locator("iframe").get_by_role("heading", name="The lagoon", exact=True)).to_be_visible()
    assert page.locator("iframe").get_attribute("height") == "150"


def test_other_pages_are_not_shown_on_another_site(visit: Any, live_server: Any, foreign: str, addresses: dict[str, str]) -> None:
    page = show(visit, live_server, foreign, "/c/the-lagoon/", has_script=False)
    page.wait_for_timeout(500)
    assert "lagoon" not in page.frames[1].content()


def test_narrow_and_dark(visit: Any, live_server: Any, foreign: str, addresses: dict[str, str]) -> None:
    page = visit(f"{addresses['whole']}?theme=dark&font=sans", viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 23, 26)"


def test_the_share_dialog_opens_beside_the_page(open_page: Any, addresses: dict[str, str]) -> None:
    page = open_page("/c/the-lagoon/?side=lindsund")
    page.get_by_role("link", name="Share").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("with what you see now")).to_have_value(re.compile(r"/c/the-lagoon/\?side=lindsund$"))
    panel.get_by_role("link", name="frozen: this version").click()
    expect(panel.get_by_label("Code")).to_have_value(re.compile(r"/embed/c/the-lagoon/v/1/"))
    panel.get_by_label("Part").select_option(index=1)
    panel.get_by_role("button", name="Show").click()
    expect(panel.get_by_label("Code")).to_have_value(re.compile(r"/embed/c/the-lagoon/v/1/claims/\d+/"))
    expect(panel.frame_locator("iframe").get_by_role("heading", name="The lagoon", exact=True)).to_be_visible()


def test_claims_are_ordered_without_scripts(visit: Any, addresses: dict[str, str]) -> None:
    page = visit("/", java_script_enabled=False)
    sign_in(page, "vera", "/c/the-lagoon/edit/")
    first = page.locator(".claim-choice__row > span[lang]").first.inner_text()
    page.get_by_role("button", name="down").first.click()
    expect(page.locator(".claim-choice__row > span[lang]").nth(1)).to_have_text(first)
    page.get_by_label("In your words").first.fill("In short")
    page.get_by_role("button", name="Store order and words").last.click()
    page.get_by_role("button", name="Publish a new version").click()
    page.goto("/c/the-lagoon/")
    expect(page.get_by_role("link", name="In short", exact=True)).to_be_visible()
