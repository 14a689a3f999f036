"""A small dispute, and an editor."""

import pytest

from tests.factories import build_world, make_user


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def editor():
    return make_user("ada")
