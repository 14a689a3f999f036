"""Writes about people."""

from __future__ import annotations

from claimsite.core.models import User


def set_preferences(user: User, *, has_single_key_shortcuts: bool) -> None:
    """Store what a person chose for themselves."""
    user.has_single_key_shortcuts = has_single_key_shortcuts
    user.save(update_fields=["has_single_key_shortcuts"])
