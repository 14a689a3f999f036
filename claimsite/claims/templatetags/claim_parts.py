"""Rows of disputes, claims and speakers, made from plain values, so that each is made once (`core/parts.py`)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from claimsite.claims.headings import head
from claimsite.claims.wording import is_rejected_proposition
from claimsite.core.palette import get_number
from claimsite.core.parts import render_part
from claimsite.statements.models import Act
from claimsite.statements.templatetags.said_parts import Said, act_in_words, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.claims.disputes import Dispute, Half, TopicDisputes
    from claimsite.claims.headings import Heading
    from claimsite.claims.linked import Linked
    from claimsite.claims.models import Topic
    from claimsite.claims.overview import Summary
    from claimsite.claims.speakers import ClaimGroup, SideGroup
    from claimsite.claims.strips import Bar, Strip

register = template.Library()

#: Contradictions named under a claim in a list.
AGAINST = 2
#: What stands against a claim, shown beside what somebody said to it.
LINKED = 3


@register.filter
def act_before_words(said: Said) -> str:
    """What a speaker does, right before the words: "denies: shells were sold", but "denies it: no shells were sold", whose words are the denial."""
    if said.act == Act.DENIES and not is_rejected_proposition(said):
        return pgettext("before words that are the denial", "denies it")
    return act_in_words(said.act)


class HalfValues(NamedTuple):
    """One half of a dispute: who says it in which words, and how widely it is carried; `bars` are places and sizes of its line in the strip."""

    said: Said
    outlets: int
    languages: tuple[str, ...]
    days: int
    bars: tuple[tuple[float, float, float, float], ...]


class DisputeValues(NamedTuple):
    """A dispute; `first` and `last` are the ends of its strip, None without one."""

    halves: tuple[HalfValues, HalfValues]
    claim: int
    newest: dt.date | None
    first: dt.date | None
    last: dt.date | None


class TopicValues(NamedTuple):
    """Disputes of a topic, without a slug of none; `more` counts those left out."""

    pk: int
    title: str
    slug: str
    disputes: tuple[DisputeValues, ...]
    more: int


class CountedTopic(NamedTuple):
    """A topic in a list, with how many claims it has."""

    title: str
    slug: str
    claims: int


class TopicsValues(NamedTuple):
    """Topics to go to."""

    listed: tuple[CountedTopic, ...]


class VoiceValues(NamedTuple):
    """A side's part in a claim."""

    number: int | None
    name: str
    says: int
    denies: int


class AgainstValues(NamedTuple):
    """A claim that stands against another."""

    pk: int
    text: str
    language: str


class ClaimValues(NamedTuple):
    """A claim in a list."""

    pk: int
    text: str
    language: str
    voices: tuple[VoiceValues, ...]
    against: tuple[AgainstValues, ...]
    outlets: int
    languages: tuple[str, ...]
    newest: dt.date | None


class ThroughValues(NamedTuple):
    """The claim that another one repeats, where something stands against that one."""

    url: str
    text: str
    language: str


class LinkedValues(NamedTuple):
    """What stands against a claim: a statement, if one shows it."""

    through: ThroughValues | None
    said: Said | None


class ClaimGroupValues(NamedTuple):
    """What somebody said to one claim (without an address: to none) beside what stands against it, of which `has_more` is left out."""

    url: str
    text: str
    language: str
    is_own_words: bool
    statements: tuple[Said, ...]
    against: tuple[LinkedValues, ...]
    has_more: bool


class MemberValues(NamedTuple):
    """A speaker and how much was said."""

    slug: str
    name: str
    kind: str
    statements: int


class GroupValues(NamedTuple):
    """A side (without a name: none) with its speakers."""

    slug: str
    name: str
    members: tuple[MemberValues, ...]


@register.simple_tag
def topic_disputes(group: TopicDisputes) -> SafeString:
    """A topic with the disputes in it that are shown."""
    topic, disputes = group.topic, tuple(_describe_dispute(each) for each in group.disputes)
    values = TopicValues(topic.pk, str(topic), topic.slug, disputes, group.more) if topic else TopicValues(0, "", "", disputes, group.more)
    return render_part("claims/_topic_part.html", values)


@register.simple_tag
def topic_list(topics: Iterable[Topic]) -> SafeString:
    """Topics with how many claims they have."""
    listed = tuple(CountedTopic(str(topic), topic.slug, topic.claim_count) for topic in topics)  # type: ignore[attr-defined]
    return render_part("claims/_topics_part.html", TopicsValues(listed))


@register.simple_tag
def dispute_row(values: DisputeValues) -> SafeString:
    """Two statements that stand against each other, with what carries them and when."""
    return render_part("claims/_dispute_part.html", values)


def _describe_dispute(dispute: Dispute) -> DisputeValues:
    strip = dispute.strip
    halves = (
        _describe_half(dispute.said, dispute.halves[0], strip.said if strip else ()),
        _describe_half(dispute.against, dispute.halves[1], strip.against if strip else ()),
    )
    first, last = _find_ends(strip)
    return DisputeValues(halves, dispute.ends[0].claim, dispute.newest, first, last)


def _find_ends(strip: Strip | None) -> tuple[dt.date | None, dt.date | None]:
    return (strip.first, strip.last) if strip else (None, None)


def _describe_half(statement: Any, half: Half, bars: list[Bar] | tuple[()]) -> HalfValues:
    places = tuple((bar.x, bar.y, bar.width, bar.height) for bar in bars)
    return HalfValues(describe(statement, is_plain=True), len(half.outlets), tuple(sorted(half.languages)), len(half.days), places)


@register.simple_tag
def claim_row(row: Summary) -> SafeString:
    """A claim in a list, with who speaks to it and what stands against it."""
    claim = row.claim
    voices = tuple(VoiceValues(get_number(each.side), each.side.local_name if each.side else "", each.says, each.denies) for each in row.voices)
    against = tuple(AgainstValues(each.pk, each.text, each.language) for each in row.against[:AGAINST])
    values = ClaimValues(claim.pk, *row.heading, voices, against, len(row.outlets), tuple(sorted(row.languages)), row.newest)
    return render_part("claims/_claim_row_part.html", values)


@register.simple_tag
def claim_group(group: ClaimGroup) -> SafeString:
    """What somebody said to one claim, with what stands against it."""
    claim, heading, against = group.claim, group.heading, group.against[:LINKED]
    values = ClaimGroupValues(
        url=claim.get_absolute_url() if claim else "",
        text=heading.text if heading else "",
        language=heading.language if heading else "",
        is_own_words=group.is_own_words,
        statements=tuple(describe(statement) for statement in group.statements),
        against=tuple(_describe_linked(each, group.headings) for each in against),
        has_more=len(group.against) > LINKED,
    )
    return render_part("claims/_claim_group_part.html", values)


def _describe_linked(linked: Linked, headings: Mapping[int, Heading]) -> LinkedValues:
    through = linked.through
    named = ThroughValues(through.get_absolute_url(), *head(through, headings)) if through is not None else None
    return LinkedValues(named, describe(linked.other) if linked.other is not None else None)


@register.simple_tag
def side_group(group: SideGroup) -> SafeString:
    """A side with those who speak for it."""
    members = tuple(MemberValues(row.slug, row.local_name, row.kind, row.statement_count) for row in group.members)  # type: ignore[attr-defined]
    side = group.side
    return render_part("claims/_side_group_part.html", GroupValues(side.slug if side else "", side.local_name if side else "", members))
