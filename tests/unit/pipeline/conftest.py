"""Outlets on loopback for all tests of the pipeline."""

from tests.outlets.playing import outlets  # noqa: F401 – a fixture
