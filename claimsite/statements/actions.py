"""Writes of statements: each is one transaction, and the history names the person and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core import review
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.models import ReviewState
from claimsite.core.review import ReviewError, StaleEditError, TransitionError
from claimsite.core.slugs import make_slug
from claimsite.core.turns import Track, in_turn
from claimsite.core.words import tidy
from claimsite.statements.anchors import Place, Places, SpanError, build_spans, check_places
from claimsite.statements.copies import settle_statement_copies
from claimsite.statements.models import Act, Actor, ActorKind, AttributionType, ExtractionRun, SpanRole, Statement, StatementSpan
from claimsite.statements.naming import keep_everywhere
from claimsite.statements.reanchoring import reanchor_statements, restore_spans
from claimsite.statements.recording import Recorder, describe, measure_overlap, name_revision, replace_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claimsite.articles.models import ArticleVersion
    from claimsite.core.models import User
    from claimsite.statements.drafts import Recorded, StatementDraft

__all__ = [
    "DuplicateStatementError",
    "SpanError",
    "StaleEditError",
    "TransitionError",
    "accept",
    "add_statement",
    "correct",
    "reanchor_statements",
    "record_statements",
    "reject",
    "undo",
]


#: What has to follow a person's decision, in the same transaction; apps that build on statements register theirs when the site starts.
FOLLOW_UPS: list[Callable[[Statement], object]] = []


class _Unchanged:
    """Stands for a field that a correction leaves as it is, where None has a meaning."""


UNCHANGED: Final = _Unchanged()


class DuplicateStatementError(ReviewError):
    """There is a statement with this content already; `current` is it."""

    def __init__(self, current: Statement) -> None:
        super().__init__(_("There is a statement with these words already."))
        self.current = current


@in_turn()
def accept(statement: Statement, *, by: User, revision: int) -> Statement:
    """Say that the machine (or another person) is right.

    Args:
        statement: brought up to date.
        by: who decides.
        revision: the statement's revision as the person saw it.

    Raises:
        StaleEditError: if somebody else was faster; `current` is the row as it stands.
        TransitionError: if it is accepted already.
    """
    review.decide(statement, ReviewState.ACCEPTED, by=by, revision=revision)
    return _follow_up(statement)


@in_turn()
def reject(statement: Statement, *, by: User, revision: int, reason: str = "") -> Statement:
    """Say that this is no statement of that kind; it leaves all pages but stays stored, and the machine does not propose it again.

    Args:
        statement: brought up to date.
        by: who decides.
        revision: the statement's revision as the person saw it.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if it is rejected already.
    """
    review.decide(statement, ReviewState.REJECTED, by=by, revision=revision, reason=reason)
    return _follow_up(statement)


@in_turn()
def correct(
    statement: Statement,
    *,
    by: User,
    revision: int,
    actor: Actor | _Unchanged | None = UNCHANGED,
    act: str | None = None,
    type: str | None = None,
    spans: Mapping[str, Iterable[Place]] | None = None,
    reason: str = "",
) -> Statement:
    """Put a statement right. Without any difference to what is stored this accepts it.

    Args:
        statement: brought up to date.
        by: who decides.
        revision: the statement's revision as the person saw it.
        actor: who is accountable, the side follows; None says that nobody can be named.
        act: one of `Act`; None leaves it.
        type: one of `AttributionType`; None leaves it.
        spans: by role half-open places in code points of the version's text; roles that are not named keep theirs, an empty list takes them away.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        SpanError: if a place is no stretch of the text, or nothing is left of the content.
        StaleEditError: if somebody else was faster.
        TransitionError: if nothing differs and it is accepted already.
        ValueError: for an unknown act or type.
    """
    _check_choices(act, type)
    review.lock(statement, revision=revision)
    text, stored = statement.version.text, _get_places(statement)
    places = check_places(text, {**stored, **(spans or {})})
    changes = _find_changes(statement, describe(text, places, statement.actor if isinstance(actor, _Unchanged) else actor), act, type)
    if isinstance(actor, _Unchanged):
        changes.pop("side", None)
    if places == stored and not changes:
        return accept(statement, by=by, revision=revision)
    review.decide(statement, ReviewState.CORRECTED, by=by, revision=revision, reason=reason, changes=changes)
    if places != stored:
        replace_spans(statement, build_spans(statement, text, places), by=by)
    return _follow_up(statement)


@in_turn()
def undo(statement: Statement, *, by: User, revision: int | None = None) -> Statement:
    """Bring a statement, spans included, back to what it was before the latest decision, whoever took it; repeated, one further back each time.

    Args:
        statement: brought up to date.
        by: who takes the decision back.
        revision: the statement's revision as the person saw it; None takes back whatever is latest.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if there is no decision left to take back.
    """
    _, undone = review.undo(statement, by=by, revision=revision)
    replaced = StatementSpan.history.filter(statement=statement.pk, history_type="-", history_change_reason=name_revision(undone))
    spans = [entry.instance for entry in replaced]
    if spans:
        _bring_back(statement, spans, by=by)
    return _follow_up(statement)


@in_turn()
def add_statement(
    version: ArticleVersion, *, by: User, spans: Mapping[str, Iterable[Place]], act: str, type: str, actor: Actor | None = None, reason: str = ""
) -> Statement:
    """Add a statement that the machine did not find; it counts as accepted.

    Args:
        version: the text that it stands in.
        by: who adds it.
        spans: by role half-open places in code points of the version's text; content is needed.
        act: one of `Act`.
        type: one of `AttributionType`.
        actor: who is accountable; None if nobody can be named.
        reason: kept in the history, at most `review.REASON_LENGTH` characters.

    Raises:
        SpanError: if a place is no stretch of the text, or there is no content.
        DuplicateStatementError: if a standing statement has the same content, to the character.
        ValueError: for an unknown act or type.
    """
    _check_choices(act, type)
    places = check_places(version.text, spans)
    for other in Statement.objects.filter(version=version).standing().prefetch_related("spans"):
        if measure_overlap(_get_places(other)[SpanRole.CONTENT], places[SpanRole.CONTENT]) == 1:
            raise DuplicateStatementError(other)
    article, now = version.article, timezone.now()
    statement = Statement(
        version=version,
        article=article,
        outlet_id=article.outlet_id,
        act=act,
        type=type,
        language=article.language,
        published_on=article.published_on,
        added_by=by,
        state=ReviewState.ACCEPTED,
        decided_at=now,
        decided_by=by,
        **describe(version.text, places, actor),
    )
    save_signed(statement, by=by, reason=f"added: {reason}"[:100] if reason else "added")
    save_all_signed(build_spans(statement, version.text, places), by=by, reason=name_revision(0))
    return _follow_up(statement)


@in_turn()
def add_actor(name: str, *, kind: str, side: Actor | None, by: User) -> Actor:
    """Add a person, body, state or group that no text has been resolved to yet; a name that is there gives its actor.

    Args:
        name: canonical name; white space is put in order.
        kind: one of `ActorKind`.
        side: the party that it belongs to; None if unknown.
        by: who adds it.

    Raises:
        ValueError: for an empty name or an unknown kind.
    """
    name = tidy(name)[:300]
    if not name or kind not in ActorKind.values:
        raise ValueError(f"no name, or unknown kind {kind!r}")
    found: Actor | None = Actor.objects.filter(name=name).first()
    if found is not None:
        return found
    return save_signed(
        Actor(name=name, kind=kind, side=side, slug=make_slug(Actor, name, fallback="actor"), local_names=keep_everywhere()), by=by, reason="added"
    )


@in_turn(Track.STATEMENTS)
def record_statements(version: ArticleVersion, *, run: ExtractionRun, drafts: Iterable[StatementDraft]) -> Recorded:
    """Bring the stored proposals of an article in line with what a run found in its text, all or nothing.

    Statements of earlier versions follow their words first. A proposal whose content is found again at the same place stays the same row. One that is not
    found again, or belongs to an earlier version of the text, is withdrawn. A draft is left out where people have decided or added a statement with
    (mostly) the same content; their rows stay as they decided.

    Args:
        version: the text that was analyzed.
        run: the stored run that new and changed rows name.
        drafts: what was found; of several with the same content the first counts.

    Raises:
        SpanError: if a draft's place is no stretch of the version's text.
        ValueError: if the run read another text, or for an unknown act or type.
    """
    if run.version_id != version.pk:
        raise ValueError("the run read another version")
    reanchor_statements(version)
    recorder = Recorder(version, run)
    for draft in drafts:
        recorder.propose(draft)
    recorded = recorder.write()
    settle_statement_copies(version.article)
    return recorded


def _follow_up(statement: Statement) -> Statement:
    settle_statement_copies(statement.article)
    for follow in FOLLOW_UPS:
        follow(statement)
    return statement


def _check_choices(act: str | None, type: str | None) -> None:
    if act is not None and act not in Act.values:
        raise ValueError(f"unknown act {act!r}; known are {', '.join(Act.values)}")
    if type is not None and type not in AttributionType.values:
        raise ValueError(f"unknown type {type!r}; known are {', '.join(AttributionType.values)}")


def _get_places(statement: Statement) -> Places:
    places: Places = {role: [] for role in SpanRole.values}
    for span in sorted(statement.spans.all(), key=lambda span: span.start_char):
        places[span.role].append((span.start_char, span.end_char))
    return places


def _find_changes(statement: Statement, described: dict[str, Any], act: str | None, type: str | None) -> dict[str, Any]:
    wanted = described | {name: value for name, value in (("act", act), ("type", type)) if value is not None}
    return {name: value for name, value in wanted.items() if getattr(statement, name) != value}


def _bring_back(statement: Statement, spans: list[StatementSpan], *, by: User) -> None:
    """Put earlier spans back, in the text that the outlet has by now."""
    version = statement.version
    restored = restore_spans(statement, spans)
    if statement.version != version:
        save_signed(statement, by=by, reason=f"back to version {statement.version.number}", update_fields=["version", "removed_in"])
    if restored:
        replace_spans(statement, restored, by=by)
