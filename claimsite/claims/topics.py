"""From linked claims to topics: a dispute is what its claims' relations and participants hold together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from claimsite.claims.models import Claim, ClaimRelation, Topic
from claimsite.claims.titles import TITLE_CLAIM, TITLE_SIDES, name_topics
from claimsite.claims.vicinity import Vicinity
from claimsite.claims.wording import shorten
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.slugs import make_slug
from claimsite.statements.models import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def gather_topics(claim_ids: Iterable[int]) -> None:
    """Give each of these claims its topic; new links may merge topics. Claims that nothing ties to others stay without one.

    A relation ties claims together and merges their topics: the older one stays, unless the other was named by a person. Claims without any go to the
    topic that shares two sides with them within `WINDOW`, or one side and an article.
    """
    claims, links = _read_component(set(claim_ids))
    changed: set[int] = set()
    loose: list[list[Claim]] = []
    for component in _split(claims, links):
        topics = {claim.topic_id for claim in component if claim.topic_id is not None}
        topic = _merge(topics) if topics else None
        if topic is None:
            loose.append(component)
        else:
            _assign(component, topic)
            changed.add(topic.pk)
    # The larger ones first: what they found may take the single claims in.
    vicinity = Vicinity(loose)
    for component in sorted(loose, key=len, reverse=True):
        topic = vicinity.find_topic(component)
        if topic is None and len(component) > 1:
            topic = save_signed(open_topic(component), by=None, reason="linked claims")
        if topic is not None:
            _assign(component, topic)
            vicinity.take_in(component, topic)
            changed.add(topic.pk)
    name_topics(changed)


def _read_component(claim_ids: set[int]) -> tuple[dict[int, Claim], list[tuple[int, int]]]:
    """The claims, their neighbors by relation, and the relations: what lies further off is held together by its topic already."""
    ends = Q(claim_a__in=claim_ids) | Q(claim_b__in=claim_ids)
    links = list(ClaimRelation.objects.standing().filter(ends).values_list("claim_a", "claim_b"))
    pks = claim_ids | {pk for link in links for pk in link}
    claims = {claim.pk: claim for claim in Claim.objects.standing().filter(pk__in=pks).order_by("id")}
    return claims, [(a, b) for a, b in links if a in claims and b in claims]


def _split(claims: dict[int, Claim], links: Iterable[tuple[int, int]]) -> list[list[Claim]]:
    """Connected components; claims of one topic count as linked."""
    root = {pk: pk for pk in claims}

    def find(pk: int) -> int:
        while root[pk] != pk:
            root[pk] = root[root[pk]]
            pk = root[pk]
        return pk

    first_of_topic: dict[int, int] = {}
    for pk, claim in claims.items():
        if claim.topic_id is not None:
            root[find(pk)] = find(first_of_topic.setdefault(claim.topic_id, pk))
    for a, b in links:
        root[find(a)] = find(b)
    components: dict[int, list[Claim]] = defaultdict(list)
    for pk, claim in claims.items():
        components[find(pk)].append(claim)
    return list(components.values())


def _merge(topic_ids: set[int]) -> Topic:
    """One topic of several; two that people named stay apart, and the older one of them takes what is new."""
    topics = sorted(Topic.objects.filter(pk__in=topic_ids), key=lambda topic: (not topic.is_named_by_hand, topic.pk))
    kept = topics[0]
    for topic in topics[1:]:
        if topic.is_named_by_hand:
            continue
        topic.merged_into = kept
        save_signed(topic, by=None, reason="a new link joins two topics", update_fields=["merged_into"])
        claims = list(Claim.objects.filter(topic=topic))
        for claim in claims:
            claim.topic = kept
        save_all_signed(claims, by=None, reason="a new link joins two topics", fields=["topic"])
    return kept


def _assign(component: Sequence[Claim], topic: Topic) -> None:
    others = {claim.pk: claim for claim in component if claim.topic_id != topic.pk}
    if not others:
        return
    named = set(Topic.objects.filter(pk__in={claim.topic_id for claim in others.values()}, is_named_by_hand=True).values_list("pk", flat=True))
    changed = []
    for pk, stored in Claim.objects.filter(pk__in=others).values_list("pk", "topic"):  # merging topics has moved some
        if stored != topic.pk and stored not in named:
            others[pk].topic = topic
            changed.append(others[pk])
    save_all_signed(changed, by=None, reason="linked with this topic", fields=["topic"])


def open_topic(component: list[Claim]) -> Topic:
    """A topic for these claims, not stored yet."""
    return Topic(title=shorten(component[0].text, TITLE_CLAIM), slug=_make_slug(component))


def _make_slug(component: list[Claim]) -> str:
    """From the sides, or the words of the first claim."""
    sides = Actor.objects.filter(side_statements__claim_statements__claim__in=component).distinct().order_by("name").values_list("name", flat=True)
    return make_slug(Topic, " ".join(sides[:TITLE_SIDES]) or component[0].text, fallback="topic", length=80)
