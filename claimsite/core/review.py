"""The one way in which people decide about proposals, and take a decision back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core.history import save_signed
from claimsite.core.models import TRANSITIONS, Reviewable, ReviewState
from claimsite.core.turns import in_turn

if TYPE_CHECKING:
    from claimsite.core.models import User

R = TypeVar("R", bound=Reviewable)

#: A reason that an editor gives; the history keeps it behind the verb.
REASON_LENGTH = 80
UNDONE = "undone"
#: Fields that a decision may change but an undo never brings back.
_LASTING = frozenset({"id", "revision"})


class ReviewError(Exception):
    """A decision that cannot be taken; its text may be shown to people."""


class StaleEditError(ReviewError):
    """Somebody else was faster; `current` is the row as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else has changed this in the meantime. Nothing of yours was stored."))
        self.current = current


class TransitionError(ReviewError):
    """The row's state does not allow that."""


@in_turn()
def decide(row: R, state: str, *, by: User, revision: int, reason: str = "", changes: Mapping[str, Any] | None = None) -> R:
    """Record a person's decision about a row.

    Args:
        row: brought up to date with what is stored, also by the decision.
        state: the new state, any of `ReviewState` but `proposed`.
        by: who decides.
        revision: the row's revision as the person saw it.
        reason: why, in the person's words; kept in the history.
        changes: other fields to set with the decision.

    Raises:
        StaleEditError: if the row has another revision by now; nothing is changed.
        TransitionError: if the row's state does not allow it.
        ValueError: if the reason is longer than `REASON_LENGTH`.
    """
    if len(reason) > REASON_LENGTH:
        raise ValueError(f"a reason has at most {REASON_LENGTH} characters")
    lock(row, revision=revision)
    if state == ReviewState.PROPOSED or state not in TRANSITIONS[row.state]:
        raise TransitionError(_("This is already “%(state)s”.") % {"state": row.get_state_display()})
    for name, value in (changes or {}).items():
        setattr(row, name, value)
    row.state, row.decided_at, row.decided_by = state, timezone.now(), by
    row.withdrawn_at = None
    row.revision += 1
    return save_signed(row, by=by, reason=f"{state}: {reason}" if reason else str(state))


@in_turn()
def undo(row: R, *, by: User, revision: int | None = None) -> tuple[R, int]:
    """Take back the latest decision that still stands, whoever took it; what else has changed since stays.

    Called again, it takes back the one before; without the first one the row is a proposal again.

    Args:
        row: brought up to date with what is stored.
        by: who takes it back.
        revision: the row's revision as the person saw it; None takes back whatever is latest.

    Returns:
        The row, and the revision that the decision taken back had made.

    Raises:
        StaleEditError: if the row has another revision by now.
        TransitionError: if there is no decision to take back.
    """
    lock(row, revision=revision)
    before, decision = _find_latest_decision(row)
    for field in decision.tracked_fields:  # what the history leaves out is no part of decisions
        if field.name not in _LASTING and getattr(before, field.attname) != getattr(decision, field.attname):
            setattr(row, field.attname, getattr(before, field.attname))
    row.revision += 1
    save_signed(row, by=by, reason=UNDONE)
    return row, decision.revision


def lock(row: R, *, revision: int | None) -> R:
    """Bring a row up to date and keep others from changing it until the transaction ends.

    Raises:
        StaleEditError: if its revision is not the one given.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if revision is not None and current.revision != revision:
        raise StaleEditError(current)
    for field in row._meta.concrete_fields:
        setattr(row, field.attname, getattr(current, field.attname))
    getattr(row, "_prefetched_objects_cache", {}).clear()
    return row


def get_latest_revision(row: Reviewable) -> int | None:
    """The revision that the latest decision made that still stands, None without one: an undo would take that one back."""
    try:
        revision: int = _find_latest_decision(row)[1].revision
    except TransitionError:
        return None
    return revision


def _find_latest_decision(row: Reviewable) -> tuple[Any, Any]:
    """The history's entry of the latest decision that was not taken back, behind the entry before it."""
    standing: list[tuple[Any, Any]] = []
    before = None
    for entry in row.history.order_by("history_id"):  # type: ignore[attr-defined]
        verb = (entry.history_change_reason or "").split(":")[0]
        if verb == UNDONE and standing:
            standing.pop()
        elif before is not None and verb in ReviewState.values:
            standing.append((before, entry))
        before = entry
    if not standing:
        raise TransitionError(_("There is no decision to take back."))
    return standing[-1]
