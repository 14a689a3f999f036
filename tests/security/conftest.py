"""A small dispute, and an editor who is signed in."""

import pytest

from tests.factories import build_world, make_user


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def editor(client):
    user = make_user("ada")
    client.force_login(user)
    return user
