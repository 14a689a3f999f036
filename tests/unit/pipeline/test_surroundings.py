"""An article is compared again when more has come near it than it was compared with, but not without end."""

from __future__ import annotations

import pytest

from claimsite.pipeline.models import Surroundings
from claimsite.pipeline.surroundings import ENOUGH, LEAST, MOST, note_compared
from tests.factories import make_version

pytestmark = pytest.mark.django_db


def make_compared(at_hand):
    version = make_version(f"It rains, {at_hand}.")
    note_compared(version, at_hand, {})
    return version


def arrive(near):
    """A new article with statements near those of others; gives the versions to be compared again."""
    return note_compared(make_version("It rains again."), 100, near)


def test_turn_comes_when_enough_have_arrived_in_all():
    version = make_compared(3)
    assert arrive({version.article_id: LEAST - 1}) == []
    assert arrive({version.article_id: 1}) == [version]
    row = Surroundings.objects.get(article=version.article_id)
    assert (row.at_hand, row.since) == (3 + LEAST, 0)


def test_the_more_was_at_hand_the_more_must_arrive():
    version = make_compared(50)
    assert arrive({version.article_id: LEAST}) == []
    assert arrive({version.article_id: 25 - LEAST}) == [version]


def test_one_that_was_compared_with_enough_is_left_alone():
    version = make_compared(ENOUGH)
    assert arrive({version.article_id: 10 * ENOUGH}) == []


def test_an_article_that_is_compared_again_brings_nothing_new():
    first, second = make_compared(0), make_compared(1)
    assert note_compared(second, 20, {first.article_id: LEAST}) == []
    assert Surroundings.objects.get(article=second.article_id).at_hand == 20


def test_few_at_a_time_those_around_which_most_changed_first_and_the_rest_later():
    versions = [make_compared(at_hand) for at_hand in range(MOST + 1)]
    near = {version.article_id: LEAST for version in versions}
    assert arrive(near) == versions[:MOST]
    assert arrive({versions[-1].article_id: 1}) == [versions[-1]]
