"""Claims as readers see them: who stands for and against, in whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from claimsite.claims.headings import Heading, find_headings, find_usual, head, list_wordings
from claimsite.claims.linked import Other, find_against, find_linked, name_contradicting
from claimsite.claims.models import Claim, ClaimStatement, RelationKind, Stance, Topic
from claimsite.core.languages import read_language
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.at_hand import attach_copies, attach_spans
from claimsite.statements.context import Sentence, find_sentences
from claimsite.statements.models import Actor, Statement
from claimsite.statements.sides import read_actors

#: Claims on a page of the list.
PAGE_SIZE = 20
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
    """A claim in a list; `heading` leads it."""

    claim: Claim
    heading: Heading
    voices: list[Voice] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    against: list[Other] = field(default_factory=list)
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
    contradicting = name_contradicting(claim.pk for claim in claims)
    headings = find_headings({*(claim.pk for claim in claims), *(other.pk for others in contradicting.values() for other in others)})
    summaries = {claim.pk: Summary(claim, head(claim, headings)) for claim in claims}
    members = _read_members(summaries)
    sides = {side.pk: side for side in read_actors({row[2] for row in members if row[2] is not None})}
    voices: dict[tuple[int, int | None], Voice] = {}
    for claim, stance, side, copy_of, outlet, language, day in members:
        summary, voice = summaries[claim], voices.get((claim, side))
        if voice is None:
            voice = voices[claim, side] = Voice(None if side is None else sides[side])
            summary.voices.append(voice)
        if copy_of is None:  # a copy of wire copy is no further voice, but its outlet carries the claim
            # A denial in the claim's own words holds them: the words say what its speaker holds.
            voice.denies += stance == Stance.OPPOSES
            voice.says += stance != Stance.OPPOSES
        summary.outlets.add(outlet)
        summary.languages.add(language)
        summary.newest = summary.newest or day
    for pk, others in contradicting.items():
        summaries[pk].against = [other._replace(**headings[other.pk]._asdict()) if other.pk in headings else other for other in others]
    return list(summaries.values())


@prepared
def _read_members(claims: Any) -> QuerySet[Any, Any]:
    newest_first = ClaimStatement.objects.standing_with_statement().filter(is_among("claim", claims)).order_by("-statement__published_on", "-statement")
    fields = [f"statement__{name}" for name in ("side", "copy_of", "outlet", "language", "published_on")]
    return newest_first.values_list("claim", "stance", *fields)


def _make_first(show: str) -> Callable[..., list[Claim]]:
    @prepared
    def read(topic: Any, side: Any, language: Any) -> QuerySet[Claim]:
        return list_claims(show=show, topic=topic, side=side, language=language or "").order_by("-pk")[: PAGE_SIZE + 1]

    return read


_READ_FIRST = {show: _make_first(show) for show in ("all", "contested", "unanswered")}


def read_first_claims(*, show: str = "all", topic: Topic | None = None, side: Actor | None = None, language: str = "") -> list[Claim]:
    """The newest of `list_claims`, one more than stands on a page."""
    return _READ_FIRST[show](topic.pk if topic else None, side.pk if side else None, language or None)


def describe_claim(claim: Claim) -> dict[str, Any]:
    """Everything on a claim's page."""
    members = _read_expressions(claim.pk)
    attach_spans([row.statement for row in members])
    attach_copies([row.statement for row in members])
    linked = find_linked([claim.pk]).get(claim.pk, [])
    counterclaims = [each for each in linked if each.relation.kind == RelationKind.CONTRADICTS] or find_against([claim.pk]).get(claim.pk, [])
    by_stance: dict[str, list[Expression]] = defaultdict(list)
    for row in members[:SHOWN]:
        by_stance[row.stance].append(Expression(row, row.statement, find_sentences(row.statement)))
    wordings = _find_wordings(claim, members)
    return {
        **_choose_heading(claim, wordings),
        "stances": [{"stance": stance, "expressions": by_stance[stance]} for stance in Stance if by_stance[stance]],
        "counterclaims": counterclaims,
        "others": [each for each in linked if each.relation.kind != RelationKind.CONTRADICTS],
        "headings": find_headings({each.claim.pk for each in (*linked, *counterclaims)} | {each.through.pk for each in counterclaims if each.through}),
        "sides": list(dict.fromkeys(row.statement.side for row in members if row.statement.side)),
        "outlet_count": len(_read_outlets(claim.pk)),
        "languages": sorted({row.statement.language for row in members}),
        "is_cut": len(members) > SHOWN,
    }


def _choose_heading(claim: Claim, wordings: list[dict[str, str]]) -> dict[str, Any]:
    """The words that lead a claim's page, and the others: the reader's language first, unless an editor worded the claim."""
    own, reader = {"language": claim.language, "text": claim.text}, read_language()
    heading = next((each for each in wordings if each["language"] == reader and claim.worded_by_id is None), own)
    return {"heading": heading, "wordings": [each for each in (own, *wordings) if each is not heading]}


@prepared
def _read_expressions(claim: Any) -> QuerySet[ClaimStatement]:
    """The newest, one more than is shown."""
    with_people = [f"statement__{name}" for name in ("actor", "side", "article__outlet", "decided_by", "version")]
    members = ClaimStatement.objects.standing_with_statement().counted_once().filter(claim=claim).select_related("decided_by", *with_people)
    return members.order_by("-statement__published_on", "-statement")[: SHOWN + 1]


@prepared
def _read_outlets(claim: Any) -> QuerySet[Any, Any]:
    found = ClaimStatement.objects.standing_with_statement().filter(claim=claim)
    return found.order_by().values_list("statement__outlet", flat=True).distinct()


def _find_wordings(claim: Claim, members: Sequence[ClaimStatement]) -> list[dict[str, str]]:
    """The claim in each other language that statements of the usual stance come in."""
    usual = find_usual(row.stance for row in members)
    return list_wordings((row.statement for row in members if row.stance == usual), claim.language)
