"""What happens to statements when an outlet changes its article; `actions.reanchor_statements` is the way in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from claimsite.articles.changes import Block, align
from claimsite.core.models import ReviewState
from claimsite.core.turns import Track, in_turn
from claimsite.statements.anchors import CONTEXT_CHARACTERS, Place, find_again
from claimsite.statements.models import SpanRole, Statement, StatementSpan

if TYPE_CHECKING:
    from claimsite.articles.models import ArticleVersion

_PLACE_FIELDS = ["start_char", "end_char", "prefix", "suffix", "is_orphaned"]


@dataclass(frozen=True, slots=True)
class Reanchored:
    """How many statements moved to the new text, and how many the outlet removed."""

    moved: int = 0
    removed: int = 0


@in_turn(Track.STATEMENTS)
def reanchor_statements(version: ArticleVersion) -> Reanchored:
    """Bring the statements of an article to the text of its newest version, all or nothing.

    A statement whose content stands there, by place or by its words and what stands around them, moves: it is the same row, with its claims, its decision
    and its address. One whose content is gone stays in the version that has it, with `removed_in` and orphaned spans; a proposal is withdrawn, a decision
    stands. A content that comes back later brings its statement back.

    Args:
        version: the article's current version; its statements need not be recorded yet.
    """
    return Mover(version).move_all() if version.is_current and version.number > 1 else Reanchored()


class Mover:
    """Takes the statements of an article's earlier versions to a later one; gathers rows, so that an article takes a handful of queries."""

    def __init__(self, version: ArticleVersion) -> None:
        self.version = version
        self.reason = f"version {version.number} of the text"
        self._blocks: dict[int, list[Block]] = {}
        self._moved: list[Statement] = []
        self._removed: list[Statement] = []
        self._stepped_back: list[Statement] = []
        self._spans: list[StatementSpan] = []
        self._lost: list[StatementSpan] = []
        self._taken = {_get_content(row) for row in Statement.objects.filter(version=version).prefetch_related("spans")}

    def move_all(self) -> Reanchored:
        """Decisions first: where both stand at one place, the proposal gives way."""
        is_decided = ~Q(state=ReviewState.PROPOSED) | Q(added_by__isnull=False)
        rows = Statement.objects.filter(article=self.version.article_id, version__number__lt=self.version.number)
        rows = rows.filter(is_decided | Q(withdrawn_at__isnull=True) | Q(removed_in__isnull=False)).select_related("version").prefetch_related("spans")
        for statement in sorted(rows, key=lambda row: (_is_proposal(row), -row.version.number, row.pk)):
            self._move(statement)
        self._write()
        return Reanchored(len(self._moved), len(self._removed))

    def _move(self, statement: Statement) -> None:
        spans = list(statement.spans.all())
        blocks = self._align(statement.version)
        contents = [find_again(span, self.version.text, blocks) for span in spans if span.role == SpanRole.CONTENT]
        found = tuple(sorted(place for place in contents if place is not None))
        if len(found) < len(contents) or not found:
            self._remove(statement, spans)
            return
        if _is_proposal(statement) and found in self._taken:
            self._give_way(statement)
            return
        self._taken.add(found)
        for span in spans:
            place = find_again(span, self.version.text, blocks, near=None if span.role == SpanRole.CONTENT else (found[0][0], found[-1][1]))
            if place is None:
                self._lost.append(span)
            else:
                self._spans.append(_place(span, place, self.version.text))
        statement.version, statement.removed_in = self.version, None
        statement.revision += 1  # a form that was opened before shows other places
        self._moved.append(statement)

    def _remove(self, statement: Statement, spans: list[StatementSpan]) -> None:
        """The words are gone: a proposal goes with them, a decision stays; both stay readable where they were."""
        if statement.removed_in_id is not None:
            return
        statement.removed_in = self.version
        if _is_proposal(statement):
            statement.withdrawn_at = timezone.now()
        statement.revision += 1
        for span in spans:
            span.is_orphaned = True
            self._spans.append(span)
        self._removed.append(statement)

    def _give_way(self, statement: Statement) -> None:
        """Another statement has these words already."""
        if statement.withdrawn_at is None:
            statement.withdrawn_at = timezone.now()
            statement.revision += 1
            self._stepped_back.append(statement)

    def _align(self, version: ArticleVersion) -> list[Block]:
        if version.pk not in self._blocks:
            self._blocks[version.pk] = align(version.text, self.version.text)
        return self._blocks[version.pk]

    def _write(self) -> None:
        fields = ["version", "removed_in", "withdrawn_at", "revision"]
        bulk_update_with_history([*self._moved, *self._removed, *self._stepped_back], Statement, fields, default_change_reason=self.reason)
        bulk_update_with_history(self._spans, StatementSpan, _PLACE_FIELDS, default_change_reason=self.reason)
        for span in self._lost:  # a source or a cue that the outlet took away or changed: the statement has its words, the history its place
            span._change_reason = self.reason  # type: ignore[attr-defined]
            span.delete()


def restore_spans(statement: Statement, spans: list[StatementSpan]) -> list[StatementSpan]:
    """Bring spans of an earlier decision to the text that their statement stands in by now.

    Returns:
        Those that have a place there. If a content has none, all as they were, and the statement goes back to the version that has them.
    """
    text = statement.version.text
    if all(text.startswith(span.exact, span.start_char) for span in spans):
        return spans
    places = [(span, find_again(span, text)) for span in spans]
    if all(place is not None for span, place in places if span.role == SpanRole.CONTENT):
        return [_place(span, place, text) for span, place in places if place is not None]
    for version in statement.article.versions.filter(number__lt=statement.version.number).order_by("-number"):
        if all(version.text.startswith(span.exact, span.start_char) for span in spans):
            statement.version, statement.removed_in = version, statement.version
            for span in spans:
                span.is_orphaned = True
            return spans
    return []


def _place(span: StatementSpan, place: Place, text: str) -> StatementSpan:
    span.start_char, span.end_char = place
    span.prefix = text[max(0, span.start_char - CONTEXT_CHARACTERS) : span.start_char]
    span.suffix = text[span.end_char : span.end_char + CONTEXT_CHARACTERS]
    span.is_orphaned = False
    return span


def _is_proposal(statement: Statement) -> bool:
    return statement.state == ReviewState.PROPOSED and statement.added_by_id is None


def _get_content(statement: Statement) -> tuple[Place, ...]:
    return tuple(sorted((span.start_char, span.end_char) for span in statement.spans.all() if span.role == SpanRole.CONTENT))
