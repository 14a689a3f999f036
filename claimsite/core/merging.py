"""Rows that were merged into others keep their places, so that their names and addresses lead on."""

from __future__ import annotations

from typing import Any, TypeVar

R = TypeVar("R")


def follow_merges(row: R) -> R:
    """What a row has become: itself, unless it was merged into another, which may have been merged in turn."""
    found: Any = row
    while found.merged_into is not None:
        found = found.merged_into
    became: R = found
    return became
