"""Statements name the outlet that their article has now."""

from __future__ import annotations

import pytest

from claimsite.articles.actions import get_or_create_outlet, merge_outlets
from claimsite.articles.models import ArticleVersion
from claimsite.statements.actions import record_statements
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.facets import count_facets
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement
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
