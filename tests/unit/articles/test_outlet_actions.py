"""Outlets are known by name and by host, and put right by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from claimsite.articles import actions
from claimsite.articles.models import Outlet, OutletHost
from claimsite.articles.outlet_actions import OutletError
from tests.factories import make_user, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("ada")


def get(url: str, site_name: str = "") -> Outlet:
    return actions.get_or_create_outlet_of(url, by=None, site_name=site_name)


def test_a_host_and_its_twins_are_one_outlet_with_the_country_of_its_ending():
    first = get("https://www.skerry.example/a", "Skerry Post")
    assert get("http://m.skerry.example/b", "Skerry Post – Breaking News") == first
    assert get("https://fjord.de/", "").country == "DE"
    assert get("https://fjord.de/").name == "fjord.de"


def test_a_page_cannot_pass_for_an_outlet_that_is_known_by_another_host():
    real = get("https://skerrypost.example/a", "Skerry Post")
    other = get("https://evil.example/a", "Skerry Post")
    assert other != real
    assert other.name == "Skerry Post (evil.example)"


def test_an_outlet_of_pasted_texts_takes_a_host_that_looks_like_it():
    pasted = actions.get_or_create_outlet("The Skerry Post", by=None)
    assert get("https://evil.example/", "The Skerry Post") != pasted
    assert get("https://theskerrypost.example/x", "the skerry post") == pasted


def test_name_country_and_hosts_are_put_right_and_stay_in_the_history(editor):
    outlet = get("https://skerry.example/a")
    actions.change_outlet(outlet, name=" Skerry  Post ", country="no", hosts=["skerry.example", "https://www.skerry-post.example/x", ""], by=editor)
    outlet.refresh_from_db()
    assert (outlet.name, outlet.country) == ("Skerry Post", "NO")
    assert set(outlet.hosts.values_list("host", flat=True)) == {"skerry.example", "skerry-post.example"}
    assert outlet.history.first().history_user == editor
    actions.change_outlet(outlet, name="Skerry Post", country="NO", hosts=["skerry-post.example"], by=editor)
    assert OutletHost.history.filter(host="skerry.example", history_type="-").get().history_user == editor


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("name", "fjordblatt"), ("country", "Norway"), ("hosts", ["fjord.example"]), ("hosts", ["no host at all"])]
)
def test_what_cannot_be_is_refused(editor, field, value):
    get("https://fjord.example/a", "Fjordblatt")
    outlet = get("https://skerry.example/a", "Skerry Post")
    given = {"name": "Skerry Post", "country": "", "hosts": ["skerry.example"]} | {field: value}
    with pytest.raises(OutletError):
        actions.change_outlet(outlet, by=editor, **given)
    assert set(OutletHost.objects.values_list("host", flat=True)) == {"fjord.example", "skerry.example"}


def test_merging_moves_everything_and_the_old_name_leads_to_the_one_that_stays(editor):
    kept, given_up = get("https://skerry.example/a", "Skerry Post"), get("https://skerry-online.example/a", "Skerry Online")
    article = make_version("A text.", outlet="Skerry Online").article
    actions.merge_outlets(given_up, into=kept, by=editor)
    article.refresh_from_db()
    assert article.outlet == kept
    assert get("https://skerry-online.example/b") == actions.get_or_create_outlet("skerry online", by=None) == kept
    assert list(Outlet.objects.standing()) == [kept]
    assert article.history.first().history_user == editor
    with pytest.raises(OutletError):
        actions.merge_outlets(given_up, into=kept, by=editor)
    with pytest.raises(OutletError):
        actions.merge_outlets(kept, into=kept, by=editor)


def test_articles_of_a_merged_outlet_keep_their_days(editor):
    article = make_version("A text.", outlet="A", published_on="2023-01-02").article
    actions.merge_outlets(article.outlet, into=actions.get_or_create_outlet("B", by=None), by=editor)
    article.refresh_from_db()
    assert article.published_on == dt.date(2023, 1, 2)
