"""A small dispute for all examples of a test."""

import pytest

from tests.factories import World, build_world


@pytest.fixture
def world() -> World:
    return build_world()
