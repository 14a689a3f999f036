"""oEmbed: how other sites ask for a frame."""

import re
import struct
from xml.etree import ElementTree

import pytest

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import Visibility
from tests.integration.test_embeds import HOST, list_addresses, list_all, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def embeds(world):
    return list_addresses(world)


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
