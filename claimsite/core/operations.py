"""Acts that change many rows together, and undoing them exactly.

Whatever an operation does goes through a `Recorder`, which saves the row with its history and notes what undoing needs. Undoing walks the notes backwards.
It refuses where a later act has changed the same thing: that one has to be undone first, so that undoing everything, latest first, always leads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.core import serializers
from django.db import models
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core.history import save_signed
from claimsite.core.models import Operation, Reviewable
from claimsite.core.review import REASON_LENGTH, ReviewError
from claimsite.core.turns import in_turn

if TYPE_CHECKING:
    from claimsite.core.models import User

M = TypeVar("M", bound=models.Model)

#: What has to follow an operation and its undoing, in the same transaction: derived data of whatever rows it names. Apps register theirs when the site starts.
FOLLOW_UPS: list[Callable[[Operation], object]] = []

#: How to undo operations that need more than walking back, by kind. Apps register theirs when the site starts.
UNDOERS: dict[str, Callable[..., Operation]] = {}


class OperationError(ReviewError):
    """An operation that cannot be done or undone; its text may be shown to people."""


class Recorder:
    """Changes rows in the name of one operation."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.changes: list[dict[str, Any]] = []

    @property
    def _sign(self) -> dict[str, Any]:
        verb = self.operation.kind
        return {"by": self.operation.done_by, "reason": f"{verb}: {self.operation.reason}" if self.operation.reason else f"{verb}: #{self.operation.pk}"}

    def change(self, row: M, **values: Any) -> M:
        """Set fields of a row; those that have the value already are left out, and without any difference nothing is written."""
        before = {name: _read(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: _read(row, name) for name in values}
        differing = [name for name in values if before[name] != after[name]]
        if not differing:
            return row
        self.changes.append({**_name(row), "before": {name: before[name] for name in differing}, "after": {name: after[name] for name in differing}})
        if isinstance(row, Reviewable) and "revision" not in values:
            # Forms that somebody has open must notice; it only ever rises, so undoing does not bring it back.
            row.revision += 1
        return save_signed(row, **self._sign)

    def create(self, row: M) -> M:
        """Store a new row."""
        save_signed(row, **self._sign)
        self.changes.append({**_name(row), "made": True})
        return row

    def delete(self, row: models.Model) -> None:
        """Delete a row that undoing can bring back, its id included."""
        self.changes.append({**_name(row), "deleted": serializers.serialize("json", [row])})
        _delete(row, self._sign)


@contextmanager
def operate(kind: str, *, by: User, summary: str = "", reason: str = "") -> Iterator[Recorder]:
    """Do several changes as one operation in one transaction.

    Args:
        kind: what is done, a verb or noun in lower case; the history's entries begin with it.
        by: who does it.
        summary: one line for lists, in the site's default language or neutral.
        reason: why, in the person's words, at most `review.REASON_LENGTH` characters.
    """
    if len(reason) > REASON_LENGTH:
        raise ValueError(f"a reason has at most {REASON_LENGTH} characters")
    with in_turn():
        recorder = Recorder(Operation.objects.create(kind=kind, summary=summary[:300], reason=reason, done_by=by))
        yield recorder
        recorder.operation.changes = recorder.changes
        recorder.operation.save(update_fields=["changes"])
        _follow_up(recorder.operation)


def take_back(operation: Operation, *, by: User) -> Operation:
    """Undo an operation in the way that its kind needs; raises what `undo_operation` raises."""
    return UNDOERS.get(operation.kind, undo_operation)(operation, by=by)


def list_changed(operation: Operation, model: type[models.Model], field: str | None = None) -> list[Any]:
    """Ids of the rows of one model that an operation changed, each once; with a field, of those in which it had another value before."""
    notes = [note for note in operation.changes if note["model"] == model._meta.label]
    return list(dict.fromkeys(note["pk"] for note in notes if field is None or field in note.get("before", {})))


def _follow_up(operation: Operation) -> None:
    for follow in FOLLOW_UPS:
        follow(operation)


@in_turn()
def undo_operation(operation: Operation, *, by: User) -> Operation:
    """Take back all that an operation did.

    Raises:
        OperationError: if it is undone already, or a later act has changed what it did; nothing is changed then.
    """
    operation.refresh_from_db(from_queryset=Operation.objects.select_for_update())
    if operation.undone_at is not None:
        raise OperationError(_("This has been undone already."))
    sign = {"by": by, "reason": f"{operation.kind} undone"}
    for note in reversed(operation.changes):
        _take_back(note, sign)
    operation.undone_at, operation.undone_by = timezone.now(), by
    operation.save(update_fields=["undone_at", "undone_by"])
    _follow_up(operation)
    return operation


def _take_back(note: dict[str, Any], sign: dict[str, Any]) -> None:
    if "deleted" in note:
        _bring_back(note, sign)
        return
    row = apps.get_model(note["model"])._default_manager.select_for_update().filter(pk=note["pk"]).first()
    if row is None:
        raise OperationError(_("Something that this made or changed is gone by now."))
    if "made" in note:
        _unmake(row, sign)
    else:
        _change_back(row, note, sign)


def _change_back(row: models.Model, note: dict[str, Any], sign: dict[str, Any]) -> None:
    if any(_read(row, name) != value for name, value in note["after"].items()):
        raise OperationError(_("Somebody has changed “%(row)s” since. Undo that first.") % {"row": str(row)[:80]})
    for name, value in note["before"].items():
        field: Any = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value) if not field.is_relation else value)
    if isinstance(row, Reviewable):
        row.revision += 1
    save_signed(row, **sign)


def _unmake(row: models.Model, sign: dict[str, Any]) -> None:
    try:
        _delete(row, sign)
    except (ProtectedError, RestrictedError) as held:
        raise OperationError(_("Others use “%(row)s” by now. Undo that first.") % {"row": str(row)[:80]}) from held


def _bring_back(note: dict[str, Any], sign: dict[str, Any]) -> None:
    (stored,) = serializers.deserialize("json", note["deleted"])
    if type(stored.object)._default_manager.filter(pk=stored.object.pk).exists():
        raise OperationError(_("Something that this deleted is there again."))
    save_signed(stored.object, **sign)


def _delete(row: models.Model, sign: dict[str, Any]) -> None:
    row._history_user, row._change_reason = sign["by"], sign["reason"]  # type: ignore[attr-defined]
    row.delete()


def _name(row: models.Model) -> dict[str, Any]:
    return {"model": row._meta.label, "pk": row.pk}


def _read(row: models.Model, name: str) -> Any:
    """A field's value as JSON can hold it: dates as text, related rows by id."""
    field: Any = row._meta.get_field(name)
    value = getattr(row, field.attname)
    return value if isinstance(value, bool | int | float | str | list | dict) or value is None else field.value_to_string(row)
