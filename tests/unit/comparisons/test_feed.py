"""The feed of a comparison: Atom by its rules, an entry a version and a change, with ids that stay."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection

from claimsite.articles.models import ArticleVersion
from claimsite.comparisons import actions
from claimsite.comparisons.models import Comparison
from claimsite.statements import actions as statement_actions
from tests.factories import make_claim, make_statement, make_version
from tests.unit.comparisons.test_exports import FEED_QUERIES, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def comparison(world, editor):
    return actions.save_comparison(title="Who dredged?", note="=1+1", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=editor)


def test_the_feed_is_atom_and_says_what_changed(comparison, world, editor):
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    actions.publish_snapshot(comparison, by=editor)
    response = get(comparison, "export_atom")
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [entry.title for entry in feed.entries if entry.title.endswith(")")] == ["Who dredged? (v2)", "Who dredged? (v1)"]
    assert feed.entries[0].link == "http://testserver/c/who-dredged/v/2/"
    assert "breaking the treaty" in feed.entries[0].summary
    before = {entry.id for entry in feed.entries}
    Comparison.objects.update(slug="renamed", title="<b>&\x0b" + ("\x00" if connection.vendor == "sqlite" else ""))
    again = feedparser.parse(get(Comparison.objects.get(), "export_atom").content)
    assert (again.bozo, {entry.id for entry in again.entries}) == (False, before)


def read_changes(comparison):
    """Entries of changes by id; whatever holds for every feed is checked."""
    content = get(comparison, "export_atom").content
    feed = feedparser.parse(content)
    root = ElementTree.fromstring(content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert not feed.bozo
    for element in (root, *root.iter(f"{atom}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{atom}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", element.findtext(f"{atom}updated"))
        assert any(link.get("rel") == "alternate" for link in element.findall(f"{atom}link"))
    assert root.findtext(f"{atom}author/{atom}name")
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    return {entry.id: entry for entry in feed.entries if entry.id.count("/") > 1}


def test_each_change_is_an_entry_before_and_after_it_comes_into_a_version(comparison, world, editor):
    assert read_changes(comparison) == {}
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    statement_actions.correct(world.statements["entered"], by=editor, revision=0, act="warns")
    article = world.german.article
    article.versions.update(is_current=False)
    ArticleVersion.objects.create(article=article, number=2, title=article.title, text=world.german.text + " Punkt.", sha256="x", is_current=True)
    live = read_changes(comparison)
    assert {entry.title.split(":")[0] for entry in live.values()} >= {
        "1 statement rejected",
        "1 statement corrected",
        "1 claim no longer shown",
        "1 article edited by its outlet",
    }
    edited = next(entry for pk, entry in live.items() if "/article_edited/" in pk)
    assert edited.link == f"http://testserver/articles/{article.pk}/versions/2/?against=1"
    corrected = next(entry for pk, entry in live.items() if "/statement_corrected/" in pk)
    world.statements["entered"].refresh_from_db()
    assert corrected.updated_parsed[:5] == world.statements["entered"].decided_at.timetuple()[:5]
    actions.publish_snapshot(comparison, by=editor)
    assert {pk for pk in live if "/article_edited/" not in pk} <= set(read_changes(comparison))
    statement_actions.correct(world.statements["entered"], by=editor, revision=1, act="demands")
    corrections = [pk for pk in read_changes(comparison) if "/statement_corrected/" in pk]
    assert len(corrections) == 2


def test_words_of_an_article_are_no_markup_in_a_feed(world, editor):
    version = make_version("Minister Tore Vik said that <b>the sluice</b> & the lock leaked.", title="Sluice")
    statement = make_statement(version, "<b>the sluice</b> & the lock leaked", actor=world.actors["vik"])
    make_claim(statement, topic=world.topic)
    comparison = actions.save_comparison(title="Who dredged?", note="", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=editor)
    statement_actions.reject(statement, by=editor, revision=0)
    live = get(comparison, "export_atom").content
    actions.publish_snapshot(comparison, by=editor)
    for feed in (live, get(comparison, "export_atom").content):
        summaries = [element.text or "" for element in ElementTree.fromstring(feed).iter("{http://www.w3.org/2005/Atom}summary")]
        assert any("&lt;b&gt;the sluice&lt;/b&gt; &amp; the lock" in summary for summary in summaries)
        assert not any("<b>" in summary for summary in summaries)


def test_the_feed_asks_no_more_of_many_versions(comparison, world, editor, django_assert_max_num_queries):
    for revision, act in enumerate(["warns", "demands", "commits", "asserts"]):
        statement_actions.correct(world.statements["entered"], by=editor, revision=revision, act=act)
        statement_actions.reject(list(world.statements.values())[revision + 3], by=editor, revision=0) if revision else None
        actions.publish_snapshot(comparison, by=editor)
    statement_actions.reject(world.statements["no_night"], by=editor, revision=0)
    with django_assert_max_num_queries(FEED_QUERIES):
        assert read_changes(comparison)
