"""The page that compares sides: at first some rows, all of them by a link."""

import re

import pytest

from claimsite.comparisons.views import compare

pytestmark = pytest.mark.django_db
ADDRESS = "/compare/?side=lindsund&side=rosmark"


def find_link(page):
    """Where the link behind the table leads; None without one."""
    found = re.search(r'compare-more">\s*<a [^>]*href="([^"]+)"', page)
    return found and found[1].replace("&amp;", "&")


def test_what_is_left_out_comes_by_a_link(client, world, monkeypatch):
    monkeypatch.setattr(compare, "SHOWN", 1)
    page = client.get(ADDRESS).content.decode()
    address = find_link(page)
    assert address.endswith("rows=all")
    whole = client.get(address).content.decode()
    assert find_link(whole) is None
    assert len(whole) > len(page)
