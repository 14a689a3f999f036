"""Who stands against whom, as plain values: the same pairs that pages show as rows."""

from __future__ import annotations

import pytest

from claimsite.claims.linked import find_linked
from claimsite.claims.pairs import find_pairs
from claimsite.statements.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute():
    """One side says that the quay sank, two speakers deny it."""
    version = make.make_version("Orla said that the quay sank. Bram denied that it sank. A clerk denied that it fell.")
    said = make.make_claim(make.make_statement(version, "the quay sank", actor=make.make_actor("Orla", side=make.make_side("Skerry"))))
    denials = [
        make.make_claim(make.make_statement(version, "it sank", actor=make.make_actor("Bram"), act="denies"), stance="opposes"),
        make.make_claim(make.make_statement(version, "it fell", source="A clerk", act="denies"), stance="opposes"),
    ]
    return said, [make.make_relation(said, denial) for denial in denials]


def test_pairs_are_those_that_pages_show(dispute, django_assert_num_queries):
    said, _relations = dispute
    with django_assert_num_queries(2):
        pairs = find_pairs([said.pk])
    shown = find_linked([said.pk], kind="contradicts")[said.pk]
    assert [(pair.relation, pair.claim) for pair in pairs] == [(each.relation.pk, each.claim.pk) for each in shown]
    names = [{str(row.actor or row.source) for row in (each.own, each.other)} for each in shown]
    assert [{end.speaker for end in pair.ends} for pair in pairs] == names == [{"Orla", "Bram"}, {"Orla", "A clerk"}]


def test_what_does_not_stand_makes_no_pair(dispute):
    said, relations = dispute
    Statement.objects.filter(content="it sank").update(state="rejected", decided_by=make.make_user(), decided_at="2024-03-05T12:00Z")
    assert [pair.relation for pair in find_pairs([said.pk])] == [relations[1].pk]
    relations[1].delete()
    assert find_pairs([said.pk]) == []
