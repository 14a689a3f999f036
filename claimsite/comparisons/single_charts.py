"""Charts of one claim or one speaker, drawn from rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analysis.figures import Contradiction, Figure, TimelineEvent, build_network, build_timeline
from claimsite.claims.linked import Linked, find_linked
from claimsite.claims.models import Claim, ClaimStatement, RelationKind
from claimsite.core.palette import get_number
from claimsite.statements.models import Actor, Statement

#: Statements looked at, the newest: a figure has at most 200 marks.
NEWEST = 400


def build_claim_figures(claim: Claim, *, language: str) -> dict[str, Figure]:
    """When a claim, and what stands against it, was said."""
    linked = find_linked([claim.pk], kind=RelationKind.CONTRADICTS).get(claim.pk, [])
    claims = [claim.pk, *(each.claim.pk for each in linked)]
    members = ClaimStatement.objects.standing_with_statement().filter(claim__in=claims).select_related("statement__actor", "statement__side")
    statements = {row.statement_id: row.statement for row in members.order_by("-statement__published_on", "-statement")[:NEWEST]}
    return {"timeline": build_timeline(_list_events(statements.values()), language=language)}


def build_actor_figures(actor: Actor, *, language: str) -> dict[str, Figure]:
    """When somebody spoke, and who stands against them."""
    spoken = Statement.objects.standing().spoken_for(actor).select_related("actor", "side").newest_first()
    statements = list(spoken[:NEWEST])
    return {
        "timeline": build_timeline(_list_events(statements), language=language),
        "network": build_network(_list_contradictions(statements), language=language),
    }


def _list_events(statements: Iterable[Statement]) -> list[TimelineEvent]:
    return [
        TimelineEvent(
            date=row.published_on,
            side=_name_lane(row),
            side_index=get_number(row.side),
            label=f"{row.actor or row.source}: {row.content}",
            act=row.act,
            url=row.get_absolute_url(),
        )
        for row in statements
    ]


def _name_lane(row: Statement) -> str:
    return str(row.side or row.actor or row.source or "–")


def _list_contradictions(statements: Iterable[Statement]) -> list[Contradiction]:
    """Pairs of speakers, from the claims of these statements; a speaker against itself is a change of line and no pair."""
    members = ClaimStatement.objects.standing().filter(statement__in=[row.pk for row in statements], claim__merged_into__isnull=True)
    linked = find_linked(set(members.values_list("claim", flat=True)), kind=RelationKind.CONTRADICTS)
    relations = {each.relation.pk: each for rows in linked.values() for each in rows}
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[Linked, Statement, Statement]] = {}
    for each in relations.values():
        if each.own is None or each.other is None:
            continue
        a, b = sorted((each.own, each.other), key=_name)
        if _name(a) and _name(b) and _name(a) != _name(b):
            counts[_name(a), _name(b)] += 1
            first.setdefault((_name(a), _name(b)), (each, a, b))
    pairs = []
    for (a_name, b_name), count in counts.items():
        each, a, b = first[a_name, b_name]
        url = f"{each.claim.get_absolute_url()}#r{each.relation.pk}"
        pairs.append(Contradiction(a_name, get_number(a.side), b_name, get_number(b.side), count, url))
    return pairs


def _name(row: Statement) -> str:
    return str(row.actor or row.source or "")
