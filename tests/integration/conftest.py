"""A small dispute, an editor who is signed in, and a comparison that somebody else has saved."""

import pytest

from claimsite.comparisons import actions
from tests.factories import build_world, make_user


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def editor(client):
    user = make_user("ada")
    client.force_login(user)
    return user


@pytest.fixture
def ada():
    return make_user("ada")


@pytest.fixture
def comparison(world, ada):
    query = {"side": ["rosmark", "lindsund"], "topic": world.topic.slug}
    return actions.save_comparison(title='Who "dredged"?', note="A note.", query=query, by=ada)
