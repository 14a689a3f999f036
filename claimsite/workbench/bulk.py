"""Deciding several proposals at once: each by the action that decides a single one, all together undone by one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claimsite.claims import actions as claim_actions
from claimsite.claims.models import ClaimRelation, ClaimStatement
from claimsite.core.models import Operation, Reviewable
from claimsite.core.operations import OperationError
from claimsite.core.review import ReviewError, get_latest_revision
from claimsite.core.turns import in_turn
from claimsite.statements import actions
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from claimsite.core.models import User
    from claimsite.statements.models import Actor

KIND = "bulk-decision"
ACCEPT, REJECT, ATTRIBUTE = "accept", "reject", "attribute"
#: Rows that are decided together at most.
LIMIT = 100


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of rows that can be decided together: the model, and the module with its actions."""

    model: type[models.Model]
    actions: Any
    title: Any


TABLES = {
    "statement": Table(Statement, actions, gettext_lazy("statements")),
    "relation": Table(ClaimRelation, claim_actions, gettext_lazy("relations")),
    "membership": Table(ClaimStatement, claim_actions, gettext_lazy("joined statements")),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The operation, None where nothing was stored; how many rows it decided; and how many were left because they stood otherwise by then."""

    operation: Operation | None
    decided: int
    left: int


@in_turn()
def decide_all(kind: str, rows: Sequence[tuple[int, int]], decision: str, *, by: User, actor: Actor | None = None, reason: str = "") -> Outcome:
    """Decide rows of one kind. Those that somebody else has changed meanwhile, or that stand so already, are left as they are.

    Args:
        kind: one of `TABLES`.
        rows: id and revision of each, as the person saw them; at most `LIMIT`.
        decision: `ACCEPT`, `REJECT` or, of statements, `ATTRIBUTE`.
        by: who decides.
        actor: who is accountable, with `ATTRIBUTE`.
        reason: why, with `REJECT` and `ATTRIBUTE`; at most `review.REASON_LENGTH` characters.

    Raises:
        ValueError: for an unknown kind or decision, or too many rows.
    """
    is_for_kind = kind in TABLES and (decision in (ACCEPT, REJECT) or (decision == ATTRIBUTE and kind == "statement" and actor is not None))
    if len(rows) > LIMIT or not is_for_kind:
        raise ValueError(f"cannot {decision} {len(rows)} rows of {kind}")
    table = TABLES[kind]
    act = _get_act(table, decision, by=by, actor=actor, reason=reason)
    changes, left = [], 0
    found: dict[int, Any] = table.model._default_manager.in_bulk([pk for pk, _ in rows])
    for pk, revision in dict(rows).items():
        try:
            with transaction.atomic():
                row = act(found[pk], revision)
        except (KeyError, ReviewError):
            left += 1
        else:
            changes.append({"model": table.model._meta.label, "pk": pk, "revision": row.revision})
    if not changes:
        return Outcome(None, 0, left)
    summary = f"{_name(decision)}: {len(changes)} {table.title}" + (f" → {actor}" if actor else "")
    operation = Operation.objects.create(kind=KIND, summary=summary[:300], reason=reason, done_by=by, changes=changes)
    return Outcome(operation, len(changes), left)


def undo_bulk(operation: Operation, *, by: User) -> Operation:
    """Take all of the decisions back, or none.

    Raises:
        OperationError: if it is undone already, or somebody has decided about one of the rows since.
    """
    with in_turn():
        operation.refresh_from_db(from_queryset=Operation.objects.select_for_update())
        if operation.undone_at is not None:
            raise OperationError(_("This has been undone already."))
        for note in reversed(operation.changes):
            table = next(table for table in TABLES.values() if table.model._meta.label == note["model"])
            row: Any = table.model._default_manager.get(pk=note["pk"])
            if get_latest_revision(row) != note["revision"]:
                raise OperationError(_("Somebody has changed “%(row)s” since. Undo that first.") % {"row": str(row)[:80]})
            table.actions.undo(row, by=by)
        operation.undone_at, operation.undone_by = timezone.now(), by
        operation.save(update_fields=["undone_at", "undone_by"])
    return operation


def describe(outcome: Outcome) -> str:
    """What became of it, in words."""
    said = [ngettext("%(n)d decision is stored.", "%(n)d decisions are stored.", outcome.decided) % {"n": outcome.decided}]
    if outcome.left:
        words = ngettext("%(n)d was left: it stands otherwise by now.", "%(n)d were left: they stand otherwise by now.", outcome.left)
        said.append(words % {"n": outcome.left})
    return " ".join(said)


def _get_act(table: Table, decision: str, *, by: User, actor: Actor | None, reason: str) -> Callable[[Any, int], Reviewable]:
    def act(row: Any, revision: int) -> Reviewable:
        decided: Reviewable
        if decision == ACCEPT:
            decided = table.actions.accept(row, by=by, revision=revision)
        elif decision == REJECT:
            decided = table.actions.reject(row, by=by, revision=revision, reason=reason)
        else:
            decided = actions.correct(row, by=by, revision=revision, actor=actor, reason=reason)
        return decided

    return act


def _name(decision: str) -> str:
    return {ACCEPT: _("accepted"), REJECT: _("rejected"), ATTRIBUTE: _("speaker put right")}[decision]
