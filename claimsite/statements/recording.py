"""How the machine's drafts of one text meet the rows that are there; `actions.record_statements` is the way in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from claimsite.articles.models import Article
from claimsite.core.history import save_all_signed
from claimsite.core.models import ReviewState
from claimsite.core.needs import is_contested, measure_need
from claimsite.statements.anchors import Place, Places, build_spans, check_places, join_words
from claimsite.statements.drafts import Recorded, StatementDraft
from claimsite.statements.models import Act, Actor, AttributionType, ExtractionRun, SpanRole, Statement, StatementSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimsite.articles.models import ArticleVersion
    from claimsite.core.models import User

#: Two contents that share this part of their characters are the same content.
SAME_CONTENT = 0.5
_MACHINE_FIELDS = ["actor", "side", "act", "type", "content", "source", "score", "why", "why_actor", "alternatives", "need", "has_doubtful_speaker"]
_UNDECIDED = {"state": ReviewState.PROPOSED, "added_by__isnull": True}
#: Speakers whom the machine has met so few times are new to it.
_SEEN_OFTEN = 3


def describe(text: str, places: Places, actor: Actor | None, side: Actor | None = None) -> dict[str, Any]:
    """The fields of a statement that repeat what its spans and its actor say."""
    side = side or (actor.side if actor else None)
    while side is not None and side.merged_into is not None:
        side = side.merged_into
    return {"actor": actor, "side": side, "content": join_words(text, places[SpanRole.CONTENT]), "source": join_words(text, places[SpanRole.SOURCE])[:500]}


def name_revision(revision: int) -> str:
    """The reason that a span's history carries: the statement's revision at which it came or went, by which an undo finds it."""
    return f"revision {revision}"


class Recorder:
    """Gathers rows, so that a whole article takes a handful of queries."""

    def __init__(self, version: ArticleVersion, run: ExtractionRun) -> None:
        self.version, self.run, self.text = version, run, version.text
        self.added: list[tuple[Statement, Places]] = []
        self.changed: list[tuple[Statement, Places]] = []
        self.kept: list[Statement] = []
        self.left_out = 0
        self._seen: set[tuple[Place, ...]] = set()
        self.undecided = self._read_undecided()
        self.decided_places, self.decided_words = self._read_decided()

    def propose(self, draft: StatementDraft) -> None:
        """Take a draft as a new row, as the present state of one that is there, or leave it out."""
        places = check_places(self.text, {SpanRole.CONTENT: draft.content, SpanRole.SOURCE: draft.source, SpanRole.CUE: draft.cue})
        if draft.act not in Act.values or draft.type not in AttributionType.values:
            raise ValueError(f"unknown act {draft.act!r} or type {draft.type!r}")
        fields = describe(self.text, places, draft.actor, draft.side) | {
            "act": str(draft.act),
            "type": str(draft.type),
            "score": draft.score,
            "why": dict(draft.why),
            "why_actor": dict(draft.why_actor),
            "alternatives": [dict(each) for each in draft.alternatives],
        }
        key = tuple(places[SpanRole.CONTENT])
        if key in self._seen:
            return
        self._seen.add(key)
        if fields["content"] in self.decided_words or any(measure_overlap(key, decided) >= SAME_CONTENT for decided in self.decided_places):
            self.left_out += 1
            return
        row = self.undecided.pop(key, None)
        if row is None:
            article = self.version.article
            row = Statement(version=self.version, article=article, run=self.run, language=article.language, published_on=article.published_on, **fields)
            self.added.append((row, places))
            return
        self._take_again(row, places, fields)

    def _take_again(self, row: Statement, places: Places, fields: dict[str, Any]) -> None:
        stored = {(span.role, span.start_char, span.end_char) for span in row.spans.all()}
        found = {(role, start, end) for role, each in places.items() for start, end in each}
        if row.withdrawn_at is None and stored == found and all(getattr(row, name) == value for name, value in fields.items()):
            self.kept.append(row)
            return
        for name, value in fields.items():
            setattr(row, name, value)
        row.run, row.withdrawn_at = self.run, None
        row.revision += 1  # a form that was opened before shows something else
        self.changed.append((row, places))

    def _name_outlet(self) -> None:
        """Asked now that it is this writer's turn: since the article was read its outlet may have been merged into another."""
        if self.added:
            outlet = Article.objects.values_list("outlet_id", flat=True).get(pk=self.version.article_id)
            for row, _ in self.added:
                row.outlet_id = outlet

    def write(self) -> Recorded:
        """Write all of it; what was not found again is withdrawn."""
        now = timezone.now()
        left = [row for row in [*self.undecided.values(), *self._read_undecided_elsewhere()] if row.withdrawn_at is None]
        for row in left:
            row.withdrawn_at = now
            row.revision += 1
        changed = [row for row, _ in self.changed]
        self._rate([*changed, *(row for row, _ in self.added)])
        self._name_outlet()
        save_all_signed([row for row, _ in self.added], by=None, reason="found by the machine")
        fields = [*_MACHINE_FIELDS, "run", "withdrawn_at", "revision"]
        bulk_update_with_history(changed, Statement, fields, default_change_reason="found again by the machine")
        bulk_update_with_history(left, Statement, ["withdrawn_at", "revision"], default_change_reason="no longer found by the machine")
        StatementSpan.objects.filter(statement__in=changed).delete()
        spans = [span for row, places in self.added + self.changed for span in build_spans(row, self.text, places)]
        save_all_signed(spans, by=None, reason="found by the machine")
        return Recorded(len(self.added), len(self.kept), len(self.changed), len(left), self.left_out)

    def _rate(self, rows: Sequence[Statement]) -> None:
        """How much each needs a person; whether it is contested shows with the claims."""
        often = find_familiar({row.actor_id for row in rows if row.actor_id is not None})
        for row in rows:
            row.need = measure_need(row.score, is_contested=is_contested(row.need))
            row.has_doubtful_speaker = row.actor_id not in often or bool(row.alternatives)

    def _read_undecided(self) -> dict[tuple[Place, ...], Statement]:
        rows = Statement.objects.filter(version=self.version, **_UNDECIDED).select_related("actor", "side").prefetch_related("spans")
        return {_get_content(row.spans.all()): row for row in rows.order_by("-id")}

    def _read_undecided_elsewhere(self) -> Sequence[Statement]:
        """Proposals about earlier versions of the text: readers see the current one."""
        if not self.version.is_current:
            return []
        return list(Statement.objects.filter(article=self.version.article, version__number__lt=self.version.number, **_UNDECIDED))

    def _read_decided(self) -> tuple[list[tuple[Place, ...]], set[str]]:
        """Where people have decided: the places in this text, also those before a correction, and the words in other versions of it."""
        decided = Statement.objects.filter(article=self.version.article).exclude(**_UNDECIDED)
        spans: dict[tuple[int, str], list[Any]] = defaultdict(list)
        entries = StatementSpan.history.filter(statement__in=decided.filter(version=self.version), role=SpanRole.CONTENT).exclude(history_type="-")
        for span in entries:
            if self.text.startswith(span.exact, span.start_char):  # else it is a place in an earlier version's text
                spans[span.statement_id, span.history_change_reason].append(span)
        return [_get_content(each) for each in spans.values()], set(decided.exclude(version=self.version).values_list("content", flat=True))


def find_familiar(actors: set[int]) -> set[int]:
    """Those whom the machine has met often."""
    others = Statement.objects.filter(actor=OuterRef("pk")).order_by().values("pk")[_SEEN_OFTEN : _SEEN_OFTEN + 1]
    return set(Actor.objects.filter(Exists(others), pk__in=actors).values_list("pk", flat=True))


def replace_spans(statement: Statement, spans: list[StatementSpan], *, by: User) -> None:
    """Put other spans in the place of the stored ones; both changes name the statement's new revision, by which an undo finds them."""
    reason = name_revision(statement.revision)
    for span in statement.spans.all():
        span._history_user = by  # type: ignore[attr-defined]
        span._change_reason = reason  # type: ignore[attr-defined]
        span.delete()
    save_all_signed(spans, by=by, reason=reason)


def measure_overlap(a: Sequence[Place], b: Sequence[Place]) -> float:
    """Characters that two lists of places share, as a part of those that they cover together (Jaccard): 0 to 1."""
    shared = sum(max(0, min(end, other_end) - max(start, other_start)) for start, end in a for other_start, other_end in b)
    total = sum(end - start for start, end in [*a, *b]) - shared
    return shared / total if total else 0.0


def _get_content(spans: Any) -> tuple[Place, ...]:
    return tuple(sorted((span.start_char, span.end_char) for span in spans if span.role == SpanRole.CONTENT))
