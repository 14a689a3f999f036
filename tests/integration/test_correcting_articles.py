"""Putting an article's details right in the browser, with and without htmx, and finding it in the history and among the acts that can be undone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from claimsite.articles.actions import correct_article
from claimsite.articles.models import Article
from claimsite.core.models import Operation
from tests.factories import make_statement, make_user, make_version

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
BOTH_WAYS = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
GIVEN = {"title": "Crane falls", "author": "Olla Vik", "published_on": "2023-03-04", "note": "Shortened.", "outlet": "Fjordblatt"}


@pytest.fixture
def article():
    version = make_version("The union claims that the crane fell.", outlet="Skerry Post", title="Crane fells", published_on="2024-03-04")
    make_statement(version, "the crane fell")
    return version.article


@pytest.fixture
def editor(client):
    editor = make_user("ada")
    client.force_login(editor)
    return editor


def get_url(article):
    return reverse("articles:article_correct", args=[article.pk])


def send(client, article, headers=None, **given):
    return client.post(get_url(article), {**GIVEN, "revision": article.revision, **given}, headers=headers or {})


def test_the_articles_page_leads_editors_to_a_form_with_what_is_stored(client, article, editor):
    assert get_url(article) in client.get(article.get_absolute_url()).content.decode()
    page = client.get(get_url(article))
    html = page.content.decode()
    for words in ('value="Crane fells"', 'value="2024-03-04"', 'value="Skerry Post"', '<option value="Skerry Post">'):
        assert words in html
    assert "HX-Request" in page["Vary"]
    client.logout()
    assert get_url(article) not in client.get(article.get_absolute_url()).content.decode()


@BOTH_WAYS
def test_what_is_sent_is_stored_and_shown(client, article, editor, headers):
    answer = send(client, article, headers)
    place = article.get_absolute_url()
    assert (answer.status_code, answer.get("HX-Redirect"), answer.get("Location")) == ((200, place, None) if headers else (302, None, place))
    html = client.get(place).content.decode()
    for words in ("The details are stored.", "Crane falls", "Olla Vik", "4 March 2023", "Shortened.", "Fjordblatt"):
        assert words in html
    assert "Crane fells" not in html
    listed = client.get("/statements/", {"until": "2023-12-31"}).content.decode()
    assert "the crane fell" in listed
    send(client, Article.objects.get(), headers)
    assert "The details are like that already." in client.get(place).content.decode()


@BOTH_WAYS
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "t" * 501),
        ("outlet", "\u200b"),
        ("published_on", "1799-12-31"),
        ("published_on", (timezone.localdate() + dt.timedelta(days=2)).isoformat()),
        ("published_on", "soon"),
        ("note", "n" * 301),
        ("revision", "x"),
    ],
)
def test_bad_forms_are_explained_and_change_nothing(client, article, editor, headers, field, value):
    answer = send(client, article, headers, **{field: value})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("<html" in html) is not bool(headers)
    assert "Nothing was stored yet" in html
    assert f'<a href="#id_{field}">' in html
    assert Article.objects.get().title == "Crane fells"
    assert not Operation.objects.exists()


@BOTH_WAYS
def test_a_stale_form_keeps_the_words_shows_what_is_there_and_can_be_sent_again(client, article, editor, headers):
    seen = article.revision
    correct_article(article, by=make_user("bea"), author="Bea Crag")
    answer = send(client, article, headers, revision=seen)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert ("<html" in html) is not bool(headers)
    assert "Somebody else" in html
    assert "Author: Bea Crag" in html
    assert 'value="Olla Vik"' in html
    assert Article.objects.get().author == "Bea Crag"
    again = answer.context["form"]["revision"].value()
    assert send(client, article, revision=again).status_code == 302
    assert Article.objects.get().author == "Olla Vik"


def test_the_history_shows_it_and_it_can_be_undone_and_brought_back(client, article, editor):
    send(client, article)
    history = reverse("core:history", args=["article", article.pk])
    html = client.get(history).content.decode()
    for words in ("<del>Skerry Post</del>", "<ins>Fjordblatt</ins>", "<del>2024-03-04</del>", "by ada"):
        assert words in html
    assert "Crane falls" in client.get(reverse("core:operations")).content.decode()
    client.post(reverse("core:operation_undo", args=[Operation.objects.get().pk]))
    assert Article.objects.get().title == "Crane fells"
    entry, stale = article.history.all()[1], article.revision - 1
    restore = reverse("core:history_restore", args=["article", article.pk])
    assert "Somebody else" in client.post(restore, {"entry": entry.pk, "revision": stale}, follow=True).content.decode()
    client.post(restore, {"entry": entry.pk, "revision": article.revision})
    assert Article.objects.get().title == "Crane falls"


def test_a_new_version_by_hand_has_the_title_that_is_given_with_it(client, article, editor):
    send(client, article)
    address = reverse("pipeline:version_publish", args=[article.pk])
    assert 'value="Crane falls"' in client.get(address).content.decode()
    client.post(address, {"title": "Crane fell again", "text": "The union claims that the crane fell again on Monday."})
    assert Article.objects.get().title == "Crane fell again"


@pytest.mark.parametrize("role", ["reader", None])
def test_only_editors_correct(client, article, role):
    client.force_login(make_user(role=role))
    assert client.get(get_url(article)).status_code == 403
    assert send(client, article).status_code == 403
    client.logout()
    assert send(client, article).status_code == 302
    assert Article.objects.get().title == "Crane fells"


def test_the_form_speaks_german(client, article, editor):
    html = client.get(get_url(article), headers={"Accept-Language": "de"}).content.decode()
    for words in ("Angaben korrigieren", "Verfasser", "Veröffentlicht am", "Medium", "Hinweis für Leser", "Speichern"):
        assert words in html
