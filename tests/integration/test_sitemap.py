"""What search engines are told."""

from xml.etree import ElementTree

import pytest

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import Visibility
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.mark.hostile("sharing.noindex")
def test_the_sitemap_has_what_everybody_finds_alone(world, client, django_assert_max_num_queries):
    ada = make_user("ada")
    for title, visibility in (("Public", Visibility.PUBLISHED), ("Quiet", Visibility.UNLISTED), ("Draft", Visibility.DRAFT)):
        made = actions.save_comparison(title=title, note="", query={"side": ["rosmark", "lindsund"]}, by=ada, visibility=visibility)
        _link, token = sharing_actions.make_link(made, label="", days=None, by=ada)
    with django_assert_max_num_queries(3):
        answer = client.get("/sitemap.xml")
    places = [each.text for each in ElementTree.fromstring(answer.content).iterfind("s:url/s:loc", NAMES)]
    assert "http://testserver/c/public/" in places
    assert f"http://testserver/claims/{world.claims['entered'].pk}/" in places
    for hidden in ("/c/quiet/", "/c/draft/", token, "key="):
        assert not any(hidden in place for place in places)
    assert all(client.get(place.removeprefix("http://testserver")).status_code == 200 for place in places)


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_theirs(client):
    words = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml\n" in words
    assert "Disallow: /*?key=\n" in words
    assert "Disallow: /\n" not in words
