"""Frames for other sites, and the share dialog."""

import re
from pathlib import Path

import pytest

from claimsite.comparisons import actions
from claimsite.comparisons.models import Visibility
from claimsite.statements import actions as statement_actions

pytestmark = pytest.mark.django_db
SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
HOST = "http://testserver"


@pytest.fixture
def embeds(world, comparison):
    return list_addresses(world)


def list_addresses(world):
    """An address of each kind, live; with `v/1/` behind the slug frozen."""
    statement, claim = world.statements["no_night"].pk, world.claims["entered"].pk
    return ["/embed/c/who-dredged/", *(f"/embed/c/who-dredged/{rest}/" for rest in (f"claims/{claim}", f"statements/{statement}", "charts/matrix"))]


def list_all(embeds):
    return [*embeds, *(address.replace("/who-dredged/", "/who-dredged/v/1/") for address in embeds)]


def read(client, address, status=200, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


@pytest.mark.hostile("sharing.frames", "sharing.embeds")
def test_embeds_alone_may_be_framed(client, embeds, ada):
    client.force_login(ada)
    for address in list_all(embeds):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "X-Frame-Options" not in answer.headers
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert not answer.cookies
        page = answer.content.decode()
        assert not re.search(r"<form|csrf|ada@|<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page), address
        assert "There is a newer one" not in page
    for address in ("/c/who-dredged/", "/c/who-dredged/v/1/", "/c/who-dredged/share/", "/compare/", "/"):
        answer = client.get(address)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.hostile("sharing.embeds")
def test_frames_answer_no_cookie_with_a_cookie(client, embeds, ada):
    """Neither a session that ran out nor a token cut short: Django answers both with cookies."""
    for address in [*list_all(embeds), "/embed/c/no/", "/embed/nothing/", f"/oembed?url={HOST}/c/who-dredged/", "/oembed?url=x"]:
        answer = client.get(address, headers={"Cookie": "sessionid=gone; csrftoken=x; django_language=de; messages=x"})
        assert not answer.cookies, address
        assert "private" not in answer.headers.get("Cache-Control", ""), address
        assert b'<html lang="de"' not in answer.content, address


def test_embeds_show_what_they_are_for(client, embeds, world):
    whole, pair, statement, chart = (read(client, address) for address in embeds)
    assert "Who &quot;dredged&quot;?" in whole
    assert whole.count('<section class="row">') > 1
    assert pair.count('<section class="row">') == 1
    assert "never entered the lagoon" in pair
    assert "<mark>There was no dredging at night</mark>" in statement
    assert "<svg" in chart


def test_silent_sides_share_a_line_and_words_as_they_were_said_have_marks(client, embeds, world):
    statement, claim = world.statements["no_night"], world.claims["no_night"].pk
    page = read(client, f"/embed/c/who-dredged/claims/{claim}/")
    assert page.count("<blockquote") == page.count("<li ") == 1
    assert re.search(r'No statement found: <span class="silent side-\d">.*?Rosmark</span></p>', page, re.DOTALL)
    assert re.search(rf'<q><a href="/c/who-dredged/v/1/s/{statement.pk}/"[^>]*>There was no dredging at night</a></q>', page)
    assert "<q>" not in read(client, f"/embed/c/who-dredged/claims/{world.claims['treaty'].pk}/")
    assert "No statement found:" not in read(client, embeds[1])


def test_theme_font_and_language_come_by_parameter(client, embeds):
    page = read(client, f"{embeds[0]}?theme=dark&font=sans&lang=de", **{"Accept-Language": "en"})
    assert '<html lang="de" data-theme="dark" data-font="sans">' in page
    page = read(client, f"{embeds[0]}?theme=pink&font=x&lang=xx")
    assert '<html lang="en"  data-font="serif">' in page


def test_a_frozen_embed_says_that_there_is_a_newer_version(client, embeds, comparison, world, ada):
    statement_actions.reject(world.statements["treaty"], by=ada, revision=0)
    actions.publish_snapshot(comparison, by=ada)
    for address in list_all(embeds):
        assert ("there is a newer one, version 2" in read(client, address)) is ("/v/1/" in address), address
    assert "Breaking the treaty" in read(client, "/embed/c/who-dredged/v/1/")
    assert "Breaking the treaty" not in read(client, "/embed/c/who-dredged/")
    assert "there is a newer" not in read(client, "/embed/c/who-dredged/v/2/")


def test_what_is_gone_says_so_in_the_frame(client, embeds, comparison, ada):
    odd = ["/embed/c/no/", "/embed/c/who-dredged/v/9/", "/embed/c/who-dredged/claims/999999/", "/embed/c/who-dredged/statements/999999/"]
    for address in [*odd, "/embed/c/who-dredged/charts/pie/"]:
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "X-Frame-Options" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert "or no longer" in answer.content.decode()
    actions.set_visibility(comparison, Visibility.UNLISTED, by=ada)
    client.force_login(ada)
    for address in list_all(embeds):
        assert client.get(address).status_code == 404


def test_former_addresses_go_on_showing(client, comparison, ada, embeds):
    actions.edit_comparison(comparison, title="Anew", note="", method="", by=ada)
    assert "Who &quot;dredged&quot;?" in read(client, "/embed/c/who-dredged/")


def test_scripts_are_small():
    assert sum((SCRIPTS / name).stat().st_size for name in ("embed.js", "frame.js")) <= 1024


@pytest.mark.parametrize("place", range(8))
def test_the_number_of_queries_is_fixed(client, embeds, place, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(list_all(embeds)[place])


def test_the_share_dialog(client, comparison, world):
    claim = world.claims["entered"].pk
    page = read(client, "/c/who-dredged/share/")
    assert f'value="{HOST}/c/who-dredged/"' in page
    assert f'value="{HOST}/c/who-dredged/v/1/"' in page
    assert "/embed/c/who-dredged/?lang=en" in page
    assert "with what you see now" not in page
    statement = world.statements["no_night"].pk
    near = world.claims["no_night"].pk
    for part, frame in ((f"claim-{near}", f"claims/{near}"), (f"statement-{statement}", f"statements/{statement}"), ("chart-acts", "charts/acts")):
        page = read(client, f"/c/who-dredged/share/?part={part}&side=rosmark&theme=dark")
        assert f'<iframe class="share-preview" src="/embed/c/who-dredged/{frame}/?lang=en&amp;theme=dark"' in page
        assert f'<option value="{part}" selected>' in page
        assert (f'<option value="statement-{statement}"' in page) is (part != "chart-acts")
        assert f"?side=rosmark&amp;part={part}&amp;embed=frozen&amp;theme=dark" in page
        assert client.get(f"/embed/c/who-dredged/{frame}/").status_code == 200
    for part in ("claim-999999", "statement-x", "chart-pie", "chart", "x", "-", ""):
        assert 'src="/embed/c/who-dredged/?lang=en"' in read(client, f"/c/who-dredged/share/?claim={claim}&part={part}")
    page = read(client, f"/c/who-dredged/share/?claim={claim}&side=rosmark&embed=frozen&theme=dark&evil=1")
    assert f'value="{HOST}/c/who-dredged/?claim={claim}&amp;side=rosmark"' in page
    assert f'<iframe class="share-preview" src="/embed/c/who-dredged/v/1/claims/{claim}/?lang=en&amp;theme=dark"' in page
    assert "evil" not in page[page.index('<div id="share"') : page.index("</main>")]
    for address in re.findall(r'<li><a href="([^"]+)"', page):
        assert client.get(address).status_code == 200, address
    part = read(client, "/c/who-dredged/share/", **{"HX-Request": "true"})
    assert part.lstrip().startswith('<div id="share"')
    assert 'href="/c/who-dredged/share/?side=rosmark" hx-get="/c/who-dredged/share/?side=rosmark"' in read(client, "/c/who-dredged/?side=rosmark")


def test_what_is_not_published_is_not_shared(client, comparison, ada):
    actions.set_visibility(comparison, Visibility.UNLISTED, by=ada)
    assert client.get("/c/who-dredged/share/").status_code == 404
    client.force_login(ada)
    page = read(client, "/c/who-dredged/share/")
    assert "only secret links lead to it" in page
    assert "<iframe" not in page
