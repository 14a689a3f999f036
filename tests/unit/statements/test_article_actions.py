"""Statements say of their article what it says itself: outlet, language and day."""

from __future__ import annotations

import datetime as dt

import pytest

from claimsite.articles.actions import add_article, correct_article, get_or_create_outlet, merge_outlets
from claimsite.articles.models import ArticleVersion
from claimsite.core.operations import undo_operation
from claimsite.statements.actions import accept, record_statements, undo
from claimsite.statements.article_actions import repeat_article
from claimsite.statements.copies import settle_statement_copies
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.facets import count_facets
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement
from claimsite.statements.search import search
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_statements_follow_their_outlet_into_another():
    statement = make.make_statement(make.make_version("The ferry sank."), "The ferry sank")
    other = make.make_statement(make.make_version("The train stood.", outlet="Skerry Dispatch"), "The train stood")
    given_up, kept = statement.article.outlet, get_or_create_outlet("The Merrow Wire", by=None)
    merge_outlets(given_up, into=kept, by=make.make_user("ada"))
    assert list(Statement.objects.filter(outlet=kept)) == [statement]
    assert not Statement.objects.filter(outlet=given_up).exists()
    other.refresh_from_db()
    assert other.outlet == other.article.outlet
    assert count_facets(StatementFilter({"outlet": str(kept.pk)})).newest == [statement.pk]


def test_an_article_that_was_read_before_its_outlet_was_merged_is_stored_with_the_other():
    version = make.make_version("The ferry sank, the mayor said.")
    read_before, editor = ArticleVersion.objects.select_related("article__outlet").get(pk=version.pk), make.make_user("ada")
    kept = get_or_create_outlet("The Merrow Wire", by=None)
    merge_outlets(version.article.outlet, into=kept, by=editor)
    draft = StatementDraft(content=[(0, 14)], source=[], cue=[], actor=None, act="asserts", type="indirect", score=0.8, why={}, why_actor={}, alternatives=[])
    record_statements(read_before, run=make.make_run(version), drafts=[draft])
    assert Statement.objects.get(version=version).outlet == kept


EARLY, LATE = dt.date(2023, 5, 6), dt.date(2024, 3, 4)


def get_days(*statements: Statement) -> list[dt.date]:
    return [Statement.objects.get(pk=each.pk).published_on for each in statements]


def test_all_statements_of_an_article_follow_its_day_and_outlet_and_back():
    editor, version = make.make_user("ada"), make.make_version("The ferry sank. Nobody drowned.", outlet="Skerry Post")
    standing, withdrawn = make.make_statement(version, "The ferry sank"), make.make_statement(version, "Nobody drowned", withdrawn_at=dt.datetime.now(dt.UTC))
    other = make.make_statement(make.make_version("The train stood."), "The train stood")
    operation = correct_article(version.article, by=editor, published_on=EARLY, outlet="The Merrow Wire")
    assert get_days(standing, withdrawn, other) == [EARLY, EARLY, LATE]
    assert list(Statement.objects.filter(outlet__name="The Merrow Wire")) == [withdrawn, standing]
    assert list(Statement.objects.newest_first()) == [other, withdrawn, standing]
    assert set(Statement.objects.filter(search("ferry")).values_list("published_on", flat=True)) == {EARLY}
    undo_operation(operation, by=editor)
    assert get_days(standing, withdrawn, other) == [LATE, LATE, LATE]
    assert Statement.objects.filter(outlet__name="Skerry Post").count() == 2


def test_undoing_a_decision_about_a_statement_brings_no_earlier_day_or_language_back():
    editor, version = make.make_user("ada"), make.make_version("The ferry sank.")
    statement = make.make_statement(version, "The ferry sank")
    correct_article(version.article, by=editor, published_on=EARLY)
    version.article.language = "de"
    version.article.save()
    assert repeat_article(version.article) == 1
    assert repeat_article(version.article) == 0
    undo(accept(Statement.objects.get(pk=statement.pk), by=editor, revision=0), by=editor)
    statement.refresh_from_db()
    assert (statement.state, statement.published_on, statement.language) == ("proposed", EARLY, "de")


def test_of_copies_the_oldest_counts_by_the_days_that_they_have_now():
    text = " ".join(f"Sentence number {n} of the wire says that the ferry {n} sank off Lindsund." for n in range(12))
    articles = [add_article(get_or_create_outlet(name, by=None), title="Ferry", text=text, language="en", published_on=LATE, by=None) for name in "AB"]
    first, second = (make.make_statement(each.versions.get(), "the ferry 3 sank") for each in articles)
    settle_statement_copies(articles[0])
    assert Statement.objects.get(pk=second.pk).copy_of == first
    operation = correct_article(articles[1], by=make.make_user("ada"), published_on=EARLY)
    assert (Statement.objects.get(pk=second.pk).copy_of, Statement.objects.get(pk=first.pk).copy_of) == (None, second)
    undo_operation(operation, by=make.make_user("bea"))
    assert (Statement.objects.get(pk=second.pk).copy_of, Statement.objects.get(pk=first.pk).copy_of) == (first, None)
