"""Rows saved together are the very rows, with the very entries, that saving them one by one gives."""

from __future__ import annotations

import pytest

from claimsite.claims.models import Claim, Topic
from claimsite.core.history import find_edited, save_all_signed, save_signed
from tests.factories import make_user

pytestmark = pytest.mark.django_db
_OF_THE_MOMENT = ("id", "created_at", "history_id", "history_date")


def make_claims(*texts):
    return [Claim(text=text, language="en") for text in texts]


def dump():
    """All claims and their entries, without what differs from one moment to the next."""
    rows = [list(manager.order_by("pk").values()) for manager in (Claim.objects, Claim.history)]
    return [[{name: value for name, value in row.items() if name not in _OF_THE_MOMENT} for row in each] for each in rows]


def test_new_rows_are_saved_with_the_entries_of_single_ones():
    for claim in make_claims("The ferry sails.", "The ferry stays."):
        save_signed(claim, by=None, reason="found")
    one_by_one = dump()
    Claim.objects.all().delete()
    Claim.history.all().delete()
    save_all_signed(make_claims("The ferry sails.", "The ferry stays."), by=None, reason="found")
    assert dump() == one_by_one
    assert [entry["history_type"] for entry in one_by_one[1]] == ["+", "+"]


def test_stored_rows_change_in_the_named_fields_alone():
    claims = [save_signed(claim, by=None, reason="found") for claim in make_claims("The ferry sails.", "The ferry stays.")]
    topic = save_signed(Topic(title="The ferry", slug="ferry"), by=None, reason="found")
    Claim.objects.filter(pk=claims[0].pk).update(revision=7)  # by somebody else, meanwhile
    for claim in claims:
        claim.topic, claim.text = topic, "never to be written"
    user = make_user("ada")
    save_all_signed(claims, by=user, reason="gathered", fields=["topic"])
    stored = list(Claim.objects.order_by("pk"))
    assert [(claim.topic, claim.text, claim.revision) for claim in stored] == [(topic, "The ferry sails.", 7), (topic, "The ferry stays.", 0)]
    latest = [claim.history.first() for claim in stored]
    assert [(each.history_type, each.history_user, each.history_change_reason, each.topic) for each in latest] == [("~", user, "gathered", topic)] * 2
    assert find_edited(claims[:1]) == {claims[0].pk}
    assert find_edited([topic]) == set()


def test_rows_that_were_just_added_are_entered_as_such():
    claims = Claim.objects.bulk_create(make_claims("The ferry sails."))
    claims[0].text = "The ferry stays."
    save_all_signed(claims, by=None, reason="found", is_added=True)
    assert [(entry.history_type, entry.text) for entry in Claim.history.all()] == [("+", "The ferry stays.")]


def test_any_number_of_rows_takes_as_many_queries_as_one(django_assert_num_queries):
    save_all_signed([], by=None, reason="found")
    claims = make_claims(*(f"The ferry sails at {hour}." for hour in range(12)))
    with django_assert_num_queries(2):
        save_all_signed(claims, by=None, reason="found")
    with django_assert_num_queries(2):
        save_all_signed(claims, by=None, reason="worded anew", fields=["text"])


def test_a_plain_save_still_keeps_history():
    claim = save_signed(Claim(text="The ferry sails.", language="en"), by=make_user("ada"), reason="added")
    claim.save()
    newest = claim.history.first()
    assert (newest.history_type, newest.history_change_reason, newest.history_user) == ("~", None, None)
