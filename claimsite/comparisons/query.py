"""What a comparison is asked for: the address of `/compare/` and the stored query say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from claimsite.claims.models import Topic
from claimsite.comparisons.table import ALL, CONTESTED, LIMIT, ONLY, SORTS, build_table, default_sides, default_topic
from claimsite.core.merging import follow_merges
from claimsite.statements.models import Actor

#: More columns nobody can read, and eight sides have colors of their own.
MAX_SIDES = 8


@dataclass(frozen=True, slots=True)
class Query:
    """Chosen sides, topic and dates; `unknown` holds slugs that lead nowhere."""

    sides: tuple[Actor, ...]
    topic: Topic | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    only: str = ALL
    sort: str = CONTESTED
    unknown: tuple[str, ...] = field(default=(), compare=False)

    def build_table(self, limit: int = LIMIT, claims: Sequence[int] = ()) -> dict[str, Any]:
        """The table as it stands now."""
        dates = {"since": self.since, "until": self.until}
        return build_table(sides=self.sides, topic=self.topic, **dates, only=self.only, sort=self.sort, limit=limit, claims=claims)

    def as_json(self) -> dict[str, Any]:
        """What is stored with a comparison; `read_query` takes it back."""
        return {
            "side": [side.slug for side in self.sides],
            "topic": self.topic.slug if self.topic else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "only": self.only,
            "sort": self.sort,
        }

    def as_parameters(self, **changes: str) -> str:
        """The same as parameters of an address, without what is empty or usual; `changes` put something else in its place."""
        return write_parameters(self.as_json() | changes)


def write_parameters(given: Mapping[str, Any]) -> str:
    """A stored query as parameters of an address, without what is empty or usual."""
    usual = {("only", ALL), ("sort", CONTESTED)}
    return urlencode({name: value for name, value in given.items() if value and (name, str(value)) not in usual}, doseq=True)


def read_query(given: Mapping[str, Any]) -> Query:
    """Read a stored query or what `CompareForm` cleaned; merged sides and topics lead to what they were merged into.

    Without sides the topic's are taken, without either those of the most contested topic.
    """
    slugs = list(dict.fromkeys(given.get("side") or []))
    found = {actor.slug: follow_merges(actor) for actor in Actor.objects.filter(slug__in=slugs).select_related("merged_into")}
    sides = list(dict.fromkeys(found[slug] for slug in slugs if slug in found))[:MAX_SIDES]
    topic_slug = given.get("topic") or ""
    topic = Topic.objects.filter(slug=topic_slug).select_related("merged_into").first() if topic_slug else None
    topic = follow_merges(topic) if topic else None
    unknown = [slug for slug in slugs if slug not in found] + ([topic_slug] if topic_slug and topic is None else [])
    if not sides:
        topic = topic or default_topic()
        sides = default_sides(topic)
    only, sort = str(given.get("only") or ALL), str(given.get("sort") or CONTESTED)
    days = _read_date(given.get("since")), _read_date(given.get("until"))
    return Query(tuple(sides), topic, *days, only if only in ONLY else ALL, sort if sort in SORTS else CONTESTED, tuple(unknown))


def _read_date(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None
