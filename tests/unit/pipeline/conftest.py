"""Outlets on loopback for all tests of the pipeline."""

from tests.outlets.playing import nothing_said, outlets  # noqa: F401 – fixtures
