"""Rows made from plain values: what they show is all that they are remembered by."""

import datetime as dt
from types import SimpleNamespace

import pytest

from claimsite.claims.headings import Heading
from claimsite.claims.models import Claim
from claimsite.claims.overview import Summary, Voice
from claimsite.claims.speakers import SideGroup
from claimsite.claims.templatetags.claim_parts import act_before_words, claim_row, side_group
from claimsite.statements.models import Actor, ActorKind


def make_actor(pk, name, **more):
    return Actor(pk=pk, name=name, slug=name.lower(), kind=ActorKind.BODY, **more)


def test_a_claims_row_follows_each_of_its_values():
    claim = Claim(pk=1, text="The <dam> broke", language="en")
    summary = Summary(claim, Heading(claim.text, "en"), [Voice(make_actor(3, "Harbor"), says=2)], {1, 2}, {"en", "de"}, [], dt.date(2024, 3, 4))
    row = claim_row(summary)
    assert "The &lt;dam&gt; broke" in row
    assert "Harbor" in row
    assert "says so 2×" in row
    summary.heading = Heading("The dam held", "en")
    assert "The dam held" in claim_row(summary), "a claim that was worded anew shows at once"
    summary.voices[0].denies = 1
    assert "denies it" in claim_row(summary)


@pytest.mark.parametrize(("side", "expected"), [(None, "For themselves"), (make_actor(4, "Delta"), "/actors/delta/")])
def test_a_side_stands_above_its_speakers(side, expected):
    member = make_actor(5, "Harbor")
    member.statement_count = 7
    group = side_group(SideGroup(side, [member]))
    assert expected in group
    assert "7 statements" in group
    member.statement_count = 8
    assert "8 statements" in side_group(SideGroup(side, [member]))


@pytest.mark.parametrize(
    ("act", "content", "expected"),
    [
        ("denies", "shells were sold", "denies"),
        ("denies", "There was no agreement", "denies it"),
        ("asserts", "There was no agreement", "asserts"),
    ],
)
def test_words_that_are_the_denial_are_not_denied(act, content, expected):
    assert act_before_words(SimpleNamespace(act=act, language="en", content=content)) == expected
