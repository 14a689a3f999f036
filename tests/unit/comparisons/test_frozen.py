"""What snapshots keep: it outlives its articles, another reading, and releases of the software."""

import json
from pathlib import Path

import pytest

from claimsite.articles.actions import add_version
from claimsite.articles.models import Article, ArticleVersion
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence
from claimsite.comparisons import actions, frozen
from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.models import FrozenText, Snapshot
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import ActorName, ExtractionRun, Statement, StatementSpan
from tests.factories import HARBOR_DE, HARBOR_EN

pytestmark = pytest.mark.django_db

OLD = Path(__file__).with_name("snapshot-format-1.json")


@pytest.fixture
def comparison(world, editor):
    return actions.save_comparison(title="Who dredged?", note="", query={"side": ["rosmark", "lindsund"]}, by=editor)


def delete_everything():
    """All rows that the texts gave, against every protection: what a deletion at the database leaves."""
    for model in (RelationEvidence, ClaimRelation, ClaimStatement, Claim, StatementSpan, Statement, ExtractionRun, ActorName, ArticleVersion, Article):
        rows = model.objects.all()
        rows._raw_delete(rows.db)


def test_content_holds_spans_context_reasons_and_texts(comparison, world):
    content = comparison.snapshots.get().content
    assert content["format"] == frozen.FORMAT == 2
    kept = content["statements"][str(world.statements["no_night"].pk)]
    text = FrozenText.objects.get(pk=kept["text"]).text
    assert text == HARBOR_EN
    assert [span["role"] for span in kept["spans"]] == ["content", "source", "cue"]
    assert all(text[span["start"] : span["end"]] == span["exact"] for span in kept["spans"])
    assert "".join(words for words, _ in kept["context"]) in text
    assert ["There was no dredging at night", "content"] in kept["context"]
    assert kept["why"]["en"]
    assert (kept["decided_by"], kept["decided_at"]) == (None, None)
    assert {each["outlet"] for articles in content["texts"].values() for each in articles} == {"The Skerry Post", "Fjordblatt"}
    assert set(FrozenText.objects.values_list("text", flat=True)) == {HARBOR_EN, HARBOR_DE}
    assert content["generator"]["analysis"] == ["test"]


def test_decisions_are_kept_with_who_and_when(comparison, world, editor):
    statement_actions.accept(world.statements["treaty"], by=editor, revision=0)
    kept = actions.publish_snapshot(comparison, by=editor).content["statements"][str(world.statements["treaty"].pk)]
    assert kept["decided_by"] == "ada"
    assert kept["decided_at"]


def test_every_statement_of_the_table_is_kept(comparison):
    content = comparison.snapshots.get().content
    assert {str(each["id"]) for each in frozen.iterate_statements(content["table"])} == set(content["statements"])


def test_another_release_alone_makes_no_new_version(comparison, editor):
    ExtractionRun.objects.update(code_version="another")
    assert actions.publish_snapshot(comparison, by=editor).number == 1


def test_the_number_of_queries_is_fixed(comparison, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        frozen.build_content(comparison)


def test_it_survives_its_articles(comparison, editor, client):
    before = comparison.snapshots.get()
    delete_everything()
    after = Snapshot.objects.get()
    assert (after.content, after.content_hash) == (before.content, frozen.hash_content(before.content))
    assert FrozenText.objects.count() == 2
    page = client.get(after.get_absolute_url())
    assert page.status_code == 200
    assert "There was no dredging at night" in page.content.decode()
    assert client.get(comparison.get_absolute_url()).status_code == 200
    with pytest.raises(actions.EmptyComparisonError):
        actions.publish_snapshot(comparison, by=editor)


def test_it_survives_another_reading(comparison, client):
    before = comparison.snapshots.get().content
    Statement.objects.update(withdrawn_at="2030-01-01T00:00Z", content="read anew", act="warns", score=0.1)
    assert comparison.snapshots.get().content == before
    page = client.get(comparison.snapshots.get().get_absolute_url()).content.decode()
    assert "There was no dredging at night" in page
    assert "read anew" not in page


def test_edits_of_outlets_are_listed(comparison, world):
    snapshot = comparison.snapshots.get()
    add_version(world.english.article, text=HARBOR_EN.replace("on Monday", "on Tuesday"), title="Who dredged?", by=None)
    edits = [change for change in changed_since(snapshot) if change["kind"] == "article_edited"]
    assert [(each["id"], each["text"]) for each in edits] == [(world.english.article_id, "The Skerry Post: Who dredged?")]
    assert edits[0]["url"].endswith("/2/?against=1") or "against=1" in edits[0]["url"]


def test_the_first_format_is_still_shown(world, editor, comparison, client):
    # Row numbers start anew with each test on SQLite alone.
    numbers = {row.content: row.pk for row in world.statements.values()}
    content = json.loads(OLD.read_text(encoding="utf-8"), object_hook=lambda row: row | {"id": numbers[row["quote"]]} if "quote" in row else row)
    old = Snapshot.objects.create(comparison=comparison, number=2, content=content, content_hash=frozen.hash_content(content), created_by=editor)
    assert content["format"] == 1
    assert frozen.read_content(content)["statements"] == {}
    for address in (old.get_absolute_url(), comparison.get_absolute_url()):
        page = client.get(address)
        assert page.status_code == 200
        assert "An old title" in page.content.decode()
    statement_actions.reject(world.statements["never"], by=editor, revision=0)
    assert "statement_rejected" in {change["kind"] for change in changed_since(old)}
    delete_everything()
    assert client.get(old.get_absolute_url()).status_code == 200
