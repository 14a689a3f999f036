"""The mill, and somebody who decides."""

import pytest

from tests.factories import make_user
from tests.unit.claims.mill import Two


@pytest.fixture
def two():
    return Two()


@pytest.fixture
def editor():
    return make_user("ada")
