"""Editing a comparison, and who may read it."""

import datetime as dt

import pytest
from django.utils import timezone

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import Comparison, FormerSlug, SecretLink, Visibility
from claimsite.core.actions import hash_token
from claimsite.core.review import ReviewError
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SIDES = {"side": ["rosmark", "lindsund"]}


@pytest.fixture
def draft(world, editor):
    return actions.save_comparison(title="Who dredged?", note="", query=SIDES, by=editor, visibility=Visibility.DRAFT)


def edit(comparison, editor, **given):
    return actions.edit_comparison(comparison, **{"title": comparison.title, "note": "", "method": "", **given}, by=editor)


def test_a_draft_has_no_snapshot_until_it_is_shown(draft, editor):
    assert not draft.snapshots.exists()
    unlisted = actions.set_visibility(draft, Visibility.UNLISTED, by=editor)
    assert [each.number for each in unlisted.snapshots.all()] == [1]
    published = actions.set_visibility(unlisted, Visibility.PUBLISHED, by=editor)
    assert published.snapshots.count() == 1
    assert Comparison.objects.published().get() == published
    assert published.history.first().history_change_reason == "published"


def test_what_was_published_is_no_draft_any_more(draft, editor):
    published = actions.set_visibility(draft, Visibility.PUBLISHED, by=editor)
    with pytest.raises(actions.VisibilityError):
        actions.set_visibility(published, Visibility.DRAFT, by=editor)
    unlisted = actions.set_visibility(published, Visibility.UNLISTED, by=editor)
    with pytest.raises(actions.VisibilityError):
        actions.set_visibility(unlisted, Visibility.DRAFT, by=editor)
    with pytest.raises(ValueError, match="secret"):
        actions.set_visibility(unlisted, "secret", by=editor)


def test_a_new_title_gives_a_new_address_and_keeps_the_old(draft, editor):
    renamed = edit(draft, editor, title="Who dug?", note=" Why. ", method="By hand.")
    assert (renamed.slug, renamed.note, renamed.method) == ("who-dug", "Why.", "By hand.")
    assert FormerSlug.objects.get().slug == "who-dredged"
    other = actions.save_comparison(title="Who dredged?", note="", query=SIDES, by=editor)
    assert other.slug == "who-dredged-2"
    back = edit(renamed, editor, title="Who dredged?")
    assert back.slug == "who-dredged"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["who-dug"]


def test_an_edit_that_changes_nothing_writes_nothing(draft, editor):
    edit(draft, editor)
    assert draft.history.count() == 1
    with pytest.raises(ValueError, match="title"):
        edit(draft, editor, title=" \n ")


def test_claims_are_shown_as_chosen(draft, editor, world):
    entered, treaty = world.claims["entered"].pk, world.claims["treaty"].pk
    chosen = actions.choose_claims(draft, [{"id": treaty, "words": "  The  treaty "}, {"id": entered, "words": ""}, {"id": treaty}, {"id": 10**6}], by=editor)
    assert chosen.claims == [{"id": treaty, "words": "The treaty"}, {"id": entered, "words": ""}, {"id": 10**6, "words": ""}]
    table = actions.publish_snapshot(chosen, by=editor).content["table"]
    assert [row["claim"]["id"] for row in table["rows"]] == [treaty, entered]
    assert (table["rows"][0]["claim"]["text"], table["rows"][0]["claim"]["original"]) == ("The treaty", "Breaking the treaty")
    assert "original" not in table["rows"][1]["claim"]
    assert table["omitted"] == 0


def test_nobody_chooses_hundreds_of_claims(draft, editor):
    with pytest.raises(ReviewError):
        actions.choose_claims(draft, [{"id": pk} for pk in range(1, actions.MAX_CLAIMS + 2)], by=editor)


def test_merged_claims_are_followed(draft, editor, world):
    world.claims["sold"].merged_into = world.claims["treaty"]
    world.claims["sold"].save()
    chosen = actions.choose_claims(draft, [{"id": world.claims["sold"].pk, "words": "Sold"}], by=editor)
    rows = actions.publish_snapshot(chosen, by=editor).content["table"]["rows"]
    assert [(row["claim"]["id"], row["claim"]["text"]) for row in rows] == [(world.claims["treaty"].pk, "Sold")]


@pytest.mark.hostile("sharing.token-strength", "sharing.token-hashed")
def test_a_link_keeps_the_hash_alone(draft, editor):
    link, token = sharing_actions.make_link(draft, label=" For Bo ", days=7, by=editor)
    assert (link.label, link.token_hash, len(token)) == ("For Bo", hash_token(token), 43)
    assert token not in str(list(SecretLink.objects.values()))
    assert link.is_open
    assert link.expires_at
    assert dt.timedelta(days=6) < link.expires_at - timezone.now() <= dt.timedelta(days=7)
    sharing_actions.revoke_link(link, by=editor)
    link.refresh_from_db()
    assert not link.is_open
    before = link.revoked_at
    sharing_actions.revoke_link(link, by=editor)
    link.refresh_from_db()
    assert link.revoked_at == before


def test_a_link_runs_out(draft, editor):
    link, _ = sharing_actions.make_link(draft, label="", days=None, by=editor)
    assert link.is_open
    link.expires_at = timezone.now()
    assert not link.is_open


def test_co_editors_are_editors(draft, editor):
    bo = make_user("bo")
    make_user("reader", role="reader")
    sharing_actions.add_editor(draft, name=" bo ", by=editor)
    sharing_actions.add_editor(draft, name="bo", by=editor)
    sharing_actions.add_editor(draft, name="ada", by=editor)
    assert list(draft.editors.all()) == [bo]
    assert list(Comparison.objects.of(bo)) == [draft]
    for name in ("reader", "nobody", ""):
        with pytest.raises(ReviewError, match="no editor"):
            sharing_actions.add_editor(draft, name=name, by=editor)
    sharing_actions.remove_editor(draft, bo, by=editor)
    assert not Comparison.objects.of(bo).exists()
    assert [entry.history_change_reason for entry in draft.history.all()][:2] == ["co-editor removed: bo", "co-editor added: bo"]


def test_drafts_of_others_are_not_seen(draft, editor):
    assert not Comparison.objects.visible_to(make_user(role="admin")).exists()
    assert list(Comparison.objects.visible_to(editor)) == [draft]
