"""Colors and marks of sides: given once, apart from those that one disputes with."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claimsite.claims.side_numbers import number_new_sides
from claimsite.statements.models import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_neighbors_differ_in_color_and_nobody_changes():
    world = make.build_world()
    assert number_new_sides() == 3
    first = {side.name: Actor.objects.get(pk=side.pk).palette_number for side in world.sides.values()}
    assert len({number % 8 for number in first.values()}) == 3
    with CaptureQueriesContext(connection) as queries:
        assert number_new_sides() == 0
    assert len(queries) == 1, "no turn is taken for nothing"

    for i in range(12):
        version = make.make_version(f"The town of Port {i} said that the lagoon is calm.")
        statement = make.make_statement(version, "the lagoon is calm", actor=make.make_side(f"Port {i}"))
        make.make_claim(statement, topic=world.topic)
    assert number_new_sides() == 12
    assert {side.name: Actor.objects.get(pk=side.pk).palette_number for side in world.sides.values()} == first
    numbers = list(Actor.objects.filter(palette_number__isnull=False).values_list("palette_number", flat=True))
    assert len(set(numbers)) == len(numbers) == 15


def test_sides_of_other_topics_share_colors_last():
    for i in range(9):
        version = make.make_version(f"Isle {i} said that it rains.")
        make.make_claim(make.make_statement(version, "it rains", actor=make.make_side(f"Isle {i}")), topic=make.make_topic())
    number_new_sides()
    numbers = sorted(Actor.objects.values_list("palette_number", flat=True))
    assert numbers == list(range(9))
