"""Frames for other sites, oEmbed, and the share dialog."""

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import Visibility
from claimsite.statements import actions as statement_actions
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
HOST = "http://testserver"


@pytest.fixture
def ada():
    return make_user("ada")


@pytest.fixture
def comparison(world, ada):
    query = {"side": ["rosmark", "lindsund"], "topic": world.topic.slug}
    return actions.save_comparison(title='Who "dredged"?', note="A note.", query=query, by=ada)


@pytest.fixture
def embeds(world, comparison):
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


def ask(client, url, status=200, **given):
    answer = client.get("/oembed", {"url": url, **given})
    assert answer.status_code == status, answer.status_code
    return answer


def test_oembed_in_json(client, comparison):
    answer = ask(client, f"{HOST}/c/who-dredged/", maxwidth=400, maxheight=300, unknown="x")
    assert answer.headers["Content-Type"] == "application/json"
    given = answer.json()
    assert {name: given[name] for name in ("version", "type", "width", "height", "title", "author_name", "provider_name", "provider_url")} == {
        "version": "1.0",
        "type": "rich",
        "width": 400,
        "height": 300,
        "title": 'Who "dredged"?',
        "author_name": "ada",
        "provider_name": "Claimsite",
        "provider_url": f"{HOST}/",
    }
    assert given["html"].startswith(f'<iframe src="{HOST}/embed/c/who-dredged/" title="Who &quot;dredged&quot;?" width="400" height="300"')
    assert f'src="{HOST}/static/js/embed.js"' in given["html"]
    assert not answer.cookies


def test_oembed_in_xml_says_the_same(client, comparison):
    answer = ask(client, f"{HOST}/c/who-dredged/v/1/", format="xml")
    assert answer.headers["Content-Type"].startswith("text/xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in ask(client, f"{HOST}/c/who-dredged/v/1/").json().items()}


def test_oembed_knows_all_kinds(client, comparison, embeds, world):
    claim, statement = world.claims["entered"].pk, world.statements["no_night"].pk
    pages = {f"/c/who-dredged/?claim={claim}": embeds[1], f"/c/who-dredged/v/1/s/{statement}/": embeds[2].replace("dredged/", "dredged/v/1/")}
    pages |= {address: address for address in list_all(embeds)} | {f"{embeds[0]}?theme=dark": f"{embeds[0]}?theme=dark"}
    for page, frame in pages.items():
        src = re.search(r'src="([^"]+)"', ask(client, HOST + page).json()["html"])[1]
        assert src == HOST + frame, page
        assert client.get(src.removeprefix(HOST)).status_code == 200


def test_oembed_errors(client, comparison, ada):
    page = f"{HOST}/c/who-dredged/"
    ask(client, page, 501, format="yaml")
    elsewhere = ["https://evil.example/c/who-dredged/", "//testserver/c/who-dredged/", "ftp://testserver/c/who-dredged/", "http://testserver@evil.example/c/x/"]
    for url in [*elsewhere, "", "x", f"{HOST}/", f"{HOST}/c/", f"{HOST}/c/no/", f"{page}v/9/", "http://[", f"{HOST}/admin/", "http://testserver:99999/c/x/"]:
        ask(client, url, 404)
    for url in (f"{page}?key=x", f"{HOST}/c/no/?key=x"):
        ask(client, url, 401)
    for sizes in ({"maxwidth": "0", "maxheight": "-3"}, {"maxwidth": "x", "maxheight": "9" * 50}):
        given = ask(client, page, **sizes).json()
        assert 120 <= given["width"] <= 680
    actions.set_visibility(comparison, Visibility.UNLISTED, by=ada)
    client.force_login(ada)
    ask(client, page, 404)


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_a_thumbnail_comes_whole_or_not_at_all(client, comparison, kind):
    """The specification: all three of its names or none, and never larger than was asked for."""
    names = ("thumbnail_url", "thumbnail_width", "thumbnail_height")
    for sizes, has_one in (
        ({}, True),
        ({"maxwidth": 1200, "maxheight": 630}, True),
        ({"maxwidth": 1199, "maxheight": 630}, False),
        ({"maxwidth": 1200, "maxheight": 629}, False),
        ({"maxwidth": 300}, False),
        ({"maxheight": 1}, False),
    ):
        answer = ask(client, f"{HOST}/c/who-dredged/", format=kind, **sizes)
        given = answer.json() if kind == "json" else {child.tag: child.text for child in ElementTree.fromstring(answer.content)}
        assert [name in given for name in names] == [has_one] * 3, sizes
        if has_one:
            assert int(given["thumbnail_width"]) <= sizes.get("maxwidth", 9999)
            assert int(given["thumbnail_height"]) <= sizes.get("maxheight", 9999)


def test_thumbnails_are_pictures_of_that_size_and_part(client, comparison, world):
    claim = world.claims["entered"].pk
    pages = {
        "/c/who-dredged/": "/c/who-dredged/picture.png",
        "/c/who-dredged/v/1/": "/c/who-dredged/v/1/picture.png",
        f"/c/who-dredged/?claim={claim}": f"/c/who-dredged/picture.png?claim={claim}",
    }
    for page, picture in pages.items():
        given = ask(client, HOST + page).json()
        assert given["thumbnail_url"] == HOST + picture
        answer = client.get(picture)
        assert answer.headers["Content-Type"] == "image/png"
        # Width and height stand behind the name of a PNG file's first chunk.
        assert struct.unpack(">II", answer.content[16:24]) == (given["thumbnail_width"], given["thumbnail_height"])


def test_frames_keep_to_the_size_that_was_asked_for(client, comparison):
    for most in ((200, 150), (680, 640), (5000, 5000)):
        given = ask(client, f"{HOST}/c/who-dredged/", maxwidth=most[0], maxheight=most[1]).json()
        assert given["width"] <= most[0]
        assert given["height"] <= most[1]
        assert f'width="{given["width"]}" height="{given["height"]}"' in given["html"]


def test_addresses_with_a_key_are_unauthorized_and_tell_nothing(client, world, ada):
    hidden = actions.save_comparison(title="Hidden away", note="", query={"side": ["rosmark", "lindsund"]}, by=ada, visibility=Visibility.UNLISTED)
    _link, token = sharing_actions.make_link(hidden, label="", days=None, by=ada)
    for kind in ("json", "xml"):
        for key in (token, "guessed"):
            answer = ask(client, f"{HOST}/c/hidden-away/?key={key}", 401, format=kind)
            assert answer.content == b""
            assert not answer.cookies


def test_pages_tell_of_oembed(client, comparison, ada):
    for page in ("/c/who-dredged/", "/c/who-dredged/v/1/"):
        found = dict(re.findall(r'<link rel="alternate" type="([^"]+oembed)" href="([^"]+)"', read(client, page)))
        assert set(found) == {"application/json+oembed", "text/xml+oembed"}
        for address in found.values():
            answer = client.get(address.removeprefix(HOST).replace("&amp;", "&"))
            assert page in answer.content.decode()
    actions.set_visibility(comparison, Visibility.UNLISTED, by=ada)
    client.force_login(ada)
    assert "oembed" not in read(client, "/c/who-dredged/")


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


@pytest.mark.hostile("content.html-in-title")
def test_titles_stay_words(client, comparison, ada):
    actions.edit_comparison(comparison, title="</textarea></script><b>", note="", method="", by=ada)
    actions.publish_snapshot(comparison, by=ada)
    slug = comparison.__class__.objects.get().slug
    html = ask(client, f"{HOST}/c/{slug}/").json()["html"]
    assert 'title="&lt;/textarea&gt;&lt;/script&gt;&lt;b&gt;"' in html
    for page in (f"/embed/c/{slug}/v/2/", f"/c/{slug}/share/", f"/c/{slug}/"):
        assert "</textarea></script><b>" not in read(client, page)
    share = read(client, f"/c/{slug}/share/")
    assert share.count("&lt;iframe src=") == 2
    assert "&amp;lt;/textarea&amp;gt;" in share
    assert share.count("<iframe") == 1
