"""From linked claims to topics: a dispute is what its claims' relations and participants hold together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q

from claimsite.claims.members import count_needed
from claimsite.claims.models import Claim, Topic
from claimsite.claims.ties import Tie, read_ties
from claimsite.claims.titles import TITLE_CLAIM, TITLE_SIDES, choose_due, name_topics
from claimsite.claims.vicinity import Vicinity, share_sides
from claimsite.claims.wording import shorten
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.querysets import CountedRows
from claimsite.core.slugs import make_slug
from claimsite.statements.models import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


#: Two topics that both have more claims stay two.
MOST_MOVED = 100


def gather_topics(claim_ids: Iterable[int]) -> None:
    """Give each of these claims its topic; new links may merge topics. Claims that nothing ties to others stay without one.

    A claim goes to the topic that relations tie it to most. Two topics become one if relations tie several claims of each together, or one does and they
    share two sides within `WINDOW`, or one side and an article; the one that a person has named stays, else the larger. Claims that nothing ties go to
    the topic that shares as much with them.
    """
    claims, ties = _read_component(set(claim_ids))
    changed = _merge_topics(claims, ties)
    followed = _follow_ties(claims, ties)
    _store(followed)
    loose = _split([claim for claim in claims.values() if claim.topic_id is None], ties)
    # The larger ones first: what they found may take the single claims in.
    vicinity = Vicinity(loose)
    taken_in: list[Claim] = []
    for component in sorted(loose, key=len, reverse=True):
        topic = vicinity.find_topic(component)
        if topic is None and len(component) > 1:
            topic = save_signed(open_topic(component), by=None, reason="linked claims")
        if topic is not None:
            vicinity.take_in(component, topic)
            taken_in += _assign(component, topic.pk)
    _store(taken_in)
    changed |= {claim.topic_id for claim in (*followed, *taken_in) if claim.topic_id is not None}
    touched: dict[int, list[int]] = defaultdict(list)
    for claim in claims.values():
        if claim.topic_id is not None:
            touched[claim.topic_id].append(claim.pk)
    name_topics(choose_due({topic: touched[topic] for topic in changed}))


def _read_component(claim_ids: set[int]) -> tuple[dict[int, Claim], list[Tie]]:
    """The claims, those that relations tie to them, and these ties, but those within a topic."""
    ends = Q(claim_a__in=claim_ids) | Q(claim_b__in=claim_ids)
    within = Q(claim_a__topic=F("claim_b__topic"), claim_a__topic__isnull=False, claim_b__topic__isnull=False)
    ties = read_ties(ends & ~within)
    pks = claim_ids | {pk for tie in ties for pk in (tie.a, tie.b)}
    claims = {claim.pk: claim for claim in Claim.objects.standing().filter(pk__in=pks).order_by("id")}
    return claims, [tie for tie in ties if tie.a in claims and tie.b in claims]


def _merge_topics(claims: Mapping[int, Claim], ties: Iterable[Tie]) -> set[int]:
    """Make one topic of two that enough relations tie together; of these claims' topics those that stay."""
    pairs = {tuple(sorted((claims[a].topic_id or 0, claims[b].topic_id or 0))) for a, b, _ in ties}
    topics = Topic.objects.filter(merged_into__isnull=True).in_bulk({pk for pair in pairs for pk in pair})
    sizes = _count_claims(topics) if topics else {}
    for pair in sorted(pairs):
        both = [topics[pk] for pk in dict.fromkeys(pair) if pk in topics]
        if len(both) == 2 and not all(topic.is_named_by_hand for topic in both):
            kept, given_up = sorted(both, key=lambda topic: (not topic.is_named_by_hand, -sizes[topic.pk], topic.pk))
            if sizes[given_up.pk] <= MOST_MOVED and (_are_tied(given_up, kept, sizes[given_up.pk]) or share_sides(given_up, kept)):
                _merge(kept, given_up)
                del topics[given_up.pk]
                sizes[kept.pk] += sizes[given_up.pk]
                for claim in claims.values():
                    if claim.topic_id == given_up.pk:
                        claim.topic_id = kept.pk
    return {claim.topic_id for claim in claims.values() if claim.topic_id is not None}


def _count_claims(topics: Iterable[int]) -> dict[int, int]:
    """By topic how many claims it has, as far as it matters."""
    claims = Claim.objects.standing().filter(topic=OuterRef("pk")).order_by().values("pk")[: MOST_MOVED + 1]
    return dict(Topic.objects.filter(pk__in=topics).order_by().annotate(n=CountedRows(claims)).values_list("pk", "n"))


def _are_tied(few: Topic, many: Topic, size: int) -> bool:
    """Whether relations tie two topics together, of which one has so few claims, through as many claims of each as it takes."""
    ties = read_ties(Q(claim_a__topic=few, claim_b__topic=many) | Q(claim_b__topic=few, claim_a__topic=many))
    claims = {pk for tie in ties for pk in (tie.a, tie.b)}
    of_few = set(Claim.objects.filter(pk__in=claims, topic=few).values_list("pk", flat=True))
    return min(len(of_few), len(claims - of_few)) >= count_needed(size)


def _merge(kept: Topic, given_up: Topic) -> None:
    given_up.merged_into = kept
    save_signed(given_up, by=None, reason="a new link joins two topics", update_fields=["merged_into"])
    claims = list(Claim.objects.filter(topic=given_up))
    for claim in claims:
        claim.topic = kept
    save_all_signed(claims, by=None, reason="a new link joins two topics", fields=["topic"])


def _follow_ties(claims: Mapping[int, Claim], ties: Sequence[Tie]) -> list[Claim]:
    """Bring claims without a topic to the one that they are tied to most, then those that are tied to these; which they were, to be stored."""
    followed: list[Claim] = []
    while True:
        weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for a, b, weight in ties:
            for one, other in ((a, b), (b, a)):
                topic = claims[other].topic_id
                if claims[one].topic_id is None and topic is not None:
                    weights[one][topic] += weight
        if not weights:
            return followed
        wanted: dict[int, list[Claim]] = defaultdict(list)
        for pk, found in weights.items():
            wanted[max(found, key=lambda topic: (found[topic], -topic))].append(claims[pk])
        for topic, moved in wanted.items():
            followed += _assign(moved, topic)


def _split(claims: Sequence[Claim], ties: Iterable[Tie]) -> list[list[Claim]]:
    """Connected components."""
    root = {claim.pk: claim.pk for claim in claims}

    def find(pk: int) -> int:
        while root[pk] != pk:
            root[pk] = root[root[pk]]
            pk = root[pk]
        return pk

    for a, b, _ in ties:
        if a in root and b in root:
            root[find(a)] = find(b)
    components: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        components[find(claim.pk)].append(claim)
    return list(components.values())


def _assign(claims: Sequence[Claim], topic: int) -> Sequence[Claim]:
    """The claims with their topic, not stored yet: many are written together, for other writers wait meanwhile."""
    for claim in claims:
        claim.topic_id = topic
    return claims


def _store(claims: Sequence[Claim]) -> None:
    save_all_signed(claims, by=None, reason="linked with this topic", fields=["topic"])


def open_topic(component: list[Claim]) -> Topic:
    """A topic for these claims, not stored yet."""
    return Topic(title=shorten(component[0].text, TITLE_CLAIM), slug=_make_slug(component))


def _make_slug(component: list[Claim]) -> str:
    """From the sides, or the words of the first claim."""
    sides = Actor.objects.filter(side_statements__claim_statements__claim__in=component).distinct().order_by("name").values_list("name", flat=True)
    return make_slug(Topic, " ".join(sides[:TITLE_SIDES]) or component[0].text, fallback="topic", length=80)
