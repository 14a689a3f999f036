"""Which rows of this app people look back on, talk about and give opinions on, and how a statement is brought back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from claimsite.core.histories import Change
from claimsite.core.models import ReviewState
from claimsite.core.rows import RowKind, register_rows
from claimsite.statements import actions
from claimsite.statements.models import Actor, SpanRole, Statement, StatementSpan

if TYPE_CHECKING:
    from claimsite.core.models import User

_REVISION = "revision "


def register() -> None:
    """Tell the registry."""
    register_rows(
        "statement",
        RowKind(
            Statement,
            _("statement"),
            lambda user: Statement.objects.with_people().select_related("run"),
            version=lambda statement: statement.run.code_version if statement.run_id else "",
            more=_find_span_changes,
            restore=restore_statement,
            verdicts={"right": _("right as it stands"), "wrong": _("wrong")},
            settle=settle_statement,
            template="workbench/_statement_bare_part.html",
        ),
    )
    register_rows("actor", RowKind(Actor, _("speaker"), lambda user: Actor.objects.all()))


def _find_span_changes(statement: Statement) -> dict[int, list[Change]]:
    """By revision of the statement, which words came and went; the first spans say nothing that the statement does not."""
    found: dict[int, list[Change]] = defaultdict(list)
    for entry in StatementSpan.history.filter(statement=statement.pk).order_by("history_id"):
        revision = _read_revision(entry)
        if not revision:
            continue
        place = f"{entry.exact} ({entry.start_char}–{entry.end_char})"
        is_gone = entry.history_type == "-"
        label = str(dict(SpanRole.choices)[entry.role])
        found[revision].append(Change(label, place if is_gone else None, None if is_gone else place))
    return found


def restore_statement(statement: Statement, record: Any, *, by: User, revision: int | None) -> Statement:
    """Bring a statement back to what it was after an entry of its history, as a new decision.

    Args:
        statement: as it stands.
        record: the entry.
        by: who decides.
        revision: the statement's revision as the person saw it.

    Raises:
        review.ReviewError: if somebody else was faster, or it already stands like that.
    """
    seen = statement.revision if revision is None else revision
    if record.state == ReviewState.REJECTED:
        return actions.reject(statement, by=by, revision=seen, reason="restored")
    spans = _find_places(statement, record.revision)
    actor = Actor.objects.filter(pk=record.actor_id).first()
    return actions.correct(statement, by=by, revision=seen, actor=actor, act=record.act, type=record.type, spans=spans, reason="restored")


def settle_statement(statement: Statement, verdict: str, *, by: User, revision: int) -> None:
    """Decide a statement by a verdict that two people share; nothing happens where it is decided like that."""
    if verdict == "right" and statement.state not in (ReviewState.ACCEPTED, ReviewState.CORRECTED):
        actions.accept(statement, by=by, revision=revision)
    elif verdict == "wrong" and statement.state != ReviewState.REJECTED:
        actions.reject(statement, by=by, revision=revision, reason="two opinions")


def _find_places(statement: Statement, revision: int) -> dict[str, list[tuple[int, int]]]:
    """Where the spans stood at a revision: what had come by then and not gone."""
    standing: dict[int, tuple[str, int, int]] = {}
    for entry in StatementSpan.history.filter(statement=statement.pk).order_by("history_id"):
        if _read_revision(entry) > revision:
            break
        if entry.history_type == "-":
            standing.pop(entry.id, None)
        else:
            standing[entry.id] = (entry.role, entry.start_char, entry.end_char)
    places: dict[str, list[tuple[int, int]]] = {role: [] for role in SpanRole.values}
    for role, start, end in standing.values():
        places[role].append((start, end))
    return places


def _read_revision(entry: Any) -> int:
    """The statement's revision with which a span came or went; the first spans came with the statement."""
    reason = entry.history_change_reason or ""
    return int(reason.removeprefix(_REVISION)) if reason.startswith(_REVISION) else 0
