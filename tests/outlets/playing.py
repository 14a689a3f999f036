"""Fixtures; import them where they are needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.types import AnalyzedDocument
from claimsite.pipeline import stages
from claimsite.pipeline.analyzing import Analyzed
from claimsite.pipeline.sources import Material
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


@pytest.fixture
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis finds nothing, and is not loaded: for tests of what comes before it."""

    def analyze(job: object, material: Material) -> Analyzed:
        return Analyzed(AnalyzedDocument("", material.language or "en", material.text, ()), "1", {})

    monkeypatch.setattr(stages, "_analyze", analyze)
    monkeypatch.setattr(stages, "_suggest", lambda job: None)
