"""Claims as readers see them: who stands for and against, in whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from claimsite.claims.linked import Linked, find_against, find_linked
from claimsite.claims.models import Claim, ClaimStatement, RelationKind, Stance, Topic
from claimsite.claims.wording import choose_wording_statement, word
from claimsite.statements.context import Sentence, find_sentences
from claimsite.statements.models import Act, Actor, Statement

#: Statements shown on a claim's page, the newest first; more are found through the search.
SHOWN = 60


@dataclass(slots=True)
class Voice:
    """A side's part in a claim: what it does, and how many statements do it."""

    side: Actor | None
    denies: int = 0
    says: int = 0


@dataclass(slots=True)
class Summary:
    """A claim in a list."""

    claim: Claim
    voices: list[Voice] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    against: list[Linked] = field(default_factory=list)
    newest: Any = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A statement that expresses a claim, in its context."""

    member: ClaimStatement
    statement: Statement
    sentences: list[Sentence]


def list_claims(*, show: str = "all", topic: Topic | None = None, side: Actor | None = None, language: str = "") -> QuerySet[Claim]:
    """Claims with standing statements: all, those that another contradicts, or those of one side that no other answers."""
    members = ClaimStatement.objects.standing_with_statement().filter(claim=OuterRef("pk"))
    if side is not None:
        members = members.filter(statement__side=side)
    if language:
        members = members.filter(statement__language=language)
    found = Claim.objects.standing().filter(Exists(members))
    if topic is not None:
        found = found.filter(topic=topic)
    if show == "contested":
        found = found.contested()
    elif show == "unanswered":
        found = found.unanswered()
    return found.select_related("topic")


def summarize_claims(claims: Sequence[Claim]) -> list[Summary]:
    """Who speaks to each claim, and what stands against it; the number of queries does not depend on the data."""
    summaries = {claim.pk: Summary(claim) for claim in claims}
    rows = ClaimStatement.objects.standing_with_statement().filter(claim__in=summaries).select_related("statement__side", "statement__article")
    members = list(rows.order_by("-statement__published_on", "-statement"))
    voices: dict[tuple[int, int | None], Voice] = {}
    for row in members:
        summary, statement = summaries[row.claim_id], row.statement
        voice = voices.get((row.claim_id, statement.side_id))
        if voice is None:
            voice = voices[row.claim_id, statement.side_id] = Voice(statement.side)
            summary.voices.append(voice)
        if statement.copy_of_id is None:  # a copy of wire copy is no further voice, but its outlet carries the claim
            voice.denies += is_denial(row)
            voice.says += not is_denial(row)
        summary.outlets.add(statement.article.outlet_id)
        summary.languages.add(statement.language)
        summary.newest = summary.newest or statement.published_on
    for pk, linked in find_linked(summaries, kind=RelationKind.CONTRADICTS).items():
        summaries[pk].against = linked
    return list(summaries.values())


def is_denial(member: ClaimStatement) -> bool:
    """Whether a statement opposes its claim. A denial in the claim's own words holds them: the words say what its speaker holds."""
    return member.stance == Stance.OPPOSES


def describe_claim(claim: Claim) -> dict[str, Any]:
    """Everything on a claim's page."""
    every = ClaimStatement.objects.standing_with_statement().filter(claim=claim)
    statements = Prefetch("statement", queryset=Statement.objects.with_people().with_copies().select_related("version").prefetch_related("spans"))
    members = list(
        every.counted_once().select_related("decided_by").prefetch_related(statements).order_by("-statement__published_on", "-statement")[: SHOWN + 1]
    )
    linked = find_linked([claim.pk]).get(claim.pk, [])
    counterclaims = [each for each in linked if each.relation.kind == RelationKind.CONTRADICTS]
    by_stance: dict[str, list[Expression]] = defaultdict(list)
    for row in members[:SHOWN]:
        by_stance[row.stance].append(Expression(row, row.statement, find_sentences(row.statement)))
    return {
        "stances": [{"stance": stance, "expressions": by_stance[stance]} for stance in Stance if by_stance[stance]],
        "wordings": _find_wordings(claim, members),
        "counterclaims": counterclaims or find_against([claim.pk]).get(claim.pk, []),
        "others": [each for each in linked if each.relation.kind != RelationKind.CONTRADICTS],
        "sides": list(dict.fromkeys(row.statement.side for row in members if row.statement.side)),
        "outlet_count": every.aggregate(n=Count("statement__article__outlet", distinct=True))["n"],
        "languages": sorted({row.statement.language for row in members}),
        "is_cut": len(members) > SHOWN,
    }


def _find_wordings(claim: Claim, members: Iterable[ClaimStatement]) -> list[dict[str, str]]:
    """The claim in each other language that statements of the usual stance come in."""
    by_language: dict[str, list[Statement]] = defaultdict(list)
    rows = list(members)
    usual = max((row.stance for row in rows), key=[row.stance for row in rows].count, default=None)
    for row in rows:
        if row.stance == usual and row.statement.language != claim.language and row.statement.act != Act.DECLINES:
            by_language[row.statement.language].append(row.statement)
    return [{"language": language, "text": word(choose_wording_statement(rows))} for language, rows in sorted(by_language.items())]
