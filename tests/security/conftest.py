"""A small dispute, and an editor who is signed in."""

from tests.integration.conftest import editor, world

__all__ = ["editor", "world"]
