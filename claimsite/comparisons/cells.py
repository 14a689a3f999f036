"""The words of a comparison's rows, as plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from claimsite.articles.models import Outlet
from claimsite.claims.headings import find_usual, list_wordings
from claimsite.claims.models import Claim, ClaimRelation, Stance
from claimsite.claims.wording import shorten
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Act, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimsite.comparisons.rows import Frame, Membership, Row

#: Statements shown in one cell; the rest is counted.
CELL_LIMIT = 8
#: Characters of a quote; a longer one is cut at a word.
QUOTE_LENGTH = 320
#: Fewer words seldom say anything without their sentence.
SHORTEST = 3
DENIED, SILENT = "denied", "silent"
#: What a side does with a row's claim, by the act of its statement; one that opposes the claim denies it, whatever its act.
STATUS = {
    Act.ASSERTS: "said",
    Act.DENIES: "said",
    Act.SPECULATES: "speculated",
    Act.WARNS: "warned",
    Act.DEMANDS: "demanded",
    Act.COMMITS: "committed",
}


class Words:
    """All that the shown rows say, read in four queries."""

    def __init__(self, frame: Frame, rows: Sequence[Row]) -> None:
        statements = {member.statement for row in rows for cell in _split(row).values() for member, _ in cell[:CELL_LIMIT]}
        statements |= {pk for row in rows for against in row.versus.values() for pk in against.statements.values()}
        self.claims: dict[int, Claim] = _by_id(_read_claims(row.claim for row in rows))
        self.relations: dict[int, ClaimRelation] = _by_id(_read_relations({against.relation for row in rows for against in row.versus.values()}))
        self.statements: dict[int, Statement] = _by_id(_read_statements(statements))
        self.side_of = {member.statement: member.side for member in frame.members}
        outlets = {member.outlet for row in rows for member in row.everything if member.statement != member.original}
        self.outlets: dict[int, Outlet] = _by_id(_read_outlets(outlets)) if outlets else {}

    def name_copies(self, row: Row, shown: Membership) -> list[str]:
        """Other outlets that carry the statement with the text they share."""
        copies = {each.outlet for each in row.everything if each.original == shown.original and each.statement != shown.statement}
        return sorted(self.outlets[pk].name for pk in copies - {shown.outlet} if pk in self.outlets)


def _by_id(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


@prepared
def _read_claims(ids: Any) -> QuerySet[Claim]:
    return Claim.objects.filter(is_among("pk", ids)).order_by()


@prepared
def _read_relations(ids: Any) -> QuerySet[ClaimRelation]:
    return ClaimRelation.objects.filter(is_among("pk", ids)).order_by()


@prepared
def _read_statements(ids: Any) -> QuerySet[Statement]:
    return Statement.objects.filter(is_among("pk", ids)).select_related("actor", "side", "article__outlet").order_by()


@prepared
def _read_outlets(ids: Any) -> QuerySet[Outlet]:
    return Outlet.objects.filter(is_among("pk", ids)).order_by()


def describe_row(row: Row, columns: int, words: Words) -> dict[str, Any]:
    """One claim across all sides."""
    claim, cells = words.claims[row.claim], _split(row)
    against = {pk for each in row.versus.values() for pk in each.statements.values()}
    return {
        "claim": {
            "id": claim.pk,
            "url": claim.get_absolute_url(),
            "text": claim.text,
            "language": claim.language,
            "other_wordings": _find_other_wordings(claim, row, words),
            **({"is_worded": True} if claim.worded_by_id else {}),
        },
        "contested": row.is_contested,
        "counts": _count(row),
        "cells": [_describe_cell(column, cells.get(column, []), against, words, row) for column in range(columns)],
        "versus": [_describe_versus(row, other, words) for other in row.versus],
    }


def _split(row: Row) -> dict[int, list[tuple[Membership, bool]]]:
    """Members by column, each with whether it comes from a counterclaim; the claim's own first, each newest first. Of copies the one that counts."""
    cells: dict[int, list[tuple[Membership, bool]]] = {}
    counting = {member.original for member in row.everything if member.statement == member.original}
    seen: set[int] = set()
    for members, is_folded in ((row.members, False), (row.folded, True)):
        for member in members:
            if member.original not in seen and (member.statement == member.original or member.original not in counting):
                seen.add(member.original)
                cells.setdefault(member.side, []).append((member, is_folded))
    return cells


def _lead(statements: list[dict[str, Any]], status: str, against: set[int]) -> list[dict[str, Any]]:
    """What the side mostly does goes first: of what the row's contradictions show, else of all, its shortest words that still say something."""

    def rate(each: dict[str, Any]) -> tuple[bool, bool, bool, int]:
        return each["status"] != status, each["id"] not in against, len(each["quote"].split()) < SHORTEST, len(each["quote"])

    first = min(statements, key=rate, default=None)
    return [each for each in statements if each is first] + [each for each in statements if each is not first]


def _get_status(member: Membership, is_folded: bool) -> str:
    if is_folded or member.stance == Stance.OPPOSES:
        return DENIED
    return STATUS[Act(member.act)]


def _count(row: Row) -> dict[str, Any]:
    """How many statements do what, and in how many outlets, articles and languages."""
    members = [(member, is_folded) for cell in _split(row).values() for member, is_folded in cell]
    return {
        "statements": len(members),
        "sides": len({member.side for member, _ in members}),
        "outlets": len({member.outlet for member in row.everything}),
        "articles": len({member.article for member in row.everything}),
        "languages": sorted({member.language for member, _ in members}),
        "by_status": dict(sorted(Counter(_get_status(*each) for each in members).items())),
    }


def _describe_cell(column: int, members: list[tuple[Membership, bool]], against: set[int], words: Words, row: Row) -> dict[str, Any]:
    """What one side does with a claim; of several things the most frequent, of equals the newest."""
    statuses = Counter(_get_status(*each) for each in members)
    status = statuses.most_common(1)[0][0] if members else SILENT
    statements = [
        describe_statement(words.statements[member.statement], column)
        | {"via": "counterclaim" if is_folded else "claim", "status": _get_status(member, is_folded), "stance": member.stance}
        | {"also_in": words.name_copies(row, member)}
        for member, is_folded in members[:CELL_LIMIT]
    ]
    return {
        "side": column,
        "status": status,
        "statuses": dict(statuses),
        "statements": _lead(statements, status, against),
        "more": max(0, len(members) - CELL_LIMIT),
    }


def describe_statement(statement: Statement, side: int | None) -> dict[str, Any]:
    """Who said what, where and when; `side` is its column, None outside the table."""
    return {
        "id": statement.pk,
        "url": statement.get_absolute_url(),
        "side": side,
        "quote": shorten(statement.content, QUOTE_LENGTH),
        "language": statement.language,
        "type": statement.type,
        "act": statement.act,
        "actor": statement.actor.name if statement.actor else None,
        "actor_url": statement.actor.get_absolute_url() if statement.actor else None,
        "source": statement.source,
        "outlet": statement.article.outlet.name,
        "outlet_id": statement.article.outlet_id,
        "published_on": statement.published_on.isoformat(),
        "article_title": statement.article.title,
        "article_url": statement.article.get_absolute_url(),
        "state": statement.state,
        "score": statement.score,
    }


def _describe_versus(row: Row, other: int, words: Words) -> dict[str, Any]:
    """A contradiction with its reason; `a` speaks for the row's claim, `b` against it."""
    against = row.versus[other]
    relation = words.relations[against.relation]
    a, b = against.statements[row.claim], against.statements[other]
    return {
        "relation": relation.pk,
        "revision": relation.revision,
        "kind": relation.kind,
        "score": relation.score,
        "state": relation.state,
        "why": relation.why,
        "other_claim": other,
        "a": describe_statement(words.statements[a], words.side_of[a]),
        "b": describe_statement(words.statements[b], words.side_of[b]),
    }


def _find_other_wordings(claim: Claim, row: Row, words: Words) -> list[dict[str, str]]:
    """The claim in the words of statements in other languages that stand to it alike, one a language."""
    stances = {member.statement: member.stance for member in row.members}
    usual = find_usual(stances.values())
    return list_wordings((words.statements[pk] for pk, stance in stances.items() if stance == usual and pk in words.statements), claim.language)
