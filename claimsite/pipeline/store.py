"""From an analyzed document to rows: proposals are added, kept or withdrawn; what people decided is never touched."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from claimsite.core.models import ReviewState
from claimsite.pipeline.actors import ActorRecorder, get_row_name
from claimsite.statements.anchors import build_spans, join_words
from claimsite.statements.models import Actor, ExtractionRun, SpanRole, Statement, StatementSpan

if TYPE_CHECKING:
    from analysis.types import AnalyzedDocument, Attribution
    from claimsite.articles.models import ArticleVersion

REASON = "found by the machine"
#: What the machine says of a statement, and may say differently the next time as long as nobody has decided.
MACHINE_FIELDS = ["actor", "side", "act", "type", "content", "source", "score", "why", "why_actor", "alternatives"]

Place = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StoreResult:
    """How many statements a run added, found again and withdrew."""

    added: int
    kept: int
    withdrawn: int


@transaction.atomic
def store(version: ArticleVersion, document: AnalyzedDocument, run: ExtractionRun) -> StoreResult:
    """Bring the stored proposals of a version in line with what a run found, all or nothing.

    A proposal found again at the same place stays the same row. One not found is withdrawn. A new one is added unless it overlaps a statement that
    people decided or added.

    Args:
        version: its text is the one that was analyzed.
        document: what was found; spans refer to `version.text`.
        run: already stored; statements name it.

    Raises:
        ValueError: if the document's text is not the version's.
    """
    if document.text != version.text:
        raise ValueError("the document is not an analysis of this version's text")
    writer = _Writer(version, run)
    proposals, taken = _read_stored(version)
    for attribution in document.attributions:
        place = tuple(_get_places(attribution)[SpanRole.CONTENT])
        if _overlaps(place, taken):
            continue
        row = proposals[place].pop(0) if proposals.get(place) else None
        writer.propose(attribution, row)
    return writer.write(left=[row for rows in proposals.values() for row in rows if row.withdrawn_at is None])


def _read_stored(version: ArticleVersion) -> tuple[dict[Place, list[Statement]], list[tuple[int, int]]]:
    """Undecided rows by their place, and the stretches that decided ones cover."""
    proposals: dict[Place, list[Statement]] = defaultdict(list)
    taken: list[tuple[int, int]] = []
    for row in Statement.objects.filter(version=version).prefetch_related("spans").order_by("id"):
        place = tuple(sorted((s.start_char, s.end_char) for s in row.spans.all() if s.role == SpanRole.CONTENT))
        if row.state == ReviewState.PROPOSED and row.added_by_id is None:
            proposals[place].append(row)
        else:
            taken.extend(place)
    return proposals, taken


class _Writer:
    """Gathers rows, so that a whole article takes a handful of queries."""

    def __init__(self, version: ArticleVersion, run: ExtractionRun) -> None:
        self.version, self.run = version, run
        self.article = version.article
        self.recorder = ActorRecorder(self.article)
        self.added: list[tuple[Statement, Attribution]] = []
        self.changed: list[tuple[Statement, Attribution]] = []
        self.kept: list[Statement] = []

    def propose(self, attribution: Attribution, row: Statement | None) -> None:
        """Take an attribution as a new row, or as the present state of one that is there."""
        fields = self._describe(attribution)
        if row is None:
            repeated = {"version": self.version, "article": self.article, "language": self.article.language, "published_on": self.article.published_on}
            self.added.append((Statement(run=self.run, **repeated, **fields), attribution))
            return
        is_changed = row.withdrawn_at is not None or any(getattr(row, name) != value for name, value in fields.items()) or self._has_moved(row, attribution)
        row.run = self.run
        if not is_changed:
            self.kept.append(row)
            return
        for name, value in fields.items():
            setattr(row, name, value)
        row.withdrawn_at = None
        row.revision += 1  # a form opened before shows something else
        self.changed.append((row, attribution))

    def write(self, left: list[Statement]) -> StoreResult:
        """Write all of it; `left` are proposals that were not found again."""
        bulk_create_with_history([row for row, _ in self.added], Statement, default_change_reason=REASON)
        bulk_update_with_history(
            [row for row, _ in self.changed], Statement, [*MACHINE_FIELDS, "run", "withdrawn_at", "revision"], default_change_reason="found anew by the machine"
        )
        StatementSpan.objects.filter(statement__in=[row for row, _ in self.changed]).delete()
        spans = [span for row, attribution in self.added + self.changed for span in build_spans(row, self.version.text, _get_places(attribution))]
        bulk_create_with_history(spans, StatementSpan, default_change_reason=REASON)
        Statement.objects.filter(pk__in=[row.pk for row in self.kept]).update(run=self.run)
        now = timezone.now()
        for row in left:
            row.withdrawn_at = now
            row.revision += 1
        bulk_update_with_history(left, Statement, ["withdrawn_at", "revision"], default_change_reason="no longer found by the machine")
        return StoreResult(added=len(self.added), kept=len(self.kept) + len(self.changed), withdrawn=len(left))

    def _describe(self, attribution: Attribution) -> dict[str, Any]:
        best = attribution.candidates[0] if attribution.candidates else None
        places = _get_places(attribution)
        source = join_words(self.version.text, places[SpanRole.SOURCE])[:500]
        actor = self.recorder.record(best.actor) if best else None
        if actor:
            self.recorder.record_name(actor, source)
        return {
            "actor": actor,
            "side": self._get_side(actor),
            "act": str(attribution.act),
            "type": str(attribution.type),
            "content": join_words(self.version.text, places[SpanRole.CONTENT]),
            "source": source,
            "score": attribution.score,
            "why": attribution.why.as_dict(),
            "why_actor": best.why.as_dict() if best else {},
            "alternatives": [{"name": get_row_name(other.actor), "score": other.score} for other in attribution.candidates[1:6]],
        }

    @staticmethod
    def _get_side(actor: Actor | None) -> Actor | None:
        side = actor.side if actor else None
        while side is not None and side.merged_into is not None:
            side = side.merged_into
        return side

    def _has_moved(self, row: Statement, attribution: Attribution) -> bool:
        """Whether source or cue stand elsewhere than stored."""
        stored = {(s.role, s.position, s.start_char, s.end_char) for s in row.spans.all()}
        return stored != {(role, i, start, end) for role, places in _get_places(attribution).items() for i, (start, end) in enumerate(places)}


def _get_places(attribution: Attribution) -> dict[str, list[tuple[int, int]]]:
    roles = {SpanRole.SOURCE: attribution.source, SpanRole.CUE: attribution.cue, SpanRole.CONTENT: attribution.content}
    return {str(role): sorted((span.start, span.end) for span in spans) for role, spans in roles.items()}


def _overlaps(place: Place, taken: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for start, end in place for other_start, other_end in taken)
