"""Which statements stand in a version of an article, and where: also those that have moved on to a later version since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from claimsite.articles.changes import align
from claimsite.core.models import ReviewState
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_standing
from claimsite.statements.anchors import Place, find_again
from claimsite.statements.at_hand import attach_copies, attach_spans
from claimsite.statements.models import SpanRole, Statement

if TYPE_CHECKING:
    from claimsite.articles.models import ArticleVersion


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement and its places in a version's text, by role."""

    statement: Statement
    places: list[tuple[str, Place]]


def trace_statements(version: ArticleVersion) -> list[Traced]:
    """The statements that readers find in a version's text, in order of their ids.

    Args:
        version: in an earlier one statements that the outlet removed later stand, too, and those that moved on are found by their words.
    """
    own = _read_current(version.pk) if version.is_current else _read_earlier(version.pk)
    attach_copies(own)
    attach_spans(own)
    traced = [Traced(row, [(span.role, (span.start_char, span.end_char)) for span in row.list_spans()]) for row in own]
    if not version.is_current:
        traced += _trace_back(version)
    return sorted(traced, key=lambda each: each.statement.pk)


@prepared
def _read_current(version: Any) -> QuerySet[Statement]:
    return Statement.objects.standing().filter(version=version).with_people()


@prepared
def _read_earlier(version: Any) -> QuerySet[Statement]:
    """With those that the outlet removed later."""
    wanted = is_standing() | (Q(removed_in__isnull=False) & ~Q(state=ReviewState.REJECTED))
    return Statement.objects.filter(wanted, version=version).with_people()


def list_removed(version: ArticleVersion) -> list[Statement]:
    """What the outlet has removed up to this version, the latest removal first: proposals and decisions alike, for both were said."""
    return _read_removed(version.article_id, version.number)


@prepared
def _read_removed(article: Any, number: Any) -> QuerySet[Statement]:
    found = Statement.objects.filter(article=article, removed_in__number__lte=number).exclude(state=ReviewState.REJECTED)
    return found.with_people().select_related("removed_in", "version").order_by("-removed_in__number", "id")


def _trace_back(version: ArticleVersion) -> list[Traced]:
    """Statements of later versions whose words this one has already."""
    later = Statement.objects.standing().filter(article=version.article_id, version__number__gt=version.number)
    blocks = {}
    traced = []
    for row in later.with_people().with_copies().select_related("version").prefetch_related("spans"):
        if row.version_id not in blocks:
            blocks[row.version_id] = align(row.version.text, version.text)
        spans = row.spans.all()
        places = [(span.role, find_again(span, version.text, blocks[row.version_id])) for span in spans]
        if all(place is not None for role, place in places if role == SpanRole.CONTENT):
            traced.append(Traced(row, [(role, place) for role, place in places if place is not None]))
    return traced
