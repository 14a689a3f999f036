"""The fixture; import it where it is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimsite.pipeline.web import transport
from tests.outlets.server import Outlets


@pytest.fixture
def outlets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    """Outlets that are asked in place of the web."""
    played = Outlets()
    for name, replacement in played.install().items():
        monkeypatch.setattr(transport, name, replacement)
    yield played
    played.close()
