"""A page is one article whatever address it was asked for by, and what it was read from is kept."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import replace

import pytest
from django.db import IntegrityError

from claimsite.articles import actions
from claimsite.articles.addresses import AddressError
from claimsite.articles.fetched import FetchedArticle
from claimsite.articles.models import Article, ArticleAddress, ArticleOriginal, Outlet
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TEXT = "The council of Skerry closed the old bridge on Monday. The mayor said that it would open again in May. Traders call the closure a mistake."
OTHER = "Four hundred sheep crossed the pass at noon. Nobody counted them twice, the shepherd admitted, and the dog was asleep in the shade."
PAGE = FetchedArticle(
    title="Bridge closed",
    text=TEXT,
    language="en",
    published_on=dt.date(2024, 5, 6),
    author="Ada Berg",
    url="https://www.skerry.example/news/bridge",
    site_name="Skerry Post",
    original=b"<html>bridge</html>",
)


def store(**changes):
    return actions.store_fetched(replace(PAGE, **changes), by=None)


def test_a_page_becomes_an_article_of_the_outlet_of_its_host():
    version = store(url=PAGE.url + "?utm_source=feed#top", author="Ada Berg")
    article = version.article
    assert (article.url, article.author, article.outlet.name) == (PAGE.url, "Ada Berg", "Skerry Post")
    assert list(article.outlet.hosts.values_list("host", flat=True)) == ["skerry.example"]
    assert zlib.decompress(version.original.data) == b"<html>bridge</html>"
    assert (version.original.size, version.original.media_type) == (19, "text/html")


@pytest.mark.hostile("faults.same-url-variants")
@pytest.mark.parametrize(
    "changes",
    [
        {"url": "http://skerry.example/news/bridge/"},
        {"url": "https://m.skerry.example/news/bridge?fbclid=1"},
        {"url": "https://www.skerry.example/news/bridge/amp"},
        {"url": "https://short.example/x1", "final_url": "https://www.skerry.example/news/bridge"},
        {"url": "https://www.skerry.example/liveblog/bridge-17", "canonical_url": "https://www.skerry.example/news/bridge"},
    ],
    ids=["http and slash", "mobile host", "amp", "redirect", "canonical link"],
)
def test_a_variant_of_its_address_finds_it(changes):
    first = store()
    assert store(**changes) == first
    assert Article.objects.count() == Outlet.objects.count() == 1


def test_a_changed_text_is_a_version_with_its_own_original_and_the_first_stays():
    first = store()
    second = store(text=TEXT.replace("May", "June"), title="Bridge closed until June", original=b"<html>June</html>")
    assert (second.article, second.number, first.article.versions.count()) == (first.article, 2, 2)
    assert [zlib.decompress(row.data) for row in ArticleOriginal.objects.order_by("version__number")] == [b"<html>bridge</html>", b"<html>June</html>"]
    assert second.article.title == "Bridge closed until June"


def test_the_same_text_in_other_bytes_is_nothing_new():
    first = store()
    assert store(original=b"<html>bridge and other advertisements</html>") == first
    assert zlib.decompress(first.original.data) == b"<html>bridge</html>"


def test_another_site_cannot_name_an_article_of_this_one_as_its_own():
    first = store()
    forged = store(url="https://evil.example/x", canonical_url=PAGE.url, text=OTHER)
    assert forged.article != first.article
    assert first.article.versions.count() == 1


def test_pages_that_all_lead_to_one_wall_stay_apart():
    wall = "https://www.skerry.example/consent"
    first = store(url="https://www.skerry.example/a", final_url=wall)
    second = store(url="https://www.skerry.example/b", final_url=wall, text=OTHER)
    assert first.article != second.article
    assert {row.url for row in second.article.addresses.all()} == {"https://www.skerry.example/b"}


def test_a_redirect_to_the_first_page_is_no_address():
    version = store(url="https://www.skerry.example/gone", final_url="https://www.skerry.example/")
    assert [row.url for row in version.article.addresses.all()] == ["https://www.skerry.example/gone"]


def test_a_pasted_text_gets_its_address_when_it_is_fetched():
    pasted = actions.store_fetched(FetchedArticle(title="Bridge", text=TEXT, language="en", published_on=PAGE.published_on, outlet_name="Skerry"), by=None)
    assert pasted.article.url is None
    fetched = store(site_name="Skerry")
    assert fetched == pasted
    assert fetched.article.url == PAGE.url
    assert Article.objects.count() == 1


@pytest.mark.hostile("faults.same-url-at-once")
def test_of_two_workers_the_slower_one_begins_again_and_leaves_nothing_half_stored(monkeypatch):
    create, refused = ArticleAddress.objects.create, []

    def create_late(**fields):
        if not refused:
            refused.append(fields)
            raise IntegrityError("UNIQUE constraint failed")  # what the database says when the other one was faster
        return create(**fields)

    monkeypatch.setattr(ArticleAddress.objects, "create", create_late)
    version = store()
    assert Article.objects.get() == version.article
    assert version.article.addresses.count() == version.article.versions.count() == Outlet.objects.count() == 1


def test_what_is_no_address_stores_nothing():
    with pytest.raises(AddressError):
        store(url="javascript:alert(1)")
    assert not Article.objects.exists()


def test_the_person_who_asked_is_in_the_history():
    editor = make_user()
    version = actions.store_fetched(PAGE, by=editor)
    assert version.article.added_by == version.added_by == version.article.history.earliest().history_user == editor


def test_what_an_editor_put_right_stays_when_the_page_is_read_again():
    editor, article = make_user("ada"), store().article
    details = {"title": "Old bridge closed", "author": "", "published_on": dt.date(2024, 4, 30), "note": "Wire copy.", "outlet": "Fjordblatt"}
    actions.correct_article(article, by=editor, **details)
    version = store(text=TEXT.replace("May", "June"), title="Bridge closed until June", published_on=dt.date(2024, 6, 1), author="B. Crag", note="New")
    kept = version.article
    assert (version.number, kept.pk, kept.outlet.name) == (2, article.pk, "Fjordblatt")
    assert {name: getattr(kept, name) for name in details} | {"outlet": kept.outlet.name} == details
