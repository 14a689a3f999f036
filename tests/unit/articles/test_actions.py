"""Outlets and articles are found again by what identifies them, and every write names its person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from claimsite.articles import actions
from claimsite.articles.models import Article, ArticleVersion, Outlet
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 5, 6)


def add(text: str = "The bridge is closed, the council said.", *, outlet: str = "Skerry Post", **fields):
    given = {"title": "Bridge", "language": "en", "published_on": DAY, "by": None} | fields
    return actions.add_article(actions.get_or_create_outlet(outlet, by=None), text=text, **given)


def test_an_outlet_is_found_in_any_case_and_spacing():
    first = actions.get_or_create_outlet("Skerry  Post", by=None, country="no")
    assert actions.get_or_create_outlet(" skerry post ", by=None, country="se") == first
    assert (first.name, first.country) == ("Skerry Post", "NO")


def test_an_outlet_needs_a_name():
    with pytest.raises(ValueError, match="name"):
        actions.get_or_create_outlet(" \n", by=None)


def test_an_article_has_one_version_with_the_sum_of_its_text_and_names_who_added_it():
    editor = make_user()
    article = add(by=editor)
    version = article.versions.get()
    assert (version.number, version.is_current, version.sha256) == (1, True, actions.compute_sha256(version.text))
    entry = article.history.get()
    assert (entry.history_user, entry.history_change_reason) == (editor, "added")


def test_the_same_text_of_the_same_outlet_is_the_same_article():
    assert add() == add(title="Another headline")
    assert add() != add(outlet="Fjordblatt")
    assert ArticleVersion.objects.count() == 2


@pytest.mark.parametrize(("field", "value"), [("language", "xx"), ("text", "")])
def test_what_cannot_be_stored_leaves_nothing(field, value):
    with pytest.raises(ValueError, match=r"unknown language|needs a text"):
        add(**{field: value})
    assert not Article.objects.exists()


def test_a_new_version_becomes_the_current_one_and_the_old_text_stays():
    article, editor = add(), make_user()
    version = actions.add_version(article, text="The bridge is open, the council said.", title="Bridge open", by=editor)
    article.refresh_from_db()
    assert (version.number, article.title) == (2, "Bridge open")
    assert list(article.versions.values_list("number", "is_current")) == [(1, False), (2, True)]
    assert article.history.first().history_user == editor


def test_the_same_text_again_is_no_new_version():
    article = add()
    assert actions.add_version(article, text=article.versions.get().text, title="Other", by=None) == article.versions.get()
    article.refresh_from_db()
    assert article.title == "Bridge"


def test_the_database_holds_one_current_version_only():
    article = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleVersion.objects.create(article=article, number=2, title="x", text="y", sha256="z")


def test_a_change_of_language_is_in_the_history_and_no_change_is_not():
    article, editor = add(), make_user()
    assert actions.change_language(article, language="de", by=editor)
    assert not actions.change_language(article, language="de", by=editor)
    assert [(entry.language, entry.history_user) for entry in article.history.all()] == [("de", editor), ("en", None)]
    with pytest.raises(ValueError, match="unknown language"):
        actions.change_language(article, language="la", by=editor)


def test_outlets_are_not_lost_with_a_user():
    editor = make_user()
    add(by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        editor.delete()
    assert Outlet.objects.count() == 1
