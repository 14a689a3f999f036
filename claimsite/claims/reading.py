"""An article as readers see it: the text with its statements marked, and a note beside each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from claimsite.articles.models import ArticleVersion
from claimsite.claims.linked import Linked, find_against
from claimsite.claims.marking import Paragraph, Placed, mark_text
from claimsite.claims.models import Claim, ClaimStatement
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor, ExtractionRun, Statement
from claimsite.statements.tracing import list_removed, trace_statements


@dataclass(slots=True)
class Note:
    """What the margin says about a statement; `number` counts in text order."""

    statement: Statement
    number: int = 0
    claims: list[Claim] = field(default_factory=list)
    against: list[Linked] = field(default_factory=list)

    @property
    def more_against(self) -> int:
        """What stands against it beside the surest."""
        return max(0, len(self.against) - 1)


@dataclass(frozen=True, slots=True)
class Legend:
    """A side and how often it speaks."""

    side: Actor
    count: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and the notes beside it."""

    paragraph: Paragraph
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the page of an article shows of one version."""

    passages: list[Passage]
    notes: dict[int, Note]
    legend: list[Legend]
    orphans: list[Note]
    removed: list[Statement]
    flags: list[Any]


def read_version(version: ArticleVersion) -> Reading:
    """Mark a version's standing statements; the number of queries does not depend on the data."""
    traced = trace_statements(version)
    statements = [each.statement for each in traced]
    notes = {row.pk: Note(row) for row in statements}
    add_links(notes.values())
    places = [Placed(each.statement.pk, role, start, end) for each in traced for role, (start, end) in each.places]
    paragraphs = mark_text(version.text, places)
    placed = list(dict.fromkeys(pk for paragraph in paragraphs for pk in paragraph.statements))
    for number, pk in enumerate(placed, 1):
        notes[pk].number = number
    passages = [Passage(paragraph, [notes[pk] for pk in paragraph.statements]) for paragraph in paragraphs]
    flags = _read_flags(version.pk)
    orphans = [note for pk, note in notes.items() if pk not in set(placed)]
    return Reading(passages, notes, describe_sides(statements), orphans, list_removed(version), flags[0] if flags else [])


def describe_sides(statements: Iterable[Statement]) -> list[Legend]:
    """The sides of these statements, those that speak most first."""
    counts = Counter(row.side for row in statements if row.side is not None)
    return [Legend(side, count) for side, count in counts.most_common()]


def add_links(notes: Iterable[Note]) -> None:
    """Tell each note its claims and what stands against them."""
    by_statement = {note.statement.pk: note for note in notes}
    members = _read_members(by_statement)
    linked = find_against({row.claim_id for row in members})
    for row in members:
        note = by_statement[row.statement_id]
        note.claims.append(row.claim)
        note.against.extend(linked.get(row.claim_id, []))


@prepared
def _read_members(statements: Any) -> QuerySet[ClaimStatement]:
    found = ClaimStatement.objects.standing().filter(is_among("statement", statements), claim__merged_into__isnull=True)
    return found.select_related("claim").order_by("id")


@prepared
def _read_flags(version: Any) -> QuerySet[Any, Any]:
    """What was odd in the text when the machine last read it."""
    return ExtractionRun.objects.filter(version=version).order_by("-started_at").values_list("flags", flat=True)[:1]
