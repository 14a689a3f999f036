"""Who changed a row and why, written with the change itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.utils import timezone
from simple_history.utils import get_history_model_for_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimsite.core.models import User


M = TypeVar("M", bound=models.Model)
#: Rows in one statement to the database.
_BATCH = 500


def save_signed(row: M, *, by: User | None, reason: str, update_fields: Iterable[str] | None = None) -> M:
    """Save a row that keeps history; the entry names the person (None: the machine) and the reason."""
    is_new = row._state.adding
    # The library makes a manager class anew for every entry, .3 ms; the entry itself is written below.
    row.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        row.save(update_fields=update_fields)
    finally:
        del row.skip_history_when_saving  # type: ignore[attr-defined]
    _write_entries([row], by=by, reason=reason, is_new=is_new)
    return row


def save_all_signed(rows: Sequence[M], *, by: User | None, reason: str, fields: Iterable[str] | None = None, is_added: bool = False) -> None:
    """Save rows of one model in a handful of queries, with the very rows and entries that `save_signed` gives for each.

    Args:
        rows: all new, or all stored and whole (no deferred fields).
        by: None for the machine.
        reason: of every entry.
        fields: of stored rows those that changed; None writes all.
        is_added: whether stored rows were added in this transaction and have no entry yet.
    """
    if not rows:
        return
    model = type(rows[0])
    is_new = rows[0]._state.adding
    if is_new:
        model._default_manager.bulk_create(rows, batch_size=_BATCH)
    else:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key] if fields is None else list(fields)
        # Rows are there: each conflicts with itself. Updates with a CASE for each row and field take ten times as long.
        model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=names, batch_size=_BATCH)
    _write_entries(rows, by=by, reason=reason, is_new=is_new or is_added)


def find_edited(rows: Sequence[models.Model]) -> set[Any]:
    """The keys of those rows of one model that anybody but the machine ever wrote in."""
    if not rows:
        return set()
    key = type(rows[0])._meta.pk.name
    history, _ = _get_history(type(rows[0]))
    entries = history._default_manager.filter(**{f"{key}__in": [row.pk for row in rows]}, history_user__isnull=False)
    return set(entries.order_by().values_list(key, flat=True).distinct())


def _write_entries(rows: Sequence[models.Model], *, by: User | None, reason: str, is_new: bool) -> None:
    history, names = _get_history(type(rows[0]))
    signed = {"history_date": timezone.now(), "history_user": by, "history_change_reason": reason, "history_type": "+" if is_new else "~"}
    history._default_manager.bulk_create([history(**{name: getattr(row, name) for name in names}, **signed) for row in rows], batch_size=_BATCH)


@cache
def _get_history(model: type[models.Model]) -> tuple[Any, tuple[str, ...]]:
    """The model of the entries and the attributes that it keeps."""
    history: Any = get_history_model_for_model(model)
    return history, tuple(field.attname for field in history.tracked_fields)
