"""Charts of one claim or one speaker, drawn from rows that are read as plain values."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from analysis.figures import Contradiction, Figure, TimelineEvent, build_network, build_timeline
from claimsite.claims.linked import find_linked
from claimsite.claims.models import Claim, ClaimStatement, RelationKind
from claimsite.claims.pairs import Pair, find_pairs
from claimsite.comparisons.drawing import draw
from claimsite.core.addresses import find_address, find_addresses
from claimsite.core.palette import choose_number
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor, Statement
from claimsite.statements.naming import name_locally
from claimsite.statements.voices import find_voices, is_spoken

#: Statements looked at, the newest: a figure has at most 200 marks.
NEWEST = 400


class Said(NamedTuple):
    """What a figure shows of a statement, with the reader's names."""

    pk: int
    article: int
    published_on: dt.date
    side: int | None
    side_name: str | None
    palette_number: int | None
    actor: str | None
    source: str
    act: str
    content: str


_SIDE, _ACTOR = ("side__name", "side__local_names"), ("actor__name", "actor__local_names")
_FIELDS = ("pk", "article", "published_on", "side", *_SIDE, "side__palette_number", *_ACTOR, "source", "act", "content")


def build_claim_figures(claim: Claim, *, language: str) -> dict[str, Figure]:
    """When a claim, and what stands against it, was said."""
    linked = find_linked([claim.pk], kind=RelationKind.CONTRADICTS).get(claim.pk, [])
    claims = [claim.pk, *(each.claim.pk for each in linked)]
    members = ClaimStatement.objects.standing_with_statement().filter(claim__in=claims).order_by("-statement__published_on", "-statement")
    rows = [_read(*row) for row in members.values_list(*(f"statement__{name}" for name in _FIELDS))[:NEWEST]]
    return {"timeline": draw(build_timeline, _list_events(dict.fromkeys(rows)), language=language)}


def build_actor_figures(actor: Actor, *, language: str) -> dict[str, Figure]:
    """When somebody spoke, and who stands against them."""
    rows = [_read(*row) for row in _read_spoken(*find_voices(actor).every)]
    return {
        "timeline": draw(build_timeline, _list_events(rows), language=language),
        "network": draw(build_network, _count_contradictions(row.pk for row in rows), language=language),
    }


@prepared
def _read_spoken(actor: Any, sides: Any) -> QuerySet[Any, Any]:
    return Statement.objects.standing().filter(is_spoken(actor, sides)).newest_first().values_list(*_FIELDS)[:NEWEST]


@prepared
def _read_claims(statements: Any) -> QuerySet[Any, Any]:
    found = ClaimStatement.objects.standing().filter(is_among("statement", statements), claim__merged_into__isnull=True)
    return found.order_by().values_list("claim", flat=True)


def _read(pk: int, article: int, day: dt.date, side: int | None, *values: Any) -> Said:
    side_name, side_names, number, actor, actor_names, source, act, content = values
    return Said(pk, article, day, side, name_locally(side_name, side_names), number, name_locally(actor, actor_names), source, act, content)


def _list_events(rows: Iterable[Said]) -> Iterator[TimelineEvent]:
    find_article = find_addresses("claims:article_detail")
    for row in rows:
        yield TimelineEvent(
            date=row.published_on,
            side=row.side_name or row.actor or row.source or "–",
            side_index=choose_number(row.palette_number, row.side),
            label=f"{row.actor or row.source}: {row.content}",
            act=row.act,
            url=f"{find_article(row.article)}#s{row.pk}",
        )


def _count_contradictions(statements: Iterable[int]) -> Iterator[Contradiction]:
    """Pairs of speakers, from the claims of these statements; a speaker against itself is a change of line and no pair."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Pair] = {}
    for pair in find_pairs(set(_read_claims(statements))):
        names = pair.ends[0].speaker, pair.ends[1].speaker
        if all(names) and names[0] != names[1]:
            key = min(names), max(names)
            counts[key] += 1
            first.setdefault(key, pair)
    for (a_name, b_name), count in counts.items():
        pair = first[a_name, b_name]
        a, b = sorted(pair.ends, key=lambda end: end.speaker)
        yield Contradiction(a_name, a.number, b_name, b.number, count, f"{find_address('claims:claim_detail', pair.claim)}#r{pair.relation}")
