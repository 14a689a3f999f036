"""What the first page shows."""

from __future__ import annotations

import pytest

from claimsite.claims.disputes import group_by_topic, list_disputes
from claimsite.core.models import ReviewState
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_is_put_forward_comes_before_its_denial():
    world = make.build_world()
    ((dispute,),) = (group.disputes for group in group_by_topic(list_disputes(), each=3))
    assert (dispute.said, dispute.against) == (world.statements["entered"], world.statements["never"])
    assert (dispute.outlets, dispute.languages) == (2, ["de", "en"])
    assert str(dispute.newest) == "2024-03-05"


def test_filters_narrow_disputes_down():
    world = make.build_world()
    assert list_disputes(topic=world.topic, side=world.sides["Rosmark"], language="de")
    assert not list_disputes(topic=make.make_topic())
    assert not list_disputes(side=world.sides["Anglers"])
    assert not list_disputes(language="fr")


def test_rejected_links_and_statements_make_no_dispute():
    world = make.build_world()
    vera = make.make_user("vera")
    from claimsite.claims import actions
    from claimsite.statements import actions as statement_actions

    relation = world.relations["entered"]
    actions.reject(relation, by=vera, revision=relation.revision)
    assert not list_disputes()
    actions.undo(relation, by=vera, revision=relation.revision)
    assert list_disputes()
    never = world.statements["never"]
    statement_actions.reject(never, by=vera, revision=never.revision)
    assert never.state == ReviewState.REJECTED
    assert not list_disputes()


def test_one_statement_leads_a_topic_only_once():
    world = make.build_world()
    make.make_relation(world.claims["entered"], world.claims["no_night"])
    (group,) = group_by_topic(list_disputes(), each=3)
    assert len(group.disputes) == 1
    assert group.more == 1
