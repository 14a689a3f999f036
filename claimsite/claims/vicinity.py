"""Which topics speak of the same as claims that have none: for all claims of an article together, in a handful of queries."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from claimsite.claims.mentions import get_known_names
from claimsite.claims.models import ClaimStatement, Topic
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from claimsite.claims.models import Claim
    from claimsite.claims.querysets import ClaimStatementQuerySet

#: Statements this far apart may still belong to one dispute.
WINDOW = dt.timedelta(days=60)
#: Statements of a topic, or of a side within a window, that are looked at, the newest.
LOOKED_AT = 500


class Said(NamedTuple):
    """Of a claim's statement what finding a topic needs."""

    day: dt.date
    article: int
    side: int | None


class Vicinity:
    """The topics around groups of claims; what a group comes to counts for those that are asked after it."""

    def __init__(self, groups: Sequence[Sequence[Claim]]) -> None:
        claims = [claim for group in groups for claim in group]
        self.said: dict[int, list[Said]] = defaultdict(list)
        for claim, day, article, side in _read_said({claim.pk for claim in claims}):
            self.said[claim].append(Said(day, article, side))
        named = get_known_names().find(claim.text for claim in claims) if claims else []
        self.named = {claim.pk: sides for claim, sides in zip(claims, named, strict=True)}
        self.wanted = {side for claim in claims for side in self._get_sides([claim])}
        self.around: dict[tuple[dt.date, dt.date], dict[int, set[int]]] = {}
        self.taken: list[tuple[dt.date, int, int]] = []
        self.topics: dict[int, Topic] = {}
        articles = {each.article for said in self.said.values() for each in said}
        self.topics_of: dict[int, set[int]] = defaultdict(set)
        self.topics_in: dict[int, set[int]] = defaultdict(set)
        for article, topic, side in _read_topics_of_articles(articles):
            self.topics_in[article].add(topic)
            if side in self.wanted:
                self.topics_of[article].add(topic)

    def find_topic(self, group: Sequence[Claim]) -> Topic | None:
        """The topic that shares most sides with these claims: two within `WINDOW`, or one and an article; or else most articles, two at the least.

        Whoever is new in a dispute has no side in common with it yet, but two texts that tell of both tell of one thing.
        """
        said = self._get_said(group)
        if not said:
            return None
        sides = self._get_sides(group)
        shared = {topic: common for topic, found in self._get_around(_get_window(said)).items() if (common := found & sides)}
        neighbors = {topic for each in said for topic in self.topics_of[each.article]}
        fitting = [topic for topic, common in shared.items() if len(common) > 1 or topic in neighbors]
        beside = Counter(topic for article in {each.article for each in said} for topic in self.topics_in[article])
        fitting = fitting or [topic for topic, articles in beside.items() if articles > 1]
        if not fitting:
            return None
        chosen = max(fitting, key=lambda topic: (topic in neighbors, len(shared.get(topic, ())), beside[topic], -topic))
        if chosen not in self.topics:
            self.topics[chosen] = Topic.objects.get(pk=chosen)
        return self.topics[chosen]

    def take_in(self, group: Sequence[Claim], topic: Topic) -> None:
        """Know that a group has come to a topic; it need not be stored yet."""
        for each in self._get_said(group):
            self.topics_in[each.article].add(topic.pk)
            if each.side is not None:
                self.topics_of[each.article].add(topic.pk)
                self.taken.append((each.day, topic.pk, each.side))
                for (since, until), sides in self.around.items():
                    if since <= each.day <= until:
                        sides.setdefault(topic.pk, set()).add(each.side)

    def _get_around(self, window: tuple[dt.date, dt.date]) -> dict[int, set[int]]:
        """Topics with the sides wanted by any group that speak to them within a window; of one article's claims most have the same."""
        if window not in self.around:
            found: dict[int, set[int]] = defaultdict(set)
            for side in self.wanted:
                for topic in _read_topics_of_side(side, *window):
                    found[topic].add(side)
            for day, topic, side in self.taken:
                if window[0] <= day <= window[1]:
                    found[topic].add(side)
            self.around[window] = found
        return self.around[window]

    def _get_said(self, group: Sequence[Claim]) -> list[Said]:
        return [each for claim in group for each in self.said.get(claim.pk, ())]

    def _get_sides(self, group: Sequence[Claim]) -> set[int]:
        """Those that speak and those that are named."""
        return {each.side for each in self._get_said(group) if each.side is not None} | {side for claim in group for side in self.named[claim.pk]}


@prepared
def _read_said(claims: Any) -> QuerySet[Any, Any]:
    rows = ClaimStatement.objects.standing_with_statement().filter(is_among("claim", claims)).order_by("id")
    return rows.values_list("claim", "statement__published_on", "statement__article", "statement__side")


@prepared
def _read_topics_of_articles(articles: Any) -> QuerySet[Any, Any]:
    known = _list_members().filter(is_among("statement__article", articles)).order_by()
    return known.values_list("statement__article", "claim__topic", "statement__side").distinct()


@prepared
def _read_topics_of_side(side: Any, since: Any, until: Any) -> QuerySet[Any, Any]:
    said = Statement.objects.standing().filter(side=side, published_on__range=(since, until)).newest_first().values("pk")[:LOOKED_AT]
    return _list_members().filter(statement__in=said).order_by().values_list("claim__topic", flat=True).distinct()


def _list_members() -> ClaimStatementQuerySet:
    return ClaimStatement.objects.standing_with_statement().filter(claim__topic__merged_into__isnull=True, claim__topic__isnull=False)


def share_sides(few: Topic, many: Topic) -> bool:
    """Whether two topics share two sides within `WINDOW`, one and an article, or two articles; of the first its newest statements count."""
    members = ClaimStatement.objects.standing_with_statement()
    rows = members.filter(claim__topic=few).order_by("-statement__published_on", "-statement")
    said = list(itertools.starmap(Said, rows.values_list("statement__published_on", "statement__article", "statement__side")[:LOOKED_AT]))
    if not said:
        return False
    sides = {each.side for each in said if each.side is not None}
    others = members.filter(claim__topic=many).order_by()
    shared = others.filter(statement__side__in=sides, statement__published_on__range=_get_window(said)).values_list("statement__side").distinct().count()
    if shared > 1:
        return True
    articles = others.filter(statement__article__in={each.article for each in said}).values_list("statement__article").distinct()[:2]
    return shared + len(articles) > 1


def _get_window(said: Sequence[Said]) -> tuple[dt.date, dt.date]:
    days = [each.day for each in said]
    return min(days) - WINDOW, max(days) + WINDOW
