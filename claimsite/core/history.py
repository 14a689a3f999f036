"""Who changed a row and why, written with the change itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimsite.core.models import User


M = TypeVar("M", bound=models.Model)


def save_signed(row: M, *, by: User | None, reason: str, update_fields: Iterable[str] | None = None) -> M:
    """Save a row that keeps history; the entry names the person (None: the machine) and the reason."""
    row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    try:
        row.save(update_fields=update_fields)
    finally:
        # A later plain save of the same object must not carry this person's name and reason again.
        row._history_user = row._change_reason = None  # type: ignore[attr-defined]
    return row
