"""The comparison table as plain data, which the live page and a frozen snapshot render alike."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.comparisons.cells import Words, describe_row
from claimsite.comparisons.local_names import list_names
from claimsite.comparisons.rows import Membership, Row, build_frame
from claimsite.core.palette import get_number
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor
from claimsite.statements.sides import read_actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALL, CONTESTED, UNANSWERED, SILENT = "all", "contested", "unanswered", "silent"
ONLY = (ALL, CONTESTED, UNANSWERED, SILENT)
RECENT, OUTLETS = "recent", "outlets"
SORTS = (CONTESTED, RECENT, OUTLETS)
#: Rows of a table; a person reads tens, and the others come with a topic, dates or another choice.
LIMIT = 60
#: The newest contradictions among which the topic is looked for that a page without a choice shows.
NEWEST = 500
#: Sides that are compared when nobody has chosen any.
MAX_SIDES = 4


def build_table(
    *,
    sides: Sequence[Actor],
    topic: Topic | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    only: str = ALL,
    sort: str = CONTESTED,
    limit: int = LIMIT,
    claims: Sequence[int] = (),
) -> dict[str, Any]:
    """Set the sides' claims side by side.

    A row is a claim; counterclaims that consist of denials stand in the rows of the claims that they contradict. Contested rows come first, then
    those that most outlets carry, then the newest. The number of queries does not depend on the data.

    Args:
        sides: in order of the columns.
        topic: None for all.
        since: first day, None for no limit.
        until: last day, None for no limit.
        only: one of `ONLY`: all rows, those where sides stand against each other, those where one side speaks and no other answers, or those where a
            chosen side says nothing.
        sort: one of `SORTS`: contested rows, the newest, or those that most outlets carry first.
        limit: rows at most; `omitted` counts the others.
        claims: ids of the rows to show, in this order, whatever `only` and `sort` say; without any all rows.

    Returns:
        JSON: no model objects, dates as ``YYYY-MM-DD``, addresses as paths. ``names`` has what sides, speakers and the topic are called in each language,
        by the names in the table, if any is called otherwise than there; see `local_names.localize`.

    Raises:
        ValueError: for an unknown `only` or `sort`.
    """
    for value, known in ((only, ONLY), (sort, SORTS)):
        if value not in known:
            raise ValueError(f"unknown choice {value!r}; known are {', '.join(known)}")
    frame = build_frame(_index_sides(sides), topic=topic, since=since, until=until, only=ALL if claims else only, sort=sort)
    rows = _choose(frame.rows, claims) if claims else frame.rows
    shown = rows[: max(0, limit)]
    words = Words(frame, shown)
    # What people have chosen rests on its own statements, not on all that there would have been to choose from.
    members = [member for row in shown for member in row.everything] if claims else frame.members
    dates = [member.published_on for member in members]
    names = list_names([*sides, *(words.statements[pk].actor for pk in sorted(words.statements))], topic)
    return {
        **({"names": names} if names else {}),
        "sides": _describe_sides(sides, members),
        "topic": {"id": topic.pk, "slug": topic.slug, "title": topic.title} if topic else None,
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "only": only,
        "rows": [describe_row(row, len(sides), words) for row in shown],
        "omitted": len(rows) - len(shown),
        "contested": sum(row.is_contested for row in rows),
        "statements": len({member.original for member in members}),
        "articles": len({member.article for member in members}),
        "outlets": len({member.outlet for member in members}),
        "languages": sorted({member.language for member in members}),
        "first": min(dates).isoformat() if dates else None,
        "last": max(dates).isoformat() if dates else None,
    }


def _choose(rows: Iterable[Row], claims: Sequence[int]) -> list[Row]:
    """The rows of these claims, in their order; of those that are not found none."""
    by_claim = {row.claim: row for row in rows}
    return [by_claim[pk] for pk in dict.fromkeys(claims) if pk in by_claim]


def _index_sides(sides: Sequence[Actor]) -> dict[int, int]:
    """Column by id, also of actors that were merged into a side."""
    index = {side.pk: i for i, side in enumerate(sides)}
    for pk, into in _read_merged(index):
        index.setdefault(pk, index[into])
    return index


@prepared
def _read_merged(into: Any) -> QuerySet[Any, Any]:
    return Actor.objects.filter(is_among("merged_into", into)).order_by().values_list("pk", "merged_into")


def _describe_sides(sides: Sequence[Actor], members: Iterable[Membership]) -> list[dict[str, Any]]:
    speakers: dict[int, set[int | None]] = defaultdict(set)
    statements: dict[int, set[int]] = defaultdict(set)
    for member in members:
        speakers[member.side].add(member.actor)
        statements[member.side].add(member.original)
    return [
        {
            "slug": side.slug,
            "name": side.name,
            "kind": side.kind,
            "index": i,
            "color": get_number(side),
            "url": side.get_absolute_url(),
            "speakers": len(speakers[i]),
            "statements": len(statements[i]),
        }
        for i, side in enumerate(sides)
    ]


def default_topic() -> Topic | None:
    """The topic with most of the newest contradictions that stand; None without any."""
    counts = Counter(_read_newest_topics())
    best = max(counts, key=lambda pk: (counts[pk], pk or 0), default=None)
    return _read_topic(best)[0] if best else None


@prepared
def _read_newest_topics() -> QuerySet[Any, Any]:
    found = ClaimRelation.objects.standing().filter(kind=RelationKind.CONTRADICTS, claim_a__topic__isnull=False, claim_a__topic__merged_into__isnull=True)
    return found.order_by("-id").values_list("claim_a__topic", flat=True)[:NEWEST]


@prepared
def _read_topic(pk: Any) -> QuerySet[Topic]:
    return Topic.objects.filter(pk=pk)


def default_sides(topic: Topic | None) -> list[Actor]:
    """The two to four sides with most statements in a topic, those of contested claims first.

    Args:
        topic: None takes `default_topic`, and all statements if there is none.
    """
    topic = topic or default_topic()
    best = [row[0] for row in _read_loudest(topic.pk if topic else None)]
    rows = {side.pk: side for side in read_actors(best)}
    return [rows[pk] for pk in best]


@prepared
def _read_loudest(topic: Any) -> QuerySet[Any, Any]:
    members = ClaimStatement.objects.standing_with_statement().counted_once().filter(claim__merged_into__isnull=True, statement__side__isnull=False)
    if topic is not None:
        members = members.filter(claim__topic=topic)
    contradictions = ClaimRelation.objects.standing().filter(kind=RelationKind.CONTRADICTS)
    contested = Exists(contradictions.filter(Q(claim_a=OuterRef("claim")) | Q(claim_b=OuterRef("claim"))))
    counts = members.order_by().values_list("statement__side").annotate(contested=Count("pk", filter=contested), total=Count("pk"))
    return counts.order_by("-contested", "-total", "statement__side")[:MAX_SIDES]
