"""The world that other tests live in."""

import pytest

from tests.factories import build_world

pytestmark = pytest.mark.django_db


def test_world_is_consistent():
    world = build_world()
    assert len(world.statements) == 8
    for statement in world.statements.values():
        for span in statement.spans.all():
            assert statement.version.text[span.start_char : span.end_char] == span.exact
            assert span.prefix + span.exact + span.suffix in statement.version.text
        assert statement.side == statement.actor.side
