"""What stands against a claim: its own contradictions, or those of claims that repeat it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import timezone

from claimsite.claims.linked import find_against
from claimsite.claims.models import ClaimRelation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """One says that the quay sank; another denies it three times, each time in other words: three claims, of which one is linked with what is said."""
    version = make.make_version("Orla said that the quay sank. Bram denied that it sank, that it fell and that it broke. He denied that it burned.")
    said = make.make_claim(make.make_statement(version, "the quay sank", actor=make.make_actor("Orla")))
    denials = [
        make.make_claim(make.make_statement(version, words, actor=make.make_actor("Bram"), act="denies"), stance="opposes")
        for words in ("it sank", "it fell", "it broke", "it burned")
    ]
    make.make_relation(said, denials[0])
    for near, far in pairwise(denials):
        make.make_relation(near, far, kind="repeats")
    return said, denials


def test_its_own_contradictions_come_first(chain):
    said, denials = chain
    (linked,) = find_against([denials[0].pk])[denials[0].pk]
    assert (linked.claim, linked.through) == (said, None)
    assert linked.other.content == "the quay sank"


def test_else_those_of_claims_that_repeat_it_and_through_which(chain):
    said, denials = chain
    found = find_against([denial.pk for denial in denials])
    for denial in denials[1:3]:
        (linked,) = found[denial.pk]
        assert (linked.claim, linked.through) == (said, denials[0])
        assert linked.other.content == "the quay sank"


def test_what_is_further_off_says_too_little(chain):
    _, denials = chain
    assert denials[3].pk not in find_against([denials[3].pk])


def test_withdrawn_links_lead_nowhere(chain):
    _, denials = chain
    ClaimRelation.objects.filter(kind="repeats").update(withdrawn_at=timezone.now())
    assert denials[1].pk not in find_against([denials[1].pk])


def test_queries_do_not_grow_with_the_claims(chain, django_assert_num_queries):
    said, denials = chain
    with django_assert_num_queries(5):
        find_against([said.pk, *(denial.pk for denial in denials)])
