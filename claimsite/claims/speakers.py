"""Speakers as readers see them: sides with their people, and what somebody said, by claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from claimsite.claims.headings import Heading, find_headings, head
from claimsite.claims.linked import Linked, find_against
from claimsite.claims.models import Claim, ClaimStatement
from claimsite.claims.wording import word
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Act, Actor, ActorName, Affiliation, Statement
from claimsite.statements.naming import is_named_locally, sort_by_name
from claimsite.statements.querysets import StatementQuerySet
from claimsite.statements.voices import Voice, is_spoken

#: Statements on a page of a speaker.
PAGE_SIZE = 25
#: Speakers listed at once, those who speak most; the others are found by name.
LISTED = 120
#: The newest statements, among which speakers are counted.
RECENT = 5000
#: Statements whose acts are counted, the newest.
COUNTED = 1000


@dataclass(slots=True)
class SideGroup:
    """A side and those who speak for it, those who speak most first; each with `statement_count`."""

    side: Actor | None
    members: list[Actor]
    total: int = 0


@dataclass(slots=True)
class ClaimGroup:
    """What somebody said to one claim (None: to none), and what stands against it; `headings` lead some of these claims."""

    claim: Claim | None
    headings: Mapping[int, Heading]
    statements: list[Statement] = field(default_factory=list)
    against: list[Linked] = field(default_factory=list)

    @property
    def heading(self) -> Heading | None:
        """The words that lead the claim."""
        return head(self.claim, self.headings) if self.claim is not None else None

    @property
    def is_own_words(self) -> bool:
        """Whether the claim only repeats its single statement here."""
        return self.heading is not None and len(self.statements) == 1 and word(self.statements[0]) == self.heading.text


def list_speakers(search: str = "") -> tuple[list[SideGroup], bool]:
    """Speakers by side, the side with most statements first; and whether there are more. Without a search, those of the newest statements."""
    counts = dict(_count_newest(_list_named(search)) if search else _count_all())
    rows: list[Any] = _read_listed(list(counts)[:LISTED])
    groups: dict[int | None, SideGroup] = {}
    for actor in sorted(rows, key=lambda actor: (-counts[actor.pk], sort_by_name(actor))):
        actor.statement_count = counts[actor.pk]
        group = groups.setdefault(actor.side_id, SideGroup(actor.side, []))
        group.members.append(actor)
        group.total += actor.statement_count
    return _put_in_order(list(groups.values())), len(counts) > LISTED or sum(counts.values()) >= RECENT


def _list_named(search: str) -> QuerySet[Actor]:
    named = Q(pk__in=Actor.objects.named_like(search).values("pk")) | Q(side__name__icontains=search) | is_named_locally(search, "side__")
    return Actor.objects.standing().filter(named)


def _count_newest(speakers: QuerySet[Actor] | None = None) -> QuerySet[Any, Any]:
    """How many of the newest statements are whose, most first; of these speakers, or of all."""
    counting = Statement.objects.standing().filter(copy_of__isnull=True, actor__merged_into__isnull=True, actor__isnull=False)
    found = counting if speakers is None else counting.filter(actor__in=speakers.values("pk"))
    newest = Statement.objects.filter(pk__in=found.newest_first().values("pk")[:RECENT])
    return newest.order_by().values_list("actor").annotate(n=Count("pk")).order_by("-n", "actor")[: LISTED + 1]


@prepared
def _count_all() -> QuerySet[Any, Any]:
    return _count_newest()


@prepared
def _read_listed(ids: Any) -> QuerySet[Actor]:
    return Actor.objects.filter(is_among("pk", ids)).select_related("side").order_by()


@prepared
def read_actor(slug: Any) -> QuerySet[Actor]:
    """Who has this address, if anybody, with their side and whom they were merged into."""
    return Actor.objects.filter(slug=slug).select_related("side", "merged_into").order_by()


def _put_in_order(groups: list[SideGroup]) -> list[SideGroup]:
    """Sides with several speakers first; who speaks only for themselves stands together, with those of no side, at the end."""
    shared = [group for group in groups if group.side is not None and (len(group.members) > 1 or group.members[0] != group.side)]
    rest: list[Any] = [actor for group in groups if group not in shared for actor in group.members]
    rest.sort(key=lambda actor: (-attrgetter("statement_count")(actor), sort_by_name(actor)))
    shared.sort(key=lambda group: (-group.total, sort_by_name(group.side) if group.side else ""))
    return [*shared, *([SideGroup(None, rest)] if rest else [])]


def describe_actor(actor: Actor) -> dict[str, Any]:
    """Names by language, offices, and who speaks for a side."""
    names: dict[str, list[Any]] = defaultdict(list)
    for row in _read_names(actor.pk):
        names[row.language].append(row)
    return {
        "names": [{"language": language, "names": rows} for language, rows in names.items()],
        "affiliations": _read_affiliations(actor.pk),
        "members": sorted(_read_members(actor.pk), key=sort_by_name),
    }


@prepared
def _read_names(actor: Any) -> QuerySet[ActorName]:
    return ActorName.objects.filter(actor=actor).select_related("first_seen_in__outlet").order_by("language", "name")[:200]


@prepared
def _read_affiliations(actor: Any) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(actor=actor).select_related("organization")[:50]


@prepared
def _read_members(side: Any) -> QuerySet[Actor]:
    return Actor.objects.standing().filter(side=side).exclude(pk=side).order_by("name")[:60]


def list_speech(voice: Any, act: Any = None) -> StatementQuerySet:
    """What somebody said, with people; of one act or of all."""
    spoken = Statement.objects.standing().filter(is_spoken(*voice))
    return (spoken if act is None else spoken.filter(act=act)).with_people()


@prepared
def read_newest_speech(actor: Any, sides: Any, act: Any) -> QuerySet[Statement]:
    """The newest of it, one more than stands on a page."""
    return list_speech((actor, sides), act).newest_first()[: PAGE_SIZE + 1]


@prepared
def _read_acts(actor: Any, sides: Any) -> QuerySet[Any, Any]:
    return Statement.objects.standing().filter(is_spoken(actor, sides)).newest_first().values_list("act", flat=True)[:COUNTED]


def count_acts(voice: Voice) -> list[dict[str, Any]]:
    """Acts among the newest statements, the most frequent first."""
    counts = Counter(_read_acts(*voice))
    return [{"act": act, "label": Act(act).label, "count": count} for act, count in counts.most_common()]


@prepared
def _read_claims(statements: Any) -> QuerySet[ClaimStatement]:
    rows = ClaimStatement.objects.standing().filter(is_among("statement", statements), claim__merged_into__isnull=True)
    return rows.select_related("claim").order_by("-id")


def describe_speech(actor: Actor, statements: Sequence[Statement]) -> dict[str, Any]:
    """Statements grouped by claim in order of each claim's newest, with contradictions and who stands behind them."""
    claim_of = {row.statement_id: row.claim for row in _read_claims(row.pk for row in statements)}
    linked = find_against({claim.pk for claim in claim_of.values()})
    through = {each.through.pk for found in linked.values() for each in found if each.through is not None}
    headings = find_headings({claim.pk for claim in claim_of.values()} | through)
    groups: dict[int | None, ClaimGroup] = {}
    for statement in statements:
        claim = claim_of.get(statement.pk)
        groups.setdefault(claim.pk if claim else None, ClaimGroup(claim, headings)).statements.append(statement)
    for pk, group in groups.items():
        group.against = linked.get(pk, []) if pk is not None else []
    own = {actor.pk, actor.side_id} - {None}
    others = [each.other for group in groups.values() for each in group.against if each.other is not None]
    opponents: list[dict[str, Any]] = [
        {"actor": other, "count": count}
        for other, count in Counter(row.side or row.actor for row in others if not {row.actor_id, row.side_id} & own).most_common(8)
        if other is not None
    ]
    sides = [side.slug for side in [actor.side or actor, *(each["actor"] for each in opponents[:3])]]
    return {
        "groups": sorted(groups.values(), key=lambda group: group.claim is None),
        "opponents": opponents,
        "compare_parameters": urlencode({"side": sides}, doseq=True) if len(sides) > 1 else "",
    }
